"""What others wrote meanwhile: looked for once a second, and shown by the screen that is open."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable
from weakref import WeakSet

from textual.screen import Screen
from textual.widgets import Input, TextArea

from coach.errors import CoachError
from coach.services.live import somebody_wrote

if TYPE_CHECKING:
    from coach.tui.app import CoachApp

SECONDS_BETWEEN_LOOKS = 1.0
LOOKS_AFTER_REFUSAL = 15
"""How many looks a screen rests that could not be read: a store that is locked holds the app at each try."""
LOOKS_PER_SECOND_SPENT = 20
"""How many looks a screen rests for each second that reading took: it never takes more than a twentieth of the time."""


@runtime_checkable
class ShowsNews(Protocol):
    """A screen that can show what is new while somebody looks at it."""

    def refresh_from_store(self) -> None:
        """Read again and change what differs; the cursor stays on its row. Raises CoachError."""


class News:
    """Which screens are behind the store; the open one catches up unless a dialog covers it or somebody types on it."""

    def __init__(self, app: "CoachApp") -> None:
        self._app = app
        self._behind: WeakSet[Screen[object]] = WeakSet()
        self._refused = False
        self._rests = 0

    def look(self) -> None:
        """Look once; a refusal is told once, and then no more until reading works again."""
        stack = self._app.screen_stack
        if somebody_wrote(self._app.ws):
            self._behind.update(screen for screen in stack if isinstance(screen, ShowsNews))
        if self._rests:
            self._rests -= 1
            return
        screen = stack[-1] if stack else None
        if not isinstance(screen, ShowsNews) or screen not in self._behind or not screen.is_mounted or self._typing():
            return
        began = self._app.ws.reading()
        try:
            screen.refresh_from_store()
        except CoachError as error:
            self._rests = LOOKS_AFTER_REFUSAL
            if not self._refused:
                self._app.tell_in_passing(error)
            self._refused = True
            return
        self._behind.discard(screen)
        self._refused = False
        self._rests = int((self._app.ws.reading() - began) * LOOKS_PER_SECOND_SPENT)

    def _typing(self) -> bool:
        """Tell whether a text is half written on this screen."""
        focused = self._app.focused
        return isinstance(focused, TextArea) or (isinstance(focused, Input) and bool(focused.value))
