"""A few lines of text on top of another screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from coach.reports.foreign import masked
from coach.tui.screens.dialogs import Dialog
from coach.tui.text import plain


class Write(Dialog[str | None]):
    """A few lines of text; None where it was left."""

    HOLDS_TEXT: ClassVar[bool] = True
    """Leaving the app from here would lose what is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,ctrl+enter,ctrl+s,f10", "keep", "Save", id="write.keep", priority=True),
        Binding("escape", "leave", "Leave", id="write.leave"),
    ]

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog-title")
            yield TextArea(masked(self._text), id="writing", soft_wrap=True, tab_behavior="focus")
            yield Static("Ctrl+J or F10 saves, Esc leaves it as it was.", classes="dim")

    def action_keep(self) -> None:
        """Close with the text."""
        self.dismiss(self.query_one("#writing", TextArea).text.strip())

    def action_leave(self) -> None:
        """Close without it."""
        self.dismiss(None)
