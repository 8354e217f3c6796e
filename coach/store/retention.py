"""Which sittings have been kept long enough, and taking out of them what is no longer to be kept."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from coach.roleplay.play import Play
from coach.store import audit
from coach.store.coverage import refresh_coverage, refs_touched
from coach.store.erasure import delete_sessions
from coach.store.store import Row, Source, Writer


@dataclass(frozen=True, slots=True)
class Due:
    """Sittings whose time is over: those that go whole, those that only lose the answers, and what stays."""

    whole: tuple[str, ...]
    answers: tuple[str, ...]
    apprentices: int
    unfinished: int
    """Sittings as old as that which stay, since they were never finished or reviewed."""


_COMPLETED = (
    "SELECT s.id, s.apprentice_id, s.resit_of, "
    "CASE WHEN s.reviewed_at > s.touched_at THEN s.reviewed_at ELSE s.touched_at END AS completed_at, "
    "s.state IN ('reviewed', 'dropped') AS complete, "
    "(EXISTS (SELECT 1 FROM turns t WHERE t.session_id = s.id) "
    "OR EXISTS (SELECT 1 FROM drafts d WHERE d.session_id = s.id) "
    "OR EXISTS (SELECT 1 FROM attached_evidence e WHERE e.session_id = s.id) "
    "OR EXISTS (SELECT 1 FROM suggestions g WHERE g.session_id = s.id AND g.evidence <> '[]') "
    "OR EXISTS (SELECT 1 FROM roleplays r WHERE r.session_id = s.id AND r.notes <> '')) AS has_answers "
    "FROM sessions s ORDER BY s.started_at, s.id"
)


def due(source: Source, answers_before: str, marks_before: str) -> Due:
    """Return what was completed before two moments (ISO 8601 UTC): by sign-off, else when last touched."""
    rows = source.rows(_COMPLETED)
    done = [row for row in rows if row["complete"]]
    whole = _with_nothing_left_to_repeat(rows, {row["id"] for row in done if row["completed_at"] < marks_before})
    answers = [
        row for row in done if row["completed_at"] < answers_before and row["id"] not in whole and row["has_answers"]
    ]
    people = {row["apprentice_id"] for row in rows if row["id"] in whole} | {row["apprentice_id"] for row in answers}
    return Due(
        whole=tuple(row["id"] for row in rows if row["id"] in whole),
        answers=tuple(row["id"] for row in answers),
        apprentices=len(people),
        unfinished=sum(not row["complete"] and row["completed_at"] < answers_before for row in rows),
    )


def rows_due(source: Source, whole: Sequence[str], answers: Sequence[str]) -> dict[str, int]:
    """Return how many marks and answers are in the sittings that are due."""
    return {
        "answers": _count(source, "turns", (*whole, *answers), "AND kind = 'answer'"),
        "marks": _count(source, "marks", whole),
        "sign_offs": _count(source, "sign_offs", whole),
    }


def remove_due(writer: Writer, found: Due, *, at: str, actor_id: str) -> dict[str, int]:
    """Take out what is due, with an entry in the trail for each sitting; return how many rows of each table went."""
    gone: Counter[str] = Counter()
    with writer.lifted():
        for id_ in found.answers:
            gone.update(_take_answers(writer, id_))
            _note(writer, f"answers:{id_}", at, actor_id)
        touched = {id_: _apprentice_and_refs(writer, id_) for id_ in found.whole}
        gone.update(delete_sessions(writer, found.whole, at=at, actor_id=actor_id, deed="purge"))
        for id_, (apprentice_id, refs) in touched.items():
            refresh_coverage(writer, apprentice_id, refs, at)
            _note(writer, f"sessions:{id_}", at, actor_id)
    return {table: number for table, number in sorted(gone.items()) if number}


def _apprentice_and_refs(writer: Writer, session_id: str) -> tuple[str, set[str]]:
    (session,) = writer.rows("SELECT apprentice_id FROM sessions WHERE id = ?", [session_id])
    return session["apprentice_id"], refs_touched(writer, session_id)


def _take_answers(writer: Writer, session_id: str) -> dict[str, int]:
    """Take the words out of a sitting; its questions, suggestions, marks and sign-offs stay.

    A second look that nobody has begun is called off: there is nothing left to look at.
    """
    gone = {
        table: writer.run(f"DELETE FROM {table} WHERE session_id = ?", [session_id])
        for table in ("turns", "drafts", "attached_evidence")
    }
    gone["second_looks"] = writer.run(
        "DELETE FROM second_looks WHERE session_id = :id AND closed_at IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM second_marks WHERE session_id = :id)",
        {"id": session_id},
    )
    writer.run("UPDATE suggestions SET evidence = '[]' WHERE session_id = ?", [session_id])
    for row in writer.rows("SELECT play FROM roleplays WHERE session_id = ?", [session_id]):
        play = msgspec.json.decode(row["play"], type=Play)
        bare = msgspec.structs.replace(play, turns=(), promises=(), asked=None)
        text = msgspec.json.encode(bare, order="deterministic").decode()
        writer.run("UPDATE roleplays SET play = ?, notes = '' WHERE session_id = ?", [text, session_id])
    return gone


def _with_nothing_left_to_repeat(rows: Iterable[Row], due_ids: set[str]) -> set[str]:
    """Leave out sittings that one which stays is the resit of."""
    repeated = {row["id"]: row["resit_of"] for row in rows if row["resit_of"]}
    while needed := {first for id_, first in repeated.items() if id_ not in due_ids} & due_ids:
        due_ids = due_ids - needed
    return due_ids


def _count(source: Source, table: str, session_ids: Sequence[str], also: str = "") -> int:
    return sum(
        int(source.rows(f"SELECT count(*) AS n FROM {table} WHERE session_id = ? {also}", [id_])[0]["n"])
        for id_ in session_ids
    )


def _note(writer: Writer, subject: str, at: str, actor_id: str) -> None:
    audit.note(writer, at=at, actor_id=actor_id, deed="purge", subject=subject)
