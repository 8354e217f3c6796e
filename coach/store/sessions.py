"""Sessions with their questions, turns and drafts."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from coach.banks.model import Question
from coach.errors import NotFoundError
from coach.interview.progress import Progress
from coach.interview.sitting import Mode, Terms, Turn
from coach.interview.states import State
from coach.store.store import Row, Store, Writer
from coach.store.telling import decoded

_SELECT = (
    "SELECT s.*, a.name AS apprentice, r.name AS reviewer, c.name AS cohort, p.scenario_id FROM sessions s "
    "JOIN people a ON a.id = s.apprentice_id LEFT JOIN people r ON r.id = s.reviewer_id "
    "LEFT JOIN cohorts c ON c.id = a.cohort_id LEFT JOIN roleplays p ON p.session_id = s.id"
)
_NEWEST_FIRST = (
    "s.started_at DESC, (SELECT coalesce(max(t.id), 0) FROM turns t WHERE t.session_id = s.id) DESC, s.id DESC"
)
"""Of two begun in the same second the one is newer in which something was said last."""


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting as it is stored; times are ISO 8601 UTC, `elapsed` seconds of interview."""

    id: str
    apprentice_id: str
    apprentice: str
    cohort: str | None
    standard: str
    method: str
    organisation: str
    mode: Mode
    seed: int
    state: State
    terms: Terms
    progress: Progress
    elapsed: float
    started_at: str
    touched_at: str
    handed_in_at: str | None
    reviewed_at: str | None
    reviewer_id: str | None
    reviewer: str | None
    resit_of: str | None = None
    """The sitting that this one repeats."""
    scenario: str | None = None
    """The id of the scenario, where it is a role-play."""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn with its place in the transcript and the time of day it was said."""

    seq: int
    turn: Turn
    said_at: str


def add_session(writer: Writer, session: Session, questions: Sequence[Question]) -> None:
    """Write a new session and the questions drawn for it, as they were when drawn."""
    writer.insert(
        "sessions",
        {
            "id": session.id,
            "apprentice_id": session.apprentice_id,
            "standard": session.standard,
            "method": session.method,
            "organisation": session.organisation,
            "mode": session.mode,
            "seed": session.seed,
            "state": session.state,
            "terms": _json(session.terms),
            "progress": _json(session.progress),
            "elapsed": session.elapsed,
            "started_at": session.started_at,
            "touched_at": session.touched_at,
            "resit_of": session.resit_of,
        },
    )
    for number, question in enumerate(questions, 1):
        writer.insert(
            "session_questions",
            {"session_id": session.id, "number": number, "question_id": question.id, "question": _json(question)},
        )


def standing(writer: Writer, session_id: str) -> tuple[State, int]:
    """Return a session's state and how many turns it has, as this transaction sees them.

    Raises NotFoundError where it is gone.
    """
    rows = writer.rows(
        "SELECT state, (SELECT count(*) FROM turns t WHERE t.session_id = s.id) AS turns FROM sessions s WHERE id = ?",
        [session_id],
    )
    if not rows:
        raise NotFoundError(f"No session goes by {session_id}.", "coach sessions lists them.")
    return rows[0]["state"], rows[0]["turns"]


def save_progress(writer: Writer, session_id: str, progress: Progress, now: str) -> None:
    """Write how far a session has come; its clock has to be frozen."""
    writer.run(
        "UPDATE sessions SET state = ?, progress = ?, elapsed = ?, touched_at = ? WHERE id = ?",
        [progress.state, _json(progress), progress.clock.spent, now, session_id],
    )


def save_elapsed(writer: Writer, session_id: str, elapsed: float, now: str) -> None:
    """Write the seconds spent so far; never fewer than were written before."""
    writer.run(
        "UPDATE sessions SET elapsed = CASE WHEN elapsed < ? THEN ? ELSE elapsed END, touched_at = ? WHERE id = ?",
        [elapsed, elapsed, now, session_id],
    )


def set_state(writer: Writer, session_id: str, state: State) -> None:
    """Write a session's state alone: what a trainer does to it is no practice of the apprentice's."""
    writer.run("UPDATE sessions SET state = ? WHERE id = ?", [state, session_id])


def set_handed_in(writer: Writer, session_id: str, now: str) -> None:
    """Write when a session was handed in."""
    writer.run("UPDATE sessions SET handed_in_at = ? WHERE id = ?", [now, session_id])


def set_reviewer(writer: Writer, session_id: str, reviewer_id: str | None) -> None:
    """Write who has a session in review, or that nobody has."""
    writer.run("UPDATE sessions SET reviewer_id = ? WHERE id = ?", [reviewer_id, session_id])


def add_turns(writer: Writer, session_id: str, turns: Sequence[Turn], now: str) -> None:
    """Append turns to the transcript."""
    last = writer.rows("SELECT coalesce(max(seq), 0) AS seq FROM turns WHERE session_id = ?", [session_id])[0]["seq"]
    for place, turn in enumerate(turns, last + 1):
        writer.insert(
            "turns",
            {
                "session_id": session_id,
                "seq": place,
                "question": turn.question,
                "speaker": turn.speaker,
                "kind": turn.kind,
                "text": turn.text,
                "at": turn.at,
                "said_at": now,
            },
        )


def save_draft(writer: Writer, session_id: str, question: int, text: str, now: str) -> None:
    """Write what is typed and not sent yet; an empty text removes it."""
    if not text:
        writer.run("DELETE FROM drafts WHERE session_id = ? AND question = ?", [session_id, question])
        return
    writer.run(
        "INSERT INTO drafts (session_id, question, text, saved_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (session_id, question) DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at",
        [session_id, question, text, now],
    )


def draft(store: Store, session_id: str, question: int) -> str:
    """Return what was typed and not sent, or an empty text."""
    row = store.row("SELECT text FROM drafts WHERE session_id = ? AND question = ?", [session_id, question])
    return row["text"] if row else ""


def drafts(store: Store, session_id: str) -> dict[int, str]:
    """Return what was typed and not sent, by the number of its question."""
    rows = store.rows("SELECT question, text FROM drafts WHERE session_id = ? ORDER BY question", [session_id])
    return {row["question"]: row["text"] for row in rows}


def session(store: Store, session_id: str) -> Session | None:
    """Return a session by its id."""
    row = store.row(f"{_SELECT} WHERE s.id = ?", [session_id])
    return _session(row) if row else None


def sessions_of(store: Store, apprentice_id: str) -> tuple[Session, ...]:
    """Return an apprentice's sessions, the newest first."""
    rows = store.rows(f"{_SELECT} WHERE s.apprentice_id = ? ORDER BY {_NEWEST_FIRST}", [apprentice_id])
    return tuple(_session(row) for row in rows)


def all_sessions(store: Store) -> tuple[Session, ...]:
    """Return every session, the newest first."""
    return tuple(_session(row) for row in store.rows(f"{_SELECT} ORDER BY s.started_at DESC, s.id DESC"))


def sessions_for_review(store: Store) -> tuple[Session, ...]:
    """Return what waits for a trainer or lies open with one, the oldest first."""
    rows = store.rows(f"{_SELECT} WHERE s.state IN ('waiting', 'in-review') ORDER BY s.handed_in_at, s.id")
    return tuple(_session(row) for row in rows)


def sessions_reviewed_last(store: Store, at_most: int) -> tuple[Session, ...]:
    """Return the sessions signed off last, the newest first."""
    rows = store.rows(f"{_SELECT} WHERE s.state = 'reviewed' ORDER BY s.reviewed_at DESC, s.id LIMIT ?", [at_most])
    return tuple(_session(row) for row in rows)


def oldest_hand_in_waiting(store: Store) -> str | None:
    """Return when the session that waits longest was handed in (ISO 8601 UTC)."""
    row = store.row("SELECT min(handed_in_at) AS oldest FROM sessions WHERE state IN ('waiting', 'in-review')")
    return row["oldest"] if row else None


def questions_of(store: Store, session_id: str) -> tuple[Question, ...]:
    """Return the questions drawn for a session, in the order of their numbers."""
    rows = store.rows("SELECT question FROM session_questions WHERE session_id = ? ORDER BY number", [session_id])
    return tuple(decoded(row["question"], Question) for row in rows)


def turns_of(store: Store, session_id: str) -> tuple[StoredTurn, ...]:
    """Return the whole transcript."""
    rows = store.rows("SELECT * FROM turns WHERE session_id = ? ORDER BY seq", [session_id])
    return tuple(
        StoredTurn(
            row["seq"], Turn(row["speaker"], row["kind"], row["text"], row["at"], row["question"]), row["said_at"]
        )
        for row in rows
    )


def last_answer_with(store: Store, apprentice_id: str, words: Sequence[str]) -> str:
    """Return the newest answer of an apprentice's that holds every one of the words, or an empty text."""
    wanted = " AND ".join("replace(lower(t.text), lower(?), '') <> lower(t.text)" for _ in words) or "1 = 1"
    row = store.row(
        "SELECT t.text FROM turns t JOIN sessions s ON s.id = t.session_id WHERE s.apprentice_id = ? "
        f"AND t.kind = 'answer' AND {wanted} ORDER BY t.said_at DESC, t.id DESC LIMIT 1",
        [apprentice_id, *words],
    )
    return row["text"] if row else ""


def targets_answered_since(writer: Writer, apprentice_id: str, method: str, since: str) -> tuple[tuple[str, ...], ...]:
    """Return the targets of each question answered in a session of the method handed in from a moment on."""
    rows = writer.rows(
        "SELECT q.question FROM sessions s JOIN session_questions q ON q.session_id = s.id WHERE s.apprentice_id = ? "
        "AND s.method = ? AND s.handed_in_at >= ? AND EXISTS (SELECT 1 FROM turns t WHERE t.session_id = s.id "
        "AND t.question = q.number AND t.kind = 'answer')",
        [apprentice_id, method, since],
    )
    return tuple(decoded(row["question"], Question).targets for row in rows)


def sittings_ago(store: Store, apprentice_id: str, standard: str, method: str) -> dict[str, int]:
    """Return for each question this apprentice was asked how many sittings ago it was last asked, 1 for the last."""
    rows = store.rows(
        "SELECT q.question_id, s.id AS session_id FROM sessions s JOIN session_questions q ON q.session_id = s.id "
        "WHERE s.apprentice_id = ? AND s.standard = ? AND s.method = ? "
        f"AND NOT EXISTS (SELECT 1 FROM roleplays p WHERE p.session_id = s.id) ORDER BY {_NEWEST_FIRST}",
        [apprentice_id, standard, method],
    )
    ago: dict[str, int] = {}
    order: dict[str, int] = {}
    for row in rows:
        place = order.setdefault(row["session_id"], len(order) + 1)
        ago.setdefault(row["question_id"], place)
    return ago


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


def _session(row: Row) -> Session:
    progress = decoded(row["progress"], Progress)
    spent = max(progress.clock.spent, row["elapsed"])
    clock = msgspec.structs.replace(progress.clock, spent=spent)
    return Session(
        id=row["id"],
        apprentice_id=row["apprentice_id"],
        apprentice=row["apprentice"],
        cohort=row["cohort"],
        standard=row["standard"],
        method=row["method"],
        organisation=row["organisation"],
        mode=row["mode"],
        seed=row["seed"],
        state=row["state"],
        terms=decoded(row["terms"], Terms),
        progress=msgspec.structs.replace(progress, clock=clock, state=row["state"]),
        elapsed=spent,
        started_at=row["started_at"],
        touched_at=row["touched_at"],
        handed_in_at=row["handed_in_at"],
        reviewed_at=row["reviewed_at"],
        reviewer_id=row["reviewer_id"],
        reviewer=row["reviewer"],
        resit_of=row["resit_of"],
        scenario=row["scenario_id"],
    )
