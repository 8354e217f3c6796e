"""The app: who is signed in, and the first screen for them."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual.app import App
from textual.binding import BindingType
from textual.events import Event, InputEvent, Key, Paste
from textual.notifications import SeverityLevel

from coach import log
from coach.errors import CoachError, by_mistake
from coach.reports.foreign import masked
from coach.reports.words import counted
from coach.services import people, sign_in
from coach.services.rights import Actor
from coach.services.sign_in import SignedIn
from coach.services.workspace import Workspace
from coach.store.people import Person
from coach.tui.idle import IdleWatch
from coach.tui.leaving import keep_all, mind_signals
from coach.tui.news import SECONDS_BETWEEN_LOOKS as SECONDS_BETWEEN_NEWS
from coach.tui.news import News
from coach.tui.registry import app_bindings, commands_of
from coach.tui.screens.dialogs import Confirm, Keys, Message
from coach.tui.screens.lock import LockScreen
from coach.tui.screens.passphrase import AskPassphrase, ChoosePassphrase, Why
from coach.tui.themes import THEMES

MOST_TURNS_WAITED = 100
SECONDS_BETWEEN_LOOKS = 5.0
"""How often it is looked whether nobody is here any more."""


class CoachApp(App[None]):
    """The practice coach."""

    TITLE = "coach"
    CSS_PATH = Path(__file__).with_name("styles.tcss")
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
        self.idle = IdleWatch(ws.reading, ws.now)
        self.news = News(self)
        self._first = person
        self._locks_after: float | None = None

    def on_mount(self) -> None:
        """Show the first screen: home where it is clear whose, else the sign-in or the first run."""
        mind_signals(self)
        self.news.look()
        self.open_first()
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.lock_if_idle)
        self.set_interval(SECONDS_BETWEEN_NEWS, self.news.look)

    def open_first(self) -> None:
        """Open the screen to begin on."""
        everybody = people.everybody(self.ws)
        if self._first:
            self._ask(self._first, named=True)
        elif not everybody:
            from coach.tui.screens.profile import ProfileScreen

            self.push_screen(ProfileScreen())
        elif len(everybody) == 1 and not self.demo and not sign_in.is_shared(self.ws):
            self._ask(everybody[0].id)
        else:
            self._open_sign_in()

    def sign_in(self, person: Person) -> None:
        """Let somebody in who was chosen from the list, once they have shown that it is they."""
        self._ask(person.id)

    def ask_passphrase(self, name: str) -> None:
        """Ask somebody for their passphrase, and let them in."""
        self.push_screen(AskPassphrase(name), self._let_in)

    def _ask(self, name: str, *, named: bool = False) -> None:
        """Let somebody in at once, by their passphrase, or after they chose their first.

        Who was named when coach was started is not made to choose one.
        """
        try:
            if sign_in.asks_passphrase(self.ws, name):
                shown = name if sign_in.is_shared(self.ws) else people.find(self.ws, name).name
                self.ask_passphrase(shown)
                return
            person = people.find(self.ws, name)
            if sign_in.door_of(self.ws, person) == "to-choose" and not (named or self.demo):
                self._choose(SignedIn(sign_in.actor_named(self.ws, person.id)), "first")
            else:
                self._enter(sign_in.actor_named(self.ws, person.id))
        except CoachError as error:
            self._open_sign_in()
            self.tell(error)

    def _let_in(self, signed_in: SignedIn | None) -> None:
        if signed_in is None:
            self._open_sign_in()
        elif signed_in.handed_out:
            self._choose(signed_in, "handed-out")
        else:
            self._enter(signed_in.actor)
            if signed_in.wrong_before:
                tried = counted(signed_in.wrong_before, "wrong passphrase")
                self.notify(f"Since you were last here: {tried}. Tell a lead if that was not you.", severity="warning")

    def _choose(self, signed_in: SignedIn, why: Why) -> None:
        def chosen(done: bool | None) -> None:
            if done:
                self._enter(signed_in.actor)
            else:
                self._open_sign_in()

        self.push_screen(ChoosePassphrase(signed_in.actor.id, why), chosen)

    def _enter(self, actor: Actor) -> None:
        """Make somebody who was let in the one who asks, and show them their first screen."""
        self.actor = actor
        self._locks_after = sign_in.locks_after(self.ws, actor)
        if actor.role == "apprentice":
            from coach.tui.screens.home import HomeScreen

            self.push_screen(HomeScreen())
        else:
            from coach.tui.screens.queue import QueueScreen

            self.push_screen(QueueScreen())

    def _open_sign_in(self) -> None:
        from coach.tui.screens.sign_in import SignInScreen

        if not isinstance(self.screen, SignInScreen):
            self.push_screen(SignInScreen())

    def sign_out(self) -> None:
        """Go back to the list of people."""
        self.actor = self._first = self._locks_after = None
        sign_in.speak_as(self.ws, None)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self._open_sign_in()

    @property
    def locked(self) -> bool:
        """Whether the lock covers everything."""
        return any(isinstance(screen, LockScreen) for screen in self.screen_stack)

    def action_lock(self) -> None:
        """Lock at once; whoever has no passphrase is asked to choose one."""
        if self.actor is None or self.locked:
            return
        try:
            if sign_in.has_passphrase(self.ws, self.actor.id):
                self.lock()
            else:
                self.notify("Only a passphrase can lock coach: choose one first.")
                self.change_passphrase()
        except CoachError as error:
            self.tell(error)

    def lock(self) -> None:
        """Keep what is typed and cover everything."""
        keep_all(self, leaving=False)
        self.clear_notifications()
        self.push_screen(LockScreen())

    def unlock(self) -> None:
        """Show the screen again that was covered."""
        self.idle.touch()
        if isinstance(self.screen, LockScreen):
            self.pop_screen()

    def lock_if_idle(self) -> bool:
        """Lock where nobody touched the app for long enough; tell whether it was locked now."""
        if self._locks_after is None or self.actor is None or self.locked:
            return False
        if self.idle.seconds() < self._locks_after:
            return False
        self.lock()
        return True

    async def on_event(self, event: Event) -> None:
        """Note that somebody is here; the key that finds the app idle for too long locks it and does no more."""
        if isinstance(event, (InputEvent, Paste)):
            if self.lock_if_idle():
                return
            self.idle.touch()
        if isinstance(event, Key):
            await self._let_earlier_keys_arrive()
        await super().on_event(event)

    async def _let_earlier_keys_arrive(self) -> None:
        """Wait until what was typed before is in its box; over a slow line a key that sends would overtake it."""
        for _ in range(MOST_TURNS_WAITED):
            focused = self.focused
            if not self.screen.message_queue_size and not (focused and focused.message_queue_size):
                return
            await asyncio.sleep(0)

    def change_passphrase(self) -> None:
        """Choose a passphrase, or change the one there is."""
        actor = self.actor
        if actor is None:
            return

        def chosen(done: bool | None) -> None:
            if done:
                self._locks_after = sign_in.locks_after(self.ws, actor)
                self.notify("Your passphrase is set. Ctrl+L locks coach.")

        why: Why = "change" if sign_in.has_passphrase(self.ws, actor.id) else "first"
        self.push_screen(ChoosePassphrase(actor.id, why), chosen)

    def tell(self, error: CoachError) -> None:
        """Show an error as one calm sentence; nothing on the screen below is lost."""
        self.push_screen(Message("That did not work", str(error)))

    def tell_in_passing(self, error: CoachError) -> None:
        """Show an error where a screen cannot be read again: one to be closed would only bring it back."""
        self.notify(str(error), title="That did not work", severity="error", timeout=15)

    def _fatal_error(self) -> None:
        """Leave with one sentence: Textual's own report prints local variables, and answers are among them."""
        error = self._exception or RuntimeError()
        keep_all(self)
        if not self._exit_renderables:
            from coach.services.doctor import damage

            place = log.mistake(error)
            self._exit_renderables.append(Text(str(damage(self.ws.store.file) or by_mistake(error, place))))
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Leave with one sentence too where Textual itself went wrong; what it would show is a traceback."""
        self._fatal_error()

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
        if any(getattr(screen, "HOLDS_TEXT", False) for screen in self.screen_stack):
            first = "Unlock coach, then save" if self.locked else "Save"
            self.notify(f"{first} this text with F10, or leave it with Esc; then Ctrl+Q.", markup=False)
            return
        screen = self.screen

        def leave() -> None:
            # A lock or a question may lie over a review that is still on the desk.
            keep_all(self)
            self.exit(message=Text(masked(getattr(screen, "trouble", ""))))

        self.go_when_kept(leave)

    def go_when_kept(self, go: Callable[[], object]) -> None:
        """Leave the screen once what is on it is kept; where that fails, only when told to leave all the same."""

        def leave(yes: bool | None) -> None:
            if yes:
                go()

        try:
            for work in ("keep", "give_back"):
                getattr(self.screen, work, lambda: None)()
        except CoachError as error:
            question = f"{error} What is not saved would be lost. Leave all the same?"
            self.push_screen(Confirm(question, "Leave", "Stay"), leave)
            return
        go()
