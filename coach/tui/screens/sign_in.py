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
from coach.store.people import Person, name_key
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
                yield Input(placeholder="A part of your name", id="part", compact=True)
                yield OptionList(id="people", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list, or begin on the line."""
        if self._shared:
            self.query_one("#name").focus()
            return
        everybody = people.everybody(self.ws)
        self._people = sorted(everybody, key=lambda p: (p.role == "apprentice", p.name.casefold()))
        self.query_one("#part").display = False
        self._list("")
        self.query_one("#people").focus()

    @on(Input.Changed, "#part")
    def _typed(self, event: Input.Changed) -> None:
        self._list(event.value)

    def _list(self, part: str) -> None:
        """List everybody with this in their name."""
        listed = self.query_one("#people", OptionList)
        listed.clear_options()
        found = [person for person in self._people if name_key(part) in name_key(person.name)]
        listed.add_options([Option(_row(person), id=person.id) for person in found])
        listed.add_option(Option(plain("I'm new here…"), id="new"))
        listed.highlighted = 0

    @on(Input.Submitted, "#part")
    def _found(self) -> None:
        self.query_one("#people", OptionList).action_select()

    def action_search(self) -> None:
        """Find a name by a part of it."""
        part = self.query_one("#part", Input)
        part.display = True
        part.focus()

    def action_show_all(self) -> None:
        """Show every name again."""
        part = self.query_one("#part", Input)
        part.value = ""
        part.display = False
        self.query_one("#people").focus()

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
        """Offer nobody to set themself up on a shared store, nor a list to search."""
        return action not in ("new_person", "search", "show_all") or not self._shared

    def action_new_person(self) -> None:
        """Open the form for somebody new."""
        from coach.tui.screens.profile import ProfileScreen

        self.app.push_screen(ProfileScreen())


def _row(person: Person) -> Content:
    about = " · ".join(part for part in (person.role, person.cohort, person.workplace) if part)
    return joined(said(person.name, "bold"), "  ", said(about, "dim"))
