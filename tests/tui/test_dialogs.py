"""Small screens on top of another: their keys are shown, and words in passing do not pile up."""

import pytest

from coach.tui.app import CoachApp
from coach.tui.screens.dialogs import Confirm
from coach.tui.screens.write import Write
from tests.tui.desk import settled
from tests.tui.spring import Spring


@pytest.mark.asyncio
async def test_f1_shows_a_dialogs_keys_and_words_in_passing_do_not_pile_up(small: Spring) -> None:
    app = CoachApp(small.ws)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.push_screen(Confirm("Leave it?"))
        await pilot.press("f1")
        shown = await settled(pilot)
        assert "Keys on this screen" in shown
        assert "n or Esc  No" in shown
        await pilot.press("escape", "escape")
        app.push_screen(Write("A comment", "half a"))
        await pilot.press("f1")
        assert "or F10  Save" in await settled(pilot)
        await pilot.press("escape")
        app.notify("First word")
        assert "First word" in await settled(pilot)
        app.notify("Second word [/b]")
        shown = await settled(pilot)
        assert "Second word [/b]" in shown
        assert "First word" not in shown
        assert "half a" in shown
