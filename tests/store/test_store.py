"""The store's file, its schema, its one write door, and what is told when something is wrong with it."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coach import paths
from coach.errors import StoreError
from coach.store import sqlite_store as store_module
from coach.store.migrations import migrations
from coach.store.store import Store, open_store
from coach.store.versions import MIGRATION_SET, STEPS
from tests.builders_edges import one_sentence
from tests.store.rows import AT, add_cohort, cohorts


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "coach.db"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    open_store(file).close()
    store = open_store(file)
    yield store
    store.close()


# The file


def test_a_fresh_store_is_for_its_owner_only(tmp_path: Path) -> None:
    open_to_all = os.umask(0)
    try:
        with closing(open_store(tmp_path / "new" / "coach.db")) as store:
            with store.write() as writer:
                add_cohort(writer, "a")
            files = sorted((tmp_path / "new").iterdir())
            assert [file.name for file in files] == ["coach.db", "coach.db-shm", "coach.db-wal"]
            assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    finally:
        os.umask(open_to_all)


def test_a_store_that_is_there_keeps_the_permissions_its_owner_gave_it(file: Path) -> None:
    open_store(file).close()
    file.chmod(0o640)
    open_store(file).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_every_write_is_synced_to_the_disk(store: Store) -> None:
    assert store.row("PRAGMA journal_mode") == {"journal_mode": "wal"}
    assert store.row("PRAGMA synchronous") == {"synchronous": 2}
    assert store.row("PRAGMA foreign_keys") == {"foreign_keys": 1}


# The schema


def test_the_names_of_the_steps_are_those_of_the_migrations() -> None:
    assert tuple(step.name for step in migrations._migrations) == STEPS
    assert migrations.name == MIGRATION_SET


def test_migrations_are_applied_once(file: Path) -> None:
    def applied() -> list[dict[str, object]]:
        with closing(open_store(file)) as store:
            return store.rows("SELECT * FROM _sqlite_migrations ORDER BY id")

    first = applied()
    assert tuple(row["name"] for row in first) == STEPS
    assert applied() == first


def test_every_table_is_strict(store: Store) -> None:
    tables = store.rows("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
    loose = {row["name"] for row in tables if not row["strict"] and not row["name"].startswith(("sqlite_", "_sqlite"))}
    assert len(tables) > 10
    assert loose == set()


OPENS_TOGETHER = """
import sys
from pathlib import Path
from coach.errors import CoachError
from coach.store import migrations
from coach.store.store import Store, open_store
print("ready", flush=True)
for line in sys.stdin:
    try:
        store = open_store(Path(line.strip()))
        with store.write() as writer:
            writer.run("INSERT INTO cohorts (id, name, name_key) VALUES (?, ?, ?)", [sys.argv[1]] * 3)
        store.close()
        print("done", flush=True)
    except CoachError as error:
        print(error, flush=True)
"""


def test_eight_programs_may_open_a_new_store_together(tmp_path: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", OPENS_TOGETHER, str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd=paths.PACKAGE.parent,
        )
        for number in range(8)
    ]
    try:
        assert [_said(program) for program in programs] == ["ready"] * 8
        for attempt in range(12):
            file = tmp_path / f"{attempt}.db"
            for program in programs:
                assert program.stdin
                program.stdin.write(f"{file}\n")
            assert [_said(program) for program in programs] == ["done"] * 8
            with closing(open_store(file)) as store:
                assert cohorts(store) == [str(number) for number in range(8)]
                assert len(store.rows("SELECT * FROM _sqlite_migrations")) == len(STEPS)
    finally:
        for program in programs:
            program.communicate()


def _said(program: subprocess.Popen[str]) -> str:
    assert program.stdout
    return program.stdout.readline().strip()


def test_a_store_of_a_newer_coach_is_refused(file: Path, store: Store) -> None:
    with store.write() as writer:
        step = {"migration_set": MIGRATION_SET, "name": "9999_of_tomorrow", "applied_at": AT}
        writer.insert("_sqlite_migrations", step)
        add_cohort(writer, "kept")
    with pytest.raises(StoreError) as refusal:
        open_store(file)
    assert "newer coach (9999_of_tomorrow)" in one_sentence(refusal.value)
    assert cohorts(store) == ["kept"]


# What is never changed


# The write door


def test_the_door_opens_again_after_a_commit_that_failed(store: Store) -> None:
    with pytest.raises(StoreError) as refusal, store.write() as writer:
        writer.run("PRAGMA defer_foreign_keys = ON")
        writer.insert("private_settings", {"person_id": "nobody", "key": "k", "value": "v"})
    one_sentence(refusal.value)
    with store.write() as writer:
        add_cohort(writer, "a")
    assert cohorts(store) == ["a"]
    assert store.rows("SELECT * FROM private_settings") == []


def test_one_write_inside_another_is_refused_whole(store: Store) -> None:
    with pytest.raises(StoreError), store.write() as outer:
        add_cohort(outer, "a")
        with store.write() as inner:
            add_cohort(inner, "b")
    assert cohorts(store) == []


def test_what_was_read_inside_the_door_is_still_true_when_it_is_written(file: Path, store: Store) -> None:
    with closing(sqlite3.connect(file, timeout=0)) as other, store.write() as writer:
        assert writer.rows("SELECT * FROM cohorts") == []
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("INSERT INTO cohorts VALUES ('x', 'x', 'x')")
        add_cohort(writer, "a")
    assert cohorts(store) == ["a"]


# What is told


def test_a_busy_store(file: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.02)
    with closing(open_store(file)) as hurried, store.write() as writer:
        add_cohort(writer, "a")
        with pytest.raises(StoreError) as refusal, hurried.write():
            pass
        assert hurried.rows("SELECT * FROM cohorts") == []
    assert "busy with another program" in one_sentence(refusal.value)
    assert cohorts(store) == ["a"]


def test_a_store_that_may_only_be_read(store: Store) -> None:
    with store.write() as writer:
        writer.run("PRAGMA query_only = ON")
    with pytest.raises(StoreError) as refusal, store.write() as writer:
        add_cohort(writer, "a")
    assert f"The store {store.path} cannot be written." in one_sentence(refusal.value)


def test_a_full_disk_is_told_and_loses_nothing(store: Store) -> None:
    with store.write() as writer:
        add_cohort(writer, "a")
        (pages,) = writer.rows("PRAGMA page_count")
        writer.rows(f"PRAGMA max_page_count = {pages['page_count']}")
    with pytest.raises(StoreError) as refusal, store.write() as writer:
        add_cohort(writer, "b")
        add_cohort(writer, "c" * 50_000)
    assert "The disk is full, so this was not saved." in one_sentence(refusal.value)
    assert cohorts(store) == ["a"]
    with store.write() as writer:
        writer.rows("PRAGMA max_page_count = 100000")
        add_cohort(writer, "c" * 50_000)
    assert len(cohorts(store)) == 2


def garbage(file: Path) -> None:
    file.write_bytes(b"once a store, now a shopping list\n" * 200)


def torn(file: Path) -> None:
    with closing(open_store(file)) as store, store.write() as writer:
        for number in range(2_000):
            add_cohort(writer, f"cohort {number}")
    data = bytearray(file.read_bytes())
    data[4096:] = os.urandom(64) * ((len(data) - 4096) // 64)
    file.write_bytes(data)


@pytest.mark.parametrize("spoil", [garbage, torn])
def test_a_damaged_store(file: Path, spoil: Callable[[Path], None]) -> None:
    spoil(file)
    with pytest.raises(StoreError) as refusal, closing(open_store(file)) as store:
        cohorts(store)
    assert "is damaged or not a store. Put a backup in its place: coach restore FILE." in one_sentence(refusal.value)


def test_a_database_of_another_program_is_left_alone(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE bookmarks (address TEXT)")
        other.commit()
    before = file.read_bytes()
    with pytest.raises(StoreError) as refusal:
        open_store(file)
    assert "is damaged or not a store" in one_sentence(refusal.value)
    assert file.read_bytes() == before


def test_an_empty_file_becomes_a_store(file: Path) -> None:
    file.touch()
    with closing(open_store(file)) as store:
        assert cohorts(store) == []


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refusal:
        open_store(tmp_path)
    assert f"The store {tmp_path} cannot be opened." in one_sentence(refusal.value)


def test_a_place_that_cannot_be(file: Path) -> None:
    file.touch()
    with pytest.raises(StoreError) as refusal:
        open_store(file / "coach.db")
    one_sentence(refusal.value)
