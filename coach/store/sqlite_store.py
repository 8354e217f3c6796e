"""A store in a file, by SQLite."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from coach.errors import StoreError
from coach.store import steps
from coach.store.store import Column, DoesNotFitError, Reference, Row, Source, Store, Values, Writer, nothing_to_guard
from coach.store.telling import told

BUSY_SECONDS = 15.0
_SECONDS_BETWEEN_TRIES = 0.01


class _Shape(Source):
    """What SQLite says of its tables."""

    joined = "group_concat({})"

    def tables(self) -> set[str]:
        rows = self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {row["name"] for row in rows if not row["name"].startswith(("_", "sqlite_"))}

    def columns_of(self, table: str) -> tuple[Column, ...]:
        found = []
        for row in self.rows(f"PRAGMA table_info({table})"):
            given = row["dflt_value"]
            default = None if given is None else self.rows(f"SELECT {given} AS value")[0]["value"]
            needed = bool(row["notnull"] or row["pk"])
            found.append(Column(row["name"], row["type"], needed, given is not None, default))
        return tuple(found)

    def keys_of(self, table: str) -> tuple[str, ...]:
        rows = [row for row in self.rows(f"PRAGMA table_info({table})") if row["pk"]]
        return tuple(row["name"] for row in sorted(rows, key=lambda row: row["pk"]))

    def references(self) -> tuple[Reference, ...]:
        return tuple(
            Reference(table, row["from"], row["table"])
            for table in sorted(self.tables())
            for row in self.rows(f"PRAGMA foreign_key_list({table})")
        )

    def unguarded(self) -> contextlib.AbstractContextManager[None]:
        return nothing_to_guard()


class SqliteStore(_Shape, Store):
    """One connection to a store file; belongs to the thread that opened it."""

    file: Path

    def __init__(self, path: Path) -> None:
        """Open the file, making and migrating it where needed. Raises StoreError in one sentence."""
        self.file = self.path = path
        self.name = str(path)
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
        self._connection.close()

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        with told(self.path):
            return _mappings(self._connection.execute(sql, values))

    @contextlib.contextmanager
    def write(self, of: str | None = None, *, quiet: bool = False) -> Iterator[Writer]:
        with told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield SqliteWriter(self._connection)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        with told(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    def changed(self) -> bool:
        """What cannot be read now counts as no change yet, and is told by the next real read."""
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

    def speak_for(self, person_id: str, role: str) -> None:
        """Whoever can open the file can read it: there is nothing to refuse."""

    def tidy(self, gone: Sequence[str]) -> None:
        scrub(self.path)


class SqliteWriter(_Shape, Writer):
    """What can be done inside the write door of a file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def insert(self, table: str, row: Row) -> int:
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        return int(self._execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row).lastrowid or 0)

    def run(self, sql: str, values: Values = ()) -> int:
        return int(self._execute(sql, values).rowcount)

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        return _mappings(self._connection.execute(sql, values))

    def number_on(self) -> None:
        """SQLite does so by itself."""

    @contextlib.contextmanager
    def lifted(self) -> Iterator[None]:
        """Take the triggers off and put the same ones back; what goes wrong brings them back too."""
        triggers = self.rows(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name <> 'audit_entries'"
        )
        for trigger in triggers:
            self.run(f"DROP TRIGGER {trigger['name']}")
        yield
        for trigger in triggers:
            self.run(trigger["sql"])

    def _execute(self, sql: str, values: Values) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql, values)
        except sqlite3.IntegrityError as error:
            raise DoesNotFitError(str(error)) from error


def scrub(path: Path) -> None:
    """Rewrite a store's file without its free pages, and empty the log of late writes beside it.

    Raises StoreError where another program is in the middle of reading or writing it.
    """
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("VACUUM")
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        raise _traces_left(path) from error
    if busy:
        raise _traces_left(path)


def _traces_left(path: Path) -> StoreError:
    return StoreError(
        f"The records are gone from {path}, but another program holds traces of them.",
        "Close every coach on it, then run: coach erase --traces",
    )


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _mappings(cursor: sqlite3.Cursor) -> list[Row]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
