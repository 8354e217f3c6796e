"""Who is here: choose a name, or say that you are new; on a shared store type it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coach.services import people
from coach.services.sign_in import is_shared
from coach.store.people import Person
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine


class SignInScreen(CoachScreen):
    """Everybody who uses this machine, trainers first in the demo's telling, apprentices below."""

    NAME = "sign-in"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    _shared = False

    def compose(self) -> ComposeResult:
        """Lay it out."""
        self._shared = is_shared(self.ws)
        yield Banner("coach")
        with VerticalScroll(classes="page"):
            if self.coach.demo:
                yield Static(
                    plain("This is a made-up cohort in a throw-away store. Try a trainer first, then an apprentice."),
                    classes="notice",
                )
            yield Static(plain("Who is here?"), classes="heading")
            if self._shared:
                yield Input(placeholder="Your name, as your trainer wrote it", id="name", compact=True)
                yield Static(plain("Enter goes on to your passphrase."), classes="dim")
            else:
                yield OptionList(id="people", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list, or begin on the line."""
        if self._shared:
            self.query_one("#name").focus()
            return
        everybody = people.everybody(self.ws)
        self._people = sorted(everybody, key=lambda p: (p.role == "apprentice", p.name.casefold()))
        listed = self.query_one("#people", OptionList)
        listed.add_options([Option(_row(person), id=person.id) for person in self._people])
        listed.add_option(Option(plain("I'm new here…"), id="new"))
        listed.highlighted = 0
        listed.focus()

    @on(OptionList.OptionSelected, "#people")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == "new":
            self.action_new_person()
            return
        person = next(p for p in self._people if p.id == event.option_id)
        self.coach.sign_in(person)

    @on(Input.Submitted, "#name")
    def _named(self, event: Input.Submitted) -> None:
        name, event.input.value = event.value.strip(), ""
        if name:
            self.coach.ask_passphrase(name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nobody to set themself up on a shared store."""
        return action != "new_person" or not self._shared

    def action_new_person(self) -> None:
        """Open the form for somebody new."""
        from coach.tui.screens.profile import ProfileScreen

        self.app.push_screen(ProfileScreen())


def _row(person: Person) -> Content:
    about = " · ".join(part for part in (person.role, person.cohort, person.workplace) if part)
    return joined(said(person.name, "bold"), "  ", said(about, "dim"))
