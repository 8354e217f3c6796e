"""Who you are: the first run, and your details later on."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input, Select, Static

from coach.banks.model import SECTORS
from coach.errors import CoachError, UsageError
from coach.services import people
from coach.services.people import NewPerson
from coach.services.today import days_practised, show_days_practised
from coach.store.people import Person
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.text import plain
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine

_ROLES = [("an apprentice", "apprentice"), ("a trainer", "trainer")]
_SECTORS = [(sector.replace("-", " "), sector) for sector in SECTORS] + [("somewhere else", "other")]
_DAYS = [("no", "no"), ("yes, say on how many of the last 14 days I practised", "yes")]
_FACES = [("yes, I meet customers in person", "yes"), ("no, by phone, chat or in writing", "no")]


class ProfileScreen(CoachScreen):
    """A short form; what only an apprentice has is hidden for a trainer."""

    NAME = "profile"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, person: Person | None = None) -> None:
        """`person` is somebody who changes their own details; None is somebody new."""
        super().__init__()
        self._person = person

    def compose(self) -> ComposeResult:
        """Lay it out, filled in with what is known already."""
        known = self._person or Person("", "", "apprentice")
        extra = str(people.extra_time_percent(self.ws, self.actor)) if self._person else "0"
        standards = [(f"{s.title}, level {s.level}, plan v{s.plan_version}", s.id) for s in self.ws.library.standards]
        standard = known.standard or standards[0][1]
        offers = self._offers(standard)
        face = "yes" if known.face_to_face else "no"
        yield Banner("Your details" if self._person else "Welcome to coach")
        with VerticalScroll(classes="page"):
            yield Static(
                plain("A few words about you, so that the rules and questions are yours. Nothing leaves this machine."),
                classes="notice",
                id="told",
            )
            yield _row("Your name", Input(known.name, placeholder="First and last name", id="name", compact=True))
            yield _row("You are", _choice(_ROLES, known.role, "role"))
            yield _row("Your standard", _choice(standards, standard, "standard"), "apprentice-only")
            yield _row(
                "Assessed by", _choice(offers, known.organisation or offers[0][1], "organisation"), "apprentice-only"
            )
            yield _row("Face-to-face?", _choice(_FACES, face, "face"), "apprentice-only")
            yield _row("Where you work", _choice(_SECTORS, known.sector or "other", "sector"), "apprentice-only")
            cohort = Input(known.cohort or "", placeholder="as your trainer calls it", id="cohort", compact=True)
            yield _row("Cohort, if any", cohort)
            gateway = Input(known.gateway_on or "", placeholder="2026-03-31, or empty", id="gateway", compact=True)
            yield _row("Gateway planned", gateway, "apprentice-only")
            time = Input(extra, placeholder="yours alone to see", id="extra", compact=True)
            yield _row("Extra time, %", time, "apprentice-only")
            if self._person is not None:
                shown = "yes" if days_practised(self.ws, self.actor) is not None else "no"
                yield _row("Count my days", _choice(_DAYS, shown, "days"), "apprentice-only")
            yield Button("Save and go on (F10)", variant="primary", id="save", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin on the first field that can be changed."""
        if self._person is not None:
            for fixed in ("#name", "#role"):
                self.query_one(fixed).disabled = True
        self._show_fields()
        self.query_one("#standard" if self._person else "#name").focus()

    @on(Select.Changed, "#standard")
    def _standard_changed(self) -> None:
        standard, select = self._value("standard"), self.query_one("#organisation", Select)
        offers = self._offers(standard or "")
        if offers and self._value("organisation") not in [id_ for _, id_ in offers]:
            select.set_options(offers)
            select.value = offers[0][1]

    @on(Select.Changed, "#role")
    def _show_fields(self) -> None:
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
        try:
            if self._person is not None:
                people.change_own(self.ws, self.actor, self._entered())
                if self._person.role == "apprentice":
                    show_days_practised(self.ws, self.actor, shown=self._value("days") == "yes")
                self.app.pop_screen()
                return
            person = people.join(self.ws, self._entered())
        except CoachError as error:
            told = self.query_one("#told", Static)
            told.add_class("warning")
            told.update(plain(str(error)))
            told.scroll_visible()
            return
        self.app.pop_screen()
        self.coach.sign_in(person)

    def _entered(self) -> NewPerson:
        """Return the form as filled in. Raises UsageError for extra time that is no number."""
        apprentice = self._value("role") == "apprentice"
        extra = self.query_one("#extra", Input).value.strip() or "0"
        if not extra.isdecimal():
            raise UsageError(f"Extra time of {extra} is not a number.", "Write 25 for a quarter more.")
        return NewPerson(
            name=self.query_one("#name", Input).value,
            role="apprentice" if apprentice else "trainer",
            standard=self._value("standard") if apprentice else None,
            organisation=self._value("organisation") if apprentice else None,
            cohort=self.query_one("#cohort", Input).value.strip() or None,
            face_to_face=self._value("face") != "no",
            sector=sector if (sector := self._value("sector")) and sector != "other" and apprentice else "",
            gateway_on=self.query_one("#gateway", Input).value.strip() or None,
            extra_time_percent=int(extra) if apprentice else 0,
        )

    def action_back(self) -> None:
        """Go back, where there is somewhere to go back to."""
        if self._person or people.everybody(self.ws):
            self.app.pop_screen()

    def _offers(self, standard: str) -> list[tuple[str, str]]:
        """Return the organisations of a standard, those in force first."""
        today = self.ws.now().date()
        found = sorted(self.ws.library.organisations_of(standard), key=lambda o: o.expired(today))
        return [(f"{o.title} (expired)" if o.expired(today) else o.title, o.id) for o in found]

    def _value(self, id_: str) -> str | None:
        value = self.query_one(f"#{id_}", Select).value
        return value if isinstance(value, str) else None


def _row(label: str, widget: Input | Select[str], classes: str = "") -> Horizontal:
    return Horizontal(Static(plain(label), classes="field-label"), widget, classes=f"field {classes}")


def _choice(options: list[tuple[str, str]], value: str, id_: str) -> Select[str]:
    return Select(options, value=value, allow_blank=False, id=id_, compact=True)
