"""What small windows share in which something is typed: Enter goes from line to line, and a kill costs no words."""

from abc import abstractmethod
from typing import ClassVar

from textual import on
from textual.screen import ScreenResultType
from textual.timer import Timer
from textual.widgets import Button, Input, TextArea

from coach.services.half_written import HalfWritten
from coach.tui.screens.base import SECONDS_TO_SAVE
from coach.tui.screens.dialogs import Dialog


class Lines(Dialog[ScreenResultType]):
    """Lines one below the other: Enter goes on to the next, and takes them all at the last."""

    TAKES: ClassVar[str]
    """The id of the button that takes them; any other leaves."""
    last_line: str
    """The id of the line at which Enter takes them."""

    @abstractmethod
    def action_keep(self) -> None:
        """Take what is typed."""

    @abstractmethod
    def action_leave(self) -> None:
        """Close with nothing taken."""

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == self.last_line:
            self.action_keep()
        else:
            self.focus_next()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == self.TAKES:
            self.action_keep()
        else:
            self.action_leave()


class HoldsText(Dialog[ScreenResultType | None]):
    """What is written here and not saved yet is kept in a file until the window is closed."""

    HOLDS_TEXT: ClassVar[bool] = True
    """Leaving the app from here would lose what is written."""

    def __init__(self, half: HalfWritten | None) -> None:
        super().__init__()
        self._half = half
        self._timer: Timer | None = None

    @abstractmethod
    def written(self) -> str:
        """Return what is written so far, as the file keeps it."""

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._half and self._timer is None:
            self._timer = self.set_timer(SECONDS_TO_SAVE, self.keep)

    def keep(self) -> None:
        """Keep what is written so far, though it is not saved."""
        self._timer = None
        if self._half:
            self._half.keep(self.written())

    def close(self, result: ScreenResultType | None) -> None:
        """Close the window; what it held is saved now, or given up."""
        if self._timer is not None:
            self._timer.stop()
        if self._half:
            self._half.forget()
        self.dismiss(result)

    def action_leave(self) -> None:
        """Close without it."""
        self.close(None)
