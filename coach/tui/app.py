"""The app: who is signed in, and the first screen for them."""

import os
from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import BindingType
from textual.notifications import SeverityLevel

from coach.errors import CoachError, by_mistake
from coach.services import people
from coach.services.rights import Actor, acting
from coach.services.workspace import Workspace
from coach.store.people import Person
from coach.tui.registry import app_bindings, commands_of
from coach.tui.screens.dialogs import Confirm, Keys, Message
from coach.tui.themes import THEMES


class CoachApp(App[None]):
    """The practice coach."""

    TITLE = "coach"
    CSS_PATH = "styles.tcss"
    BINDINGS: ClassVar[list[BindingType]] = app_bindings()
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, ws: Workspace, person: str | None = None, *, demo: bool = False) -> None:
        super().__init__(ansi_color=bool(os.environ.get("NO_COLOR")))
        for theme in THEMES:
            self.register_theme(theme)
        # Set before anything is shown, since a change later styles everything twice.
        self.set_reactive(App.theme, THEMES[0].name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.ws = ws
        self.actor: Actor | None = None
        self.demo = demo
        self._first = person

    def on_mount(self) -> None:
        """Show the first screen: home where it is clear whose, else the sign-in or the first run."""
        self.open_first()

    def open_first(self) -> None:
        """Open the screen to begin on."""
        everybody = people.everybody(self.ws)
        if self._first:
            self.sign_in(people.find(self.ws, self._first))
        elif not everybody:
            from coach.tui.screens.profile import ProfileScreen

            self.push_screen(ProfileScreen())
        elif len(everybody) == 1 and not self.demo:
            self.sign_in(everybody[0])
        else:
            from coach.tui.screens.sign_in import SignInScreen

            self.push_screen(SignInScreen())

    def sign_in(self, person: Person) -> None:
        """Make somebody the one who asks, and show them their first screen."""
        self.actor = acting(person)
        if person.role == "apprentice":
            from coach.tui.screens.home import HomeScreen

            self.push_screen(HomeScreen())
        else:
            from coach.tui.screens.queue import QueueScreen

            self.push_screen(QueueScreen())

    def sign_out(self) -> None:
        """Go back to the list of people."""
        from coach.tui.screens.sign_in import SignInScreen

        self.actor = None
        self._first = None
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(SignInScreen())

    def tell(self, error: CoachError) -> None:
        """Show an error as one calm sentence; nothing on the screen below is lost."""
        self.push_screen(Message("That did not work", str(error)))

    def tell_in_passing(self, error: CoachError) -> None:
        """Show an error where a screen cannot be read again: one to be closed would only bring it back."""
        self.notify(str(error), title="That did not work", severity="error", timeout=15)

    def _fatal_error(self) -> None:
        """Leave with one sentence: Textual's own report prints local variables, and answers are among them."""
        self._exit_renderables.append(Text(by_mistake(self._exception or RuntimeError())))
        self._close_messages_no_wait()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a word for a while; the one before it goes, since a pile of them covers what they speak of."""
        self.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def action_show_keys(self) -> None:
        """Show every key of this screen."""
        if not isinstance(self.screen, Message):
            commands = commands_of(getattr(self.screen, "NAME", ""))
            self.push_screen(Keys([(command.keys, command.help) for command in commands]))

    def action_next_theme(self) -> None:
        """Change to the next colours."""
        names = [theme.name for theme in THEMES]
        place = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(place + 1) % len(names)]

    def action_leave(self) -> None:
        """Leave; a screen that has something unsaved keeps it first, and a text half written has to be closed first."""
        if getattr(self.screen, "HOLDS_TEXT", False):
            self.notify("Save this text with F10, or leave it with Esc; then Ctrl+Q.", markup=False)
            return
        self.go_when_kept(self.exit)

    def go_when_kept(self, go: Callable[[], object]) -> None:
        """Leave the screen once what is on it is kept; where that fails, only when told to leave all the same."""

        def leave(yes: bool | None) -> None:
            if yes:
                go()

        try:
            keep = getattr(self.screen, "keep", None)
            if keep is not None:
                keep()
        except CoachError as error:
            question = f"{error} What is not saved would be lost. Leave all the same?"
            self.push_screen(Confirm(question, "Leave", "Stay"), leave)
            return
        go()
