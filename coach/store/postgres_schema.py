"""The schema of a store in a database: the same numbered steps as in a file, in the engine's own words."""

import contextlib
from importlib.resources import files
from typing import Any

import psycopg

from coach.errors import StoreError
from coach.store.versions import STEPS

GUARDED_ROLE = "coach_apprentice"
"""The role that the database shows only one person's rows to."""
DOOR = "_coach_door"
"""A table of one row, which every write holds."""
_APPLIED = "_coach_steps"
_TRIES = 20
_AT_THE_SAME_MOMENT = (
    psycopg.errors.DuplicateObject,
    psycopg.errors.DuplicateTable,
    psycopg.errors.InternalError_,
    psycopg.errors.UniqueViolation,
)

Connection = psycopg.Connection[dict[str, Any]]


def prepare(connection: Connection, name: str) -> str:
    """Bring the schema up to date; return its name. Raises StoreError for one that is newer or cannot be made."""
    schema = connection.execute("SELECT current_schema() AS name").fetchall()[0]["name"]
    if schema is None:
        raise StoreError(
            f"The schema that the address of {name} names is not there.", "Make it first: CREATE SCHEMA, as its owner."
        )
    done = _applied(connection)
    _refuse_newer(done, name)
    if set(STEPS) - done:
        _make_role(connection, schema)
        _make_door(connection)
        _migrate(connection, name)
    return str(schema)


def tells(connection: Connection) -> bool:
    """Tell whether this engine can tell others of changes."""
    try:
        connection.execute("SELECT pg_notify('coach', '')")
    except (psycopg.errors.UndefinedFunction, psycopg.errors.FeatureNotSupported):
        return False
    return True


def steps_of(connection: Connection) -> tuple[str, ...]:
    """Return the steps that a database has, in their order."""
    return tuple(sorted(_applied(connection)))


def _applied(connection: Connection) -> set[str]:
    if connection.execute(f"SELECT to_regclass('{_APPLIED}') AS found").fetchall()[0]["found"] is None:
        return set()
    return {row["name"] for row in connection.execute(f"SELECT name FROM {_APPLIED}")}


def _refuse_newer(done: set[str], name: str) -> None:
    unknown = sorted(done - set(STEPS))
    if unknown:
        raise StoreError(f"The store {name} was written by a newer coach ({unknown[-1]}).", "Update coach to open it.")


def _make_role(connection: Connection, schema: str) -> None:
    """Make the role for apprentices where the server has none yet, and let it in."""
    try:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [GUARDED_ROLE]).fetchall():
            with contextlib.suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
                connection.execute(f"CREATE ROLE {GUARDED_ROLE} NOLOGIN")
        if not connection.execute("SELECT pg_has_role(%s, 'MEMBER') AS has", [GUARDED_ROLE]).fetchall()[0]["has"]:
            connection.execute(f"GRANT {GUARDED_ROLE} TO CURRENT_USER")
        quoted = psycopg.sql.Identifier(schema).as_string(connection)
        _when_alone(connection, f"GRANT USAGE ON SCHEMA {quoted} TO {GUARDED_ROLE}")
    except psycopg.errors.InsufficientPrivilege as error:
        raise StoreError(
            f"This database user may not make or use the role {GUARDED_ROLE}.",
            f"Have its owner run: CREATE ROLE {GUARDED_ROLE}; GRANT {GUARDED_ROLE} TO your user.",
        ) from error


def _make_door(connection: Connection) -> None:
    _when_alone(
        connection,
        f"CREATE TABLE IF NOT EXISTS {_APPLIED} "
        "(name TEXT PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL DEFAULT now()); "
        f"CREATE TABLE IF NOT EXISTS {DOOR} (id BIGINT PRIMARY KEY); "
        f"INSERT INTO {DOOR} (id) VALUES (1) ON CONFLICT DO NOTHING",
    )


def _when_alone(connection: Connection, statements: str) -> None:
    """Run what fails where several programs start together and do it at the same moment; then it is done soon."""
    for tries_left in reversed(range(_TRIES)):
        try:
            connection.execute(statements)
            return
        except _AT_THE_SAME_MOMENT:
            if not tries_left:
                raise


def _migrate(connection: Connection, name: str) -> None:
    """Apply what is pending while holding the door, so that programs starting together take turns."""
    with connection.transaction():
        connection.execute(f"SELECT 1 FROM {DOOR} FOR UPDATE")
        done = _applied(connection)
        _refuse_newer(done, name)
        for step in STEPS:
            if step not in done:
                script = files("coach.store").joinpath("schema", "postgres", f"{step}.sql")
                connection.execute(script.read_text(encoding="utf-8"))
                connection.execute(f"INSERT INTO {_APPLIED} (name) VALUES (%s)", [step])
