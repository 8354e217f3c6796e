"""Finding a gap and having it rehearsed: filters, columns, weakest criteria, assignments, the apprentice's home."""

import pytest
from textual.widgets import OptionList, Select

from coach.services import assign, review, sign_in
from coach.services import cohort as service
from coach.tui.app import CoachApp
from coach.tui.screens.cohort import CohortScreen
from coach.tui.screens.form import Form
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.queue import QueueScreen
from coach.tui.screens.setup import SetupScreen
from coach.tui.screens.weakest import WeakestScreen
from tests.builders import METHOD, hand_in, question
from tests.tui.desk import SIZES, filled, shown_by, told, words
from tests.tui.screen_text import compare_golden, settled
from tests.tui.spring import QUESTIONS, Spring


@pytest.mark.parametrize("size", SIZES)
async def test_how_it_looks(cohort: Spring, size: tuple[int, int]) -> None:
    name = f"{size[0]}x{size[1]}"
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=size) as pilot:
        await shown_by(pilot, CohortScreen())
        await pilot.press("v")
        compare_golden(f"cohort-statements-{name}", await settled(pilot))
        await pilot.press("v", "v", "t")
        compare_golden(f"weakest-{name}", await settled(pilot))
        await pilot.press("a")
        compare_golden(f"assigning-{name}", await settled(pilot))


async def test_the_queue_shows_only_what_is_asked_for(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await settled(pilot)
        await pilot.press("slash")
        shown = await filled(pilot, name="AISHA")
        assert isinstance(pilot.app.screen, QueueScreen)
        assert "Aisha Rahman ·" in shown
        assert "Ben Carter" not in shown
        assert "1 session waits" in shown
        assert "Shown: only by somebody called AISHA; / changes it." in " ".join(shown.split())
        await pilot.press("g", "g")
        await settled(pilot)
        assert "Aisha Rahman ·" in words(pilot)
        await pilot.press("slash")
        shown = await filled(pilot, name="", method="professional-discussion")
        assert "Nothing waits that is in Spring, a professional discussion." in " ".join(shown.split())
        await pilot.press("enter", "slash")
        shown = await filled(pilot, method="", cohort="")
        assert shown.index("Ben Carter") < shown.index("Aisha Rahman") < shown.index("Reviewed lately")
        await pilot.press("t")
        assert "only a project interview" in " ".join((await settled(pilot)).split())


async def test_the_highlight_goes_on_to_what_waits_once_one_is_signed_off(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await settled(pilot)
        await pilot.press("down", "enter", "s", "y", "f10")
        await settled(pilot)
        assert isinstance(pilot.app.screen, QueueScreen)
        option = pilot.app.screen.query_one(OptionList).highlighted_option
        assert option is not None
        assert "Ben Carter" in str(option.prompt)
        assert review.history(cohort.ws, cohort.marsha, cohort.session) == ()


async def test_columns_by_statement_and_by_section(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        await shown_by(pilot, CohortScreen())
        await pilot.press("v")
        shown = await settled(pilot)
        assert shown.splitlines()[1].endswith("by statements")
        for heading in ("Knowledge", "Skills"):
            assert heading in shown
        assert "passed by 0 of 3" in shown.splitlines()[-3]
        await pilot.press("a")
        assert isinstance(pilot.app.screen, CohortScreen)
        await pilot.press("v", "down", "right", "right", "right", "enter")
        await settled(pilot)
        assert "Ben Carter · K4" in told(pilot)
        assert "K4.5 Communication between departments" in told(pilot)
        assert "K4.6 Service failure, causes and consequences" in told(pilot)
        await pilot.press("escape", "v")
        assert (await settled(pilot)).splitlines()[1].endswith("(n: 1 of 2)")


async def test_the_grid_shows_only_what_is_asked_for(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        await shown_by(pilot, CohortScreen())
        await pilot.press("slash")
        shown = await filled(pilot, cohort="Spring", method=METHOD, level="distinction")
        assert shown.splitlines()[0].startswith(" Spring")
        assert "project interview, distinction criteria" in shown.splitlines()[1]
        assert "Chloe" not in shown
        assert "Practical observation" not in shown
        assert "0/9" in shown
        await pilot.press("slash")
        shown = await filled(pilot, level="", as_of="2026-02-31")
        assert isinstance(pilot.app.screen, Form)
        assert "2026-02-31 is not a date." in shown
        shown = await filled(pilot, as_of="2026-03-02")
        assert isinstance(pilot.app.screen, CohortScreen)
        assert "as it was on 2026-03-02" in shown
        assert "✓" not in shown.split("Passed by")[0]
        await pilot.press("slash")
        assert pilot.app.screen.query_one("#method", Select).value == METHOD
        shown = await filled(pilot, as_of="", since="2026-03-02", method="", cohort="")
        ben = next(line for line in shown.splitlines() if "Ben Carter" in line)
        assert "✓" in ben
        assert "·" not in ben.split("/62")[1]


async def test_from_the_weakest_criterion_to_an_assignment_on_the_home_screen(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("c", "t")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, WeakestScreen)
        assert " 0 of 3 " in shown.splitlines()[1]
        assert "Not passed yet by" in shown
        ref = shown.splitlines()[1].split()[4]
        await pilot.press("enter")
        await settled(pilot)
        asked = cohort_questions(cohort, ref)
        assert f"{len(asked)} questions after {ref}" in told(pilot)
        assert asked[0] in told(pilot)
        await pilot.press("escape", "a")
        refused = await filled(pilot, due="2026-03-01")
        assert "2026-03-01 has gone by." in refused
        await filled(pilot, due="2026-03-20", note="Bring your report along.")
        assert "Assigned to 3 apprentices." in " ".join((await settled(pilot)).split())
    found = assign.assignments(cohort.ws, cohort.marsha)
    assert {(a.apprentice, a.refs, a.due_on) for a in found} == {
        (name, (ref,), "2026-03-20") for name in ("Aisha Rahman", "Ben Carter", "Chloe Fitzwilliam-Montgomery")
    }
    async with CoachApp(cohort.ws, "Aisha Rahman").run_test() as pilot:
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        line = f"Marsha Delgado asks you to rehearse {ref}, by 20 March. “Bring your report along.”"
        assert line in " ".join(shown.split())
        await pilot.press("enter")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, SetupScreen)
        assert ref in shown


async def test_one_cell_is_assigned_to_its_apprentice(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await shown_by(pilot, CohortScreen())
        await pilot.press("down", "right", "a")
        shown = await settled(pilot)
        assert "For Ben Carter." in shown
        refused = await filled(pilot, refs="K1.2, K9.9")
        assert "K9.9 is no criterion of the project-interview for Ben Carter." in " ".join(
            refused.replace("│", " ").split()
        )
        await filled(pilot, refs="K1.2; K1.1")
        assert isinstance(pilot.app.screen, CohortScreen)
    (made,) = assign.assignments(cohort.ws, cohort.marsha)
    assert (made.apprentice, made.refs, made.due_on) == ("Ben Carter", ("K1.2", "K1.1"), None)


async def test_what_is_rehearsed_leaves_the_home_screen(cohort: Spring) -> None:
    ben = sign_in.actor_named(cohort.ws, "Ben Carter")
    assign.assign(cohort.ws, cohort.marsha, ["Ben Carter"], METHOD, ["S5.1"], due_on="2026-03-20")
    async with CoachApp(cohort.ws, "Ben Carter").run_test() as pilot:
        assert "asks you to rehearse S5.1" in " ".join((await settled(pilot)).split())
    about = question("figures", QUESTIONS[1].text, ("S5.1",))
    hand_in(cohort.ws, cohort.clock, ben, (about,), ("We count how many ring back within a week: 14 of 100.",))
    async with CoachApp(cohort.ws, "Ben Carter").run_test() as pilot:
        assert "asks you to rehearse" not in await settled(pilot)


def cohort_questions(made: Spring, ref: str) -> list[str]:
    """The questions of the banks after a criterion."""
    return [each.text for each in service.questions_for(made.ws, made.marsha, "l3-css-1.1", ref)]
