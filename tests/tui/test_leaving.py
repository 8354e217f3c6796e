"""Leaving a sitting that went on elsewhere: nothing stops the app, and nothing goes without being asked."""

import pytest

from coach.services import rehearse, roleplay
from coach.tui.app import CoachApp
from coach.tui.screens.dialogs import Confirm, Message
from coach.tui.screens.interview import InterviewScreen
from coach.tui.screens.roleplay import RoleplayScreen
from coach.tui.widgets.answer_box import AnswerBox
from tests.tui.desk import settled
from tests.tui.spring import Spring

TYPED = "So I rang her back and"


@pytest.mark.asyncio
async def test_a_sitting_that_went_on_elsewhere_is_left_only_when_told_to(small: Spring) -> None:
    ws, aisha = small.ws, small.aisha
    mock = rehearse.start(ws, aisha, rehearse.Plan("project-interview", questions=2))
    talk = roleplay.start(ws, aisha, "third-missed-visit")
    app = CoachApp(ws, "Aisha Rahman")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for screen, elsewhere in (
            (InterviewScreen(mock), lambda: rehearse.take_up(ws, aisha, mock.session_id).request("skip")),
            (
                RoleplayScreen(roleplay.take_up(ws, aisha, talk.session_id)),
                lambda: roleplay.take_up(ws, aisha, talk.session_id).say("Hello Dawn.", ("greet",)),
            ),
        ):
            app.push_screen(screen)
            await settled(pilot)
            if isinstance(app.screen, Message):
                await pilot.press("escape")
            elsewhere()
            screen.query_one("#answer", AnswerBox).text = TYPED
            await pilot.press("escape", "y")
            assert "went on elsewhere" in await settled(pilot)
            assert isinstance(app.screen, Confirm)
            await pilot.press("n")
            await settled(pilot)
            assert app.screen is screen
            assert screen.query_one("#answer", AnswerBox).text == TYPED
            await pilot.press("f10", "y")
            assert "went on elsewhere" in await settled(pilot)
            await pilot.press("escape", "y")
            await settled(pilot)
            await pilot.press("y")
            await settled(pilot)
            assert app.screen is not screen
