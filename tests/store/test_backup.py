"""Backups: whole, checked, one file for its owner; put back without losing what was there."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coach import log, paths
from coach.errors import CoachError, StoreError, UsageError
from coach.services import backups
from coach.services.rights import OWNER
from coach.store import backup
from coach.store.store import open_store
from coach.store.versions import MIGRATION_SET
from tests.builders_edges import Place, an_apprentice, finish, one_sentence, sit, three_questions
from tests.store.released import released

NOW = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "desk" / "coach.db", library=three_questions())
    yield place
    place.close()


@pytest.fixture
def file(place: Place) -> Path:
    """A store with one mock that waits, closed again."""
    ws = place.open()
    rehearsal = sit(ws, an_apprentice(ws))
    finish(rehearsal)
    rehearsal.hand_in({})
    place.close()
    return place.file


def cohort(file: Path, name: str) -> None:
    """Add a cohort by name, as a sign of when a store was written."""
    with closing(open_store(file)) as store, store.write() as writer:
        writer.insert("cohorts", {"id": name, "name": name, "name_key": name})


def cohorts(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [name for (name,) in connection.execute("SELECT id FROM cohorts WHERE length(id) < 6 ORDER BY id")]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# Made


def test_a_backup_of_a_store_in_use_holds_what_was_written_last(file: Path, tmp_path: Path) -> None:
    open_to_all = os.umask(0)
    try:
        with closing(open_store(file)) as store:
            with store.write() as writer:
                writer.insert("cohorts", {"id": "late", "name": "late", "name_key": "late"})
            with store.write() as writer:
                writer.insert("cohorts", {"id": "half", "name": "half", "name_key": "half"})
                found = backup.copy(file, tmp_path / "b.db")
    finally:
        os.umask(open_to_all)
    assert cohorts(tmp_path / "b.db") == ["late"]
    assert (found.rows["sessions"], found.rows["turns"] > 3, found.complaints) == (1, True, ())
    assert stat.S_IMODE((tmp_path / "b.db").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.db", "desk"]


def test_no_file_is_written_over_unless_it_is_asked_for(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.db"
    target.write_text("somebody's letter")
    with pytest.raises(UsageError) as refusal:
        backup.copy(file, target)
    assert "is there already. Name another file, or add --force" in one_sentence(refusal.value)
    assert target.read_text() == "somebody's letter"
    backup.copy(file, target, over=True)
    assert backup.look(target).rows["people"] == 1
    with pytest.raises(UsageError, match="is the store itself"):
        backup.copy(file, file, over=True)


@pytest.mark.parametrize("name", ["nowhere/b.db", "desk"])
def test_a_place_that_cannot_hold_a_backup(file: Path, tmp_path: Path, name: str) -> None:
    before = everything(tmp_path)
    with pytest.raises(CoachError) as refusal:
        backup.copy(file, tmp_path / name, over=True)
    one_sentence(refusal.value)
    assert everything(tmp_path) == before


def test_there_is_no_backup_of_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no store at .* yet"):
        backup.copy(tmp_path / "coach.db", tmp_path / "b.db")
    assert list(tmp_path.iterdir()) == []


def tear(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096 : len(data) // 2] = b"\x5a" * (len(data) // 2 - 4096)
    file.write_bytes(data)


def orphan(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE sessions SET apprentice_id = 'nobody'")
        connection.commit()


def shopping_list(file: Path) -> None:
    file.write_bytes(b"once a store, now a shopping list\n" * 200)


SPOILT: list[Callable[[Path], None]] = [tear, orphan, shopping_list]


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_damaged_store_gives_no_backup_and_pushes_none_out(file: Path, spoil: Callable[[Path], None]) -> None:
    for days in range(12, 0, -1):
        backups.daily(file, TODAY - timedelta(days=days))
    kept = everything(backup.folder_of(file))
    spoil(file)
    with pytest.raises(StoreError) as refusal:
        backups.daily(file, TODAY)
    assert f"The store {file} is damaged or not a store." in one_sentence(refusal.value)
    assert everything(backup.folder_of(file)) == kept


# Put back


def test_restoring_brings_back_what_was_and_keeps_what_is(file: Path, tmp_path: Path) -> None:
    cohort(file, "old")
    backup.copy(file, tmp_path / "b.db")
    cohort(file, "new")
    found, aside = backups.restore(OWNER, file, tmp_path / "b.db", NOW)
    assert (cohorts(file), found.rows["sessions"]) == (["old"], 1)
    assert aside is not None
    assert (aside.name, cohorts(aside)) == ("before-restore-2026-03-31-093000.db", ["new", "old"])
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file, aside, aside.parent)] == [0o600, 0o600, 0o700]
    assert sorted(path.name for path in file.parent.iterdir()) == ["coach.db", "coach.db-backups"]
    backups.restore(OWNER, file, aside, NOW)
    assert cohorts(file) == ["new", "old"]


def test_restoring_where_there_was_no_store(file: Path, tmp_path: Path) -> None:
    backup.copy(file, tmp_path / "b.db")
    _, aside = backup.put_back(tmp_path / "b.db", tmp_path / "elsewhere" / "coach.db", NOW)
    assert aside is None
    assert backup.look(tmp_path / "elsewhere" / "coach.db").rows["people"] == 1


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_damaged_store_is_replaced_and_kept_for_somebody_to_look_at(
    file: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    backup.copy(file, tmp_path / "b.db")
    spoil(file)
    spoilt = file.read_bytes()
    _, aside = backup.put_back(tmp_path / "b.db", file, NOW)
    assert aside is not None
    assert len(aside.read_bytes()) == len(spoilt)
    open_store(file).close()
    assert backup.look(file).complaints == ()


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        values = [MIGRATION_SET, "9999_of_tomorrow", "2027-01-01"]
        connection.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)", values)
        connection.commit()


def of_another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        *((spoil, "is damaged or not a store") for spoil in SPOILT),
        (newer, "was written by a newer coach (9999_of_tomorrow). Update coach to open it."),
        (of_another_program, "is damaged or not a store"),
        (Path.unlink, "There is no file"),
    ],
)
def test_a_backup_that_is_no_good_changes_nothing(
    file: Path, tmp_path: Path, spoil: Callable[[Path], None], told: str
) -> None:
    source = tmp_path / "b.db"
    backup.copy(file, source)
    spoil(source)
    before = everything(file.parent)
    with pytest.raises(StoreError) as refusal:
        backup.put_back(source, file, NOW)
    assert told in one_sentence(refusal.value)
    assert everything(file.parent) == before


def test_a_backup_of_an_older_coach_is_brought_up_to_date_when_it_is_opened(file: Path, tmp_path: Path) -> None:
    backup.put_back(released("0001_first_schema", tmp_path / "b.db"), file, NOW)
    assert backup.look(file).steps == ("0001_first_schema",)
    open_store(file).close()
    assert len(backup.look(file).steps) > 1


HOLDS_OPEN = """
import sys
from pathlib import Path
from coach.store.store import open_store
store = open_store(Path(sys.argv[1])) if sys.argv[2] == "sound" else open(sys.argv[1], "rb+")
if sys.argv[2] != "sound":
    import fcntl
    fcntl.lockf(store, fcntl.LOCK_SH, 1, 0x40000002)
print("open", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("state", ["sound", "damaged"])
def test_a_store_that_another_program_has_open_is_not_replaced(file: Path, tmp_path: Path, state: str) -> None:
    backup.copy(file, tmp_path / "b.db")
    if state == "damaged":
        shopping_list(file)
    command = [sys.executable, "-c", HOLDS_OPEN, str(file), state]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=paths.PACKAGE.parent) as other:
        assert other.stdout and other.stdout.readline() == b"open\n"
        before = file.read_bytes()
        with pytest.raises(StoreError) as refusal:
            backup.put_back(tmp_path / "b.db", file, NOW)
        assert file.read_bytes() == before
        other.communicate()
    assert "Another program has the store" in one_sentence(refusal.value)
    assert "Close every coach on it" in str(refusal.value)
    backup.put_back(tmp_path / "b.db", file, NOW)
    assert backup.look(file).complaints == ()


# Each day


def test_one_backup_a_day_seven_days_and_four_weeks_back(file: Path) -> None:
    for days in range(40, -1, -1):
        if not days:
            cohort(file, "today")
        assert backups.daily(file, TODAY - timedelta(days=days)) is not None
        assert backups.daily(file, TODAY - timedelta(days=days)) is None
    made = backups.daily_backups(file)
    assert [str(kept.day) for kept in made] == [
        *(f"2026-03-{day}" for day in (31, 30, 29, 28, 27, 26, 25)),
        *("2026-03-24", "2026-03-22", "2026-03-15", "2026-03-08"),
    ]
    assert [cohorts(kept.path) for kept in made[:2]] == [["today"], []]
    assert {path.name for path in backup.folder_of(file).iterdir()} == {kept.path.name for kept in made}


def test_a_clock_set_far_ahead_once_takes_no_backup_away_from_today() -> None:
    ahead = TODAY + timedelta(days=9000)
    days = {ahead + timedelta(days=number) for number in range(8)} | {TODAY}
    assert TODAY in backups.days_to_keep(days, TODAY)
    assert backups.days_to_keep({TODAY}, date(1970, 1, 1)) == {TODAY}


def test_the_backup_of_the_day_is_made_beside_the_work_and_its_trouble_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(backups.SWITCH)
    for _ in range(2):
        daily = backups.DailyBackup(file, lambda: NOW)
        daily.start()
        assert daily.finish() is None
    assert [kept.day for kept in backups.daily_backups(file)] == [TODAY]
    shopping_list(file)
    daily = backups.DailyBackup(file, lambda: NOW + timedelta(days=1))
    daily.start()
    error = daily.finish()
    assert error is not None and "is damaged" in one_sentence(error)
    assert "daily backup\n  coach.errors.StoreError" in paths.log_file().read_text()


def test_a_backup_that_a_kill_cut_short_is_cleared_away_a_day_later(file: Path) -> None:
    folder = backup.make_folder(file)
    fresh, stale = folder / ".coach-fresh.partial", folder / ".coach-stale.partial"
    for path in (fresh, stale):
        path.write_bytes(b"half a store")
    os.utime(stale, (0, 0))
    backups.daily(file, TODAY)
    assert {path.name for path in folder.iterdir()} == {".coach-fresh.partial", f"daily-{TODAY}.db"}


def test_a_restore_is_noted_without_a_name(file: Path, tmp_path: Path) -> None:
    backup.copy(file, tmp_path / "b.db")
    for minutes in range(6):
        backups.restore(OWNER, file, tmp_path / "b.db", NOW + timedelta(minutes=minutes))
    assert len(backups.every_backup(file)) == backups.OTHERS_KEPT
    assert paths.log_file().read_text().count("restored") == 6
    assert paths.log_file().stat().st_size < log.LARGEST
