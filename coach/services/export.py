"""Taking an apprentice's record out: what the one who asks may see of it, whole and in three forms."""

import msgspec
from msgspec.structs import replace

from coach.errors import UsageError
from coach.interview.progress import Progress
from coach.interview.sitting import Terms
from coach.reports.record import RecordFile, zipped
from coach.services import people
from coach.services.rights import Actor, may_look_inside, require
from coach.services.workspace import Workspace
from coach.store import audit, coverage, personal
from coach.store.people import Person
from coach.store.personal import PARTS, Record
from coach.store.store import Row
from coach.store.versions import STEPS

NOT_RELEASED = "Marks and attached words that wait for the trainer's sign-off."
TRAINERS_ONLY = "What trainers write for each other: claims, second looks and how they were settled."
PRIVATE = "Private settings, notes beside role-plays, and extra time: only the apprentice can take those out."
NOT_HANDED_IN = "What the apprentice has not handed in."


class Export(msgspec.Struct, frozen=True):
    """A record on its way out: the ZIP, how many rows of each table are in it, what was left out."""

    name: str
    content: bytes
    rows: dict[str, int]
    left_out: tuple[str, ...]


def export_record(ws: Workspace, actor: Actor, apprentice: str) -> Export:
    """Return an apprentice's record as a ZIP, and write in the trail that it was taken out.

    An apprentice gets their own, private settings included, marks once they are signed off; others get what they
    may read, on the clock that everybody has. Raises UsageError for somebody who is no apprentice.
    """
    person = people.find(ws, apprentice)
    require(actor, "export", person.id)
    if person.role != "apprentice":
        raise UsageError(f"{person.name} is here as {person.role}; records are of apprentices.", "Name an apprentice.")
    with ws.store.write() as writer:
        record = personal.record_of(writer, person.id)
        if actor.id == person.id:
            record, left_out = _own(ws, person, record)
        else:
            record, left_out = _of_others(actor, record)
        file = RecordFile(
            schema=STEPS,
            name=person.name,
            cohort=person.cohort,
            left_out=left_out,
            tables=record,
            colleagues=personal.colleagues_of(writer, record),
            trail=personal.audit_of(writer, record),
        )
        audit.note(writer, at=ws.timestamp(), actor_id=actor.id, deed="export", subject=f"people:{person.id}")
    rows = {table: len(found) for table, found in record.items() if found}
    return Export(person.name, zipped(file), rows, left_out)


def _own(ws: Workspace, person: Person, record: Record) -> tuple[Record, tuple[str, ...]]:
    """Leave out what the apprentice is not told yet, or ever."""
    signed: dict[str, str] = {}
    for sign_off in record["sign_offs"]:
        signed[sign_off["session_id"]] = max(sign_off["signed_at"], signed.get(sign_off["session_id"], ""))
    told = coverage.coverage_told(ws.store, person.id)
    kept = dict(record)
    kept["marks"] = [row for row in record["marks"] if row["marked_at"] <= signed.get(row["session_id"], "")]
    kept["attached_evidence"] = [
        row for row in record["attached_evidence"] if row["attached_at"] <= signed.get(row["session_id"], "")
    ]
    kept["coverage"] = [row for row in record["coverage"] if told.get(row["ref"], "untried") == row["state"]]
    not_released = any(kept[table] != record[table] for table in ("marks", "attached_evidence", "coverage"))
    kept |= {table: [] for table in ("claims", "second_looks", "second_marks", "settlements")}
    for_trainers = any(kept[table] != record[table] for table in ("claims", "second_looks"))
    return kept, (NOT_RELEASED,) * not_released + (TRAINERS_ONLY,) * for_trainers


def _of_others(actor: Actor, record: Record) -> tuple[Record, tuple[str, ...]]:
    """Leave out what is the apprentice's alone; times are on the clock that everybody has."""
    seen = {row["id"] for row in record["sessions"] if may_look_inside(actor, row["apprentice_id"], row["state"])}
    paces = {row["id"]: _pace(row) for row in record["sessions"]}
    kept: Record = {}
    for part in PARTS:
        session = "session_id" if part.of_session else "id" if part.table == "sessions" else ""
        kept[part.table] = [row for row in record[part.table] if not session or row[session] in seen]
    kept["private_settings"] = []
    kept["roleplays"] = [{**row, "notes": ""} for row in kept["roleplays"]]
    kept["sessions"] = [_on_everybodys_clock(row, paces[row["id"]]) for row in kept["sessions"]]
    kept["turns"] = [_said_at(row, paces[row["session_id"]]) for row in kept["turns"]]
    return kept, (PRIVATE,) + (NOT_HANDED_IN,) * (actor.role != "owner")


def _pace(row: Row) -> float:
    terms = msgspec.json.decode(row["terms"], type=Terms)
    return terms.minutes_by_rule * 60 / terms.allowed if terms.allowed else 1.0


def _said_at(row: Row, pace: float) -> Row:
    return row if pace == 1.0 else {**row, "at": round(row["at"] * pace, 3)}


def _on_everybodys_clock(row: Row, pace: float) -> Row:
    """Return a session's row as it would be without extra time."""
    if pace == 1.0:
        return row
    terms = msgspec.json.decode(row["terms"], type=Terms)
    progress = msgspec.json.decode(row["progress"], type=Progress)
    clock = progress.clock
    stops = tuple(replace(stop, at=stop.at * pace) for stop in clock.stops)
    paced = replace(
        clock, allowed=clock.allowed * pace, tolerance=clock.tolerance * pace, spent=clock.spent * pace, stops=stops
    )
    return {
        **row,
        "elapsed": row["elapsed"] * pace,
        "terms": _json(replace(terms, allowed=terms.allowed * pace, tolerance=terms.tolerance * pace)),
        "progress": _json(replace(progress, clock=paced)),
    }


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()
