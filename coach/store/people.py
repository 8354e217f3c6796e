"""People, cohorts and what is private to one person."""

from dataclasses import dataclass
from typing import Literal

from coach.store.store import Row, Store, Writer

Role = Literal["apprentice", "trainer", "lead"]

_SELECT = "SELECT p.*, c.name AS cohort FROM people p LEFT JOIN cohorts c ON c.id = p.cohort_id"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who rehearses or reviews. Dates are ISO 8601 days."""

    id: str
    name: str
    role: Role
    standard: str | None = None
    organisation: str | None = None
    cohort: str | None = None
    face_to_face: bool = True
    sector: str = ""
    workplace: str = ""
    started_on: str | None = None
    gateway_on: str | None = None


def name_key(name: str) -> str:
    """Return the form in which two spellings of a name are the same name."""
    return " ".join(name.split()).casefold()


def people(store: Store) -> tuple[Person, ...]:
    """Return everybody, by name."""
    return tuple(_person(row) for row in store.rows(f"{_SELECT} ORDER BY p.name_key"))


def person_named(store: Store, name: str) -> Person | None:
    """Return the person of a name or an id, whatever the case and spacing."""
    row = store.row(f"{_SELECT} WHERE p.name_key = ? OR p.id = ?", [name_key(name), name])
    return _person(row) if row else None


def add_person(writer: Writer, person: Person, created_at: str) -> None:
    """Write a new person; the cohort is made where it is new."""
    writer.insert(
        "people",
        {
            "id": person.id,
            "name": " ".join(person.name.split()),
            "name_key": name_key(person.name),
            "role": person.role,
            "standard": person.standard,
            "organisation": person.organisation,
            "cohort_id": cohort_id(writer, person.cohort) if person.cohort else None,
            "face_to_face": int(person.face_to_face),
            "sector": person.sector,
            "workplace": person.workplace,
            "started_on": person.started_on,
            "gateway_on": person.gateway_on,
            "created_at": created_at,
        },
    )


def change_person(writer: Writer, person: Person) -> None:
    """Write what has changed about somebody; name and role stay."""
    writer.run(
        "UPDATE people SET standard = ?, organisation = ?, cohort_id = ?, face_to_face = ?, sector = ?, workplace = ?, "
        "started_on = ?, gateway_on = ? WHERE id = ?",
        [
            person.standard,
            person.organisation,
            cohort_id(writer, person.cohort) if person.cohort else None,
            int(person.face_to_face),
            person.sector,
            person.workplace,
            person.started_on,
            person.gateway_on,
            person.id,
        ],
    )


def private_setting(store: Store, person_id: str, key: str) -> str | None:
    """Return a setting that only this person sees."""
    row = store.row("SELECT value FROM private_settings WHERE person_id = ? AND key = ?", [person_id, key])
    return row["value"] if row else None


def set_private(writer: Writer, person_id: str, key: str, value: str) -> None:
    """Write a setting that only this person sees."""
    writer.run(
        "INSERT INTO private_settings (person_id, key, value) VALUES (?, ?, ?) "
        "ON CONFLICT (person_id, key) DO UPDATE SET value = excluded.value",
        [person_id, key, value],
    )


def cohort_id(writer: Writer, name: str) -> str:
    """Return the id of a cohort of that name, which is made where there is none."""
    key = name_key(name)
    found = writer.rows("SELECT id FROM cohorts WHERE name_key = ?", [key])
    if found:
        return str(found[0]["id"])
    writer.insert("cohorts", {"id": key, "name": " ".join(name.split()), "name_key": key})
    return key


def _person(row: Row) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        standard=row["standard"],
        organisation=row["organisation"],
        cohort=row["cohort"],
        face_to_face=bool(row["face_to_face"]),
        sector=row["sector"],
        workplace=row["workplace"],
        started_on=row["started_on"],
        gateway_on=row["gateway_on"],
    )
