"""A few lines of text on top of another screen."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Static, TextArea

from coach.reports.foreign import masked
from coach.services.half_written import HalfWritten
from coach.tui.screens.dialogs import Dialog
from coach.tui.text import plain

SECONDS_TO_SAVE = 0.5


class Write(Dialog[str | None]):
    """A few lines of text; None where it was left."""

    HOLDS_TEXT: ClassVar[bool] = True
    """Leaving the app from here would lose what is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,ctrl+enter,ctrl+s,f10", "keep", "Save", id="write.keep", priority=True),
        Binding("escape", "leave", "Leave", id="write.leave"),
    ]

    def __init__(self, title: str, text: str = "", half: HalfWritten | None = None) -> None:
        super().__init__()
        self._title = title
        self._half = half
        self._text = (half.taken_up() if half else "") or text
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog-title")
            yield TextArea(masked(self._text), id="writing", soft_wrap=True, tab_behavior="focus")
            yield Static("Ctrl+J or F10 saves, Esc leaves it as it was.", classes="dim")

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._half and self._timer is None:
            self._timer = self.set_timer(SECONDS_TO_SAVE, self.keep)

    def keep(self) -> None:
        """Keep what is written so far, though it is not saved."""
        self._timer = None
        if self._half:
            self._half.keep(self.query_one("#writing", TextArea).text)

    def _close(self, text: str | None) -> None:
        if self._timer is not None:
            self._timer.stop()
        if self._half:
            self._half.forget()
        self.dismiss(text)

    def action_keep(self) -> None:
        """Close with the text."""
        self._close(self.query_one("#writing", TextArea).text.strip())

    def action_leave(self) -> None:
        """Close without it."""
        self._close(None)
