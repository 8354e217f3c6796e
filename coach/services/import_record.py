"""Bringing a record in that was taken out of another store, or of this one; nothing is merged unseen."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from coach.content.record_zip import RecordRead
from coach.services.meeting import AS_IT_IS, Conflict, Meeting, Resolution, Wishes, meet
from coach.services.people import shown
from coach.services.record_check import check_record
from coach.services.rights import Actor, require
from coach.services.workspace import Workspace
from coach.store import audit, personal, taking_in
from coach.store.people import cohort_id, name_key, people
from coach.store.personal import PARTS, Record
from coach.store.store import Writer
from coach.store.taking_in import Key, Unit

_PIECES = "portfolio_pieces"


class Imported(msgspec.Struct, frozen=True):
    """What an import did, or would: rows written by table, how much was here already, what stood against it."""

    name: str
    written: bool
    rows: dict[str, int]
    already_here: int
    """Sittings and single records that are here word for word."""
    conflicts: tuple[Conflict, ...]
    trainers_added: tuple[str, ...]
    left_out: tuple[str, ...]
    """What the file itself says is not in it."""

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        """Those that keep everything from being written."""
        return tuple(conflict for conflict in self.conflicts if not conflict.settled)


def import_record(ws: Workspace, actor: Actor, read: RecordRead, wishes: Wishes = AS_IT_IS) -> Imported:
    """Write a record into the store, whole or, with a conflict that is not resolved, not at all.

    The same record a second time changes nothing. Raises ContentError for a record that cannot be.
    """
    require(actor, "custody")
    record = taking_in.fitted(ws.store, read.tables)
    check_record(ws.library, record, read.colleagues)
    cohort = shown("cohort", read.cohort or "")
    at = ws.timestamp()
    with ws.store.write() as writer:
        meeting = meet(people(ws.store), record["people"][0], read.colleagues, wishes)
        record = _as_here(record, meeting, cohort)
        before = taking_in.units(personal.record_of(writer, meeting.apprentice_id))
        plan = _planned(writer, taking_in.units(record), before, meeting.apprentice_id, wishes.resolution)
        conflicts = (*meeting.conflicts, *plan.conflicts)
        rows: dict[str, int] = {}
        written = bool(plan.added) and all(conflict.settled for conflict in conflicts)
        if written:
            if plan.removed:
                with writer.lifted():
                    for unit in plan.removed:
                        taking_in.remove_unit(writer, unit, at=at, actor_id=actor.id)
            if cohort:
                cohort_id(writer, cohort)
            for id_, name in meeting.to_add.items():
                taking_in.add_colleague(writer, id_, name, at)
            rows = taking_in.write_units(writer, plan.added, at=at, actor_id=actor.id)
            taking_in.write_coverage(writer, record, meeting.apprentice_id, new=not before, at=at)
            subject = f"people:{meeting.apprentice_id}"
            audit.note(writer, at=at, actor_id=actor.id, deed="import", subject=subject)
    added = tuple(meeting.to_add.values()) if written else ()
    return Imported(meeting.name, written, rows, plan.same, conflicts, added, read.left_out)


@dataclass(frozen=True, slots=True)
class _Plan:
    added: tuple[Unit, ...]
    removed: tuple[Unit, ...]
    same: int
    conflicts: tuple[Conflict, ...]


def _planned(
    writer: Writer,
    incoming: Mapping[tuple[str, Key], Unit],
    before: Mapping[tuple[str, Key], Unit],
    person_id: str,
    resolution: Resolution,
) -> _Plan:
    """Sort out what is new, what is here word for word, and what stands against what."""
    numbers = {unit.rows["portfolio_pieces"][0]["number"]: unit for unit in before.values() if unit.table == _PIECES}
    added: list[Unit] = []
    removed: list[Unit] = []
    conflicts: list[Conflict] = []
    same = 0
    for place, unit in incoming.items():
        here = before.get(place)
        if here is not None and here.compared == unit.compared:
            same += 1
            continue
        problem, settled = "is here and in the file with different content", resolution
        if here is None and taking_in.stands_elsewhere(writer, unit, person_id):
            problem, settled = "is in somebody else's record here", "keep" if resolution == "keep" else ""
        elif here is None and unit.table == _PIECES and unit.rows[_PIECES][0]["number"] in numbers:
            here = numbers[unit.rows[_PIECES][0]["number"]]
            problem = "has a number that another piece has here"
        elif here is None:
            added.append(unit)
            continue
        conflicts.append(Conflict(unit.table, " ".join(unit.key), problem, settled))
        if here is not None and settled == "replace":
            removed.append(here)
            added.append(unit)
    return _Plan(tuple(added), tuple(removed), same, tuple(conflicts))


def _as_here(record: Record, meeting: Meeting, cohort: str) -> Record:
    """Return the rows with the ids that people have in this store."""
    found: Record = {}
    for part in PARTS:
        names = {*part.people, "apprentice_id", *(() if part.of_session else (part.owner,))}
        found[part.table] = [
            {name: meeting.ids.get(value, value) if name in names else value for name, value in row.items()}
            for row in record[part.table]
        ]
    (person,) = found["people"]
    person |= {"name": meeting.name, "name_key": name_key(meeting.name), "cohort_id": name_key(cohort) or None}
    return found
