"""Every key of every screen of the desk is told, and what matters fits on eighty columns."""

from collections.abc import Callable

import pytest
from textual.screen import Screen
from textual.widgets import Static

from coach.services import cohort as service
from coach.services import second_looks
from coach.tui.app import CoachApp
from coach.tui.registry import PARTS, SCREENS, commands_of, key_in_words
from coach.tui.screens.agreement import AgreementScreen
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.cohort import CohortScreen
from coach.tui.screens.dialogs import Keys
from coach.tui.screens.portfolio import PortfolioScreen
from coach.tui.screens.programme import ProgrammeScreen
from coach.tui.screens.queue import QueueScreen
from coach.tui.screens.review import ReviewScreen
from coach.tui.screens.second_look import SecondLookScreen
from coach.tui.screens.weakest import WeakestScreen
from coach.tui.widgets.key_line import KeyLine
from tests.tui.desk import shown_by
from tests.tui.screen_text import settled
from tests.tui.spring import Spring

DESK: dict[str, Callable[[Spring], Screen[None]]] = {
    "queue": lambda _: QueueScreen(),
    "review": lambda made: ReviewScreen(made.session),
    "second-look": lambda made: SecondLookScreen(second_looks.open_looks(made.ws, made.marsha)[0].session_id),
    "agreement": lambda _: AgreementScreen(),
    "cohort": lambda _: CohortScreen(),
    "weakest": lambda made: WeakestScreen(service.grids(made.ws, made.marsha)[0], "All cohorts"),
    "programme": lambda made: ProgrammeScreen(made.aisha.id),
    "portfolio": lambda made: PortfolioScreen(made.aisha.id),
}


@pytest.mark.parametrize("name", DESK)
async def test_the_footer_fits_and_help_names_every_key(cohort: Spring, name: str) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(80, 24)) as pilot:
        shown = await shown_by(pilot, DESK[name](cohort))
        footer = shown.splitlines()[-1]
        assert footer.endswith("f1 Keys")
        for command in SCREENS[name]:
            if command.shown:
                assert command.label in footer
        await pilot.press("question_mark")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Keys)
        told = "\n".join(str(static.content) for static in pilot.app.screen.query(Static))
        for command in (*SCREENS[name], *SCREENS.get(PARTS.get(name, ""), ())):
            assert f"{key_in_words(command.keys)} " in told
            assert command.help in told
        assert "Enter or Esc closes this." in await settled(pilot)


async def test_the_footer_fits_on_the_home_screen(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Aisha Rahman").run_test(size=(80, 24)) as pilot:
        assert (await settled(pilot)).splitlines()[-1].endswith("f1 Keys")


@pytest.mark.parametrize("name", DESK)
async def test_every_key_has_its_action(cohort: Spring, name: str) -> None:
    screen = DESK[name](cohort)
    assert isinstance(screen, CoachScreen)
    for command in SCREENS[name]:
        assert hasattr(screen, f"action_{command.action.partition('(')[0]}"), command.id
    assert len({command.id for command in commands_of(name)}) == len(commands_of(name))
    keys = [key for command in commands_of(name) for key in command.keys.split(",")]
    assert sorted(key for key in keys if keys.count(key) > 1) == []


async def test_a_click_on_a_key_of_the_last_line_presses_it(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        last = (await settled(pilot)).splitlines()[-1]
        await pilot.click(KeyLine, offset=(last.index("Coverage"), 0))
        await settled(pilot)
        assert isinstance(pilot.app.screen, CohortScreen)
