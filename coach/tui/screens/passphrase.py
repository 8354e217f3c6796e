"""Giving a passphrase, and choosing one: small screens on top of the sign-in or of one's work."""

from dataclasses import replace
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from coach.errors import CoachError, UsageError, WrongPassphraseError
from coach.services import sign_in
from coach.services.sign_in import SignedIn
from coach.tui.screens.base import Coached
from coach.tui.screens.dialogs import Dialog
from coach.tui.screens.filling import Lines
from coach.tui.text import plain

Why = Literal["first", "change", "handed-out"]

_TITLES: dict[Why, str] = {
    "first": "Choose a passphrase",
    "change": "Change your passphrase",
    "handed-out": "Choose a passphrase of your own",
}
_ABOUT: dict[Why, str] = {
    "first": "With it nobody else can do anything here in your name. Three or four words are easy to keep in mind. "
    "Nobody can look up a forgotten one.",
    "change": "Every door asks for the new one from now on.",
    "handed-out": "Yours was chosen by somebody else. Choose one that only you know.",
}


def masked_input(id_: str) -> Input:
    """Return a line that shows a dot for each letter."""
    return Input(password=True, placeholder="shown as dots", id=id_, compact=True)


class AskPassphrase(Coached, Dialog[SignedIn | None]):
    """Asks somebody for their passphrase; closes with who was let in, or None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", id="passphrase.back")]

    def __init__(self, who: str) -> None:
        super().__init__()
        self._who = who
        self._wrong_here = 0

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="dialog form"):
            yield Static(plain(f"Passphrase of {self._who}"), classes="dialog-title")
            yield masked_input("passphrase")
            yield Static("", id="told", classes="warning", markup=False)
            yield Static("Enter signs in, Esc goes back.", classes="dim")

    def on_mount(self) -> None:
        """Begin on the line."""
        self.query_one("#passphrase").focus()

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            let_in = sign_in.let_in(self.ws, self._who, passphrase=event.value)
        except CoachError as error:
            self._wrong_here += isinstance(error, WrongPassphraseError)
            event.input.value = ""
            self.query_one("#told", Static).update(plain(str(error)))
            return
        self.dismiss(replace(let_in, wrong_before=max(0, let_in.wrong_before - self._wrong_here)))

    def action_leave(self) -> None:
        """Go back without signing in."""
        self.dismiss(None)


class ChoosePassphrase(Coached, Lines[bool]):
    """A passphrase typed twice, after the current one where there is one; closes with whether it was chosen."""

    TAKES = "choose"
    last_line = "again"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f10", "keep", "Choose", id="passphrase.choose", priority=True),
        Binding("escape", "leave", "Back", id="passphrase.leave"),
    ]

    def __init__(self, person_id: str, why: Why) -> None:
        super().__init__()
        self._person_id = person_id
        self._why = why

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="dialog form"):
            yield Static(plain(_TITLES[self._why]), classes="dialog-title")
            yield Static(plain(_ABOUT[self._why]), classes="dialog-text")
            if self._why != "first":
                yield _row("Current one", "current")
            yield _row("New passphrase", "new")
            yield _row("The same again", "again")
            yield Static("", id="told", classes="warning", markup=False)
            with Horizontal(classes="dialog-buttons"):
                yield Button("Choose (F10)", id="choose", variant="primary")
                yield Button("Back (Esc)", id="back")

    def on_mount(self) -> None:
        """Begin on the first line."""
        self.query(Input).first().focus()

    def action_keep(self) -> None:
        """Choose what is typed; what is wrong with it is told, and it is typed again."""
        typed = {line.id: line.value for line in self.query(Input)}
        try:
            if typed["new"] != typed["again"]:
                raise UsageError("The two are not the same.", "Type the new passphrase twice.")
            sign_in.choose_passphrase(self.ws, self._person_id, typed["new"], typed.get("current"))
        except CoachError as error:
            for line in self.query(Input):
                line.value = ""
            self.query(Input).first().focus()
            self.query_one("#told", Static).update(plain(str(error)))
            return
        self.dismiss(True)

    def action_leave(self) -> None:
        """Go back with nothing chosen."""
        self.dismiss(False)


def _row(label: str, id_: str) -> Horizontal:
    return Horizontal(Static(plain(label), classes="field-label"), masked_input(id_), classes="field")
