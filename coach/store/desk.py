"""What trainers share at the desk: claims, words attached to criteria, comments, figures."""

from datetime import datetime

import msgspec

from coach.review.comments import WrittenComment
from coach.review.marks import MarkValue
from coach.review.quality import SuggestionQuality
from coach.store.judgements import ALWAYS, CURRENT_MARKS
from coach.store.store import Source, Store, Writer


class Claim(msgspec.Struct, frozen=True):
    """Who has a session on their desk, since when (ISO 8601 UTC)."""

    trainer_id: str
    trainer: str
    claimed_at: str


class Attached(msgspec.Struct, frozen=True):
    """Words of an answer that a trainer attached to a criterion; offsets count characters of the answer."""

    id: int
    question: int
    ref: str
    start: int
    end: int
    text: str
    attached_by: str


_CLAIM = "SELECT c.*, p.name AS trainer FROM claims c JOIN people p ON p.id = c.trainer_id WHERE c.session_id = ?"


def claim_of(source: Source, session_id: str) -> Claim | None:
    """Return who has a session on their desk."""
    rows = source.rows(_CLAIM, [session_id])
    return Claim(rows[0]["trainer_id"], rows[0]["trainer"], rows[0]["claimed_at"]) if rows else None


def claims(store: Store) -> dict[str, Claim]:
    """Return every claim by the session's id."""
    rows = store.rows("SELECT c.*, p.name AS trainer FROM claims c JOIN people p ON p.id = c.trainer_id")
    return {row["session_id"]: Claim(row["trainer_id"], row["trainer"], row["claimed_at"]) for row in rows}


def set_claim(writer: Writer, session_id: str, trainer_id: str, now: str) -> None:
    """Put a session on a trainer's desk, off anybody else's."""
    writer.run(
        "INSERT INTO claims (session_id, trainer_id, claimed_at) VALUES (?, ?, ?) ON CONFLICT (session_id) "
        "DO UPDATE SET trainer_id = excluded.trainer_id, claimed_at = excluded.claimed_at",
        [session_id, trainer_id, now],
    )


def release_claim(writer: Writer, session_id: str) -> None:
    """Take a session off the desk it is on."""
    writer.run("DELETE FROM claims WHERE session_id = ?", [session_id])


def attach(
    writer: Writer, session_id: str, question: int, ref: str, start: int, end: int, text: str, by: str, now: str
) -> None:
    """Write which words of an answer a trainer attaches to a criterion."""
    writer.insert(
        "attached_evidence",
        {
            "session_id": session_id,
            "question": question,
            "ref": ref,
            "start_at": start,
            "end_at": end,
            "text": text,
            "attached_by": by,
            "attached_at": now,
        },
    )


def detach(writer: Writer, session_id: str, question: int, ref: str) -> int:
    """Take away what trainers attached to a criterion in an answer; return how many passages that were."""
    return writer.run(
        "DELETE FROM attached_evidence WHERE session_id = ? AND question = ? AND ref = ?", [session_id, question, ref]
    )


def attached_in(store: Store, session_id: str, until: str = ALWAYS) -> tuple[Attached, ...]:
    """Return the words that trainers attached in a session up to a moment, in the order of the answers."""
    rows = store.rows(
        "SELECT e.*, p.name AS trainer FROM attached_evidence e JOIN people p ON p.id = e.attached_by "
        "WHERE e.session_id = ? AND e.attached_at <= ? ORDER BY e.question, e.start_at, e.id",
        [session_id, until],
    )
    return tuple(
        Attached(r["id"], r["question"], r["ref"], r["start_at"], r["end_at"], r["text"], r["trainer"]) for r in rows
    )


def written_comments(store: Store, ref: str, mark: MarkValue) -> tuple[WrittenComment, ...]:
    """Return the comments that stand beside one kind of mark of a criterion, the newest first."""
    rows = store.rows(
        f"SELECT m.comment, p.name FROM {CURRENT_MARKS} m JOIN people p ON p.id = m.apprentice_id "
        "WHERE m.ref = ? AND m.mark = ? AND m.comment <> '' ORDER BY m.marked_at DESC, m.comment",
        [ref, mark],
    )
    return tuple(WrittenComment(row["comment"], row["name"]) for row in rows)


def comment_uses(store: Store) -> dict[str, int]:
    """Return how often each comment stands beside a mark."""
    rows = store.rows(f"SELECT comment, count(*) AS uses FROM {CURRENT_MARKS} m WHERE comment <> '' GROUP BY comment")
    return {row["comment"]: row["uses"] for row in rows}


def earlier_comments(store: Store, apprentice_id: str, ref: str, session_id: str) -> tuple[str, ...]:
    """Return what this apprentice was told where the criterion fell short in other sessions, the newest first."""
    rows = store.rows(
        f"SELECT comment FROM {CURRENT_MARKS} m WHERE apprentice_id = ? AND ref = ? AND session_id <> ? "
        "AND mark <> 'passed' AND comment <> '' AND EXISTS (SELECT 1 FROM sign_offs o "
        "WHERE o.session_id = m.session_id AND o.signed_at >= m.marked_at) ORDER BY id DESC",
        [apprentice_id, ref, session_id],
    )
    return tuple(dict.fromkeys(row["comment"] for row in rows))


def feedback_hours(store: Store, since: str) -> tuple[float, ...]:
    """Return the hours from hand-in to the first sign-off of each session signed off since a moment (ISO 8601 UTC)."""
    rows = store.rows(
        "SELECT s.handed_in_at, min(o.signed_at) AS signed_at "
        "FROM sessions s JOIN sign_offs o ON o.session_id = s.id "
        "WHERE s.handed_in_at IS NOT NULL GROUP BY s.id HAVING min(o.signed_at) >= ?",
        [since],
    )
    return tuple(_hours(row["handed_in_at"], row["signed_at"]) for row in rows)


def _hours(start: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() / 3600


def suggestion_quality(store: Store, standard: str | None = None) -> tuple[SuggestionQuality, ...]:
    """Return what became of the suggestions of each criterion once trainers marked them."""
    rows = store.rows(
        "SELECT m.ref, count(CASE WHEN g.ref IS NOT NULL AND m.mark = 'passed' THEN 1 END) AS passed, "
        "count(CASE WHEN g.ref IS NOT NULL AND m.mark = 'attempted' THEN 1 END) AS attempted, "
        "count(CASE WHEN g.ref IS NOT NULL AND m.mark = 'none' THEN 1 END) AS refused, "
        "count(CASE WHEN g.ref IS NULL AND m.mark <> 'none' THEN 1 END) AS missed "
        f"FROM {CURRENT_MARKS} m JOIN sessions s ON s.id = m.session_id LEFT JOIN suggestions g "
        "ON g.session_id = m.session_id AND g.question = m.question AND g.ref = m.ref "
        "WHERE :standard IS NULL OR s.standard = :standard GROUP BY m.ref ORDER BY m.ref",
        {"standard": standard},
    )
    return tuple(
        SuggestionQuality(row["ref"], row["passed"], row["attempted"], row["refused"], row["missed"]) for row in rows
    )
