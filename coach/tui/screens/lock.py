"""The lock: covers everything until the passphrase of who is signed in opens it again."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from coach.errors import CoachError, NotAllowedError
from coach.services import sign_in
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.passphrase import masked_input
from coach.tui.text import plain
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine


class LockScreen(CoachScreen):
    """Nothing below is closed; the same screen is there again afterwards."""

    NAME = "lock"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("coach is locked")
        with Vertical(classes="page"):
            yield Static(plain(f"{self.actor.name} is signed in. Everything stands as it was left."), classes="heading")
            yield Static(plain("Type your passphrase and press Enter."), classes="dialog-text")
            yield masked_input("passphrase")
            yield Static("", id="told", classes="warning", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin on the line."""
        self.query_one("#passphrase").focus()

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        typed, event.input.value = event.value, ""
        try:
            if not sign_in.has_passphrase(self.ws, self.actor.id):
                raise NotAllowedError("This passphrase was reset meanwhile.", "Leave with Ctrl+Q, and sign in again.")
            sign_in.let_in(self.ws, self.actor.id, passphrase=typed)
        except CoachError as error:
            self.query_one("#told", Static).update(plain(str(error)))
            return
        self.coach.unlock()
