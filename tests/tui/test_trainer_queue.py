"""The queue: what waits, what was reviewed, and the ways on from there."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from coach.services import review, waiting
from coach.tui.app import CoachApp
from coach.tui.screens.cohort import CohortScreen
from coach.tui.screens.queue import QueueScreen
from coach.tui.screens.review import ReviewScreen
from coach.tui.screens.sign_in import SignInScreen
from coach.tui.themes import THEMES
from coach.tui.widgets.key_line import KeyLine
from tests.builders import ScriptedClock, hand_in, trainer, workspace
from tests.tui.screen_text import compare_golden, settled
from tests.tui.spring import QUESTIONS, Spring

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_what_waits_and_what_was_reviewed(cohort: Spring, size: tuple[int, int]) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=size) as pilot:
        shown = await settled(pilot)
        compare_golden(f"queue-{size[0]}x{size[1]}", shown)
        assert shown.index("Ben Carter") < shown.index("Aisha Rahman") < shown.index("Reviewed lately")
        assert "2 sessions wait for review" in shown


async def test_enter_opens_the_oldest(cohort: Spring) -> None:
    oldest = waiting.queue(cohort.ws, cohort.marsha)[0]
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await pilot.press("enter")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert oldest.apprentice in shown
        assert waiting.queue(cohort.ws, cohort.marsha)[0].state == "in-review"


async def test_one_in_review_says_so_and_by_whom(cohort: Spring) -> None:
    review.open_review(cohort.ws, cohort.marsha, cohort.session)
    async with CoachApp(cohort.ws, "Owen Price").run_test() as pilot:
        assert "Aisha Rahman · Project interview · practice · on the desk of Marsha Delgado" in await settled(pilot)


async def test_nothing_waits_is_said_kindly(small: Spring) -> None:
    review.sign_off(small.ws, small.marsha, small.session)
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        shown = await settled(pilot)
        assert "Nothing waits for you." in shown
        assert "nothing waits" in shown.splitlines()[0]
        assert "Reviewed lately" in shown


async def test_an_empty_store(tmp_path: Path) -> None:
    ws = workspace(tmp_path / "empty", ScriptedClock())
    trainer(ws)
    async with CoachApp(ws, "Marsha Delgado").run_test() as pilot:
        assert "Nothing waits for you." in await settled(pilot)
        await pilot.press("enter", "r")
        assert isinstance(pilot.app.screen, QueueScreen)
        await pilot.press("c")
        assert "No apprentice is set up here yet" in await settled(pilot)
        await pilot.press("enter", "right", "n", "g", "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, QueueScreen)
    ws.store.close()


async def test_refresh_finds_new_ones_and_keeps_the_highlight(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        await settled(pilot)
        small.clock.advance(days=-10)
        older = hand_in(small.ws, small.clock, small.aisha, QUESTIONS[:1], ("I rang the warehouse.",))
        small.clock.advance(days=10)
        await pilot.press("r")
        shown = await settled(pilot)
        assert "2 sessions wait" in shown
        listed = pilot.app.screen.query_one(OptionList)
        assert listed.get_option_at_index(1).id == older
        assert listed.highlighted_option is not None
        assert listed.highlighted_option.id == small.session


async def test_the_ways_out(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        await settled(pilot)
        await pilot.press("c")
        await settled(pilot)
        assert isinstance(pilot.app.screen, CohortScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, QueueScreen)
        await pilot.press("w")
        await settled(pilot)
        assert isinstance(pilot.app.screen, SignInScreen)
        assert pilot.app.actor is None


async def test_it_begins_in_its_own_colours_and_changes_them(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        for theme in (*THEMES, THEMES[0]):
            await settled(pilot)
            panel = pilot.app.screen.query_one(KeyLine).styles.background
            assert panel.hex.casefold() == theme.panel
            await pilot.press("f12")
