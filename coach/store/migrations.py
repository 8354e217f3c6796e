"""The schema, one numbered step after another; a step that was released is never changed."""

import sqlite3
from collections.abc import Callable
from importlib.resources import files

from sqlite_utils import Database, Migrations

from coach.store.versions import MIGRATION_SET, STEPS

APPEND_ONLY = ("turns", "marks", "sign_offs", "second_marks", "settlements", "audit_entries")
"""Tables whose rows a trigger keeps from being changed or deleted."""

migrations = Migrations(MIGRATION_SET)


def _run(db: Database, step: str) -> None:
    """Execute a step's statements one by one, since executescript would commit the migration's transaction."""
    script = files("coach.store").joinpath("schema", "sqlite", f"{step}.sql").read_text(encoding="utf-8")
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if statement.strip() and sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""


def _applying(step: str) -> Callable[[Database], None]:
    def apply(db: Database) -> None:
        _run(db, step)

    return apply


for _step in STEPS:
    migrations(name=_step)(_applying(_step))
