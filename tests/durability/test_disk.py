"""A disk that is full, a folder that cannot be written: one clear sentence, and no word is lost."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Static, TextArea

from coach import paths
from coach.errors import RescuedError
from coach.services import rehearse
from coach.services.erase import erase
from coach.services.rights import OWNER
from coach.services.unsent import Unsent, forget_sessions, lying
from coach.store.store import open_store
from coach.tui.app import CoachApp
from coach.tui.screens.dialogs import Confirm
from coach.tui.screens.interview import InterviewScreen, open_rehearsal
from tests.builders_edges import Place, RefusingStore, an_apprentice, one_sentence, sit
from tests.durability.kills import sound
from tests.durability.zygote import Zygote

LONG = "and then she told me what had happened on the stairs " * 160


@pytest.mark.parametrize("how", ["no room in the store", "no room on the disk"])
def test_what_is_typed_while_the_disk_is_full_survives_a_kill(programs: Zygote, place: Place, how: str) -> None:
    ws = place.open()
    an_apprentice(ws)
    program = programs.start("interview_on_a_disk_that_fills", str(place.file), how)
    program.send("before it was full", "/time")
    program.until("Clock: You've used")
    program.send("fill", LONG, "and one more line", "/nonsense")
    told = program.until("Coach: /nonsense")
    program.kill()
    (sentence,) = [line.removeprefix("Coach: ") for line in told if "Your words are safe in" in line]
    assert one_sentence(sentence).startswith("The disk ")
    assert not [line for line in program.heard if "Traceback" in line]

    program = programs.start("interview", str(place.file))
    program.send("yes", "/time")
    begun = program.until("Clock: You've used")
    words = " ".join(f"before it was full {LONG} and one more line".split())
    assert f"Coach: You had begun: {words}" in begun
    program.send("now there is room", "", "/time")
    program.until("Clock: You've used")
    program.kill()
    (answer,) = ws.store.rows("SELECT text FROM turns WHERE kind = 'answer'")
    assert " ".join(answer["text"].split()) == f"{words} now there is room"
    sound(ws.store)


def test_a_disk_that_is_full_and_then_free_again_leaves_no_file_behind(place: Place) -> None:
    ws = place.open(RefusingStore)
    assert isinstance(ws.store, RefusingStore)
    rehearsal = sit(ws, an_apprentice(ws))
    rehearsal.open()
    ws.store.refuse_from = 1
    with pytest.raises(RescuedError) as told:
        rehearsal.save_draft("half a story")
    (file,) = lying()
    assert f"safe in {file}" in one_sentence(told.value)
    assert (file.read_text(), file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (
        "half a story",
        0o600,
        0o700,
    )
    assert file.name == f"{rehearsal.session_id}-1.txt"
    ws.store.refuse_from = None
    rehearsal.save_draft("half a story, and more")
    assert (lying(), rehearsal.draft()) == ((), "half a story, and more")


def test_words_in_a_file_go_with_the_record_they_are_of(place: Place) -> None:
    ws = place.open(RefusingStore)
    assert isinstance(ws.store, RefusingStore)
    for name in ("Aisha Rahman", "Callum Reid"):
        rehearsal = sit(ws, an_apprentice(ws, name))
        rehearsal.open()
        ws.store.refuse_from = 1
        with pytest.raises(RescuedError):
            rehearsal.save_draft(f"half a story of {name}")
        ws.store.refuse_from = None
    erase(ws, OWNER, "Aisha Rahman")
    (left,) = lying()
    assert left.read_text() == "half a story of Callum Reid"


def test_where_no_folder_can_be_written_the_store_s_own_words_are_told(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ws = place.open(RefusingStore)
    assert isinstance(ws.store, RefusingStore)
    rehearsal = sit(ws, an_apprentice(ws))
    rehearsal.open()
    ws.store.refuse_from = 1
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    monkeypatch.setattr(paths, "unsent_folders", lambda: (in_the_way, in_the_way / "below"))
    with pytest.raises(Exception, match="your text stays on screen"):
        rehearsal.save_draft("half a story")


def test_words_of_a_session_go_with_it_whatever_its_id(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "unsent_folders", lambda: (tmp_path,))
    for session in ("aisha-mock-1", "aisha", "aisha2"):
        Unsent(session)._put(1, "half a story")
    forget_sessions({"aisha-mock-1"})
    assert {file.name for file in lying()} == {"aisha-1.txt", "aisha2-1.txt"}


def test_words_in_a_folder_that_another_user_made_are_neither_written_nor_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "7hk2m9qp-1.txt").write_text("planted")
    elsewhere = tmp_path / "linked"
    elsewhere.symlink_to(theirs)
    monkeypatch.setattr(paths, "unsent_folders", lambda: (elsewhere,))
    assert (Unsent("7hk2m9qp").taken_up(1), lying()) == ("", ())


async def test_the_app_says_where_the_words_are_and_takes_them_up_again(place: Place) -> None:
    ws = place.open(RefusingStore)
    store = ws.store
    assert isinstance(store, RefusingStore)
    aisha = an_apprentice(ws)
    rehearsal = sit(ws, aisha)
    app = CoachApp(ws)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        open_rehearsal(app, rehearsal)
        await pilot.pause()
        store.refuse_from = 1
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        screen.query_one(TextArea).text = "half a story"
        await pilot.pause()
        screen._save()
        assert "Your words are safe in" in str(screen.query_one("#answer-state", Static).render())
        assert screen.query_one(TextArea).text == "half a story"
        app.action_leave()
        await pilot.pause()
        assert "Your words are safe in" in str(app._exit_renderables[0])
    store.refuse_from = None
    app = CoachApp(ws)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        open_rehearsal(app, rehearse.take_up(ws, aisha, rehearsal.session_id))
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
        assert app.screen.query_one(TextArea).text == "half a story"
        app.screen._save()
        assert lying() == ()
    assert ws.store.rows("SELECT text FROM drafts") == [{"text": "half a story"}]


async def test_an_app_whose_words_can_be_kept_nowhere_asks_before_it_leaves(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = place.open(RefusingStore)
    assert isinstance(ws.store, RefusingStore)
    rehearsal = sit(ws, an_apprentice(ws))
    monkeypatch.setattr(paths, "unsent_folders", tuple)
    app = CoachApp(ws)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        open_rehearsal(app, rehearsal)
        await pilot.pause()
        ws.store.refuse_from = 1
        app.screen.query_one(TextArea).text = "half a story"
        await pilot.pause()
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("n")
        await pilot.pause()
        assert app.screen.query_one(TextArea).text == "half a story"
        await pilot.press("ctrl+q")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert not app.is_running or app._exit


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that everybody can reach, as tests' own cannot."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "told"),
    [
        (0o600, 0o755, "cannot be opened. Check that its folder exists and that you may write there."),
        (0o444, 0o555, "cannot be written. Check the permissions of the file and its folder."),
        (0o444, 0o755, "cannot be written. Check the permissions of the file and its folder."),
        (0o444, 0o777, "cannot be written. Check the permissions of the file and its folder."),
    ],
)
def test_a_store_that_may_not_be_written(
    programs: Zygote, public_folder: Path, file_mode: int, folder_mode: int, told: str
) -> None:
    file = public_folder / "coach.db"
    open_store(file).close()
    file.chmod(file_mode)
    public_folder.chmod(folder_mode)
    before = file.read_bytes()
    program = programs.start("command_as_nobody", str(public_folder), "people", "add", "Lena Fox", "--role", "trainer")
    program.finish()
    said, left, _ = program.heard
    assert (said, left) == (f"The store {file} {told}", "left with 1")
    one_sentence(said)
    assert file.read_bytes() == before
