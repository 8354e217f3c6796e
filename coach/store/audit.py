"""The audit trail as it is stored: appended to in the transaction of the deed, never changed."""

from collections.abc import Iterator, Mapping

from coach.review.audit import Deed, Entry, follows
from coach.store.store import Row, Store, Writer

AUDITED: Mapping[str, tuple[str, ...]] = {
    "marks": (
        "session_id",
        "question",
        "ref",
        "apprentice_id",
        "mark",
        "comment",
        "marked_by",
        "marked_at",
        "why",
    ),
    "second_marks": ("session_id", "question", "ref", "mark", "marked_by", "marked_at"),
    "settlements": ("session_id", "question", "ref", "mark", "why", "settled_by", "settled_at"),
    "sign_offs": ("session_id", "signed_by", "signed_at", "feedback", "strengths", "next_steps"),
}
"""The tables whose every row has an entry, and the columns its digest is of."""


def note(writer: Writer, *, at: str, actor_id: str, deed: Deed, subject: str, content: Row | None = None) -> Entry:
    """Append a deed to the trail."""
    with writer.unguarded():
        rows = writer.rows("SELECT * FROM audit_entries ORDER BY number DESC LIMIT 1")
        last = Entry(**rows[0]) if rows else None
        entry = follows(last, at=at, actor_id=actor_id, deed=deed, subject=subject, content=content)
        writer.insert(
            "audit_entries",
            {
                "number": entry.number,
                "at": entry.at,
                "actor_id": entry.actor_id,
                "deed": entry.deed,
                "subject": entry.subject,
                "digest": entry.digest,
                "hash": entry.hash,
            },
        )
    return entry


def insert_noted(writer: Writer, table: str, row: Row, *, at: str, actor_id: str, deed: Deed) -> int:
    """Insert a row into an audited table with its entry in the trail, and return its id."""
    id_ = writer.insert(table, row)
    note(writer, at=at, actor_id=actor_id, deed=deed, subject=f"{table}:{id_}", content=row)
    return id_


def entries(store: Store, since: str = "") -> tuple[Entry, ...]:
    """Return the trail, the oldest first, from a moment (ISO 8601 UTC) on."""
    return tuple(
        Entry(**row) for row in store.rows("SELECT * FROM audit_entries WHERE at >= ? ORDER BY number", [since])
    )


def audited_rows(store: Store) -> Iterator[tuple[str, Row]]:
    """Yield each row that the trail speaks of, or should: `table:id` and the columns its digest is of."""
    for table, columns in AUDITED.items():
        for row in store.rows(f"SELECT id, {', '.join(columns)} FROM {table} ORDER BY id"):
            yield f"{table}:{row['id']}", {column: row[column] for column in columns}
