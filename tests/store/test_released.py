"""A store of every coach that was released can be opened by this one, and nothing in it is lost."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coach.errors import StoreError
from coach.services.rights import OWNER
from coach.services.sessions import list_sessions, view_session
from coach.services.workspace import Workspace
from coach.store import backup
from coach.store.store import open_store
from coach.store.versions import STEPS
from tests.builders_edges import one_sentence, shipped_library
from tests.store.released import FIXTURES, released

OLDER = STEPS[:-1]

Rows = dict[str, list[dict[str, Any]]]


def rows(file: Path) -> Rows:
    """Return every row of every table, by columns."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')] for name in names}


def test_every_released_step_is_kept_with_rows_in_every_table(tmp_path: Path) -> None:
    assert sorted(path.stem for path in FIXTURES.glob("*.sql")) == sorted(STEPS)
    for step in STEPS:
        held = rows(released(step, tmp_path / f"{step}.db"))
        assert [table for table, found in held.items() if not found] == []
        assert [row["name"] for row in held["_sqlite_migrations"]] == list(STEPS[: STEPS.index(step) + 1])


def test_the_tables_of_a_new_store_are_those_of_the_newest_step(tmp_path: Path) -> None:
    open_store(tmp_path / "new.db").close()
    assert set(rows(tmp_path / "new.db")) == set(rows(released(STEPS[-1], tmp_path / "newest.db")))


@pytest.mark.parametrize("step", STEPS)
def test_nothing_in_an_older_store_is_lost(step: str, tmp_path: Path) -> None:
    file = released(step, tmp_path / "coach.db")
    before = rows(file)
    with closing(open_store(file)) as store:
        ws = Workspace(store, shipped_library())
        assert {session.apprentice for session in list_sessions(ws, OWNER)} >= {"Aisha Rahman"}
        view = view_session(ws, OWNER, "s1")
        assert view.questions[0].answer.startswith("My limit is £50, so I asked Priya;\nshe signed it. <b>Not</b>")
        assert {mark.ref: mark.mark for mark in view.questions[0].marks}["K2.4"] == "passed"
        assert store.rows("PRAGMA foreign_key_check") == []
    after = rows(file)
    for table, found in before.items():
        if table != "_sqlite_migrations":
            kept = [{column: row[column] for column in found[0]} for row in after[table]]
            assert kept == found, table
    assert backup.look(file).complaints == ()


@pytest.mark.parametrize("step", OLDER)
def test_an_older_store_is_copied_before_it_is_brought_up_to_date(step: str, tmp_path: Path) -> None:
    file = released(step, tmp_path / "coach.db")
    before = rows(file)
    open_store(file).close()
    open_store(file).close()
    (kept,) = backup.folder_of(file).iterdir()
    assert kept.name.startswith(f"before-update-{STEPS[STEPS.index(step) + 1]}-")
    assert (rows(kept), stat.S_IMODE(kept.stat().st_mode)) == (before, 0o600)


def test_a_store_that_cannot_be_copied_first_stays_as_it_was(tmp_path: Path) -> None:
    file = released(OLDER[0], tmp_path / "coach.db")
    before = rows(file)
    backup.folder_of(file).write_text("in the way")
    with pytest.raises(StoreError) as refusal:
        open_store(file)
    assert "has to be copied before it is brought up to date" in one_sentence(refusal.value)
    assert rows(file) == before
