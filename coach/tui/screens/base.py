"""What every screen has: its name in the registry, the app, the workspace and who is signed in."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import App
from textual.screen import Screen

from coach.errors import NotAllowedError
from coach.services.rights import Actor
from coach.services.workspace import Workspace

if TYPE_CHECKING:
    from coach.tui.app import CoachApp

SECONDS_TO_SAVE = 0.5
"""After so long a pause what is typed is kept."""


class Coached:
    """Reaches the app from a screen, whole or modal."""

    NAME: ClassVar[str] = ""
    """The screen's name in the registry of commands."""

    app: App[object]

    @property
    def coach(self) -> "CoachApp":
        """The app."""
        return cast("CoachApp", self.app)

    @property
    def ws(self) -> Workspace:
        """The store and content in use."""
        return self.coach.ws

    @property
    def actor(self) -> Actor:
        """Who is signed in. Raises NotAllowedError where nobody is."""
        if self.coach.actor is None:
            raise NotAllowedError("Nobody is signed in.", "Choose your name first.")
        return self.coach.actor


class CoachScreen(Coached, Screen[None]):
    """A whole screen of the app."""

    def label_of(self, action: str, label: str) -> str:
        """Return what the key line calls an action now; usually what the registry says."""
        return label

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.app.pop_screen()

    def action_passphrase(self) -> None:
        """Choose a passphrase, or change the one there is."""
        self.coach.change_passphrase()
