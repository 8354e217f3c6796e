"""A store in a PostgreSQL database, or in an engine that speaks as it does."""

import contextlib
import re
import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from coach.store.postgres_listening import Listening
from coach.store.postgres_schema import DOOR, GUARDED_ROLE, prepare, tells
from coach.store.postgres_shape import PostgresShape
from coach.store.postgres_telling import named, told_by
from coach.store.store import DoesNotFitError, Row, Store, Values, Writer

BUSY_SECONDS = 15
CONNECTIONS = 4
"""The most that one program has open at once: it reads while it writes, and the browser's server has threads."""
_SECONDS_IDLE = 60.0
_ASKS_FOR_VALUE = re.compile(r"'[^']*'|::|\?|:([a-z_]+)|%")
_NUMBERED_IN_ORDER = frozenset(("marks", "sign_offs", "attached_evidence", "second_marks", "settlements"))
"""Tables whose rows are numbered one after another under the lock: the last number is what stands."""

Connection = psycopg.Connection[Row]


class PostgresStore(PostgresShape, Store):
    """Some connections to a database; any thread may use it."""

    def __init__(self, address: str) -> None:
        """Connect, making and migrating the schema where needed. Raises StoreError in one sentence."""
        self.name = named(address)
        self._address = address
        self._told = secrets.token_hex(8)
        self._listening: Listening | None = None
        self._person, self._role = "", ""
        self._own = threading.local()
        with told_by(self.name):
            with _connected(address) as connection:
                self._channel = f"coach_{prepare(connection, self.name)}"
                self._tells = tells(connection)
            self._pool = ConnectionPool(
                address,
                min_size=0,
                max_size=CONNECTIONS,
                max_idle=_SECONDS_IDLE,
                timeout=BUSY_SECONDS,
                num_workers=1,
                check=ConnectionPool.check_connection,
                kwargs=dict(_SETTINGS),
                connection_class=psycopg.Connection[Row],
                open=True,
            )

    def close(self) -> None:
        if self._listening:
            self._listening.close()
        self._pool.close()

    def changed(self) -> bool:
        if self._listening is None:
            self._listening = Listening(self._address, self._channel, self._told)
        return self._listening.heard()

    def speak_for(self, person_id: str, role: str) -> None:
        self._person, self._role = person_id, role

    @contextlib.contextmanager
    def unguarded(self) -> Iterator[None]:
        before = self._person, self._role
        self.speak_for("", "")
        try:
            yield
        finally:
            self.speak_for(*before)

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        with told_by(self.name):
            held: Connection | None = getattr(self._own, "connection", None)
            if held is not None:
                return _rows(held, sql, values)
            with self._pool.connection() as connection:
                if not self._guards:
                    return _rows(connection, sql, values)
                with _transaction(connection, f"BEGIN READ ONLY; {self._as_person(connection)}"):
                    return _rows(connection, sql, values)

    @contextlib.contextmanager
    def write(self, of: str | None = None, *, quiet: bool = False) -> Iterator[Writer]:
        with told_by(self.name), self._pool.connection() as connection:
            begin = f"BEGIN; {self._locking(connection, of)}; {self._as_person(connection)}"
            with self._held(connection, begin):
                yield PostgresWriter(connection, GUARDED_ROLE if self._guards else "none")
                if self._tells and not quiet:
                    connection.execute("SELECT pg_notify(%s, %s)", [self._channel, self._told])

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        with told_by(self.name), self._pool.connection() as connection, self._held(connection, begin):
            yield

    def tidy(self, gone: Sequence[str]) -> None:
        with told_by(self.name), self._pool.connection() as connection:
            for table in gone:
                # An engine without it has its own way of letting go of what was deleted.
                with contextlib.suppress(psycopg.errors.SyntaxError, psycopg.errors.FeatureNotSupported):
                    connection.execute(f"VACUUM (FULL) {table}")

    @property
    def _guards(self) -> bool:
        return self._role == "apprentice"

    @contextlib.contextmanager
    def _held(self, connection: Connection, begin: str) -> Iterator[None]:
        """Have every read of this thread see what the transaction sees."""
        with _transaction(connection, begin):
            self._own.connection = connection
            try:
                yield
            finally:
                self._own.connection = None

    def _as_person(self, connection: Connection) -> str:
        if not self._guards:
            return "SELECT 1"
        return psycopg.ClientCursor(connection).mogrify(
            "SELECT set_config('coach.person', %s, true), set_config('role', %s, true)", [self._person, GUARDED_ROLE]
        )

    def _locking(self, connection: Connection, of: str | None) -> str:
        """Return what holds off other writes: all of them, or with `of` those on everybody and on this apprentice."""
        waiting = f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'"
        if of is None:
            return f"{waiting}; SELECT 1 FROM {DOOR} FOR UPDATE"
        person = psycopg.ClientCursor(connection).mogrify("SELECT 1 FROM people WHERE id = %s FOR NO KEY UPDATE", [of])
        return f"{waiting}; SELECT 1 FROM {DOOR} FOR SHARE; {person}"


class PostgresWriter(PostgresShape, Writer):
    """What can be done inside the write door of a database."""

    def __init__(self, connection: Connection, role: str) -> None:
        self._connection = connection
        self._role = role

    def insert(self, table: str, row: Row) -> int:
        names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
        if table not in _NUMBERED_IN_ORDER or "id" in row:
            self._execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row)
            return 0
        cursor = self._execute(
            f"INSERT INTO {table} (id, {names}) SELECT coalesce(max(id), 0) + 1, {marks} FROM {table} RETURNING id", row
        )
        return int(cursor.fetchall()[0]["id"])

    def run(self, sql: str, values: Values = ()) -> int:
        return self._execute(sql, values).rowcount

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        return _rows(self._connection, sql, values)

    def number_on(self) -> None:
        self._connection.execute(
            "SELECT setval(pg_get_serial_sequence('turns', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM turns), false)"
        )

    @contextlib.contextmanager
    def lifted(self) -> Iterator[None]:
        """Have the triggers let rows go until the end, or the end of the transaction."""
        self._set("coach.lifted", "on")
        yield
        self._set("coach.lifted", "off")

    @contextlib.contextmanager
    def unguarded(self) -> Iterator[None]:
        self._set("role", "none")
        yield
        self._set("role", self._role)

    def _set(self, name: str, value: str) -> None:
        self._connection.execute("SELECT set_config(%s, %s, true)", [name, value])

    def _execute(self, sql: str, values: Values) -> psycopg.Cursor[Row]:
        try:
            return self._connection.execute(asked(sql), _given(values))
        except psycopg.IntegrityError as error:
            raise DoesNotFitError(error.diag.message_primary or "a rule of the schema is broken") from error


_SETTINGS: Mapping[str, Any] = {
    "autocommit": True,
    "row_factory": dict_row,
    # Values are put in by this side: nothing is prepared in the server, so that one that shares connections is fine.
    "cursor_factory": psycopg.ClientCursor,
    "connect_timeout": BUSY_SECONDS,
    "application_name": "coach",
}


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Connection]:
    with psycopg.Connection[Row].connect(address, **_SETTINGS) as connection:
        yield connection


@contextlib.contextmanager
def _transaction(connection: Connection, begin: str) -> Iterator[None]:
    """Begin with several statements in one message, and end with what was done inside kept or not."""
    try:
        connection.execute(begin)
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(psycopg.OperationalError):
            connection.execute("ROLLBACK")
        raise


def _rows(connection: Connection, sql: str, values: Values) -> list[Row]:
    return connection.execute(asked(sql), _given(values)).fetchall()


@lru_cache(maxsize=512)
def asked(sql: str) -> str:
    """Return a statement with its values written as this driver has them."""

    def written(found: re.Match[str]) -> str:
        if found[0] == "%":
            return "%%"
        if found[0] == "?":
            return "%s"
        return f"%({found[1]})s" if found[1] else found[0].replace("%", "%%")

    return _ASKS_FOR_VALUE.sub(written, sql)


def _given(values: Values) -> Values:
    return values if isinstance(values, Mapping) else list(values)
