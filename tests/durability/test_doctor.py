"""What coach doctor finds, and what it says to do about it."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach import log, paths
from coach.cli import main
from coach.content.library import Library
from coach.services import backups, doctor
from coach.services.doctor import Finding, examine
from coach.services.unsent import Unsent
from coach.store import backup
from coach.store.store import open_store
from tests.builders_edges import shipped_library
from tests.store.released import released


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "desk" / "coach.db"
    monkeypatch.setenv("COACH_STORE", str(file))
    open_store(file).close()
    return file


def findings(file: Path, days: int = 0) -> dict[str, Finding]:
    found = examine(file, shipped_library(), datetime.now(UTC) + timedelta(days=days))
    return {finding.name: finding for finding in found}


def problems(file: Path, days: int = 0) -> dict[str, str]:
    return {name: finding.to_do for name, finding in findings(file, days).items() if finding.to_do}


def test_a_sound_store_has_no_problems(file: Path) -> None:
    backups.daily(file, datetime.now(UTC).date())
    found = findings(file)
    assert problems(file) == {}
    assert found["store integrity"].value == "ok"
    assert found["store schema"].value.endswith(", the newest")
    assert found["store permissions"].value == "600: yours alone"
    assert "today; 1 kept, switched off by COACH_DAILY_BACKUP" in found["last backup"].value
    assert found["log"].value == f"{paths.log_file()}, empty"
    assert found["words not in the store"].value == "none"
    assert sorted(path.name for path in file.parent.iterdir()) == ["coach.db", "coach.db-backups"]


def test_where_there_is_no_store_nothing_is_made(tmp_path: Path) -> None:
    assert problems(tmp_path / "new" / "coach.db") == {}
    assert list(tmp_path.iterdir()) == []


def test_an_older_store_is_looked_at_and_not_changed(tmp_path: Path) -> None:
    file = released("0001_first_schema", tmp_path / "coach.db")
    before = file.read_bytes()
    assert findings(file)["store schema"].value.startswith("0001_first_schema, older")
    assert file.read_bytes() == before


def garble(file: Path) -> None:
    file.write_bytes(b"once a store, now a shopping list\n" * 200)


def tear(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[8192:40000] = b"\x5a" * (40000 - 8192)
    file.write_bytes(data)


def orphan(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT INTO private_settings VALUES ('nobody', 'k', 'v')")
        connection.commit()


def make_public(file: Path) -> None:
    file.chmod(0o644)


def publish_backup(file: Path) -> None:
    backup.copy(file, backup.make_folder(file) / "by-hand.db")
    (backup.folder_of(file) / "by-hand.db").chmod(0o604)


@pytest.mark.parametrize(
    ("harm", "name", "to_do"),
    [
        (garble, "store integrity", "coach restore FILE"),
        (tear, "store integrity", "coach restore FILE"),
        (orphan, "store integrity", "coach restore FILE"),
        (make_public, "store permissions", "chmod 600"),
        (publish_backup, "backup permissions", "chmod 600"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_do(
    file: Path, harm: Callable[[Path], None], name: str, to_do: str, capsys: pytest.CaptureFixture[str]
) -> None:
    harm(file)
    assert to_do in problems(file)[name]
    with pytest.raises(SystemExit) as left:
        main(["doctor", "--json"])
    document = json.loads(capsys.readouterr().out)
    assert (left.value.code, document["problems"][0]["name"]) == (1, name)
    assert document[name] == document["problems"][0]["value"]


def test_a_group_may_be_given_the_store(file: Path) -> None:
    file.chmod(0o660)
    assert problems(file) == {}
    assert "others on this machine" in findings(file)["store permissions"].value


def test_days_without_a_backup(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(backups.SWITCH)
    assert problems(file, days=3) == {}
    assert "coach backup FILE" in problems(file, days=4)["last backup"]
    backups.daily(file, datetime.now(UTC).date() + timedelta(days=1))
    assert problems(file, days=4) == {}
    assert problems(file, days=5)["last backup"]
    assert "4 days ago" in findings(file, days=5)["last backup"].value
    monkeypatch.setenv(backups.SWITCH, "off")
    assert problems(file, days=5) == {}


def test_little_space(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LEAST_FREE", 2**62)
    assert "free some space" in problems(file)["free space"]


def test_a_log_of_late_writes_that_grew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LARGEST_WAL", 4096)
    with closing(open_store(file)) as store, store.write() as writer:
        writer.insert("cohorts", {"id": "a", "name": "a" * 9000, "name_key": "a"})
        assert problems(file) == {}
    with closing(open_store(file)) as store:
        with store.write() as writer:
            writer.insert("cohorts", {"id": "b", "name": "b" * 9000, "name_key": "b"})
        assert "close every coach" in problems(file)["store WAL"]
    assert problems(file) == {}


def test_words_that_wait_to_be_taken_up(file: Path) -> None:
    Unsent("7hk2m9qp")._put(3, "I had begun to tell")
    assert "open that session again" in problems(file)["words not in the store"]
    assert "7hk2m9qp-3.txt" in findings(file)["words not in the store"].value


def test_the_log_is_named(file: Path) -> None:
    log.note("restored")
    assert findings(file)["log"].value == str(paths.log_file())


def test_doctor_needs_no_content_to_be_sound(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths.own_banks().mkdir(parents=True)
    (paths.own_banks() / "ours.yaml").write_text("kind: question-bank\nid: [")
    assert "coach check FILE" in {f.name: f.to_do for f in examine(file, Library(), datetime.now(UTC))}["refused files"]
    with pytest.raises(SystemExit):
        main(["doctor"])
    assert "refused files: " in capsys.readouterr().out
