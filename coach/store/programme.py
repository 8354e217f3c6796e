"""What surrounds the sessions: assignments, portfolios, gateway checks and assessment dates."""

from collections.abc import Mapping

import msgspec

from coach.coverage.assignment import Assignment
from coach.coverage.portfolio import Piece
from coach.store.store import Row, Store, Writer
from coach.store.telling import decoded

_ASSIGNMENTS = (
    "SELECT g.*, a.name AS apprentice, t.name AS assigner FROM assignments g "
    "JOIN people a ON a.id = g.apprentice_id JOIN people t ON t.id = g.assigned_by"
)


def add_assignment(writer: Writer, assignment: Assignment, trainer_id: str) -> None:
    """Write a new assignment."""
    writer.insert(
        "assignments",
        {
            "id": assignment.id,
            "apprentice_id": assignment.apprentice_id,
            "method": assignment.method,
            "refs": _refs_json(assignment.refs),
            "due_on": assignment.due_on,
            "note": assignment.note,
            "assigned_by": trainer_id,
            "assigned_at": assignment.assigned_at,
        },
    )


def assignments(store: Store, apprentice_id: str | None = None) -> tuple[Assignment, ...]:
    """Return an apprentice's assignments, or everybody's, the earliest due first; those with no day come last."""
    where = "" if apprentice_id is None else " WHERE g.apprentice_id = :id"
    rows = store.rows(
        f"{_ASSIGNMENTS}{where} ORDER BY coalesce(g.due_on, '9999'), g.assigned_at", {"id": apprentice_id}
    )
    return tuple(_assignment(row) for row in rows)


def assignment(store: Store, assignment_id: str) -> Assignment | None:
    """Return an assignment by its id."""
    row = store.row(f"{_ASSIGNMENTS} WHERE g.id = ?", [assignment_id])
    return _assignment(row) if row else None


def open_assignments(writer: Writer, apprentice_id: str, method: str) -> tuple[Assignment, ...]:
    """Return an apprentice's assignments of a method that are neither done nor taken back."""
    rows = writer.rows(
        f"{_ASSIGNMENTS} WHERE g.apprentice_id = ? AND g.method = ? AND g.done_at IS NULL AND g.withdrawn_at IS NULL",
        [apprentice_id, method],
    )
    return tuple(_assignment(row) for row in rows)


def set_done(writer: Writer, assignment_id: str, now: str) -> None:
    """Write that an assignment is done."""
    writer.run("UPDATE assignments SET done_at = ? WHERE id = ? AND done_at IS NULL", [now, assignment_id])


def set_withdrawn(writer: Writer, assignment_id: str, now: str) -> None:
    """Write that an assignment is taken back."""
    writer.run("UPDATE assignments SET withdrawn_at = ? WHERE id = ?", [now, assignment_id])


def pieces_of(store: Store, apprentice_id: str) -> tuple[Piece, ...]:
    """Return an apprentice's portfolio in the order of its numbers."""
    rows = store.rows("SELECT * FROM portfolio_pieces WHERE apprentice_id = ? ORDER BY number", [apprentice_id])
    return tuple(
        Piece(
            id=row["id"],
            number=row["number"],
            title=row["title"],
            kind=row["kind"],
            dated_on=row["dated_on"],
            note=row["note"],
            refs=_refs(row["refs"]),
            video_minutes=row["video_minutes"],
        )
        for row in rows
    )


def save_piece(writer: Writer, apprentice_id: str, piece: Piece, now: str) -> None:
    """Write a piece of evidence, new or changed."""
    writer.run(
        "INSERT INTO portfolio_pieces "
        "(id, apprentice_id, number, title, kind, dated_on, video_minutes, note, refs, changed_at) "
        "VALUES (:id, :apprentice_id, :number, :title, :kind, :dated_on, :video_minutes, :note, :refs, :changed_at) "
        "ON CONFLICT (id) DO UPDATE SET number = excluded.number, title = excluded.title, kind = excluded.kind, "
        "dated_on = excluded.dated_on, video_minutes = excluded.video_minutes, note = excluded.note, "
        "refs = excluded.refs, changed_at = excluded.changed_at",
        {
            "id": piece.id,
            "apprentice_id": apprentice_id,
            "number": piece.number,
            "title": piece.title,
            "kind": piece.kind,
            "dated_on": piece.dated_on,
            "video_minutes": piece.video_minutes,
            "note": piece.note,
            "refs": _refs_json(piece.refs),
            "changed_at": now,
        },
    )


def remove_piece(writer: Writer, piece_id: str) -> None:
    """Take a piece out of its portfolio."""
    writer.run("DELETE FROM portfolio_pieces WHERE id = ?", [piece_id])


def checks_of(store: Store, apprentice_id: str) -> dict[str, str]:
    """Return the note of each gateway item that is ticked, by its id."""
    rows = store.rows("SELECT item, note FROM gateway_checks WHERE apprentice_id = ? AND done = 1", [apprentice_id])
    return {row["item"]: row["note"] for row in rows}


def set_check(writer: Writer, apprentice_id: str, item: str, done: bool, note: str, set_by: str, now: str) -> None:
    """Tick a gateway item, or take the tick away."""
    writer.run(
        "INSERT INTO gateway_checks (apprentice_id, item, done, note, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (apprentice_id, item) DO UPDATE SET done = excluded.done, note = excluded.note, "
        "set_by = excluded.set_by, set_at = excluded.set_at",
        [apprentice_id, item, int(done), note, set_by, now],
    )


def dates_of(store: Store, apprentice_id: str) -> Mapping[str, str]:
    """Return the day (ISO 8601) of each method that has one."""
    rows = store.rows("SELECT method, held_on FROM assessment_dates WHERE apprentice_id = ?", [apprentice_id])
    return {row["method"]: row["held_on"] for row in rows}


def set_date(writer: Writer, apprentice_id: str, method: str, day: str | None) -> None:
    """Write the day of a method; None takes it away."""
    if day is None:
        writer.run("DELETE FROM assessment_dates WHERE apprentice_id = ? AND method = ?", [apprentice_id, method])
        return
    writer.run(
        "INSERT INTO assessment_dates (apprentice_id, method, held_on) VALUES (?, ?, ?) "
        "ON CONFLICT (apprentice_id, method) DO UPDATE SET held_on = excluded.held_on",
        [apprentice_id, method, day],
    )


def _assignment(row: Row) -> Assignment:
    return Assignment(
        id=row["id"],
        apprentice_id=row["apprentice_id"],
        apprentice=row["apprentice"],
        method=row["method"],
        refs=_refs(row["refs"]),
        due_on=row["due_on"],
        note=row["note"],
        assigned_by=row["assigner"],
        assigned_at=row["assigned_at"],
        done_at=row["done_at"],
        withdrawn_at=row["withdrawn_at"],
    )


def _refs_json(refs: tuple[str, ...]) -> str:
    return msgspec.json.encode(refs).decode()


def _refs(text: str) -> tuple[str, ...]:
    return decoded(text, tuple[str, ...])
