"""Bring in people from a sheet: look first, then write all of it or nothing."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from coach.content.people_csv import Problem, Sheet
from coach.services.people import EXTRA_TIME, check_may_add
from coach.services.people_rows import Entry, Understood, understood
from coach.services.rights import Actor, require
from coach.services.workspace import Workspace
from coach.store import people as table
from coach.store.people import Person, name_key
from coach.store.store import Writer

FIELDS = {
    "cohort": "cohort",
    "standard": "standard",
    "organisation": "organisation",
    "started_on": "started",
    "gateway_on": "gateway",
    "face_to_face": "face to face",
    "sector": "sector",
    "workplace": "workplace",
}
"""What can change about somebody, with the column it stands in."""

Value = str | bool | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A detail before and after."""

    column: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """Somebody who is here already and will be different."""

    name: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import does, or would do. Nobody's extra time is in it, nor whether it changes."""

    added: tuple[Person, ...]
    changed: tuple[ChangedPerson, ...]
    missing: tuple[Person, ...]
    """Apprentices of a cohort that the sheet names, but not in the sheet."""
    unchanged: tuple[str, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    removes_missing: bool
    """Whether those who are missing leave their cohort; they are never deleted."""
    written: bool = False


@dataclass(frozen=True, slots=True)
class _Plan:
    entries: tuple[Entry, ...]
    leaving: tuple[Person, ...]
    report: ImportReport


def import_people(
    ws: Workspace, actor: Actor, sheet: Sheet, *, dry_run: bool = False, remove_missing: bool = False
) -> ImportReport:
    """Add and change the people of a sheet, all or none: with a problem anywhere nothing is written.

    Raises NotAllowedError for a lead whom the actor may not add.
    """
    require(actor, "administer")
    plan = _plan(ws, sheet, remove_missing)
    for person in plan.report.added:
        check_may_add(ws, actor, person.role)
    if dry_run or plan.report.problems:
        return plan.report
    with ws.store.write() as writer:
        plan = _plan(ws, sheet, remove_missing)
        if plan.report.problems:
            return plan.report
        for entry in plan.entries:
            _write(ws, writer, entry)
        for person in plan.leaving:
            table.change_person(writer, dataclasses.replace(person, cohort=None))
    return dataclasses.replace(plan.report, written=True)


def _plan(ws: Workspace, sheet: Sheet, remove_missing: bool) -> _Plan:
    everybody = table.people(ws.store)
    found = understood(ws, sheet, everybody)
    missing = _missing(found, everybody)
    changed = tuple(
        ChangedPerson(entry.before.name, differences)
        for entry in found.entries
        if entry.before and (differences := _differences(entry.before, entry.wanted))
    )
    altered = {person.name for person in changed}
    report = ImportReport(
        added=tuple(entry.wanted for entry in found.entries if entry.before is None),
        changed=changed,
        missing=missing,
        unchanged=tuple(e.before.name for e in found.entries if e.before and e.before.name not in altered),
        problems=found.problems,
        notes=sheet.notes,
        removes_missing=remove_missing,
    )
    return _Plan(found.entries, missing if remove_missing else (), report)


def _missing(found: Understood, everybody: Sequence[Person]) -> tuple[Person, ...]:
    return tuple(
        person
        for person in everybody
        if person.role == "apprentice"
        and person.cohort
        and name_key(person.cohort) in found.cohorts
        and name_key(person.name) not in found.names
    )


def _differences(before: Person, after: Person) -> tuple[Difference, ...]:
    return tuple(
        Difference(column, old, new)
        for name, column in FIELDS.items()
        if (old := getattr(before, name)) != (new := getattr(after, name))
    )


def _write(ws: Workspace, writer: Writer, entry: Entry) -> None:
    person = entry.wanted
    if entry.before is None:
        person = dataclasses.replace(person, id=ws.new_id())
        table.add_person(writer, person, ws.timestamp())
    elif person != entry.before:
        table.change_person(writer, person)
    if entry.extra_time is not None and (entry.before or entry.extra_time):
        table.set_private(writer, person.id, EXTRA_TIME, str(entry.extra_time))
