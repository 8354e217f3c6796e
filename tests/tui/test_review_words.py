"""Words in a review: comments from the list, passages attached by keyboard and by mouse, the sign-off's three texts."""

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, TextArea

from coach.services import review
from coach.services.sessions import view_session
from coach.tui.app import CoachApp
from coach.tui.screens.choose import Choose
from coach.tui.screens.form import Form
from coach.tui.screens.mark_words import MarkWords, whole_words
from coach.tui.screens.queue import QueueScreen
from coach.tui.screens.review import ReviewScreen
from coach.tui.widgets.criteria_list import CriteriaList
from tests.builders import hand_in
from tests.tui.desk import SIZES, filled, marks, shown_by, underlined, words
from tests.tui.screen_text import compare_golden, settled
from tests.tui.spring import ANSWERS, QUESTIONS, Spring


async def to_attach(pilot: Pilot[None], small: Spring, ref: str) -> TextArea:
    """Open the choice of words for a criterion; return the text they are chosen in."""
    await shown_by(pilot, ReviewScreen(small.session))
    await pilot.press("m")
    pilot.app.screen.query_one(CriteriaList).choose(ref)
    await pilot.press("w")
    await settled(pilot)
    assert isinstance(pilot.app.screen, MarkWords)
    return pilot.app.screen.query_one(TextArea)


async def test_a_comment_is_chosen_by_its_number_for_the_mark_given_last(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(120, 40), notifications=True) as pilot:
        await shown_by(pilot, ReviewScreen(small.session))
        await pilot.press("p", "c")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, Choose)
        assert "Comment on K4.5 in question 1, passed" in shown
        ready = review.comments_for(small.ws, small.marsha, small.session, "K4.5", "passed")
        assert f"3 {ready[1].text[:30]}" in shown
        await pilot.press("3")
        shown = await settled(pilot)
        assert "Kept beside K4.5 in question 1" in " ".join(shown.split())
    assert marks(small) == [(1, "K4.5", "passed", ""), (1, "K4.5", "passed", ready[1].text)]


async def test_a_comment_is_offered_again_with_how_often_it_was_used(small: Spring) -> None:
    review.mark(small.ws, small.marsha, small.session, 1, "K4.6", "attempted", "Say what followed.")
    review.sign_off(small.ws, small.marsha, small.session)
    again = hand_in(small.ws, small.clock, small.aisha, QUESTIONS[:1], ANSWERS[:1])
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        await shown_by(pilot, ReviewScreen(again))
        await pilot.press("down", "a", "c")
        assert "Say what followed.  Aisha was told this before, 1 time" in await settled(pilot)
        await pilot.click(OptionList, offset=(10, 1))
        await settled(pilot)
    given = review.history(small.ws, small.marsha, again)[-1]
    assert (given.ref, given.comment) == ("K4.6", "Say what followed.")


async def test_words_are_attached_with_the_keyboard_and_shown_in_the_answer(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        await to_attach(pilot, small, "S5.5")
        await pilot.press("enter")
        assert "No words are chosen yet" in await settled(pilot)
        await pilot.press(*["right"] * 2, *["shift+right"] * 14, "enter")
        shown = await settled(pilot)
        assert underlined(pilot) == ["customer waited"]
        assert "customer waited ⟨S5.5⟩" in shown
        assert "Attached by Marsha Delgado: “customer waited”" in shown
        await pilot.press("w")
        assert "has 1 passage attached. Take them away" in " ".join((await settled(pilot)).split())
        await pilot.press("y")
        await settled(pilot)
        assert underlined(pilot) == []
    assert marks(small) == []


async def test_words_are_attached_with_the_mouse(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        area = await to_attach(pilot, small, "S5.5")
        left, top = area.gutter.left, area.gutter.top
        await pilot.mouse_down(area, offset=(left + 3, top))
        await pilot.hover(area, offset=(left + 15, top))
        await pilot.mouse_up(area, offset=(left + 15, top))
        await pilot.press("enter")
        await settled(pilot)
        assert underlined(pilot) == ["customer waited"]
    (attached,) = view_session(small.ws, small.marsha, small.session).questions[0].attached
    assert ANSWERS[0][attached.start : attached.end] == "customer waited"


@pytest.mark.parametrize(
    ("start", "end", "chosen"), [(2, 5, "one two"), (4, 7, "two"), (3, 8, "two"), (3, 4, ""), (0, 0, "")]
)
def test_a_passage_is_widened_to_whole_words(start: int, end: int, chosen: str) -> None:
    first, last = whole_words("one two three", start, end)
    assert "one two three"[first:last] == chosen


@pytest.mark.parametrize("size", SIZES)
async def test_the_sign_off_takes_feedback_strengths_and_next_steps(small: Spring, size: tuple[int, int]) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=size) as pilot:
        await shown_by(pilot, ReviewScreen(small.session))
        await pilot.press("p", "a", "s", "y")
        compare_golden(f"sign-off-{size[0]}x{size[1]}", await settled(pilot))
        too_long = "x" * (review.LONGEST_COMMENT + 1)
        shown = await filled(pilot, feedback="Well told.", strengths="Who told whom.", next=too_long)
        assert isinstance(pilot.app.screen, Form)
        assert "That list of next steps has 4001 characters" in " ".join(shown.replace("│", " ").split())
        assert "Sign off (F10)" in shown
        await filled(pilot, next="What followed.")
        assert isinstance(pilot.app.screen, QueueScreen)
        await shown_by(pilot, ReviewScreen(small.session))
        await pilot.press("f10", "y", "y")
        await settled(pilot)
        texts = [area.text for area in pilot.app.screen.query(TextArea)]
        assert texts == ["Well told.", "Who told whom.", "What followed."]
    view = view_session(small.ws, small.marsha, small.session)
    assert (view.feedback, view.strengths, view.next_steps) == ("Well told.", "Who told whom.", "What followed.")


async def test_the_form_is_worked_with_the_mouse_too(small: Spring) -> None:
    async with CoachApp(small.ws, "Marsha Delgado").run_test(size=(120, 40)) as pilot:
        await shown_by(pilot, ReviewScreen(small.session))
        await pilot.press("s")
        await settled(pilot)
        await pilot.click("#yes")
        await settled(pilot)
        await pilot.click("#form-leave")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
        await pilot.press("s", "y")
        await settled(pilot)
        await pilot.click("#form-keep")
        await settled(pilot)
        assert isinstance(pilot.app.screen, QueueScreen)
        assert "Reviewed lately" in words(pilot)
