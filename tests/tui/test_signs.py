"""What the last line and a word in passing tell: the keys as they are now, and that a key was heard."""

import pytest

from coach.services.rehearse import Plan, start
from coach.tui.app import CoachApp
from coach.tui.screens.cohort import CohortScreen
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.interview import InterviewScreen
from tests.builders import METHOD
from tests.tui.desk import filled, shown_by
from tests.tui.screen_text import settled
from tests.tui.spring import Spring


async def test_an_interviews_last_line_has_every_key_on_a_small_screen_and_names_the_pause_as_it_is(
    small: Spring,
) -> None:
    rehearsal = start(small.ws, small.aisha, Plan(METHOD, questions=2))
    async with CoachApp(small.ws, "Aisha Rahman").run_test(size=(80, 24)) as pilot:
        last = (await shown_by(pilot, InterviewScreen(rehearsal))).splitlines()[-1]
        assert "f6 Pause" in last
        assert last.endswith("f1 Keys")
        await pilot.press("f6")
        assert "f6 Go on" in (await settled(pilot)).splitlines()[-1]
        await pilot.press("f6")
        assert "f6 Pause" in (await settled(pilot)).splitlines()[-1]


async def test_minutes_are_heard_where_nothing_is_to_be_rehearsed(
    small: Spring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.tui.screens.home.today_for", lambda *_: ())
    async with CoachApp(small.ws, "Aisha Rahman").run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("m")
        assert "With 60 minutes, too, there is nothing to rehearse today." in " ".join(
            (await settled(pilot)).replace("▌", " ").split()
        )


async def test_the_grid_is_searched_by_a_part_of_a_name(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        assert "(n: 1 of 2)" in await shown_by(pilot, CohortScreen())
        await pilot.press("slash")
        shown = await filled(pilot, name="CHLOE")
        assert "Chloe Fitz" in shown
        assert "Aisha" not in shown
        assert "called CHLOE" in shown
        await pilot.press("slash")
        assert "Nobody is shown by what was chosen" in await filled(pilot, name="Zacharias")
        await pilot.press("slash")
        assert "Aisha Rahman" in await filled(pilot, name="")


async def test_a_name_is_found_in_the_list_of_people(cohort: Spring) -> None:
    app = CoachApp(cohort.ws)
    async with app.run_test(size=(100, 30)) as pilot:
        assert "Aisha" in await settled(pilot)
        await pilot.press("slash", *"DEV")
        shown = await settled(pilot)
        assert "Dev Patel" in shown
        assert "Aisha" not in shown
        await pilot.press("escape")
        assert "Aisha" in await settled(pilot)
        await pilot.press("slash", *"cart", "enter")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert app.actor is not None
        assert app.actor.name == "Ben Carter"
