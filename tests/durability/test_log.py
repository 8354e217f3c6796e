"""The log says what went wrong and where, and never what somebody wrote or is called."""

import stat
from pathlib import Path

import pytest
from textual.widgets import TextArea

from coach import log, paths
from coach.cli import main
from coach.errors import by_mistake
from coach.services import people
from coach.services.rehearse import Plan, start
from coach.tui.app import CoachApp
from coach.tui.screens.interview import InterviewScreen, open_rehearsal
from tests.builders import METHOD, ScriptedClock, apprentice, workspace
from tests.builders_edges import one_sentence

SECRET = "Mrs Osei of 12 Mill Lane shouted at me"


def fail_on(words: str) -> None:
    try:
        int(words)
    except ValueError as error:
        raise KeyError(f"nothing for {words}") from error


def test_an_entry_has_kinds_and_places_and_no_words() -> None:
    try:
        fail_on(SECRET)
    except KeyError as error:
        file = log.mistake(error)
    assert file == paths.log_file()
    told = file.read_text()
    assert [line.strip().split(":")[0] for line in told.splitlines()[1:]] == [
        "KeyError",
        "tests/durability/test_log.py",
        "tests/durability/test_log.py",
        "ValueError",
        "tests/durability/test_log.py",
    ]
    for word in ("Osei", "Mill", "nothing for", str(Path.home())):
        assert word not in told


def test_a_command_that_goes_wrong_says_one_sentence_and_names_the_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "everybody", lambda *_: fail_on(SECRET))
    with pytest.raises(SystemExit) as left:
        main(["people", "list"])
    said = capsys.readouterr()
    assert (left.value.code, said.out) == (1, "")
    sentence = one_sentence(said.err.strip())
    assert sentence.startswith("coach stopped by mistake (KeyError at test_log.py:")
    assert sentence.endswith(f"{paths.log_file()} says more.")
    assert "Osei" not in said.err + paths.log_file().read_text()
    assert "coach/commands/people.py" in paths.log_file().read_text()


def test_trouble_with_the_store_is_in_the_log_by_its_kind(capsys: pytest.CaptureFixture[str]) -> None:
    paths.store_file().write_bytes(b"once a store, now a shopping list\n" * 200)
    with pytest.raises(SystemExit):
        main(["people", "list"])
    assert "is damaged" in one_sentence(capsys.readouterr().err.strip())
    entry = paths.log_file().read_text()
    assert " store\n  coach.errors.StoreError\n" in entry and "sqlite3.DatabaseError" in entry
    assert "shopping" not in entry


async def test_an_app_that_goes_wrong_keeps_what_is_typed_and_shows_no_traceback(tmp_path: Path) -> None:
    ws = workspace(tmp_path, ScriptedClock())
    aisha = apprentice(ws)
    app = CoachApp(ws)
    rehearsal = start(ws, aisha, Plan(METHOD, questions=2, seed=1))
    with pytest.raises(KeyError):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            open_rehearsal(app, rehearsal)
            await pilot.pause()
            assert isinstance(app.screen, InterviewScreen)
            app.screen.query_one(TextArea).text = SECRET
            await pilot.pause()
            app.call_later(fail_on, SECRET)
            await pilot.pause()
    assert ws.store.rows("SELECT text FROM drafts") == [{"text": SECRET}]
    assert "KeyError" in paths.log_file().read_text() and "Osei" not in paths.log_file().read_text()
    ws.store.close()


def test_the_log_is_its_owners_and_never_grows_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST", 200)
    for number in range(60):
        log.note(f"entry {number}")
    folder = paths.log_file().parent
    assert sorted(path.name for path in folder.iterdir()) == ["coach.log", "coach.log.1", "coach.log.2", "coach.log.3"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "entry 59" in paths.log_file().read_text()


def test_where_no_log_can_be_written_the_sentence_names_none() -> None:
    paths.log_file().parent.parent.mkdir(parents=True)
    paths.log_file().parent.write_text("in the way")
    assert log.note("anything") is None
    assert by_mistake(KeyError("x"), None) == (
        "coach stopped by mistake (KeyError). What was sent is kept; please start it again."
    )
