"""Where a person's records stand: every table that holds something of an apprentice's, and how its rows are theirs.

A table that is in none of the three lists here fails a test: nothing can be forgotten by an export or an erasure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from coach.store.store import Row, Source

Record = dict[str, list[Row]]
"""All of one apprentice, by table."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table with records of apprentices."""

    table: str
    owner: str
    """The column that says whose a row is."""
    of_session: bool = False
    """Whether that column names a session, and not the apprentice."""
    key: tuple[str, ...] = ()
    """What tells the rows of one owner apart, in the order in which they are read."""
    people: tuple[str, ...] = ()
    """The columns that name other people."""
    numbered: bool = False
    """Whether its `id` is a number that this store gave, with no meaning in another."""


PARTS: tuple[Part, ...] = (
    Part("people", "id"),
    Part("private_settings", "person_id", key=("key",)),
    Part("sessions", "apprentice_id", key=("started_at", "id"), people=("reviewer_id",)),
    Part("session_questions", "session_id", True, ("number",)),
    Part("turns", "session_id", True, ("seq",), numbered=True),
    Part("drafts", "session_id", True, ("question",)),
    Part("suggestions", "session_id", True, ("question", "ref")),
    Part("self_ratings", "session_id", True, ("ref",)),
    Part("roleplays", "session_id", True),
    Part("marks", "session_id", True, ("id",), ("marked_by",), numbered=True),
    Part("sign_offs", "session_id", True, ("id",), ("signed_by",), numbered=True),
    Part("claims", "session_id", True, (), ("trainer_id",)),
    Part("attached_evidence", "session_id", True, ("id",), ("attached_by",), numbered=True),
    Part("second_looks", "session_id", True, (), ("first_marker", "second_marker")),
    Part("second_marks", "session_id", True, ("id",), ("marked_by",), numbered=True),
    Part("settlements", "session_id", True, ("id",), ("settled_by",), numbered=True),
    Part("assignments", "apprentice_id", key=("assigned_at", "id"), people=("assigned_by",)),
    Part("portfolio_pieces", "apprentice_id", key=("number", "id")),
    Part("gateway_checks", "apprentice_id", key=("item",), people=("set_by",)),
    Part("assessment_dates", "apprentice_id", key=("method",)),
    Part("coverage", "apprentice_id", key=("ref",)),
)
"""Every such table; one that others refer to stands before them."""

SECRETS: tuple[Part, ...] = (Part("passphrases", "person_id"),)
"""What goes with the person when they are erased, and is in no export."""

ELSEWHERE: Mapping[str, str] = {
    "cohorts": "names of groups; the apprentice's own goes out with them",
    "audit_entries": "ids and digests only; those about the apprentice go out with them, none is ever deleted",
    "erased_counts": "sums over people who are gone, without a name or an id",
    "store_settings": "settings of the whole store",
}
"""The tables that hold nothing of one apprentice's, and why."""

BY_TABLE: Mapping[str, Part] = {part.table: part for part in PARTS}


def present(source: Source, parts: tuple[Part, ...] = PARTS) -> tuple[Part, ...]:
    """Return the parts that a store has; a copy made by an older coach lacks some."""
    tables = source.tables()
    return tuple(part for part in parts if part.table in tables)


def record_of(source: Source, person_id: str) -> Record:
    """Return every row of an apprentice's, in an order that is always the same."""
    return {part.table: _rows(source, part, person_id) for part in present(source)}


def audit_of(source: Source, record: Record) -> list[Row]:
    """Return the entries of the trail about a record; those of exports are left out, so that each is like the last."""
    subjects = {f"people:{row['id']}" for row in record["people"]}
    subjects |= {f"{part.table}:{row['id']}" for part in present(source) if part.numbered for row in record[part.table]}
    with source.unguarded():
        entries = source.rows("SELECT * FROM audit_entries WHERE deed <> 'export' ORDER BY number")
    return [entry for entry in entries if entry["subject"] in subjects]


def colleagues_of(source: Source, record: Record) -> list[Row]:
    """Return id, name and role of everybody else a record names, by id."""
    named = {
        row[column]
        for part in PARTS
        for column in part.people
        for row in record.get(part.table, ())
        if row[column] is not None
    }
    own = {row["id"] for row in record["people"]}
    rows = source.rows("SELECT id, name, role FROM people ORDER BY id")
    return [row for row in rows if row["id"] in named - own]


def _rows(source: Source, part: Part, person_id: str) -> list[Row]:
    order = ", ".join((*(("s.started_at", "s.id") if part.of_session else ()), *(f"t.{each}" for each in part.key)))
    join = f"JOIN sessions s ON s.id = t.{part.owner} WHERE s.apprentice_id = ?" if part.of_session else ""
    where = join or f"WHERE t.{part.owner} = ?"
    return source.rows(f"SELECT t.* FROM {part.table} t {where} ORDER BY {order or '1'}", [person_id])
