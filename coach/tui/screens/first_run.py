"""The first run: who you are, which standard and organisation, face-to-face or not."""

from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Footer, Input, Select, Static

from coach.errors import CoachError
from coach.services import people
from coach.services.people import NewPerson
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.text import plain
from coach.tui.widgets.banner import Banner

_ROLES = [("an apprentice", "apprentice"), ("a trainer", "trainer")]
_FACES = [("yes, I meet customers in person", "yes"), ("no, by phone, chat or in writing", "no")]


class FirstRunScreen(CoachScreen):
    """A short form; what only an apprentice has is hidden for a trainer."""

    NAME = "first-run"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        standards = [(f"{s.title}, level {s.level}, plan v{s.plan_version}", s.id) for s in self.ws.library.standards]
        yield Banner("Welcome to coach")
        with VerticalScroll(classes="page"):
            yield Static(
                plain("A few words about you, so that the rules and questions are yours. Nothing leaves this machine."),
                classes="notice",
            )
            yield from _field("Your name", Input(placeholder="First and last name", id="name", compact=True))
            yield from _field("You are", Select(_ROLES, allow_blank=False, id="role", compact=True))
            yield from _field(
                "Your standard", Select(standards, allow_blank=False, id="standard", compact=True), "apprentice-only"
            )
            yield from _field(
                "Assessed by", Select([], prompt="Choose", id="organisation", compact=True), "apprentice-only"
            )
            yield from _field(
                "Face-to-face?", Select(_FACES, allow_blank=False, id="face", compact=True), "apprentice-only"
            )
            yield from _field(
                "Cohort, if any", Input(placeholder="as your trainer calls it", id="cohort", compact=True)
            )
            yield Static("", id="problem", classes="warning", markup=False)
            yield Button("Save and go on (F10)", variant="primary", id="save")
        yield Footer()

    def on_mount(self) -> None:
        """Offer the organisations of the first standard."""
        self._offer_organisations()
        self.query_one("#name", Input).focus()

    @on(Select.Changed, "#standard")
    def _standard_changed(self) -> None:
        self._offer_organisations()

    @on(Select.Changed, "#role")
    def _role_changed(self) -> None:
        apprentice = self._value("role") == "apprentice"
        for field in self.query(".apprentice-only"):
            field.display = apprentice

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.focus_next()

    @on(Button.Pressed, "#save")
    def _pressed(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Write the person down and show their first screen; a mistake is told below the form."""
        role: Literal["apprentice", "trainer"] = "apprentice" if self._value("role") == "apprentice" else "trainer"
        new = NewPerson(
            name=self.query_one("#name", Input).value,
            role=role,
            standard=self._value("standard") if role == "apprentice" else None,
            organisation=self._value("organisation") if role == "apprentice" else None,
            cohort=self.query_one("#cohort", Input).value.strip() or None,
            face_to_face=self._value("face") != "no",
        )
        try:
            person = people.join(self.ws, new)
        except CoachError as error:
            self.query_one("#problem", Static).update(plain(str(error)))
            self.query_one("#name", Input).focus()
            return
        self.app.pop_screen()
        self.coach.sign_in(person)

    def action_back(self) -> None:
        """Go back, where there is somewhere to go back to."""
        if people.everybody(self.ws):
            self.app.pop_screen()

    def _offer_organisations(self) -> None:
        standard = self._value("standard")
        if standard is None:
            return
        today = self.ws.now().date()
        offers = [
            (f"{o.title} (expired)" if o.expired(today) else o.title, o.id)
            for o in self.ws.library.organisations_of(standard)
        ]
        select = self.query_one("#organisation", Select)
        select.set_options(offers)
        if offers:
            select.value = sorted(offers, key=lambda offer: offer[0].endswith("(expired)"))[0][1]

    def _value(self, id_: str) -> str | None:
        value = self.query_one(f"#{id_}", Select).value
        return value if isinstance(value, str) else None


def _field(label: str, widget: Input | Select[str], classes: str = "") -> ComposeResult:
    with Horizontal(classes=f"field {classes}"):
        yield Static(plain(label), classes="field-label")
        yield widget
