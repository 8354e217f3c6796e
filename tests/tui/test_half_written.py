"""A comment or feedback half written when coach is killed stands in its window when that is opened again."""

from pathlib import Path

from textual.widgets import TextArea

from coach import paths
from coach.services.unsent import forget_sessions, lying
from coach.tui.app import CoachApp
from coach.tui.screens.base import SECONDS_TO_SAVE
from coach.tui.screens.form import Form
from coach.tui.screens.review import ReviewScreen
from coach.tui.screens.write import Write
from coach.tui.widgets.criteria_list import CriteriaList
from tests.tui.desk import marks, shown_by
from tests.tui.screen_text import settled
from tests.tui.spring import Spring


def half_written() -> list[Path]:
    return sorted(paths.unsent_folders()[0].glob("*.half"))


async def test_a_comment_half_written_is_taken_up(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        await shown_by(pilot, ReviewScreen(small.session))
        await pilot.press("p", "c", "1")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Write)
        pilot.app.screen.query_one(TextArea).text = "Say what followed, and"
        await pilot.pause(SECONDS_TO_SAVE)
    (file,) = half_written()
    assert (file.stat().st_mode & 0o777, "Marsha" in file.name, lying()) == (0o600, False, ())
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        await shown_by(pilot, ReviewScreen(small.session))
        pilot.app.screen.query_one(CriteriaList).choose("K4.5")
        await pilot.press("c")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Write)
        assert pilot.app.screen.query_one(TextArea).text == "Say what followed, and"
        await pilot.press("f10")
        await settled(pilot)
    assert half_written() == []
    assert marks(small)[-1] == (1, "K4.5", "passed", "Say what followed, and")


async def test_feedback_half_written_is_taken_up_and_goes_with_the_record(small: Spring) -> None:
    for kept in ("Well told.", ""):
        async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
            await shown_by(pilot, ReviewScreen(small.session))
            await pilot.press("s")
            await settled(pilot)
            await pilot.press("y")
            await settled(pilot)
            assert isinstance(pilot.app.screen, Form)
            box = pilot.app.screen.query_one("#feedback", TextArea)
            if kept:
                box.text = kept
                await pilot.pause(SECONDS_TO_SAVE)
            else:
                assert box.text == "Well told."
    assert len(half_written()) == 1
    forget_sessions({small.session})
    assert half_written() == []
