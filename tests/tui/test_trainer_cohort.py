"""The cohort's grid: cells, sums, cursor, scrolling, what is behind a cell."""

from time import perf_counter

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from coach.coverage.state import COVERAGE_STATES
from coach.plain.coverage import GLYPHS
from coach.services import review
from coach.tui.app import CoachApp
from coach.tui.screens.cohort import CohortScreen
from coach.tui.screens.dialogs import Message
from coach.tui.widgets.coverage_grid import CELL, HEADER, CoverageGrid
from tests.builders import apprentice
from tests.tui.screen_text import compare_golden, settled
from tests.tui.spring import HOSTILE, Spring

SIZES = [(80, 24), (120, 40)]


async def opened(pilot: Pilot[None]) -> str:
    """Open the cohort's screen."""
    await settled(pilot)
    pilot.app.push_screen(CohortScreen())
    return await settled(pilot)


def grid(pilot: Pilot[None]) -> CoverageGrid:
    return pilot.app.screen.query_one(CoverageGrid)


def row_of(shown: str, name: str) -> str:
    return next(line for line in shown.splitlines() if line.strip().startswith(name))


@pytest.mark.parametrize("size", SIZES)
async def test_how_it_looks(cohort: Spring, size: tuple[int, int]) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=size) as pilot:
        compare_golden(f"cohort-{size[0]}x{size[1]}", await opened(pilot))
        await pilot.press("end", "down")
        compare_golden(f"cohort-scrolled-{size[0]}x{size[1]}", await settled(pilot))


async def test_states_sums_and_legend(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        shown = await opened(pilot)
        ben = row_of(shown, "Ben Carter")
        assert "2/62" in ben
        assert {glyph for glyph in GLYPHS.values() if glyph in ben} == {"·", "?", "…", "×", "✓"}
        assert row_of(shown, "Passed by").split()[:3] == ["Passed", "by", "of"]
        assert row_of(shown, "Passed by").split().count("1") == 2
        for state in COVERAGE_STATES:
            assert f"{GLYPHS[state]} " in shown.splitlines()[-2]
            assert state in shown.splitlines()[-2]
        assert "* distinction" in shown
        assert "3*" in shown.splitlines()[4]
        assert "those who need help first" in shown


async def test_those_who_need_help_come_first(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        shown = await opened(pilot)
        assert shown.index("Chloe") < shown.index("Ben Carter") < shown.index("Aisha Rahman")


async def test_the_cursor_moves_and_stays_within(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await opened(pilot)
        await pilot.press("left", "up")
        assert grid(pilot).cursor == (0, 0)
        await pilot.press("down", "right", "right")
        shown = await settled(pilot)
        assert grid(pilot).cursor == (1, 2)
        assert "[·]" in row_of(shown, "Ben Carter")
        assert "Ben Carter, Spring: · untried" in shown
        assert "K1.3 Cost of ignoring the future (distinction) · passed by 0 of 3" in shown
        await pilot.press("end", "pagedown")
        shown = await settled(pilot)
        assert grid(pilot).cursor == (2, 61)
        assert "Practical observation" in shown
        assert "Project interview" not in shown
        assert "Aisha Rahman" in shown
        await pilot.press("home", "pageup")
        assert "Project interview" in await settled(pilot)


async def test_many_apprentices_scroll_under_the_header(small: Spring) -> None:
    for number in range(40):
        apprentice(small.ws, f"Person {number:02}")
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        before = await opened(pilot)
        assert "Person 00" in before
        assert "Person 39" not in before
        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown")
        after = await settled(pilot)
        assert "Aisha Rahman" in after
        assert "Person 00" not in after
        assert before.splitlines()[2:4] == after.splitlines()[2:4]
        assert row_of(before, "Passed by") == row_of(after, "Passed by")


async def test_a_click_puts_the_cursor_there_and_a_second_one_opens(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        shown = await opened(pilot)
        at = row_of(shown, "Ben Carter").index("×")
        left = grid(pilot).region.x
        await pilot.click(CoverageGrid, offset=(at - left, HEADER + 1))
        shown = await settled(pilot)
        assert "Ben Carter, Spring: × attempted, not passed" in shown
        assert "[×]" in row_of(shown, "Ben Carter")
        await pilot.click(CoverageGrid, offset=(at - left, HEADER + 1))
        await settled(pilot)
        assert isinstance(pilot.app.screen, Message)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.click(CoverageGrid, offset=(at - left, 0))
        await pilot.click(CoverageGrid, offset=(at - left, HEADER + 30))
        assert grid(pilot).cursor[0] == 1


async def test_what_is_behind_a_cell(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await opened(pilot)
        column = next(i for i, c in enumerate(grid(pilot)._grid.columns) if c.key == "K4.6")  # type: ignore[union-attr]
        grid(pilot).cursor = (1, column)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Message)
        told = "\n".join(str(static.content) for static in pilot.app.screen.query(Static))
        assert "Ben Carter · K4.6 Service failure, causes and consequences" in told
        assert f"attempted, not passed, marked by Owen Price. “Say what followed. {HOSTILE}”" in told
        assert "Project interview (practice) of 2026-03-02, reviewed" in told
        await pilot.press("escape", "home", "enter")
        await settled(pilot)
        assert "No session speaks of it yet." in "".join(
            str(static.content) for static in pilot.app.screen.query(Static)
        )


async def test_other_standards_and_cohorts(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await opened(pilot)
        await pilot.press("right", "n")
        shown = await settled(pilot)
        assert "Customer Service Practitioner level 2" in shown
        assert "Dev Patel" in shown
        assert grid(pilot).cursor == (0, 0)
        await pilot.press("n", "g")
        shown = await settled(pilot)
        assert shown.splitlines()[0].startswith(" Autumn")
        assert "Chloe" in shown
        assert "Ben Carter" not in shown
        await pilot.press("g")
        shown = await settled(pilot)
        assert shown.splitlines()[0].startswith(" Spring")
        assert "(1 of 2)" not in shown
        await pilot.press("g")
        assert (await settled(pilot)).splitlines()[0].startswith(" All cohorts")


async def test_a_criterion_that_does_not_count_is_blank(small: Spring) -> None:
    from coach.services import people
    from coach.services.people import NewPerson

    for name, face_to_face in (("Eve Stone", False), ("Finn Hall", True)):
        new = NewPerson(name, "apprentice", "l2-csp", "innovate-awarding", "Spring", face_to_face=face_to_face)
        people.join(small.ws, new)
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        await opened(pilot)
        await pilot.press("n")
        assert "blank: not theirs" in await settled(pilot)
        shown = grid(pilot)._grid
        assert shown is not None
        index = next(i for i, column in enumerate(shown.columns) if column.key == "17B1")
        row = next(i for i, one in enumerate(shown.rows) if one.name == "Eve Stone")
        grid(pilot).cursor = (row, index)
        text = await settled(pilot)
        assert "does not count for them" in text
        assert "17B1" in text
        assert "passed by 0 of 1" in text
        assert "[ ]" in row_of(text, "Eve Stone")
        await pilot.press("enter")
        assert "17B1 does not count for Eve Stone." in " ".join((await settled(pilot)).split())


async def test_nothing_is_said_by_colour_alone(cohort: Spring, monkeypatch: pytest.MonkeyPatch) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        coloured = await opened(pilot)
    monkeypatch.setenv("NO_COLOR", "1")
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        assert await opened(pilot) == coloured
        for strip in pilot.app.screen._compositor.render_strips():
            for segment in strip:
                assert segment.style is None or segment.style.bgcolor is None or segment.style.bgcolor.is_default


async def test_a_review_shows_on_return(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        assert "✓" not in row_of(await opened(pilot), "Aisha")
        await pilot.press("escape")
        review.mark(small.ws, small.marsha, small.session, 1, "K4.5", "passed")
        await pilot.press("c")
        assert "✓" in row_of(await settled(pilot), "Aisha")


async def test_drawing_is_quick(small: Spring) -> None:
    for number in range(60):
        apprentice(small.ws, f"Person {number:02}")
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(200, 60)) as pilot:
        await opened(pilot)
        widget = grid(pilot)
        start = perf_counter()
        for line in range(widget.size.height):
            widget.render_line(line)
        assert perf_counter() - start < 0.2
        assert widget.render_line(HEADER).cell_length == widget.scrollable_content_region.width
        assert CELL == 3
