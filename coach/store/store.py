"""Open the store and pass every read and write through one door each."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from coach.store import steps
from coach.store.telling import told

BUSY_SECONDS = 15.0
_SECONDS_BETWEEN_TRIES = 0.01

Row = dict[str, Any]
Values = Sequence[Any] | dict[str, Any]


class Store:
    """One connection to a store file; belongs to the thread that opened it."""

    def __init__(self, path: Path) -> None:
        """Open the file, making and migrating it where needed. Raises StoreError in one sentence."""
        self.path = path
        self._version: int | None = None
        with told(path):
            self._make_private(path)
            self._connect()

    def _connect(self) -> None:
        """Open the file that goes by the path, also where a backup is put in its place at that moment."""
        while True:
            file = _identity(self.path)
            self._connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            try:
                # This first read waits for the lock that is held while a file takes another's place.
                steps.refuse_foreign(self._connection, self.path)
                if file == _identity(self.path):
                    self._prepare()
                    return
            except BaseException:
                self._connection.close()
                raise
            self._connection.close()

    def _make_private(self, path: Path) -> None:
        """Only the owner may read the folder and the file that hold answers."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))

    def _prepare(self) -> None:
        if self._connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            self._use_wal()
        # A power cut may take back the last commits of a WAL file that is not synced on each of them.
        self._connection.execute("PRAGMA synchronous = FULL")
        steps.refuse_newer(self._connection, self.path)
        if steps.pending(self._connection):
            self._migrate()
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
        """Apply what is pending while holding the write lock, so that programs starting together take turns.

        A store of an older coach is copied first; where it cannot be, it stays as it is.
        """
        from sqlite_utils import Database

        from coach.store.backup import before_update
        from coach.store.migrations import migrations

        self._connection.execute("BEGIN IMMEDIATE")
        try:
            pending = steps.pending(self._connection)
            if pending and steps.applied(self._connection):
                before_update(self.path, pending[0])
            migrations.apply(Database(self._connection, execute_plugins=False))
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Close the connection; the store cannot be used afterwards."""
        self._connection.close()

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """Return every row of a query as a mapping. Raises StoreError."""
        with told(self.path):
            return _mappings(self._connection.execute(sql, values))

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """Return the first row of a query, or None. Raises StoreError."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def columns(self) -> set[tuple[str, str]]:
        """Return every table with each of its columns. Raises StoreError."""
        found = self.rows(
            "SELECT t.name AS its_table, c.name AS its_column FROM sqlite_master t JOIN pragma_table_info(t.name) c "
            "WHERE t.type = 'table'"
        )
        return {(row["its_table"], row["its_column"]) for row in found}

    def changed(self) -> bool:
        """Tell whether somebody else wrote since this was asked last; the first time says no.

        Never waits for a lock. What cannot be read now counts as no change yet, and is told by the next real read.
        """
        try:
            self._connection.execute("PRAGMA busy_timeout = 0")
            try:
                version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
            finally:
                self._connection.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
        except sqlite3.Error:
            return False
        before, self._version = self._version, version
        return before is not None and version != before

    @contextlib.contextmanager
    def write(self) -> Iterator["Writer"]:
        """Open the one write door: all that is written inside happens together or not at all.

        The lock is taken at once, so that what is read inside is still true when it is written. Raises StoreError.
        """
        with told(self.path):
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


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _mappings(cursor: sqlite3.Cursor) -> list[Row]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
