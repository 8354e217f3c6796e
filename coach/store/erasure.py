"""Taking records out for good: a person's whole, or single sessions, with their traces in the file itself."""

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal

from coach.errors import CoachError, StoreError
from coach.review.audit import numbers_in_words
from coach.store import audit
from coach.store.audit import AUDITED
from coach.store.personal import SECRETS, present
from coach.store.store import BUSY_SECONDS, Row, Store, Writer

Removal = Literal["erase", "purge"]


def erase_person(writer: Writer, person_id: str, *, at: str, actor_id: str, counts: bool) -> tuple[dict[str, int], int]:
    """Delete all of an apprentice's; return how many rows of each table, and the number of the entry in the trail.

    With `counts` the states they had reached are added to the sums of their cohort. Raises CoachError where somebody
    else's record rests on this person.
    """
    gone: dict[str, int] = {}
    parts = present(writer, SECRETS) + tuple(reversed(present(writer)))
    with lifted(writer):
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
    # A resit may go after the sitting it repeats.
    writer.run("PRAGMA defer_foreign_keys = ON")
    parts = [part for part in reversed(present(writer)) if part.of_session]
    for id_ in session_ids:
        for part in parts:
            _note_removal(writer, part.table, f"{part.owner} = ?", [id_], at=at, actor_id=actor_id, deed=deed)
            gone[part.table] += writer.run(f"DELETE FROM {part.table} WHERE {part.owner} = ?", [id_])
        gone["sessions"] += writer.run("DELETE FROM sessions WHERE id = ?", [id_])
    return {table: number for table, number in gone.items() if number}


@contextlib.contextmanager
def lifted(writer: Writer) -> Iterator[None]:
    """Take the triggers that keep rows from being changed off, and put the same ones back.

    It happens inside the transaction: nobody else sees the store without them, and what goes wrong brings them back.
    The trail's own are never taken off.
    """
    triggers = writer.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name <> 'audit_entries'")
    for trigger in triggers:
        writer.run(f"DROP TRIGGER {trigger['name']}")
    yield
    for trigger in triggers:
        writer.run(trigger["sql"])


def overwrite_when_deleted(store: Store) -> None:
    """Have the bytes of what is deleted overwritten from now on."""
    store.rows("PRAGMA secure_delete = ON")


def scrub(path: Path) -> None:
    """Rewrite a store's file without its free pages, and empty the log of late writes beside it.

    Raises StoreError where another program is in the middle of reading or writing it.
    """
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("VACUUM")
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        raise _traces_left(path) from error
    if busy:
        raise _traces_left(path)


def refuse_if_in_use(path: Path) -> None:
    """Raise StoreError where another program holds old pages of the store, before anything is erased from it."""
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        busy = 1
    if busy:
        raise StoreError(f"Another program is using the store {path}.", "Close every coach on it, then try again.")


def erased_counts(store: Store) -> list[Row]:
    """Return the sums over people who were erased: cohort, standard, ref, state, apprentices."""
    return store.rows(
        "SELECT coalesce(c.name, '') AS cohort, e.standard, e.ref, e.state, e.apprentices FROM erased_counts e "
        "LEFT JOIN cohorts c ON c.id = e.cohort_id ORDER BY 1, 2, 3, 4"
    )


def texts_with(store: Store, words: str) -> list[str]:
    """Return the places, as `table column`, of texts that hold the words, whatever their case."""
    tables = store.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'")
    found = []
    for name in sorted(row["name"] for row in tables):
        for column in store.rows(f"PRAGMA table_info({name})"):
            if column["type"] != "TEXT":
                continue
            texts = store.rows(f"SELECT {column['name']} AS text FROM {name} WHERE {column['name']} IS NOT NULL")
            if any(words.casefold() in row["text"].casefold() for row in texts):
                found.append(f"{name} {column['name']}")
    return found


_OF_THEIR_SESSIONS = "IN (SELECT id FROM sessions WHERE apprentice_id = ?)"


def _keep_counts(writer: Writer, person_id: str) -> None:
    if not writer.rows("SELECT 1 FROM sqlite_master WHERE name = 'erased_counts'"):
        return
    writer.run(
        "INSERT INTO erased_counts (cohort_id, standard, ref, state, apprentices) "
        "SELECT coalesce(p.cohort_id, ''), coalesce(p.standard, ''), '', 'erased', 1 FROM people p WHERE p.id = :id "
        "UNION ALL SELECT coalesce(p.cohort_id, ''), coalesce(p.standard, ''), c.ref, c.state, 1 "
        "FROM people p JOIN coverage c ON c.apprentice_id = p.id WHERE p.id = :id "
        "ON CONFLICT DO UPDATE SET apprentices = apprentices + 1",
        {"id": person_id},
    )


def _refuse_if_needed(writer: Writer, person_id: str) -> None:
    """Look through every column that refers to people."""
    for table in writer.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        for key in writer.rows(f"PRAGMA foreign_key_list({table['name']})"):
            if key["table"] == "people" and writer.rows(
                f"SELECT 1 FROM {table['name']} WHERE {key['from']} = ? LIMIT 1", [person_id]
            ):
                raise CoachError(
                    "Records of other people rest on what this person did here.", "Erase those first, or keep them."
                )


def _note_removal(
    writer: Writer, table: str, where: str, values: Sequence[str], *, at: str, actor_id: str, deed: Removal
) -> None:
    """Write into the trail which witnessed records are about to go."""
    if table not in AUDITED or not writer.rows("SELECT 1 FROM sqlite_master WHERE name = 'audit_entries'"):
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
    if not writer.rows("SELECT 1 FROM sqlite_master WHERE name = 'audit_entries'"):
        return 0
    return audit.note(writer, at=at, actor_id=actor_id, deed="erase", subject=f"people:{person_id}").number


def _traces_left(path: Path) -> StoreError:
    return StoreError(
        f"The records are gone from {path}, but another program holds traces of them.",
        "Close every coach on it, then run: coach erase --traces",
    )
