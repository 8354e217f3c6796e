"""Taking records out for good: a person's whole, or single sessions, with their traces in the file itself."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from typing import Literal

from coach.errors import CoachError, StoreError
from coach.review.audit import numbers_in_words
from coach.store import audit
from coach.store.audit import AUDITED
from coach.store.personal import SECRETS, present
from coach.store.sqlite_store import BUSY_SECONDS
from coach.store.store import Row, Store, Writer

Removal = Literal["erase", "purge"]


def erase_person(writer: Writer, person_id: str, *, at: str, actor_id: str, counts: bool) -> tuple[dict[str, int], int]:
    """Delete all of an apprentice's; return how many rows of each table, and the number of the entry in the trail.

    With `counts` the states they had reached are added to the sums of their cohort. Raises CoachError where somebody
    else's record rests on this person.
    """
    gone: dict[str, int] = {}
    parts = present(writer, SECRETS) + tuple(reversed(present(writer)))
    with writer.lifted():
        if counts:
            _keep_counts(writer, person_id)
        for part in parts:
            if part.table == "people":
                _refuse_if_needed(writer, person_id)
            where = _OF_THEIR_SESSIONS if part.of_session else "= ?"
            _note_removal(
                writer, part.table, f"{part.owner} {where}", [person_id], at=at, actor_id=actor_id, deed="erase"
            )
            gone[part.table] = writer.run(f"DELETE FROM {part.table} WHERE {part.owner} {where}", [person_id])
    return {table: number for table, number in gone.items() if number}, _note_person(writer, person_id, at, actor_id)


def delete_sessions(
    writer: Writer, session_ids: Sequence[str], *, at: str, actor_id: str, deed: Removal
) -> dict[str, int]:
    """Delete sessions with all that hangs on them; return how many rows of each table went.

    The triggers have to be lifted.
    """
    gone: Counter[str] = Counter()
    for id_ in session_ids:
        gone.update(delete_parts(writer, id_, at=at, actor_id=actor_id, deed=deed))
    # In one statement, since one of them may be the resit of another.
    if session_ids:
        marks = ", ".join("?" for _ in session_ids)
        gone["sessions"] = writer.run(f"DELETE FROM sessions WHERE id IN ({marks})", session_ids)
    return {table: number for table, number in gone.items() if number}


def delete_parts(writer: Writer, session_id: str, *, at: str, actor_id: str, deed: Removal) -> dict[str, int]:
    """Delete all that hangs on a session, with the triggers lifted; return how many rows of each table went."""
    gone = {}
    for part in reversed(present(writer)):
        if part.of_session:
            _note_removal(writer, part.table, f"{part.owner} = ?", [session_id], at=at, actor_id=actor_id, deed=deed)
            gone[part.table] = writer.run(f"DELETE FROM {part.table} WHERE {part.owner} = ?", [session_id])
    return gone


def overwrite_when_deleted(store: Store) -> None:
    """Have the bytes of what is deleted overwritten from now on, where a store is a file."""
    if store.file:
        store.rows("PRAGMA secure_delete = ON")


def refuse_if_in_use(store: Store) -> None:
    """Raise StoreError where another program holds old pages of a store's file, before anything is erased from it."""
    if not store.file:
        return
    try:
        with closing(sqlite3.connect(store.file, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        busy = 1
    if busy:
        raise StoreError(
            f"Another program is using the store {store.name}.", "Close every coach on it, then try again."
        )


def erased_counts(store: Store) -> list[Row]:
    """Return the sums over people who were erased: cohort, standard, ref, state, apprentices."""
    return store.rows(
        "SELECT coalesce(c.name, '') AS cohort, e.standard, e.ref, e.state, e.apprentices FROM erased_counts e "
        "LEFT JOIN cohorts c ON c.id = e.cohort_id ORDER BY 1, 2, 3, 4"
    )


def texts_with(store: Store, words: str) -> list[str]:
    """Return the places, as `table column`, of texts that hold the words, whatever their case."""
    found = []
    for table in sorted(store.tables()):
        for column in store.columns_of(table):
            if column.type != "TEXT":
                continue
            texts = store.rows(f"SELECT {column.name} AS text FROM {table} WHERE {column.name} IS NOT NULL")
            if any(words.casefold() in row["text"].casefold() for row in texts):
                found.append(f"{table} {column.name}")
    return found


_OF_THEIR_SESSIONS = "IN (SELECT id FROM sessions WHERE apprentice_id = ?)"


def _keep_counts(writer: Writer, person_id: str) -> None:
    if "erased_counts" not in writer.tables():
        return
    writer.run(
        "INSERT INTO erased_counts (cohort_id, standard, ref, state, apprentices) "
        "SELECT coalesce(p.cohort_id, ''), coalesce(p.standard, ''), '', 'erased', 1 FROM people p WHERE p.id = :id "
        "UNION ALL SELECT coalesce(p.cohort_id, ''), coalesce(p.standard, ''), c.ref, c.state, 1 "
        "FROM people p JOIN coverage c ON c.apprentice_id = p.id WHERE p.id = :id "
        "ON CONFLICT (cohort_id, standard, ref, state) DO UPDATE SET apprentices = erased_counts.apprentices + 1",
        {"id": person_id},
    )


def _refuse_if_needed(writer: Writer, person_id: str) -> None:
    """Look through every column that refers to people."""
    for each in writer.references():
        if each.to == "people" and writer.rows(
            f"SELECT 1 FROM {each.table} WHERE {each.column} = ? LIMIT 1", [person_id]
        ):
            raise CoachError(
                "Records of other people rest on what this person did here.", "Erase those first, or keep them."
            )


def _note_removal(
    writer: Writer, table: str, where: str, values: Sequence[str], *, at: str, actor_id: str, deed: Removal
) -> None:
    """Write into the trail which witnessed records are about to go."""
    if table not in AUDITED or "audit_entries" not in writer.tables():
        return
    numbers = [row["id"] for row in writer.rows(f"SELECT id FROM {table} WHERE {where}", values)]
    if numbers:
        audit.note(
            writer,
            at=at,
            actor_id=actor_id,
            deed=deed,
            subject=f"{table}:{numbers_in_words(numbers)}",
        )


def _note_person(writer: Writer, person_id: str, at: str, actor_id: str) -> int:
    if "audit_entries" not in writer.tables():
        return 0
    return audit.note(writer, at=at, actor_id=actor_id, deed="erase", subject=f"people:{person_id}").number
