"""Reviewing: marks by keys, comments, evidence, leaving, signing off."""

import pytest
from textual.widgets import TextArea

from coach.services import review
from coach.services.sessions import view_session
from coach.services.watch import coverage_of
from coach.tui.app import CoachApp
from coach.tui.screens.cohort import CohortScreen
from coach.tui.screens.dialogs import Confirm, Message
from coach.tui.screens.queue import QueueScreen
from coach.tui.screens.review import ReviewScreen
from tests.tui.desk import SIZES, chosen, marks, opened, signed_off, told, underlined, written
from tests.tui.screen_text import compare_golden, settled
from tests.tui.spring import HOSTILE, Spring


@pytest.mark.parametrize("size", SIZES)
async def test_how_it_looks(small: Spring, size: tuple[int, int]) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=size) as pilot:
        compare_golden(f"review-{size[0]}x{size[1]}", await opened(pilot, small))
        await pilot.press("p", "a", "b")
        compare_golden(f"review-marked-{size[0]}x{size[1]}", await settled(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_from_the_queue_to_the_coverage(small: Spring, size: tuple[int, int]) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        for key, ref in (("p", "K4.5"), ("a", "K4.6"), ("x", "K4.4"), ("p", "S3.1"), ("a", "S3.3"), ("p", "S1.4")):
            assert chosen(pilot) == ref
            await pilot.press(key)
            await settled(pilot)
        assert "all marked" in await settled(pilot)
        await pilot.press("s")
        await signed_off(pilot, "Well told. Next: what followed.")
        assert isinstance(pilot.app.screen, QueueScreen)
        await pilot.press("c")
        await settled(pilot)
        assert isinstance(pilot.app.screen, CohortScreen)
        line = next(line for line in (await settled(pilot)).splitlines() if "Aisha" in line)
        assert "3/62" in line
        assert line.count("✓") + line.count("×") == (5 if size[0] == 120 else 4)
    states = coverage_of(small.ws, small.aisha, "Aisha Rahman").states
    assert [states[ref] for ref in ("K4.5", "K4.6", "K4.4", "S3.1", "S3.3", "S1.4")] == [
        "passed",
        "attempted",
        "untried",
        "passed",
        "attempted",
        "passed",
    ]
    view = view_session(small.ws, small.aisha, small.session)
    assert view.state == "reviewed"
    assert view.feedback == "Well told. Next: what followed."


async def test_looking_marks_nothing(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        await opened(pilot, small)
        await pilot.press("down", "up", "n", "e", "m", "b", "s")
        await settled(pilot)
        await pilot.press("y")
        await signed_off(pilot, "")
        assert isinstance(pilot.app.screen, QueueScreen)
    assert marks(small) == []
    assert view_session(small.ws, small.marsha, small.session).state == "reviewed"
    assert coverage_of(small.ws, small.marsha, "Aisha Rahman").count("passed") == 0


async def test_leaving_keeps_the_marks(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        await opened(pilot, small)
        await pilot.press("p", "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, QueueScreen)
        assert view_session(small.ws, small.marsha, small.session).state == "waiting"
        await opened(pilot, small)
        assert chosen(pilot) == "K4.6"
    assert marks(small) == [(1, "K4.5", "passed", "")]


async def test_quitting_puts_the_review_back(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        await opened(pilot, small)
        await pilot.press("ctrl+q")
    assert view_session(small.ws, small.marsha, small.session).state == "waiting"


async def test_a_comment_shows_as_typed_everywhere(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        assert HOSTILE in await opened(pilot, small)
        await pilot.press("c")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Message)
        await pilot.press("escape", "p", "up", "c")
        await written(pilot, HOSTILE)
        assert marks(small) == [(1, "K4.5", "passed", ""), (1, "K4.5", "passed", HOSTILE)]
        shown = await settled(pilot)
        assert f"“{HOSTILE}”" in shown
        assert f"Comment: {HOSTILE}" in shown
        await pilot.press("h")
        await settled(pilot)
        assert f"passed. “{HOSTILE}”" in told(pilot)
        await pilot.press("escape", "s")
        await settled(pilot)
        await pilot.press("y")
        await signed_off(pilot, HOSTILE)
        await pilot.press("c")
        await settled(pilot)
        await pilot.press(*["right"] * 8, "enter")
        await settled(pilot)
        assert f"marked by Marsha Delgado. “{HOSTILE}”" in told(pilot)
        await pilot.press("escape", "escape", "enter")
        shown = await settled(pilot)
        assert f"“{HOSTILE}”" in shown
        await pilot.press("s")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("y")
        await settled(pilot)
        assert pilot.app.screen.query_one("#feedback", TextArea).text == HOSTILE


async def test_another_mark_replaces_the_first_and_keeps_its_comment(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        await opened(pilot, small)
        await pilot.press("p", "up", "c")
        await written(pilot, "Who told whom?")
        await pilot.press("p", "up", "a", "up")
        shown = await settled(pilot)
        assert "× K4.5" in shown
        await pilot.press("h")
        assert "Replaced later." in await settled(pilot)
    assert marks(small) == [
        (1, "K4.5", "passed", ""),
        (1, "K4.5", "passed", "Who told whom?"),
        (1, "K4.5", "attempted", "Who told whom?"),
    ]


async def test_own_ratings_stay_hidden_until_the_mark_is_given(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        assert "themself" not in await opened(pilot, small)
        await pilot.press("a")
        shown = await settled(pilot)
        assert shown.count("says of themself: passed") == 1
        await pilot.press("up")
        assert "They say of themself: passed." in await settled(pilot)


async def test_the_answer_shows_the_evidence_of_what_is_highlighted(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        await opened(pilot, small)
        assert underlined(pilot) == ["rang the warehouse", "told the office what they had said"]
        await pilot.press("down")
        shown = await settled(pilot)
        assert underlined(pilot) == ["the order had never reached their screen"]
        assert "No sign yet of what follows for the" in shown
        assert "what caused it" in shown
        await pilot.press("e")
        await settled(pilot)
        assert len(underlined(pilot)) == 4
        await pilot.press("enter")
        assert "An answer could include" in await settled(pilot)


async def test_evidence_further_down_is_brought_into_sight(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(60, 20)) as pilot:
        await opened(pilot, small)
        await pilot.press("n", "down", "down")
        assert "now I ask" in await settled(pilot)
        assert chosen(pilot) == "S1.4"
        await pilot.press("pageup", "pageup")
        assert "Question 3 of 3" in await settled(pilot)


async def test_questions_without_an_answer_are_passed_over_and_named(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        assert "Not answered: question 2" in await opened(pilot, small)
        await pilot.press("n")
        assert "question 3 of 3" in await settled(pilot)
        await pilot.press("right")
        assert "question 3 of 3" in await settled(pilot)
        await pilot.press("left")
        assert "question 1 of 3" in await settled(pilot)


async def test_every_criterion_of_the_method_can_be_marked(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        await opened(pilot, small)
        await pilot.press("m", "end", "p")
        await settled(pilot)
        await pilot.press("m")
        assert "✓ S5.5" in await settled(pilot)
    assert marks(small) == [(1, "S5.5", "passed", "")]


async def test_unmarked_suggestions_are_counted_before_a_sign_off(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        await opened(pilot, small)
        await pilot.press("p", "a", "s")
        assert "4 suggestions have no mark yet" in await settled(pilot)
        await pilot.press("n")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
        await pilot.press("s", "y")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
    assert view_session(small.ws, small.marsha, small.session).state == "in-review"


async def test_a_reviewed_session_opens_again_only_when_asked(small: Spring) -> None:
    review.mark(small.ws, small.marsha, small.session, 1, "K4.5", "passed")
    review.sign_off(small.ws, small.marsha, small.session, "Good.")
    async with CoachApp(small.ws, "Marsha Delgado").run_test() as pilot:
        assert "reviewed" in (await opened(pilot, small)).splitlines()[0]
        await pilot.press("a")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("n", "escape")
        await settled(pilot)
        assert view_session(small.ws, small.marsha, small.session).state == "reviewed"
        await opened(pilot, small)
        await pilot.press("a", "y")
        await settled(pilot)
        assert view_session(small.ws, small.marsha, small.session).state == "in-review"
    assert marks(small)[1:] == [(1, "K4.6", "attempted", "")]


async def test_what_does_not_fit_below_the_criteria_is_a_key_away(small: Spring) -> None:
    review.open_review(small.ws, small.marsha, small.session)
    review.mark(small.ws, small.marsha, small.session, 1, "K4.5", "passed", "Told in order. " * 9)
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(80, 24)) as pilot:
        assert "Enter reads on" not in await opened(pilot, small)
        await pilot.press("up")
        shown = await settled(pilot)
        assert chosen(pilot) == "K4.5"
        assert "… Enter reads on" in shown
        assert "departments communicating well" not in shown
        await pilot.press("enter")
        await settled(pilot)
        assert "depends on departments communicating well" in told(pilot)
