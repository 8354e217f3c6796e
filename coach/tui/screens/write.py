"""A few lines of text on top of another screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from coach.reports.foreign import masked
from coach.services.half_written import HalfWritten
from coach.tui.screens.filling import HoldsText
from coach.tui.text import plain


class Write(HoldsText[str]):
    """A few lines of text; None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,ctrl+enter,ctrl+s,f10", "keep", "Save", id="write.keep", priority=True),
        Binding("escape", "leave", "Leave", id="write.leave"),
    ]

    def __init__(self, title: str, text: str = "", half: HalfWritten | None = None) -> None:
        super().__init__(half)
        self._title = title
        self._text = (half.taken_up() if half else "") or text

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog-title")
            yield TextArea(masked(self._text), id="writing", soft_wrap=True, tab_behavior="focus")
            yield Static("Ctrl+J or F10 saves, Esc leaves it as it was.", classes="dim")

    def written(self) -> str:
        """Return the text so far."""
        return self.query_one("#writing", TextArea).text

    def action_keep(self) -> None:
        """Close with the text."""
        self.close(self.written().strip())
