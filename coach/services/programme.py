"""One apprentice's way to the assessment: readiness per method, trend, self-view, gateway and dates."""

from datetime import date, datetime

import msgspec

from coach.coverage.gateway import DueDate, GatewayItem, checklist, due_dates
from coach.coverage.readiness import MethodReadiness, SelfView, method_readiness, passed_by_week, self_view
from coach.errors import NotFoundError
from coach.reports.views import ApprenticeGrades, passed_among
from coach.services import people
from coach.services.days import checked_day
from coach.services.rights import Actor, require
from coach.services.watch import coverage_of, grades_of
from coach.services.workspace import Workspace
from coach.store import coverage as stored_coverage
from coach.store import programme as table
from coach.store.people import Person


class SectionReadiness(msgspec.Struct, frozen=True):
    """A section of the standard counted by what is passed."""

    section: str
    title: str
    passed: int
    of: int


class Programme(msgspec.Struct, frozen=True):
    """Where one apprentice stands on the way to the assessment; days are ISO 8601."""

    person: Person
    today: date
    methods: tuple[MethodReadiness, ...]
    sections: tuple[SectionReadiness, ...]
    grades: ApprenticeGrades
    weekly_passed: tuple[int, ...]
    """Criteria passed by the end of each of the last twelve weeks, the oldest first."""
    self_view: SelfView
    gateway: tuple[GatewayItem, ...]
    due: tuple[DueDate, ...]
    held_on: dict[str, str]

    @property
    def passed(self) -> int:
        """How many criteria are passed, over all methods."""
        return sum(method.passed for method in self.methods)

    @property
    def of(self) -> int:
        """How many criteria count, over all methods."""
        return sum(method.of for method in self.methods)


def programme_of(ws: Workspace, actor: Actor, apprentice: str) -> Programme:
    """Return where an apprentice stands; an apprentice asks for themself only."""
    person = people.find(ws, apprentice, "apprentice")
    require(actor, "read", person.id)
    standard = ws.library.standard(person.standard or "")
    organisation = ws.library.organisation(person.organisation or "")
    coverage = coverage_of(ws, actor, person.id)
    today = ws.now().date()
    known_until = actor.role == "apprentice"
    first_passed = stored_coverage.first_passed(ws.store, person.id, told=known_until)
    counted = {criterion.ref for criterion in coverage.criteria}
    held_on = dict(table.dates_of(ws.store, person.id))
    started_on, gateway_on = _day(person.started_on), _day(person.gateway_on)
    sections = []
    for section in standard.sections:
        own = coverage.of_section(section.id)
        if own:
            sections.append(SectionReadiness(section.id, section.title, passed_among(own), len(own)))
    return Programme(
        person=person,
        today=today,
        methods=tuple(
            method_readiness(
                method.id,
                method.title,
                standard.criteria_of(method.id, face_to_face=person.face_to_face),
                coverage.states,
            )
            for method in standard.methods
        ),
        sections=tuple(sections),
        grades=grades_of(ws, actor, person.id),
        weekly_passed=passed_by_week(
            (datetime.fromisoformat(at).date() for ref, at in first_passed.items() if ref in counted), today
        ),
        self_view=self_view(stored_coverage.ratings_and_marks(ws.store, person.id, told=known_until)),
        gateway=checklist(
            organisation,
            table.checks_of(ws.store, person.id),
            today=today,
            started_on=started_on,
            gateway_on=gateway_on,
            pieces=len(table.pieces_of(ws.store, person.id)),
        ),
        due=due_dates(
            organisation,
            standard,
            started_on=started_on,
            gateway_on=gateway_on,
            held_on={method: date.fromisoformat(day) for method, day in held_on.items()},
        ),
        held_on=held_on,
    )


def tick(ws: Workspace, actor: Actor, apprentice: str, item: str, *, done: bool = True, note: str = "") -> None:
    """Tick an item of the gateway checklist, or take the tick away. Raises NotFoundError for one that is not there."""
    person = people.find(ws, apprentice, "apprentice")
    require(actor, "review", person.id)
    items = {each.id for each in programme_of(ws, actor, person.id).gateway if each.id}
    if item not in items:
        raise NotFoundError(f"The gateway has no item {item} to tick.", f"It has {', '.join(sorted(items))}.")
    with ws.store.write() as writer:
        table.set_check(writer, person.id, item, done, " ".join(note.split()), actor.id, ws.timestamp())


def set_day(ws: Workspace, actor: Actor, apprentice: str, method: str, day: str | None) -> None:
    """Set on which day (ISO 8601) a method is held; None takes it away."""
    person = people.find(ws, apprentice, "apprentice")
    require(actor, "prepare", person.id)
    methods = ws.library.standard(person.standard or "").methods_by_id
    if method not in methods:
        raise NotFoundError(f"{person.standard} has no method {method}.", f"Its methods are {', '.join(methods)}.")
    held_on = checked_day(day).isoformat() if day is not None else None
    with ws.store.write() as writer:
        table.set_date(writer, person.id, method, held_on)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
