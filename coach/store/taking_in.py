"""Taking a record in: its rows fitted to the tables, compared unit by unit with what is here, and written."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coach.errors import ContentError
from coach.store import audit, people
from coach.store.audit import AUDITED
from coach.store.coverage import refresh_coverage
from coach.store.erasure import delete_parts
from coach.store.people import Person
from coach.store.personal import BY_TABLE, PARTS, Record
from coach.store.store import Column, DoesNotFitError, Row, Store, Writer

MAKE_ANOTHER = "Take the record out again with coach export."
_TYPES: Mapping[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (float, int)}
_LARGEST_INTEGER = 2**63
_NOT_COMPARED = ("name", "name_key", "created_at")
_DERIVED = "coverage"
_OVERWRITTEN: Mapping[str, tuple[str, ...]] = {"people": _NOT_COMPARED, "sessions": ()}
"""Tables whose row is written over where it is here already, and the columns that then stay."""
_PLACES = {part.table: place for place, part in enumerate(PARTS)}

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """What is taken in or kept as one: a sitting with all that hangs on it, or one row of the person's own."""

    table: str
    key: Key
    rows: Record = field(compare=False)
    compared: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]


def fitted(store: Store, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Record:
    """Return rows as this store's tables have them; a column that an older coach did not know has its default.

    Raises ContentError for a table, a column or a type that the store does not have.
    """
    unknown = sorted(set(tables) - set(BY_TABLE))
    if unknown:
        raise ContentError(f"The record has a table {unknown[0][:40]!r} that this coach does not know.", MAKE_ANOTHER)
    found: Record = {}
    for part in PARTS:
        columns = store.columns_of(part.table)
        rows = tables.get(part.table, ())
        found[part.table] = [_fitted(part.table, place, row, columns) for place, row in enumerate(rows, 1)]
    return found


def _fitted(table: str, place: int, row: Mapping[str, Any], columns: Sequence[Column]) -> Row:
    where = f"Row {place} of {table}"
    for name in sorted(set(row) - {column.name for column in columns}):
        raise ContentError(f"{where} has a column {name[:40]!r} that this coach does not know.", MAKE_ANOTHER)
    fitting: Row = {}
    for column in columns:
        value = row.get(column.name, column.default)
        if value is None and column.needed:
            raise ContentError(f"{where} has no {column.name}.", MAKE_ANOTHER)
        if value is not None and (isinstance(value, bool) or not isinstance(value, _TYPES[column.type])):
            raise ContentError(f"{where} has a {column.name} of the wrong type.", MAKE_ANOTHER)
        if isinstance(value, int) and not -_LARGEST_INTEGER <= value < _LARGEST_INTEGER:
            raise ContentError(f"{where} has a {column.name} that is too large.", MAKE_ANOTHER)
        if isinstance(value, float) and not math.isfinite(value):
            raise ContentError(f"{where} has a {column.name} that is no number.", MAKE_ANOTHER)
        fitting[column.name] = float(value) if column.type == "REAL" and isinstance(value, int) else value
    return fitting


def units(record: Record) -> dict[tuple[str, Key], Unit]:
    """Return what of a record is taken in or kept as one, by table and key; what is derived is in none."""
    sessions: dict[str, Record] = {row["id"]: {"sessions": [row]} for row in record.get("sessions", ())}
    found: dict[tuple[str, Key], Unit] = {}
    for part in PARTS:
        for row in record.get(part.table, ()):
            if part.of_session:
                sessions[row[part.owner]].setdefault(part.table, []).append(row)
            elif part.table not in ("sessions", _DERIVED):
                key = tuple(str(row[name]) for name in _key_of(part.table))
                found[part.table, key] = _unit(part.table, key, {part.table: [row]})
    for id_, rows in sessions.items():
        found["sessions", (id_,)] = _unit("sessions", (id_,), rows)
    return found


def _key_of(table: str) -> tuple[str, ...]:
    return ("id",) if table in ("people", "assignments", "portfolio_pieces") else BY_TABLE[table].key


def _unit(table: str, key: Key, rows: Record) -> Unit:
    compared = tuple(
        (name, tuple(sorted(_comparable(name, row).items()))) for name, found in rows.items() for row in found
    )
    return Unit(table, key, rows, compared)


def _comparable(table: str, row: Row) -> Row:
    """Leave out what only this store gives: a row's number, and a name that is looked at on its own."""
    left_out = ("id",) if BY_TABLE[table].numbered else _NOT_COMPARED if table == "people" else ()
    return {name: value for name, value in row.items() if name not in left_out}


def stands_elsewhere(writer: Writer, unit: Unit, person_id: str) -> bool:
    """Tell whether somebody else's record has something by the id of a unit."""
    if unit.table not in ("sessions", "assignments", "portfolio_pieces"):
        return False
    rows = writer.rows(f"SELECT apprentice_id FROM {unit.table} WHERE id = ?", [unit.key[0]])
    return bool(rows) and rows[0]["apprentice_id"] != person_id


def remove_unit(writer: Writer, unit: Unit, *, at: str, actor_id: str) -> None:
    """Take out what another unit is to replace; the triggers have to be lifted.

    Of a sitting only what hangs on it: its own row is written over, since another may be its resit.
    """
    if unit.table == "sessions":
        delete_parts(writer, unit.key[0], at=at, actor_id=actor_id, deed="erase")
    elif unit.table != "people":
        row = unit.rows[unit.table][0]
        part = BY_TABLE[unit.table]
        names = (part.owner, *_key_of(unit.table))
        where = " AND ".join(f"{name} = ?" for name in names)
        writer.run(f"DELETE FROM {unit.table} WHERE {where}", [row[name] for name in names])


def write_units(writer: Writer, taken: Iterable[Unit], *, at: str, actor_id: str) -> dict[str, int]:
    """Write units and witness each mark and sign-off in the trail; return how many rows of each table.

    Raises ContentError for a row that the store refuses.
    """
    written: dict[str, int] = {}
    for unit in _repeated_first(sorted(taken, key=lambda unit: _PLACES[unit.table])):
        for part in PARTS:
            for row in unit.rows.get(part.table, ()):
                _write(writer, part.table, row, at=at, actor_id=actor_id)
                written[part.table] = written.get(part.table, 0) + 1
    return written


def _repeated_first(taken: Sequence[Unit]) -> list[Unit]:
    """Return the units with each sitting after the one that it is the resit of."""
    of_sitting = {unit.key[0]: unit for unit in taken if unit.table == "sessions"}
    placed: dict[int, Unit] = {}
    for unit in taken:
        chain = [unit]
        while (first := of_sitting.get(_repeats(chain[-1]))) is not None and first not in chain:
            chain.append(first)
        for each in reversed(chain):
            placed.setdefault(id(each), each)
    return list(placed.values())


def _repeats(unit: Unit) -> str:
    return unit.rows["sessions"][0]["resit_of"] or "" if unit.table == "sessions" else ""


def _write(writer: Writer, table: str, row: Row, *, at: str, actor_id: str) -> None:
    own = {name: value for name, value in row.items() if name != "id"} if BY_TABLE[table].numbered else row
    try:
        if table in AUDITED:
            audit.insert_noted(writer, table, own, at=at, actor_id=actor_id, deed="import")
        elif table in _OVERWRITTEN and writer.rows(f"SELECT 1 FROM {table} WHERE id = ?", [row["id"]]):
            changes = {name: value for name, value in row.items() if name not in _OVERWRITTEN[table]}
            sets = ", ".join(f"{name} = :{name}" for name in changes)
            writer.run(f"UPDATE {table} SET {sets} WHERE id = :id", changes)
        else:
            writer.insert(table, own)
    except DoesNotFitError as error:
        raise ContentError(f"A row of {table} does not fit the store: {error}.", MAKE_ANOTHER) from error


def write_coverage(writer: Writer, record: Record, person_id: str, *, new: bool, at: str) -> None:
    """Write the coverage of somebody new as it was, and work out again what the marks here say of each criterion."""
    if new:
        for row in record[_DERIVED]:
            _write(writer, _DERIVED, row, at=at, actor_id="")
    refs = {row["ref"] for table in (_DERIVED, "marks", "suggestions") for row in record[table]}
    refresh_coverage(writer, person_id, sorted(refs), at)


def add_colleague(writer: Writer, id_: str, name: str, at: str) -> None:
    """Write somebody whom a record names as a trainer: no file makes a lead of anybody."""
    people.add_person(writer, Person(id_, name, "trainer"), at)
