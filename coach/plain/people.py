"""People in lines and as documents: who somebody is, and what an import does."""

from collections.abc import Sequence
from typing import Any

from coach.reports.foreign import one_line
from coach.services.people_import import ChangedPerson, ImportReport, Value
from coach.store.people import Person


def person_in_line(person: Person) -> str:
    """Return somebody with what is known of them that others may see."""
    rest = " · ".join(part for part in (person.standard, person.organisation, person.cohort) if part)
    return one_line(f"{person.name} ({person.role}){': ' + rest if rest else ''}")


def person_in_full(person: Person) -> str:
    """Return somebody in a line with what changes most: the days, and whether they meet customers in person."""
    days = (("started", person.started_on), ("gateway", person.gateway_on))
    told = [f"{what} {day}" for what, day in days if day]
    if person.role == "apprentice" and not person.face_to_face:
        told.append("not face to face")
    told += [one_line(text) for text in (person.sector, person.workplace) if text]
    return " · ".join([person_in_line(person), *told])


def person_in_json(person: Person) -> dict[str, Any]:
    """Return what others may see of somebody as a document."""
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "standard": person.standard,
        "organisation": person.organisation,
        "cohort": person.cohort,
        "face_to_face": person.face_to_face,
        "sector": person.sector,
        "workplace": person.workplace,
        "started": person.started_on,
        "gateway": person.gateway_on,
    }


def import_in_lines(report: ImportReport) -> list[str]:
    """Return what an import does, or would do, without what is wrong."""
    lines = [
        *_titled("Added", [person_in_full(person) for person in report.added]),
        *_titled("Changed", [_changed_in_line(person) for person in report.changed]),
    ]
    missing = [f"{person.name}: {person.cohort}" for person in report.missing]
    if report.removes_missing:
        lines += _titled("Removed from their cohort, with all records kept", missing)
    else:
        lines += _titled("Not in the file, and left in their cohort (--remove-missing takes them out)", missing)
    return [*lines, *_titled("Unchanged", [", ".join(report.unchanged)], len(report.unchanged))]


def import_in_json(report: ImportReport, *, dry_run: bool) -> dict[str, Any]:
    """Return what an import does, or would do, as a document."""
    left = [{"name": person.name, "cohort": person.cohort} for person in report.missing]
    added = [{key: value for key, value in person_in_json(p).items() if key != "id"} for p in report.added]
    return {
        "dry_run": dry_run,
        "written": report.written,
        "added": added,
        "changed": [
            {"name": person.name, "fields": {d.column: {"old": d.old, "new": d.new} for d in person.differences}}
            for person in report.changed
        ],
        "removed": left if report.removes_missing else [],
        "missing": [] if report.removes_missing else left,
        "unchanged": report.unchanged,
        "errors": [
            {"row": each.row, "column": each.column or None, "message": each.message, "hint": each.hint}
            for each in report.problems
        ],
        "notes": report.notes,
    }


def _titled(title: str, lines: Sequence[str], count: int | None = None) -> list[str]:
    number = len(lines) if count is None else count
    return [f"{title}: {number}", *(f"  {one_line(line)}" for line in lines if line)] if number else []


def _changed_in_line(person: ChangedPerson) -> str:
    told = "; ".join(f"{d.column}: {_in_words(d.old)} → {_in_words(d.new)}" for d in person.differences)
    return f"{person.name}: {told}"


def _in_words(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value or "none"
