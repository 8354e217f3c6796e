"""Second looks as they are stored: the sample, the second trainer's marks, how disagreements were settled."""

import msgspec

from coach.review.marks import MarkValue
from coach.review.second_look import Place
from coach.store import audit
from coach.store.judgements import ALWAYS
from coach.store.store import Store, Writer


class SecondLook(msgspec.Struct, frozen=True):
    """A review that another trainer is to mark afresh; times are ISO 8601 UTC."""

    session_id: str
    first_marker_id: str
    first_marker: str
    second_marker_id: str | None
    second_marker: str | None
    sampled_at: str
    closed_at: str | None


class Settlement(msgspec.Struct, frozen=True):
    """How a disagreement was settled."""

    question: int
    ref: str
    mark: MarkValue
    why: str
    settled_by: str
    settled_at: str


def signed_off_before(writer: Writer, trainer_id: str, session_id: str) -> int:
    """Return how many other sessions a trainer was the first to sign off."""
    (row,) = writer.rows(
        "SELECT count(*) AS sessions FROM (SELECT session_id, min(id) AS first FROM sign_offs GROUP BY session_id) f "
        "JOIN sign_offs o ON o.id = f.first WHERE o.signed_by = ? AND o.session_id <> ?",
        [trainer_id, session_id],
    )
    return int(row["sessions"])


def has_marked(writer: Writer, trainer_id: str, session_id: str) -> bool:
    """Tell whether a trainer has marked anything in a session."""
    return bool(
        writer.rows("SELECT 1 FROM marks WHERE session_id = ? AND marked_by = ? LIMIT 1", [session_id, trainer_id])
    )


def add_second_look(writer: Writer, session_id: str, first_marker: str, now: str) -> None:
    """Put a review into the sample, unless it is in it already."""
    writer.run(
        "INSERT INTO second_looks (session_id, first_marker, sampled_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [session_id, first_marker, now],
    )


def second_looks(store: Store, session_id: str | None = None) -> tuple[SecondLook, ...]:
    """Return the sampled reviews, or one session's, the oldest first."""
    rows = store.rows(
        "SELECT l.*, f.name AS first_name, s.name AS second_name FROM second_looks l "
        "JOIN people f ON f.id = l.first_marker LEFT JOIN people s ON s.id = l.second_marker "
        "WHERE :id IS NULL OR l.session_id = :id ORDER BY l.sampled_at, l.session_id",
        {"id": session_id},
    )
    return tuple(
        SecondLook(
            session_id=row["session_id"],
            first_marker_id=row["first_marker"],
            first_marker=row["first_name"],
            second_marker_id=row["second_marker"],
            second_marker=row["second_name"],
            sampled_at=row["sampled_at"],
            closed_at=row["closed_at"],
        )
        for row in rows
    )


def set_second_marker(writer: Writer, session_id: str, trainer_id: str) -> None:
    """Write who takes the second look."""
    writer.run("UPDATE second_looks SET second_marker = ? WHERE session_id = ?", [trainer_id, session_id])


def close_second_look(writer: Writer, session_id: str, now: str) -> None:
    """Write that the second look is finished."""
    writer.run("UPDATE second_looks SET closed_at = ? WHERE session_id = ?", [now, session_id])


def add_second_mark(
    writer: Writer, session_id: str, question: int, ref: str, mark: MarkValue, trainer_id: str, now: str
) -> None:
    """Append a second trainer's mark; it counts for agreement only."""
    audit.insert_noted(
        writer,
        "second_marks",
        {
            "session_id": session_id,
            "question": question,
            "ref": ref,
            "mark": mark,
            "marked_by": trainer_id,
            "marked_at": now,
        },
        at=now,
        actor_id=trainer_id,
        deed="second-mark",
    )


def second_marks_of(store: Store, session_id: str) -> dict[Place, MarkValue]:
    """Return the second trainer's mark that stands at each place."""
    rows = store.rows("SELECT question, ref, mark FROM second_marks WHERE session_id = ? ORDER BY id", [session_id])
    return {(row["question"], row["ref"]): row["mark"] for row in rows}


def first_marks_of(store: Store, look: SecondLook) -> dict[Place, MarkValue]:
    """Return the first trainer's own last mark at each place, as it was when the second look was finished."""
    rows = store.rows(
        "SELECT question, ref, mark FROM marks m WHERE session_id = ? AND marked_by = ? AND marked_at <= ? "
        "AND NOT EXISTS (SELECT 1 FROM settlements s WHERE s.session_id = m.session_id AND s.question = m.question "
        "AND s.ref = m.ref AND s.settled_by = m.marked_by AND s.settled_at = m.marked_at AND s.why = m.why) "
        "ORDER BY id",
        [look.session_id, look.first_marker_id, look.closed_at or ALWAYS],
    )
    return {(row["question"], row["ref"]): row["mark"] for row in rows}


def settle(
    writer: Writer, session_id: str, question: int, ref: str, mark: MarkValue, why: str, trainer_id: str, now: str
) -> None:
    """Append how a disagreement was settled."""
    audit.insert_noted(
        writer,
        "settlements",
        {
            "session_id": session_id,
            "question": question,
            "ref": ref,
            "mark": mark,
            "why": why,
            "settled_by": trainer_id,
            "settled_at": now,
        },
        at=now,
        actor_id=trainer_id,
        deed="settle",
    )


def settlements_of(store: Store, session_id: str) -> tuple[Settlement, ...]:
    """Return the settlements of a session, the oldest first."""
    rows = store.rows(
        "SELECT s.*, p.name AS settler FROM settlements s JOIN people p ON p.id = s.settled_by "
        "WHERE s.session_id = ? ORDER BY s.id",
        [session_id],
    )
    return tuple(Settlement(r["question"], r["ref"], r["mark"], r["why"], r["settler"], r["settled_at"]) for r in rows)
