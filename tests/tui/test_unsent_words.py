from pathlib import Path

from textual.widgets import Static

from coach.services.rehearse import Plan, start
from coach.tui.app import CoachApp
from coach.tui.screens.interview import open_rehearsal
from coach.tui.screens.rating import RatingScreen
from coach.tui.screens.session import SessionScreen
from coach.tui.widgets.answer_box import AnswerBox
from tests.builders import METHOD, ScriptedClock, apprentice, workspace

UNSENT = "I had begun to tell of the day the lift broke"


async def test_what_was_typed_and_never_sent_is_rated_and_handed_in(tmp_path: Path) -> None:
    ws = workspace(tmp_path, ScriptedClock())
    aisha = apprentice(ws)
    app = CoachApp(ws)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        open_rehearsal(app, start(ws, aisha, Plan(METHOD, questions=2, seed=1)))
        await pilot.pause()
        app.screen.query_one("#answer", AnswerBox).text = UNSENT
        await pilot.pause()
        await pilot.press("f10")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert isinstance(app.screen, RatingScreen)
        assert "rate yourself" in str(app.screen.query(Static).filter(".notice").first().render())
        await pilot.press("f10")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        await pilot.press("n")
        await pilot.pause()
        assert UNSENT in str(app.screen.query_one("#page", Static).render())
