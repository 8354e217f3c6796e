"""The schema, one numbered step after another; a step that was released is never changed."""

import sqlite3
from importlib.resources import files

from sqlite_utils import Database, Migrations

from coach.store.versions import MIGRATION_SET, STEPS

APPEND_ONLY = ("turns", "marks", "sign_offs", "second_marks", "settlements", "audit_entries")
"""Tables whose rows a trigger keeps from being changed or deleted."""

migrations = Migrations(MIGRATION_SET)


def _run(db: Database, step: str) -> None:
    """Execute a step's statements one by one, since executescript would commit the migration's transaction."""
    script = files("coach.store").joinpath("schema", f"{step}.sql").read_text(encoding="utf-8")
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if statement.strip() and sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""


@migrations(name=STEPS[0])
def _first_schema(db: Database) -> None:
    _run(db, STEPS[0])


@migrations(name=STEPS[1])
def _trainers_desk(db: Database) -> None:
    _run(db, STEPS[1])


@migrations(name=STEPS[2])
def _roleplays(db: Database) -> None:
    _run(db, STEPS[2])


@migrations(name=STEPS[3])
def _audit_trail(db: Database) -> None:
    _run(db, STEPS[3])


@migrations(name=STEPS[4])
def _sign_in(db: Database) -> None:
    _run(db, STEPS[4])


@migrations(name=STEPS[5])
def _erased_counts(db: Database) -> None:
    _run(db, STEPS[5])
