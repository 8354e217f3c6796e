"""A store with overwritten bytes: whatever is done with it ends well or with a sentence, and backups stay good."""

import random
import shutil
from pathlib import Path

import pytest

from coach.cli import main
from coach.services import people
from coach.services.doctor import damage
from coach.store import backup
from tests.builders_edges import one_sentence
from tests.durability.damage import harm, prepared, use

STORES_HARMED = 40


def test_whatever_is_done_with_a_damaged_store_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "coach.db"
    whole = prepared(file)
    worse = 0
    usual = len(use(file))
    for seed in range(STORES_HARMED):
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()
        file.write_bytes(harm(whole, random.Random(seed)))
        told = use(file)
        worse += len(told) != usual
        for sentence in told:
            assert "K2.4 and no more" not in sentence
    assert worse > STORES_HARMED / 2


def test_a_letter_that_changed_in_a_record_is_found_once_something_goes_wrong(tmp_path: Path) -> None:
    file = tmp_path / "coach.db"
    file.write_bytes(prepared(file).replace(b"professional-discussion", b"professional-disc\x00\x00\x00ion"))
    assert backup.look(file).complaints == ()
    found = damage(file)
    assert found is not None and "A record in the store cannot be: Row 1 of sessions " in one_sentence(found)
    assert [sentence for sentence in use(file) if "A record in the store cannot be" in sentence]


def test_a_letter_that_changed_in_the_schema_is_found_too(tmp_path: Path) -> None:
    file = tmp_path / "coach.db"
    file.write_bytes(prepared(file).replace(b"actor_id TEXT", b"aytor_id TEXT"))
    assert backup.look(file).complaints == ()
    assert "is damaged" in one_sentence(damage(file) or "")


def test_a_mistake_that_a_damaged_store_led_to_is_told_as_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "coach.db"
    data = bytearray(prepared(file))
    data[8192:12288] = bytes(4096)
    file.write_bytes(data)
    monkeypatch.setenv("COACH_STORE", str(file))
    monkeypatch.setattr(people, "everybody", lambda *_: int("no number"))
    with pytest.raises(SystemExit) as left:
        main(["people", "list"])
    assert left.value.code == 1
    assert f"The store {file} is damaged" in one_sentence(capsys.readouterr().err.strip())
