"""Which steps of the schema a file has, and whether this coach can use it."""

import sqlite3
from pathlib import Path

from coach.errors import StoreError
from coach.store.telling import damaged
from coach.store.versions import MIGRATION_SET, STEPS


def applied(connection: sqlite3.Connection) -> set[str]:
    """Return the names of the steps that were applied to a file."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
        return set()
    rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", [MIGRATION_SET])
    return {name for (name,) in rows}


def pending(connection: sqlite3.Connection) -> list[str]:
    """Return the steps that a file still lacks, in their order."""
    done = applied(connection)
    return [step for step in STEPS if step not in done]


def refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreError for a database that another program made; one query, since a store may be made meanwhile."""
    tables, stores = connection.execute(
        "SELECT count(*), coalesce(sum(name = '_sqlite_migrations'), 0) FROM sqlite_master WHERE type = 'table'"
    ).fetchone()
    if tables and not stores:
        raise damaged(path)


def refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreError for a file with a step that this coach does not know."""
    unknown = sorted(applied(connection) - set(STEPS))
    if unknown:
        raise StoreError(f"The store {path} was written by a newer coach ({unknown[-1]}).", "Update coach to open it.")
