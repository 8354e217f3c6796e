"""One apprentice before gateway: ticks, days and what is due, the portfolio and what the rules say to it."""

import pytest
from textual.widgets import OptionList

from coach.services import portfolio, programme
from coach.tui.app import CoachApp
from coach.tui.screens.cohort import CohortScreen
from coach.tui.screens.dialogs import Confirm
from coach.tui.screens.form import Form
from coach.tui.screens.portfolio import PortfolioScreen
from coach.tui.screens.programme import ProgrammeScreen
from tests.builders import apprentice
from tests.tui.desk import SIZES, filled, shown_by, words
from tests.tui.screen_text import compare_golden, settled
from tests.tui.spring import Spring


@pytest.mark.parametrize("size", SIZES)
async def test_how_it_looks(cohort: Spring, size: tuple[int, int]) -> None:
    name = f"{size[0]}x{size[1]}"
    dana = apprentice(cohort.ws, "Dana Field", organisation="vtct-skills")
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=size) as pilot:
        compare_golden(f"programme-{name}", await shown_by(pilot, ProgrammeScreen(dana.id)))
        await pilot.press("o", "n")
        await filled(pilot, title="Call with the man who had been cut off twice", kind="recording", refs="B2.1, S2.1")
        await pilot.press("n")
        await filled(pilot, title="How I felt about it", kind="reflective-account", dated="2026-01-12")
        compare_golden(f"portfolio-{name}", await settled(pilot))


async def test_from_the_grid_to_one_apprentice_and_back(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await shown_by(pilot, CohortScreen())
        await pilot.press("down", "p")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, ProgrammeScreen)
        assert shown.startswith(" Ben Carter ")
        assert "Mock grade: not yet graded" in words(pilot)
        await pilot.press("o")
        assert (await settled(pilot)).startswith(" Portfolio of Ben Carter")
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, CohortScreen)


async def test_a_gateway_item_is_ticked_with_a_note_and_unticked(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(120, 40), notifications=True) as pilot:
        await shown_by(pilot, ProgrammeScreen(cohort.aisha.id))
        listed = pilot.app.screen.query_one(OptionList)
        english = next(n for n, option in enumerate(listed.options) if "English" in str(option.prompt))
        await pilot.press(*["down"] * english, "enter")
        shown = await filled(pilot, note="Certificate seen on Monday")
        assert "✓ English" in shown
        assert "(Certificate seen on Monday)" in shown
        await pilot.press("space")
        assert "○ English" in await settled(pilot)
        await pilot.press("home", "space")
        assert "This is worked out by itself." in " ".join((await settled(pilot)).split())
        await pilot.click("#gateway", offset=(5, english))
        assert isinstance(pilot.app.screen, Form)
    items = programme.programme_of(cohort.ws, cohort.marsha, cohort.aisha.id).gateway
    assert next(item.state for item in items if item.id == "english") == "open"


async def test_days_set_tell_what_is_due_before_them(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        assert "No date is known yet" in await shown_by(pilot, ProgrammeScreen(cohort.aisha.id))
        await pilot.press("d")
        refused = await filled(pilot, project__interview="next week")
        assert "next week is not a date." in refused
        shown = await filled(pilot, project__interview="2026-06-15", professional__discussion="2026-06-16")
        assert "2026-06-15 (in 98 days): Project interview" in shown
        assert "2026-06-01 (in 84 days): project report handed in" in shown
        await pilot.press("d")
        await filled(pilot, project__interview="")
        assert "Project interview" not in words(pilot).split("2026-06-16")[1]
    held = programme.programme_of(cohort.ws, cohort.marsha, cohort.aisha.id).held_on
    assert held == {"professional-discussion": "2026-06-16"}


async def test_leaving_the_form_of_days_changes_none(cohort: Spring) -> None:
    programme.set_day(cohort.ws, cohort.marsha, cohort.aisha.id, "project-interview", "2026-06-15")
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await shown_by(pilot, ProgrammeScreen(cohort.aisha.id))
        await pilot.press("d", "f10")
        await settled(pilot)
        await pilot.press("d", "escape")
        await settled(pilot)
    held = programme.programme_of(cohort.ws, cohort.marsha, cohort.aisha.id).held_on
    assert held == {"project-interview": "2026-06-15"}


async def test_the_last_line_is_reached_by_keys_on_a_small_screen(cohort: Spring) -> None:
    for method in ("project-interview", "professional-discussion", "observation"):
        programme.set_day(cohort.ws, cohort.marsha, cohort.aisha.id, method, "2026-06-15")
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        shown = await shown_by(pilot, ProgrammeScreen(cohort.aisha.id))
        assert "Project interview: 0 of 25 passed" in shown
        assert "2026-06-15" not in shown
        await pilot.press("end")
        assert "adjustments" in await settled(pilot)
        await pilot.press("pagedown", "pagedown", "pagedown")
        assert "2026-06-15 (in 98 days): Practical observation" in await settled(pilot)
        await pilot.press("pageup", "pageup", "pageup")
        assert "Project interview: 0 of 25 passed" in await settled(pilot)


async def test_a_piece_is_added_changed_and_taken_out(cohort: Spring) -> None:
    dana = apprentice(cohort.ws, "Dana Field", organisation="vtct-skills")
    async with CoachApp(cohort.ws, "Dana Field").run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("o")
        assert "No piece of evidence yet. n adds the first." in await settled(pilot)
        await pilot.press("enter", "x", "n")
        refused = await filled(pilot, title="", refs="")
        assert "A piece needs a title." in refused
        refused = await filled(pilot, title="Letter from Mrs Osei", kind="customer-feedback", minutes="ten")
        assert "ten is not a number of minutes." in refused
        refused = await filled(pilot, minutes="", refs="S9.9")
        assert "S9.9 is not a criterion of l3-css-1.1." in refused
        shown = await filled(pilot, refs="B2.1, S2.1, B2.1", note="She wrote it by hand.")
        assert " 1  Letter from Mrs Osei · customer feedback · B2.1, S2.1" in shown
        assert "She wrote it by hand." in shown
        assert "1 of at least 10 pieces: 9 more to find." in shown
        assert "No piece serves " in shown
        await pilot.press("enter")
        shown = await filled(pilot, title="Letter from Mrs Osei, second side", dated="2026-02-11")
        assert " 1  Letter from Mrs Osei, second side · customer feedback · 2026-02-11" in shown
        await pilot.press("delete")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, Confirm)
        assert "Take out piece 1, Letter from Mrs Osei, second side?" in " ".join(shown.split())
        await pilot.press("n", "x")
        await settled(pilot)
        await pilot.click("#yes")
        assert "No piece of evidence yet." in await settled(pilot)
    assert portfolio.portfolio_of(cohort.ws, dana, dana.id).pieces == ()


async def test_what_the_rules_refuse_is_said_beside_it(cohort: Spring) -> None:
    dana = apprentice(cohort.ws, "Dana Field", organisation="vtct-skills")
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        await shown_by(pilot, PortfolioScreen(dana.id))
        await pilot.press("n")
        shown = await filled(pilot, title="How I felt about it", kind="reflective-account", refs="B2.1")
        assert "Piece 1, How I felt about it, is a reflective account, which is not accepted." in shown
