"""Whether a record from outside makes sense here: whose rows they are, and that every screen could show them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from coach.banks.model import Question
from coach.content.library import Library
from coach.content.record_zip import MAKE_ANOTHER, Colleague
from coach.errors import CoachError, ContentError
from coach.interview.progress import Progress
from coach.interview.sitting import Terms
from coach.interview.states import STATES
from coach.mapping.suggestion import Evidence
from coach.roleplay.model import Scenario
from coach.roleplay.play import Play
from coach.services.people import EXTRA_TIME, shown_name
from coach.store.people import name_key
from coach.store.personal import PARTS, Record
from coach.store.store import Row

_JSON: Mapping[tuple[str, str], Any] = {
    ("sessions", "terms"): Terms,
    ("sessions", "progress"): Progress,
    ("session_questions", "question"): Question,
    ("suggestions", "evidence"): tuple[Evidence, ...],
    ("suggestions", "missing"): tuple[str, ...],
    ("roleplays", "scenario"): Scenario,
    ("roleplays", "play"): Play,
    ("assignments", "refs"): tuple[str, ...],
    ("portfolio_pieces", "refs"): tuple[str, ...],
}
"""The columns that hold JSON, and of what kind."""

_SHORT = ("apprentice_id", "person_id", "key", "ref", "item", "method", "standard", "organisation")

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


def is_id(text: str) -> bool:
    """Tell whether a text can be an id: files with somebody's words are named by ids, so one never leads elsewhere."""
    return _ID.fullmatch(text) is not None


def check_record(library: Library, record: Record, colleagues: list[Colleague]) -> None:
    """Raise ContentError at the first thing in a record that cannot be, in one sentence."""
    if len(record["people"]) != 1 or record["people"][0]["role"] != "apprentice":
        raise ContentError("The record is not of one apprentice.", MAKE_ANOTHER)
    person = record["people"][0]
    _check_names(person, colleagues)
    _check_assessed(library, person["standard"], person["organisation"])
    _check_owners(record, person["id"], {each.id for each in colleagues})
    for table, rows in record.items():
        for place, row in enumerate(rows, 1):
            _check_row(table, f"Row {place} of {table}", row)
    for session in record["sessions"]:
        _check_session(library, session, record)
    for setting in record["private_settings"]:
        value = setting["value"]
        if setting["key"] == EXTRA_TIME and not (value.isascii() and value.isdigit() and int(value[:4]) <= 100):
            raise ContentError("A private setting of the record cannot be.", MAKE_ANOTHER)


def _check_names(person: Row, colleagues: list[Colleague]) -> None:
    everybody = [(person["id"], person["name"]), *((each.id, each.name) for each in colleagues)]
    for id_, name in everybody:
        try:
            fine = shown_name(name) == name and is_id(id_)
        except CoachError:
            fine = False
        if not fine:
            raise ContentError("The record holds a name or an id that cannot be shown.", MAKE_ANOTHER)
    if person["name_key"] != name_key(person["name"]):
        raise ContentError("The record says two things about the apprentice's name.", MAKE_ANOTHER)
    keys = [name_key(name) for _, name in everybody]
    if len({id_ for id_, _ in everybody}) < len(everybody) or len(set(keys)) < len(keys):
        raise ContentError("The record names two people alike.", MAKE_ANOTHER)
    if any(each.role not in ("trainer", "lead") for each in colleagues):
        raise ContentError("The record has marks by somebody who is no trainer.", MAKE_ANOTHER)


def _check_owners(record: Record, person_id: str, colleagues: set[str]) -> None:
    sessions = {row["id"] for row in record["sessions"]}
    for part in PARTS:
        owners = sessions if part.of_session else {person_id}
        for row in record[part.table]:
            if row[part.owner] not in owners or row.get("apprentice_id", person_id) != person_id:
                raise ContentError(f"A row of {part.table} is not this apprentice's.", MAKE_ANOTHER)
            if any(row[name] is not None and row[name] not in colleagues | {person_id} for name in part.people):
                raise ContentError(f"A row of {part.table} names somebody the record does not.", MAKE_ANOTHER)


def _check_row(table: str, where: str, row: Row) -> None:
    for name, value in row.items():
        if not isinstance(value, str):
            continue
        if (table, name) in _JSON:
            try:
                msgspec.json.decode(value, type=_JSON[table, name])
            except (msgspec.DecodeError, RecursionError):
                raise ContentError(f"{where} has a {name} that cannot be read.", MAKE_ANOTHER) from None
        elif name.endswith("_at") and not _is_moment(value):
            raise ContentError(f"{where} has a {name} that is no time.", MAKE_ANOTHER)
        elif name.endswith("_on") and not _is_day(value):
            raise ContentError(f"{where} has a {name} that is no day.", MAKE_ANOTHER)
        elif name in ("id", "session_id") and not is_id(value):
            raise ContentError(f"{where} has a {name} that no coach gave it.", MAKE_ANOTHER)
        elif name in _SHORT and not (value and value.isprintable()):
            raise ContentError(f"{where} has a {name} that cannot be shown.", MAKE_ANOTHER)


def _check_session(library: Library, session: Row, record: Record) -> None:
    where = f"Session {session['id']}"
    _check_assessed(library, session["standard"], session["organisation"])
    standard = library.standard(session["standard"])
    if session["state"] not in STATES or session["method"] not in standard.methods_by_id:
        raise ContentError(f"{where} is of a method or in a state that this coach does not know.", MAKE_ANOTHER)
    numbers = [row["number"] for row in record["session_questions"] if row["session_id"] == session["id"]]
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        raise ContentError(f"{where} does not have all of its questions.", MAKE_ANOTHER)
    progress = msgspec.json.decode(session["progress"], type=Progress)
    asked = {progress.current or 1, *progress.to_ask, *progress.set_aside, *progress.answered}
    if numbers and not asked <= set(numbers):
        raise ContentError(f"{where} speaks of a question it does not have.", MAKE_ANOTHER)
    for table in ("suggestions", "marks", "self_ratings", "attached_evidence", "second_marks", "settlements"):
        for row in record[table]:
            if row["session_id"] == session["id"] and row["ref"] not in standard.by_ref:
                raise ContentError(f"{where} speaks of a criterion that its standard does not have.", MAKE_ANOTHER)


def _check_assessed(library: Library, standard: str | None, organisation: str | None) -> None:
    try:
        library.standard(standard or "")
        library.organisation(organisation or "")
    except CoachError as error:
        raise ContentError(
            "The record is for a standard or an organisation that this coach does not know.",
            "Update coach, or add the standard first.",
        ) from error


def _is_moment(text: str) -> bool:
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").isoformat() == text[:-1]
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
