"""coach export, import, erase and purge: what they say, what they ask, and their exit codes."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach import cli
from tests.builders_edges import Place, an_apprentice, one_sentence
from tests.services.whole_record import AISHA, whole

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        code: Any = 0
        try:
            cli.main(arguments)
        except SystemExit as left:
            code = left.code or 0
        out, err = capsys.readouterr()
        assert "Traceback" not in err and "by mistake" not in err
        return code, out, err

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_STORE", "coach.db")
    place = Place(tmp_path / "coach.db")
    whole(place, place.open())
    place.close()
    return tmp_path


def test_a_record_goes_out_comes_in_elsewhere_and_is_erased_here(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = run("export", "--apprentice", AISHA, "--output", "aisha.zip")
    assert (code, "sessions 4" in out, "Left out: Private settings" in out) == (0, True, True)
    assert (folder / "aisha.zip").stat().st_mode & 0o077 == 0
    code, _, err = run("export", "--apprentice", AISHA, "--output", "aisha.zip")
    assert code == 2 and "is there already" in one_sentence(err.strip())
    assert run("export", "--apprentice", AISHA, "--output", "aisha.zip", "--force")[0] == 0

    code, out, _ = run("import", "aisha.zip", "--store", "other.db")
    assert (code, "Marsha Delgado came along as a trainer" in out) == (0, True)
    code, out, _ = run("import", "aisha.zip", "--store", "other.db")
    assert (code, "Nothing to do" in out) == (0, True)
    code, _, err = run("import", "aisha.zip", "--store", "coach.db")
    assert code == 1
    assert "sessions id" in err and "Nothing was written; conflicts: " in err
    code, out, _ = run("import", "aisha.zip", "--store", "coach.db", "--keep", "--json")
    assert (code, json.loads(out)["written"]) == (0, False)

    monkeypatch.setenv("COACH_STORE", "coach.db")
    code, _, err = run("erase", AISHA)
    assert code == 2 and "--yes" in one_sentence(err.strip())
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_, **__: "Callum Reid")
    code, _, err = run("erase", AISHA)
    assert code == 1 and "nothing was erased" in err
    monkeypatch.setattr("click.prompt", lambda *_, **__: "aisha  rahman")
    code, out, _ = run("erase", AISHA)
    assert code == 0 and "of the audit trail" in out and "Aisha" not in out
    assert run("audit", "verify")[0] == 0
    code, out, _ = run("coverage")
    assert code == 0 and "Erased since from Spring" in out
    assert json.loads(run("coverage", "--json")[1])["erased"]
    assert run("erase", AISHA, "--yes")[0] == 1


def test_erasing_is_told_as_json_and_by_traces(run: Run, folder: Path) -> None:
    assert folder.is_dir()
    code, out, _ = run("erase", AISHA, "--yes", "--no-counts", "--json")
    assert code == 0 and json.loads(out)["counts_kept"] is False
    assert run("erase", "--traces")[:2] == (0, "The free space of the store is overwritten.\n")
    for wrong in (("erase",), ("erase", AISHA, "--traces"), ("purge", "--dry-run", "--yes")):
        code, _, err = run(*wrong)
        assert code == 2 and one_sentence(err.strip())


def test_a_purge_shows_first_and_says_what_it_took(run: Run, folder: Path) -> None:
    assert folder.is_dir()
    code, out, _ = run("purge", "--answers-months", "1")
    assert code == 0 and "Due, of 1 apprentices" in out and "add --yes" in out
    code, out, _ = run("purge", "--answers-months", "1", "--yes")
    assert code == 0 and "Taken out, of 1 apprentices: answers" in out
    assert json.loads(run("purge", "--answers-months", "1", "--json")[1])["sittings_losing_answers"] == 0


def test_a_trainer_is_sent_to_a_lead(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_STORE", str(tmp_path / "coach.db"))
    place = Place(tmp_path / "coach.db")
    an_apprentice(place.open())
    place.close()
    assert run("people", "add", "Marsha Delgado", "--role", "trainer")[0] == 0
    out = str(tmp_path / "x.zip")
    for asked in (("export", "--apprentice", AISHA, "--output", out), ("erase", AISHA, "--yes"), ("purge", "--yes")):
        code, _, err = run(*asked, "--as", "Marsha Delgado")
        assert code == 1 and "lead can; sign in as one." in one_sentence(err.strip())
    assert not Path(out).exists()
