"""Reviewing when something goes wrong: it is told, and what was written is still there."""

import pytest
from textual.widgets import TextArea

from coach.errors import StoreError
from coach.services import review
from coach.services.review import LONGEST_COMMENT
from coach.tui.app import CoachApp
from coach.tui.screens.dialogs import Message
from coach.tui.screens.form import Form
from coach.tui.screens.queue import QueueScreen
from coach.tui.screens.review import ReviewScreen
from coach.tui.screens.write import Write
from tests.tui.desk import chosen, marks, opened, signed_off, written
from tests.tui.screen_text import settled
from tests.tui.spring import Spring


async def test_what_goes_wrong_is_told_and_nothing_is_lost(small: Spring, monkeypatch: pytest.MonkeyPatch) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        await opened(pilot, small)
        await pilot.press("p", "up", "c")
        long = "x" * (LONGEST_COMMENT + 1)
        await written(pilot, long)
        assert isinstance(pilot.app.screen, Message)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Write)
        assert pilot.app.screen.query_one(TextArea).text == long
        await pilot.press("escape")

        def refuse(*_args: object, **_named: object) -> None:
            raise StoreError("The disk is full.", "Free some space [/x] and try again.")

        monkeypatch.setattr(review, "mark", refuse)
        await pilot.press("down", "a")
        shown = await settled(pilot)
        assert "The disk is full. Free some space [/x] and try again." in shown
        await pilot.press("escape")
        await settled(pilot)
        assert chosen(pilot) == "K4.6"
        monkeypatch.setattr(review, "sign_off", refuse)
        await pilot.press("s", "y")
        await signed_off(pilot, "Kept.")
        assert isinstance(pilot.app.screen, Form)
        assert "The disk is full." in await settled(pilot)
        await pilot.press("escape", "s", "y")
        await settled(pilot)
        assert pilot.app.screen.query_one("#feedback", TextArea).text == "Kept."
    assert marks(small) == [(1, "K4.5", "passed", "")]


async def test_a_session_that_is_gone_is_told(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        await settled(pilot)
        pilot.app.push_screen(ReviewScreen("nothere"))
        assert "No session goes by nothere." in await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, QueueScreen)
