"""Open the store and pass every read and write through one door each."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from coach.errors import StoreError
from coach.store.migrations import migrations

BUSY_SECONDS = 15.0

Row = dict[str, Any]
Values = Sequence[Any] | dict[str, Any]


class Store:
    """One connection to a store file; belongs to the thread that opened it."""

    def __init__(self, path: Path) -> None:
        """Open the file, making and migrating it where needed. Raises StoreError in one sentence."""
        self.path = path
        with _told(path):
            self._make_private(path)
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        self._connection = connection
        self._db = Database(connection, execute_plugins=False)
        with _told(path):
            self._prepare()

    def _make_private(self, path: Path) -> None:
        """Only the owner may read the folder and the file that hold answers."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))

    def _prepare(self) -> None:
        if self._connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            self._connection.execute("PRAGMA journal_mode = WAL")
        # A power cut may take back the last commits of a WAL file that is not synced on each of them.
        self._connection.execute("PRAGMA synchronous = FULL")
        if migrations.pending(self._db):
            self._migrate()
        self._refuse_newer()
        self._connection.execute("PRAGMA foreign_keys = ON")

    def _migrate(self) -> None:
        """Apply what is pending while holding the write lock, so that programs starting together take turns."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            migrations.apply(self._db)
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _refuse_newer(self) -> None:
        known = {migration.name for migration in migrations._migrations}
        unknown = [applied.name for applied in migrations.applied(self._db) if applied.name not in known]
        if unknown:
            raise StoreError(
                f"The store {self.path} was written by a newer coach ({unknown[-1]}).", "Update coach to open it."
            )

    def close(self) -> None:
        """Close the connection; the store cannot be used afterwards."""
        self._db.close()

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """Return every row of a query as a mapping. Raises StoreError."""
        with _told(self.path):
            return list(self._db.query(sql, values))

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
                yield Writer(self._db)
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


class Writer:
    """What can be done inside the write door."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def insert(self, table: str, row: Row) -> int:
        """Insert a row and return its rowid."""
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        return int(self._db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row).lastrowid or 0)

    def run(self, sql: str, values: Values = ()) -> int:
        """Run one statement and return how many rows it changed."""
        return int(self._db.execute(sql, values).rowcount)

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """Return the rows of a query as this transaction sees them."""
        return list(self._db.query(sql, values))


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise into one sentence."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(*_in_words(path, error)) from error


def _in_words(path: Path, error: Exception) -> tuple[str, str]:
    said = str(error).casefold()
    if "disk is full" in said or "no space left" in said:
        return "The disk is full, so this was not saved.", "Free some space; your text stays on screen."
    if "readonly" in said or "read-only" in said or isinstance(error, PermissionError):
        return f"The store {path} cannot be written.", "Check the permissions of the file and its folder."
    if "locked" in said or "busy" in said:
        return "The store is busy with another program.", "Wait a moment and try again; nothing is lost."
    if "malformed" in said or "not a database" in said:
        return (
            f"The store {path} is damaged or not a store.",
            "Put a backup in its place.",
        )
    if "unable to open" in said or isinstance(error, OSError):
        return f"The store {path} cannot be opened.", "Check that its folder exists and that you may write there."
    return f"The store {path} refused this: {error}.", "Run coach doctor."
