"""Backups and restores among real programs: killed at any moment, and several at once."""

import random
from contextlib import closing
from pathlib import Path

import pytest

from coach.cli import main
from coach.services import backups
from coach.store import backup
from coach.store.store import open_store
from coach.store.versions import STEPS
from tests.durability.zygote import Zygote
from tests.store.released import released

RESTORES_KILLED = 12


def store_with(file: Path, name: str) -> Path:
    with closing(open_store(file)) as store, store.write() as writer:
        writer.insert("cohorts", {"id": name, "name": name, "name_key": name})
    return file


def test_a_restore_that_is_killed_leaves_the_one_store_or_the_other(programs: Zygote, tmp_path: Path) -> None:
    chance = random.Random(20260302)
    file = store_with(tmp_path / "coach.db", "first")
    sources = [store_with(tmp_path / f"{name}.db", name) for name in ("second", "third")]
    seen = set()
    for _ in range(RESTORES_KILLED):
        program = programs.start("restoring", str(file), *map(str, sources))
        program.until("ready")
        program.let_work(chance.uniform(0, 0.03))
        program.kill()
        assert backup.look(file).complaints == ()
        with closing(open_store(file)) as store:
            (row,) = store.rows("SELECT id FROM cohorts")
            seen.add(row["id"])
        assert not [line for line in program.heard if "Traceback" in line]
    assert seen <= {"first", "second", "third"} and len(seen) > 1


def test_eight_programs_may_bring_an_older_store_up_to_date_together(programs: Zygote, tmp_path: Path) -> None:
    file = released(STEPS[0], tmp_path / "coach.db")
    together = [programs.start("opening", str(file)) for _ in range(8)]
    for program in together:
        program.until("ready")
    for program in together:
        program.send("go")
    for program in together:
        program.finish()
    assert backup.look(file).steps == STEPS
    (kept,) = backups.every_backup(file)
    assert backup.look(kept).steps == STEPS[:1]


def test_the_first_command_of_a_day_leaves_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(backups.SWITCH)
    file = store_with(tmp_path / "coach.db", "first")
    monkeypatch.setenv("COACH_STORE", str(file))
    for _ in range(2):
        main(["people", "list"])
    (kept,) = backups.every_backup(file)
    assert kept.name.startswith("daily-") and backup.look(kept).rows["cohorts"] == 1
    assert capsys.readouterr().err == ""
    kept.unlink()
    file.write_bytes(b"once a store, now a shopping list\n" * 200)
    with pytest.raises(SystemExit):
        main(["people", "list"])
    assert backups.every_backup(file) == ()
