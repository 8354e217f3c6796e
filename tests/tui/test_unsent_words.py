from pathlib import Path

from textual.widgets import Static

from coach.services.rehearse import Plan, start, take_up
from coach.services.sessions import view_session
from coach.tui.app import CoachApp
from coach.tui.screens.interview import open_rehearsal
from coach.tui.screens.rating import RatingScreen
from coach.tui.screens.session import SessionScreen
from coach.tui.widgets.answer_box import AnswerBox
from tests.builders import METHOD, ScriptedClock, apprentice, workspace
from tests.tui.desk import settled

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
        told = str(app.screen.query(Static).filter(".notice").first().render())
        assert "answers are kept" in told and "rate yourself" in told
        await pilot.press("f10")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        await pilot.press("n")
        await pilot.pause()
        assert UNSENT in str(app.screen.query_one("#page", Static).render())


async def test_ratings_are_kept_as_they_are_given_and_can_be_taken_back(tmp_path: Path) -> None:
    ws = workspace(tmp_path, ScriptedClock())
    aisha = apprentice(ws)
    rehearsal = start(ws, aisha, Plan(METHOD, questions=2, seed=1))
    rehearsal.open()
    rehearsal.save_draft(UNSENT)
    rehearsal.request("end")
    first, second = (criterion.ref for criterion in rehearsal.to_rate()[:2])
    app = CoachApp(ws)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.push_screen(RatingScreen(rehearsal))
        await settled(pilot)
        await pilot.press("p", "a", "up", "space")
        assert "1 of" in await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, RatingScreen)
    again = take_up(ws, aisha, rehearsal.session_id)
    assert again.ratings() == {first: "passed"}
    again.rate(second, "none")
    again.hand_in({})
    assert view_session(ws, aisha, again.session_id).self_ratings == {first: "passed", second: "none"}
