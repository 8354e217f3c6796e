"""Two trainers at one desk: who has a review open, and taking it over."""

from coach.services import review, sign_in, waiting
from coach.services.sessions import view_session
from coach.tui.app import CoachApp
from coach.tui.screens.dialogs import Confirm, Message
from coach.tui.screens.queue import QueueScreen
from coach.tui.screens.review import ReviewScreen
from tests.tui.desk import marks, shown_by
from tests.tui.screen_text import settled
from tests.tui.spring import Spring


async def test_an_open_review_is_left_to_the_one_who_has_it(cohort: Spring) -> None:
    review.open_review(cohort.ws, cohort.marsha, cohort.session)
    async with CoachApp(cohort.ws, "Owen Price").run_test() as pilot:
        assert "on the desk of Marsha Delgado" in await settled(pilot)
        shown = await shown_by(pilot, ReviewScreen(cohort.session))
        assert isinstance(pilot.app.screen, Confirm)
        assert "Marsha Delgado has this review open since" in " ".join(shown.split())
        await pilot.press("n")
        await settled(pilot)
        assert isinstance(pilot.app.screen, QueueScreen)
    claims = {item.session_id: item.claimed_by for item in waiting.queue(cohort.ws, cohort.marsha)}
    assert claims[cohort.session] == "Marsha Delgado"


async def test_a_review_can_be_taken_over_with_the_marks_in_it(cohort: Spring) -> None:
    review.open_review(cohort.ws, cohort.marsha, cohort.session)
    review.mark(cohort.ws, cohort.marsha, cohort.session, 1, "K4.5", "passed")
    async with CoachApp(cohort.ws, "Owen Price").run_test() as pilot:
        await shown_by(pilot, ReviewScreen(cohort.session))
        await pilot.press("y")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert "✓ passed      K4.5" in shown
        await pilot.press("a")
        await settled(pilot)
    given = review.history(cohort.ws, cohort.marsha, cohort.session)
    assert [(mark.ref, mark.marked_by) for mark in given] == [("K4.5", "Marsha Delgado"), ("K4.6", "Owen Price")]


async def test_whoever_lost_a_review_is_told_at_the_next_mark(cohort: Spring) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await shown_by(pilot, ReviewScreen(cohort.session))
        owen = sign_in.actor_named(cohort.ws, "Owen Price")
        review.open_review(cohort.ws, owen, cohort.session, take_over=True)
        await pilot.press("p")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, Message)
        assert "Owen Price has this review open since" in " ".join(shown.split())
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, QueueScreen)
    assert marks(cohort) == []
    assert view_session(cohort.ws, owen, cohort.session).state == "in-review"


async def test_a_desk_left_since_yesterday_is_free(cohort: Spring) -> None:
    review.open_review(cohort.ws, cohort.marsha, cohort.session)
    cohort.clock.advance(days=1)
    async with CoachApp(cohort.ws, "Owen Price").run_test() as pilot:
        await shown_by(pilot, ReviewScreen(cohort.session))
        assert isinstance(pilot.app.screen, ReviewScreen)
