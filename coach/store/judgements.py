"""Suggestions, self-ratings, marks and sign-offs, and the coverage they add up to."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from coach.coverage.state import CoverageState, state_of
from coach.interview.states import State
from coach.mapping.suggestion import Evidence, Suggestion
from coach.review.marks import MarkValue
from coach.standards.model import Level
from coach.store.store import Row, Store, Writer

ALWAYS = "9999-12-31T23:59:59Z"
"""A moment after every other."""


class StoredSuggestion(msgspec.Struct, frozen=True):
    """What the mapper made of the answer to a question."""

    question: int
    suggestion: Suggestion


class Mark(msgspec.Struct, frozen=True):
    """A trainer's decision on a criterion in the answer to a question."""

    id: int
    question: int
    ref: str
    mark: MarkValue
    comment: str
    marked_by: str
    """The trainer's name."""
    marked_at: str


class SignOff(msgspec.Struct, frozen=True):
    """A trainer's word that a session is reviewed."""

    signed_by: str
    signed_at: str
    feedback: str


def replace_suggestions(
    writer: Writer,
    session_id: str,
    apprentice_id: str,
    question: int,
    suggestions: Sequence[Suggestion],
    now: str,
) -> None:
    """Write what the mapper makes of an answer, in place of what it made of it before.

    A criterion that was suggested before keeps the time it was first suggested, for coverage as of a date.
    """
    place = [session_id, question]
    rows = writer.rows("SELECT ref, made_at FROM suggestions WHERE session_id = ? AND question = ?", place)
    first_made = {row["ref"]: row["made_at"] for row in rows}
    writer.run("DELETE FROM suggestions WHERE session_id = ? AND question = ?", place)
    for suggestion in suggestions:
        writer.insert(
            "suggestions",
            {
                "session_id": session_id,
                "question": question,
                "ref": suggestion.ref,
                "apprentice_id": apprentice_id,
                "level": suggestion.level,
                "score": suggestion.score,
                "evidence": msgspec.json.encode(suggestion.evidence).decode(),
                "missing": msgspec.json.encode(suggestion.missing).decode(),
                "made_at": first_made.get(suggestion.ref, now),
            },
        )


def suggestions_of(store: Store, session_id: str) -> tuple[StoredSuggestion, ...]:
    """Return every suggestion of a session, the surest first within a question."""
    rows = store.rows("SELECT * FROM suggestions WHERE session_id = ? ORDER BY question, score DESC, ref", [session_id])
    return tuple(
        StoredSuggestion(
            row["question"],
            Suggestion(
                ref=row["ref"],
                level=_level(row["level"]),
                score=row["score"],
                evidence=msgspec.json.decode(row["evidence"], type=tuple[Evidence, ...]),
                missing=msgspec.json.decode(row["missing"], type=tuple[str, ...]),
            ),
        )
        for row in rows
    )


def rate(writer: Writer, session_id: str, ratings: Mapping[str, MarkValue], now: str) -> None:
    """Write how the apprentice rates themself, by ref."""
    for ref, rating in ratings.items():
        writer.run(
            "INSERT INTO self_ratings (session_id, ref, rating, rated_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (session_id, ref) DO UPDATE SET rating = excluded.rating, rated_at = excluded.rated_at",
            [session_id, ref, rating, now],
        )


def ratings_of(store: Store, session_id: str) -> dict[str, MarkValue]:
    """Return the apprentice's own rating by ref."""
    rows = store.rows("SELECT ref, rating FROM self_ratings WHERE session_id = ? ORDER BY ref", [session_id])
    return {row["ref"]: row["rating"] for row in rows}


def add_mark(
    writer: Writer,
    session_id: str,
    apprentice_id: str,
    question: int,
    ref: str,
    mark: MarkValue,
    comment: str,
    trainer_id: str,
    now: str,
) -> None:
    """Append a mark; one given before to the same place stays and is no longer the one that stands."""
    writer.insert(
        "marks",
        {
            "session_id": session_id,
            "question": question,
            "ref": ref,
            "apprentice_id": apprentice_id,
            "mark": mark,
            "comment": comment,
            "marked_by": trainer_id,
            "marked_at": now,
        },
    )


def marks_of(store: Store, session_id: str, *, every: bool = False, until: str = ALWAYS) -> tuple[Mark, ...]:
    """Return the marks of a session that stand, or with `every` the replaced ones too, the oldest first.

    With `until` (ISO 8601 UTC) as they were at a moment.
    """
    last = (
        "AND m.id = (SELECT max(n.id) FROM marks n WHERE n.session_id = m.session_id AND n.question = m.question "
        "AND n.ref = m.ref AND n.marked_at <= :until)"
    )
    rows = store.rows(
        "SELECT m.*, p.name AS marker FROM marks m JOIN people p ON p.id = m.marked_by "
        f"WHERE m.session_id = :id AND m.marked_at <= :until {'' if every else last} ORDER BY m.id",
        {"id": session_id, "until": until},
    )
    return tuple(
        Mark(row["id"], row["question"], row["ref"], row["mark"], row["comment"], row["marker"], row["marked_at"])
        for row in rows
    )


def add_sign_off(writer: Writer, session_id: str, trainer_id: str, feedback: str, now: str) -> None:
    """Append a sign-off and mark the session as reviewed."""
    writer.insert(
        "sign_offs", {"session_id": session_id, "signed_by": trainer_id, "signed_at": now, "feedback": feedback}
    )
    writer.run("UPDATE sessions SET reviewed_at = ?, reviewer_id = ? WHERE id = ?", [now, trainer_id, session_id])


def sign_off_of(store: Store, session_id: str) -> SignOff | None:
    """Return the last sign-off of a session."""
    row = store.row(
        "SELECT o.*, p.name AS signer FROM sign_offs o JOIN people p ON p.id = o.signed_by "
        "WHERE o.session_id = ? ORDER BY o.id DESC LIMIT 1",
        [session_id],
    )
    return SignOff(row["signer"], row["signed_at"], row["feedback"]) if row else None


def refresh_coverage(writer: Writer, apprentice_id: str, refs: Iterable[str], now: str) -> None:
    """Bring an apprentice's coverage up to date for some refs, in the transaction that changed them.

    What a sign-off left unmarked waits no longer, also where the review is opened again: as `coverage_as_of` has it.
    """
    for ref in refs:
        marks = writer.rows("SELECT mark FROM current_marks WHERE apprentice_id = ? AND ref = ?", [apprentice_id, ref])
        suggested = writer.rows(
            "SELECT DISTINCT CASE WHEN s.reviewed_at IS NULL THEN s.state ELSE 'reviewed' END AS state "
            "FROM suggestions g JOIN sessions s ON s.id = g.session_id "
            "WHERE g.apprentice_id = ? AND g.ref = ? AND NOT EXISTS (SELECT 1 FROM marks m "
            "WHERE m.session_id = g.session_id AND m.question = g.question AND m.ref = g.ref)",
            [apprentice_id, ref],
        )
        state = state_of((row["mark"] for row in marks), (row["state"] for row in suggested))
        if state == "untried":
            writer.run("DELETE FROM coverage WHERE apprentice_id = ? AND ref = ?", [apprentice_id, ref])
            continue
        writer.run(
            "INSERT INTO coverage (apprentice_id, ref, state, since) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (apprentice_id, ref) DO UPDATE SET state = excluded.state, since = CASE "
            "WHEN coverage.state = excluded.state THEN coverage.since ELSE excluded.since END",
            [apprentice_id, ref, state, now],
        )


def refs_touched(writer: Writer, session_id: str) -> set[str]:
    """Return the refs that a session's suggestions or marks speak of."""
    rows = writer.rows(
        "SELECT ref FROM suggestions WHERE session_id = :id UNION SELECT ref FROM marks WHERE session_id = :id",
        {"id": session_id},
    )
    return {row["ref"] for row in rows}


def coverage_of(store: Store, apprentice_ids: Sequence[str] | None = None) -> dict[str, dict[str, CoverageState]]:
    """Return each apprentice's states by ref; refs that are untried are left out. None stands for everybody."""
    if apprentice_ids is not None and len(apprentice_ids) == 1:
        rows = store.rows("SELECT apprentice_id, ref, state FROM coverage WHERE apprentice_id = ?", apprentice_ids)
    else:
        rows = store.rows("SELECT apprentice_id, ref, state FROM coverage")
    wanted = None if apprentice_ids is None else set(apprentice_ids)
    states: dict[str, dict[str, CoverageState]] = {}
    for row in rows:
        if wanted is None or row["apprentice_id"] in wanted:
            states.setdefault(row["apprentice_id"], {})[row["ref"]] = row["state"]
    return states


def coverage_as_of(store: Store, moment: str) -> dict[str, dict[str, CoverageState]]:
    """Return everybody's states as they were at a moment (ISO 8601 UTC), from the marks and hand-ins up to it."""
    return _from_history(store, {"moment": moment, "apprentice": None, "told": False})


def coverage_told(store: Store, apprentice_id: str, moment: str = ALWAYS) -> dict[str, CoverageState]:
    """Return an apprentice's states as far as they were told: a mark counts from the sign-off that follows it."""
    everybody = _from_history(store, {"moment": moment, "apprentice": apprentice_id, "told": True})
    return everybody.get(apprentice_id, {})


_UNTIL = """
WITH reach AS (
    SELECT s.id AS session_id, s.handed_in_at,
        (SELECT min(o.signed_at) FROM sign_offs o WHERE o.session_id = s.id) AS first_signed,
        CASE WHEN :told
            THEN (SELECT max(o.signed_at) FROM sign_offs o WHERE o.session_id = s.id AND o.signed_at <= :moment)
            ELSE :moment
        END AS until
    FROM sessions s WHERE :apprentice IS NULL OR s.apprentice_id = :apprentice
)
"""
"""How far the marks of each session count."""


def _from_history(store: Store, values: Row) -> dict[str, dict[str, CoverageState]]:
    marks = store.rows(
        f"{_UNTIL} SELECT apprentice_id, ref, mark FROM reach JOIN marks m USING (session_id) "
        "WHERE marked_at <= until AND id = (SELECT max(n.id) FROM marks n "
        "WHERE n.session_id = m.session_id AND n.question = m.question AND n.ref = m.ref AND n.marked_at <= until)",
        values,
    )
    suggested = store.rows(
        f"{_UNTIL} SELECT apprentice_id, ref, handed_in_at, first_signed "
        "FROM reach JOIN suggestions g USING (session_id) "
        "WHERE made_at <= :moment AND NOT EXISTS (SELECT 1 FROM marks m WHERE m.session_id = g.session_id "
        "AND m.question = g.question AND m.ref = g.ref AND m.marked_at <= until)",
        values,
    )
    moment = values["moment"]
    given: dict[tuple[str, str], list[MarkValue]] = {}
    for row in marks:
        given.setdefault((row["apprentice_id"], row["ref"]), []).append(row["mark"])
    hinted: dict[tuple[str, str], list[State]] = {}
    for row in suggested:
        hinted.setdefault((row["apprentice_id"], row["ref"]), []).append(_state_then(row, moment))
    states: dict[str, dict[str, CoverageState]] = {}
    for person, ref in {*given, *hinted}:
        state = state_of(given.get((person, ref), ()), hinted.get((person, ref), ()))
        if state != "untried":
            states.setdefault(person, {})[ref] = state
    return states


def _state_then(row: Row, moment: str) -> State:
    if row["handed_in_at"] is None or row["handed_in_at"] > moment:
        return "answering"
    return "reviewed" if row["first_signed"] is not None and row["first_signed"] <= moment else "waiting"


def _level(text: str) -> Level:
    return "distinction" if text == "distinction" else "pass"
