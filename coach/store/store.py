"""Open the store and pass every read and write through one door each."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from coach.errors import StoreError
from coach.store.versions import MIGRATION_SET, STEPS

BUSY_SECONDS = 15.0
_SECONDS_BETWEEN_TRIES = 0.01

Row = dict[str, Any]
Values = Sequence[Any] | dict[str, Any]


class Store:
    """One connection to a store file; belongs to the thread that opened it."""

    def __init__(self, path: Path) -> None:
        """Open the file, making and migrating it where needed. Raises StoreError in one sentence."""
        self.path = path
        with _told(path):
            self._make_private(path)
            self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _make_private(self, path: Path) -> None:
        """Only the owner may read the folder and the file that hold answers."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))

    def _prepare(self) -> None:
        self._refuse_foreign()
        if self._connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            self._use_wal()
        # A power cut may take back the last commits of a WAL file that is not synced on each of them.
        self._connection.execute("PRAGMA synchronous = FULL")
        if set(STEPS) - self._applied():
            self._migrate()
        self._refuse_newer()
        self._connection.execute("PRAGMA foreign_keys = ON")
        # Without it INSERT OR REPLACE would go past the triggers that keep rows from being deleted.
        self._connection.execute("PRAGMA recursive_triggers = ON")

    def _use_wal(self) -> None:
        """Switch to WAL; where several programs do so at once, SQLite gives up at once instead of waiting."""
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(_SECONDS_BETWEEN_TRIES)

    def _migrate(self) -> None:
        """Apply what is pending while holding the write lock, so that programs starting together take turns."""
        from sqlite_utils import Database

        from coach.store.migrations import migrations

        self._connection.execute("BEGIN IMMEDIATE")
        try:
            migrations.apply(Database(self._connection, execute_plugins=False))
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _refuse_foreign(self) -> None:
        """Leave a database alone that another program made; one query, since a store may be made meanwhile."""
        tables, stores = self._connection.execute(
            "SELECT count(*), coalesce(sum(name = '_sqlite_migrations'), 0) FROM sqlite_master WHERE type = 'table'"
        ).fetchone()
        if tables and not stores:
            raise StoreError(*_no_store(self.path))

    def _refuse_newer(self) -> None:
        unknown = sorted(self._applied() - set(STEPS))
        if unknown:
            raise StoreError(
                f"The store {self.path} was written by a newer coach ({unknown[-1]}).", "Update coach to open it."
            )

    def _applied(self) -> set[str]:
        if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
            return set()
        rows = self._connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", [MIGRATION_SET])
        return {name for (name,) in rows}

    def close(self) -> None:
        """Close the connection; the store cannot be used afterwards."""
        self._connection.close()

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """Return every row of a query as a mapping. Raises StoreError."""
        with _told(self.path):
            return _mappings(self._connection.execute(sql, values))

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """Return the first row of a query, or None. Raises StoreError."""
        found = self.rows(sql, values)
        return found[0] if found else None

    @contextlib.contextmanager
    def write(self) -> Iterator["Writer"]:
        """Open the one write door: all that is written inside happens together or not at all.

        The lock is taken at once, so that what is read inside is still true when it is written. Raises StoreError.
        """
        with _told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield Writer(self._connection)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


class Writer:
    """What can be done inside the write door."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def insert(self, table: str, row: Row) -> int:
        """Insert a row and return its rowid."""
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        return int(self._connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row).lastrowid or 0)

    def run(self, sql: str, values: Values = ()) -> int:
        """Run one statement and return how many rows it changed."""
        return int(self._connection.execute(sql, values).rowcount)

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """Return the rows of a query as this transaction sees them."""
        return _mappings(self._connection.execute(sql, values))


def _mappings(cursor: sqlite3.Cursor) -> list[Row]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise into one sentence."""
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeEncodeError) as error:
        raise StoreError(*_in_words(path, error)) from error


def _in_words(path: Path, error: Exception) -> tuple[str, str]:
    if isinstance(error, UnicodeEncodeError):
        return "This text holds half a character, which no file can keep.", "Type it again without that character."
    said = str(error).casefold()
    if "disk is full" in said or "no space left" in said:
        return "The disk is full, so this was not saved.", "Free some space; your text stays on screen."
    if "readonly" in said or "read-only" in said or isinstance(error, PermissionError):
        return f"The store {path} cannot be written.", "Check the permissions of the file and its folder."
    if "locked" in said or "busy" in said:
        return "The store is busy with another program.", "Wait a moment and try again; nothing is lost."
    if "malformed" in said or "not a database" in said:
        return _no_store(path)
    if "unable to open" in said or isinstance(error, OSError):
        return f"The store {path} cannot be opened.", "Check that its folder exists and that you may write there."
    return f"The store {path} refused this: {error}.", "Run coach doctor."


def _no_store(path: Path) -> tuple[str, str]:
    return f"The store {path} is damaged or not a store.", "Put a backup in its place."
