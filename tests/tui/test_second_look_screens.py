"""A second look on screen: blind while it is marked, then the agreement, then what is to be settled."""

import pytest
from textual.widgets import OptionList

from coach.services import review, second_looks, sign_in
from coach.services.sessions import view_session
from coach.store import second_looks as table
from coach.tui.app import CoachApp
from coach.tui.screens.agreement import AgreementScreen
from coach.tui.screens.dialogs import Message
from coach.tui.screens.form import Form
from coach.tui.screens.queue import QueueScreen
from coach.tui.screens.second_look import SecondLookScreen
from tests.tui.desk import SIZES, filled, looked_twice, shown_by, told, words
from tests.tui.screen_text import compare_golden, settled
from tests.tui.spring import Spring


@pytest.mark.parametrize("size", SIZES)
async def test_how_it_looks(cohort: Spring, size: tuple[int, int]) -> None:
    (look,) = second_looks.open_looks(cohort.ws, cohort.marsha)
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=size) as pilot:
        shown = await shown_by(pilot, SecondLookScreen(look.session_id))
        compare_golden(f"second-look-{size[0]}x{size[1]}", shown)
        looked_twice(cohort, K4_6="passed")
        shown = await shown_by(pilot, AgreementScreen())
        compare_golden(f"agreement-{size[0]}x{size[1]}", shown)


async def test_nothing_of_the_first_marks_is_on_screen(cohort: Spring) -> None:
    (look,) = second_looks.open_looks(cohort.ws, cohort.marsha)
    first = second_looks.places(cohort.ws, cohort.marsha, look.session_id)
    owen = sign_in.actor_named(cohort.ws, "Owen Price")
    review.attach(cohort.ws, owen, look.session_id, 1, "K4.6", 0, 10)
    review.sign_off(cohort.ws, owen, look.session_id)
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        await shown_by(pilot, SecondLookScreen(look.session_id))
        for _ in first:
            seen = words(pilot)
            for word in ("passed", "attempted", "no evidence", "Owen", "Clear: who told", "Say what followed", "✓"):
                assert word not in seen
            assert seen.count("not marked") == len(first)
            assert "customer ⟨K4.6⟩" not in seen
            await pilot.press("down")
            await settled(pilot)


async def test_from_the_queue_to_the_agreement_by_keys(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        assert "Ben Carter · Project interview · by Owen Price, 2026-03-03" in await settled(pilot)
        await pilot.press("down", "down", "enter")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, SecondLookScreen)
        assert "3 to mark" in shown.splitlines()[0]
        await pilot.press("p", "s")
        assert "2 of the marks are still to be given" in " ".join((await settled(pilot)).split())
        await pilot.press("escape", "p", "x", "up")
        assert "all marked: s finishes" in await settled(pilot)
        await pilot.press("s")
        await settled(pilot)
        assert "1 second look: 1 of 3 marks agree, too few to say how far." in told(pilot)
        assert "Owen Price says attempted, not passed, Marsha Delgado says passed." in told(pilot)
        await pilot.press("escape")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, QueueScreen)
        assert "Second looks" not in shown
    given = review.history(cohort.ws, cohort.marsha, looked_at(cohort))
    assert {mark.marked_by for mark in given} == {"Owen Price"}


async def test_a_look_is_gone_on_with_where_it_was_left(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await settled(pilot)
        await pilot.press("down", "down", "enter", "a", "escape", "enter")
        shown = await settled(pilot)
        assert "2 to mark" in shown.splitlines()[0]
        assert "× " in shown
        assert pilot.app.screen.query_one("#places", OptionList).highlighted == 1


async def test_a_disagreement_is_settled_with_its_reason(cohort: Spring) -> None:
    session = looked_twice(cohort, K4_6="passed")
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await settled(pilot)
        await pilot.press("a")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, AgreementScreen)
        assert "2 of 3 marks agree, too few" in shown
        assert "1 to settle: read both views, then decide." in shown
        assert "Owen Price: attempted, not passed · Marsha Delgado: passed" in shown
        assert "I rang the" in shown
        await pilot.press("enter")
        refused = await filled(pilot, mark="passed", why="")
        assert isinstance(pilot.app.screen, Form)
        assert "A settled mark needs its reason." in refused
        shown = await filled(pilot, why="The cause is named and who felt it.")
        assert isinstance(pilot.app.screen, AgreementScreen)
        assert "Nothing is to be settled." in shown
    last = review.history(cohort.ws, cohort.marsha, session)[-1]
    assert (last.ref, last.mark, last.marked_by, last.why) == (
        "K4.6",
        "passed",
        "Marsha Delgado",
        "The cause is named and who felt it.",
    )
    assert view_session(cohort.ws, cohort.marsha, session).state == "in-review"


async def test_settling_by_mouse(cohort: Spring) -> None:
    looked_twice(cohort, S3_1="none")
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await shown_by(pilot, AgreementScreen())
        await pilot.click("#to-settle", offset=(5, 0))
        await settled(pilot)
        assert isinstance(pilot.app.screen, Form)
        await pilot.click("#form-leave")
        assert "1 to settle" in await settled(pilot)


async def test_before_any_second_look_it_says_how_one_comes_about(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        shown = await shown_by(pilot, AgreementScreen())
        assert "No second look is finished yet." in shown
        await pilot.press("enter", "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, QueueScreen)
        await shown_by(pilot, SecondLookScreen(small.session))
        assert isinstance(pilot.app.screen, Message)
        assert "is not up for a second look" in told(pilot)


def looked_at(cohort: Spring) -> str:
    """The session that was looked at twice."""
    return table.second_looks(cohort.ws.store)[0].session_id
