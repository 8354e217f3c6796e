"""Suggestions, self-ratings, marks and sign-offs."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from coach.mapping.suggestion import Evidence, Suggestion
from coach.review.marks import MarkValue
from coach.standards.model import Level
from coach.store import audit
from coach.store.store import Store, Writer
from coach.store.telling import decoded

ALWAYS = "9999-12-31T23:59:59Z"
"""A moment after every other."""

CURRENT_MARKS = (
    "(SELECT m.* FROM marks m WHERE m.id = (SELECT max(n.id) FROM marks n "
    "WHERE n.session_id = m.session_id AND n.question = m.question AND n.ref = m.ref))"
)
"""The marks that stand, to select from."""


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
    why: str = ""
    """Why it replaced the mark before it."""


class SignOff(msgspec.Struct, frozen=True):
    """A trainer's word that a session is reviewed."""

    signed_by: str
    signed_at: str
    feedback: str
    strengths: str = ""
    next_steps: str = ""


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
                evidence=decoded(row["evidence"], tuple[Evidence, ...]),
                missing=decoded(row["missing"], tuple[str, ...]),
            ),
        )
        for row in rows
    )


def suggested_counts(store: Store) -> dict[str, int]:
    """Return how many criteria are suggested in each session that waits or is in review."""
    rows = store.rows(
        "SELECT g.session_id, count(DISTINCT g.ref) AS refs FROM sessions s JOIN suggestions g ON g.session_id = s.id "
        "WHERE s.state IN ('waiting', 'in-review') GROUP BY g.session_id"
    )
    return {row["session_id"]: row["refs"] for row in rows}


def rate(writer: Writer, session_id: str, ratings: Mapping[str, MarkValue], now: str) -> None:
    """Write how the apprentice rates themself, by ref."""
    for ref, rating in ratings.items():
        writer.run(
            "INSERT INTO self_ratings (session_id, ref, rating, rated_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (session_id, ref) DO UPDATE SET rating = excluded.rating, rated_at = excluded.rated_at",
            [session_id, ref, rating, now],
        )


def take_rating_back(writer: Writer, session_id: str, ref: str) -> None:
    """Remove how the apprentice rates themself on a criterion."""
    writer.run("DELETE FROM self_ratings WHERE session_id = ? AND ref = ?", [session_id, ref])


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
    why: str = "",
) -> None:
    """Append a mark; one given before to the same place stays and is no longer the one that stands."""
    now = _in_order(writer, session_id, now)
    audit.insert_noted(
        writer,
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
            "why": why,
        },
        at=now,
        actor_id=trainer_id,
        deed="mark",
    )


def _in_order(writer: Writer, session_id: str, now: str) -> str:
    """Return now, or a second after what was judged last, where the time of day was set back since.

    What a sign-off covers is told by time: what came before it must not seem to come after it, nor the other way.
    """
    (found,) = writer.rows(
        "SELECT coalesce(max(j.at), '') AS last FROM ("
        "SELECT marked_at AS at FROM marks WHERE session_id = :id "
        "UNION ALL SELECT attached_at FROM attached_evidence WHERE session_id = :id "
        "UNION ALL SELECT signed_at FROM sign_offs WHERE session_id = :id) j",
        {"id": session_id},
    )
    last = str(found["last"])
    if last <= now:
        return now
    return f"{datetime.fromisoformat(last) + timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}"


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
        Mark(
            id=row["id"],
            question=row["question"],
            ref=row["ref"],
            mark=row["mark"],
            comment=row["comment"],
            marked_by=row["marker"],
            marked_at=row["marked_at"],
            why=row["why"],
        )
        for row in rows
    )


def add_sign_off(writer: Writer, session_id: str, trainer_id: str, sign_off: SignOff) -> None:
    """Append a sign-off and mark the session as reviewed."""
    now = _in_order(writer, session_id, sign_off.signed_at)
    audit.insert_noted(
        writer,
        "sign_offs",
        {
            "session_id": session_id,
            "signed_by": trainer_id,
            "signed_at": now,
            "feedback": sign_off.feedback,
            "strengths": sign_off.strengths,
            "next_steps": sign_off.next_steps,
        },
        at=now,
        actor_id=trainer_id,
        deed="sign-off",
    )
    writer.run("UPDATE sessions SET reviewed_at = ?, reviewer_id = ? WHERE id = ?", [now, trainer_id, session_id])


def sign_off_of(store: Store, session_id: str) -> SignOff | None:
    """Return the last sign-off of a session."""
    row = store.row(
        "SELECT o.*, p.name AS signer FROM sign_offs o JOIN people p ON p.id = o.signed_by "
        "WHERE o.session_id = ? ORDER BY o.id DESC LIMIT 1",
        [session_id],
    )
    if row is None:
        return None
    return SignOff(row["signer"], row["signed_at"], row["feedback"], row["strengths"], row["next_steps"])


def _level(text: str) -> Level:
    return "distinction" if text == "distinction" else "pass"
