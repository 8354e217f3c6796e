"""Words of an answer chosen with the cursor, to attach them to a criterion."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from coach.reports.foreign import masked
from coach.tui.screens.dialogs import Dialog
from coach.tui.text import plain


class MarkWords(Dialog[tuple[int, int] | None]):
    """Closes with where the chosen words begin and end in the answer, in characters; None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+j,ctrl+s,f10", "keep", "Attach", id="words.keep", priority=True),
        Binding("escape", "leave", "Leave", id="words.leave"),
    ]

    def __init__(self, title: str, answer: str) -> None:
        super().__init__()
        self._title = title
        self._answer = masked(answer)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog-title")
            yield TextArea(self._answer, id="words", read_only=True, soft_wrap=True, show_cursor=True)
            yield Static(
                "Hold Shift with the arrows, or drag, to choose the words. Enter attaches them, Esc leaves.",
                id="words-told",
                classes="dim",
            )

    def action_keep(self) -> None:
        """Close with the words chosen."""
        area = self.query_one("#words", TextArea)
        first, last = sorted((area.selection.start, area.selection.end))
        start, end = whole_words(self._answer, self._offset(first), self._offset(last))
        if not self._answer[start:end].strip():
            told = self.query_one("#words-told", Static)
            told.update("No words are chosen yet: hold Shift and press →, or drag with the mouse.")
            told.add_class("warning")
            return
        self.dismiss((start, end))

    def _offset(self, location: tuple[int, int]) -> int:
        """Return where a row and column of the text area lie in the answer, in characters."""
        row, column = location
        lines = self._answer.splitlines(keepends=True)
        return min(sum(map(len, lines[:row])) + column, len(self._answer))

    def action_leave(self) -> None:
        """Close without them."""
        self.dismiss(None)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a passage widened to the words it cuts through, without space at its ends; offsets in characters."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return start, end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
