"""What others write while somebody looks: it turns up on the open screen, and nothing moves under their hands."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, TextArea

from coach.services import assign, review, sign_in
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from coach.store.store import open_store
from coach.tui.app import CoachApp
from coach.tui.screens.cohort import CohortScreen
from coach.tui.screens.coverage import CoverageScreen
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.review import ReviewScreen
from coach.tui.screens.session import SessionScreen
from coach.tui.screens.sessions import SessionsScreen
from coach.tui.widgets.coverage_grid import CoverageGrid
from tests.builders import apprentice, hand_in
from tests.tui.desk import shown_by, words
from tests.tui.screen_text import settled
from tests.tui.spring import ANSWERS, QUESTIONS, Spring


@pytest.fixture(autouse=True)
def looks_by_the_loops_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a timer that comes again count its seconds as the test's loop does; Textual's own asks the real clock."""
    monkeypatch.setattr("textual.timer._time.get_time", lambda: asyncio.get_running_loop().time())


@pytest.fixture
def elsewhere(cohort: Spring) -> Iterator[Workspace]:
    """The same store, open in a colleague's program."""
    ws = replace(cohort.ws, store=open_store(cohort.ws.store.path))
    ws.__dict__["mapper"] = cohort.ws.mapper
    yield ws
    ws.store.close()


@pytest.fixture
def owen(elsewhere: Workspace) -> Actor:
    return sign_in.actor_named(elsewhere, "Owen Price")


async def a_second(pilot: Pilot[None]) -> str:
    """Let the app look once more."""
    await pilot.pause(1.1)
    return await settled(pilot)


def on(pilot: Pilot[None], list_: str = "#queue") -> str:
    """The id of the row under the highlight."""
    chosen = pilot.app.screen.query_one(list_, OptionList).highlighted_option
    assert chosen is not None
    assert chosen.id is not None
    return chosen.id


async def test_a_trainer_sees_the_queue_move(cohort: Spring, elsewhere: Workspace, owen: Actor) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(100, 30)) as pilot:
        assert "2 sessions wait" in await settled(pilot)
        await pilot.press("down")
        assert on(pilot) == cohort.session
        cohort.clock.advance(days=-20)
        older = hand_in(elsewhere, cohort.clock, cohort.aisha, QUESTIONS[:1], ANSWERS[:1])
        cohort.clock.advance(days=20)
        assert "3 sessions wait" in await a_second(pilot)
        assert on(pilot) == cohort.session, "a row came in above"
        review.open_review(elsewhere, owen, cohort.session)
        assert "on the desk of Owen Price" in await a_second(pilot)
        review.sign_off(elsewhere, owen, older)
        assert "2 sessions wait" in await a_second(pilot)
        assert on(pilot) == cohort.session

        await pilot.press("slash")
        await settled(pilot)
        pilot.app.screen.query_one("#name", Input).value = "Ben"
        hand_in(elsewhere, cohort.clock, cohort.aisha, QUESTIONS[:1], ANSWERS[:1])
        await a_second(pilot)
        assert pilot.app.screen.query_one("#name", Input).value == "Ben", "a form stays as it is"
        await pilot.press("escape")
        assert "3 sessions wait" in await a_second(pilot)


async def test_a_row_that_is_gone_leaves_the_highlight_on_the_next(
    cohort: Spring, elsewhere: Workspace, owen: Actor
) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test() as pilot:
        await settled(pilot)
        pilot.app.screen._method = "project-interview"  # type: ignore[attr-defined]
        await pilot.press("r")
        await settled(pilot)
        first = on(pilot)
        assert first != cohort.session
        review.sign_off(elsewhere, owen, first)
        await a_second(pilot)
        assert on(pilot) == cohort.session
        review.sign_off(elsewhere, owen, cohort.session)
        assert "Nothing waits" in await a_second(pilot)


async def test_an_apprentice_sees_marks_arrive(cohort: Spring, elsewhere: Workspace, owen: Actor) -> None:
    async with CoachApp(cohort.ws, "Aisha Rahman").run_test(size=(90, 40)) as pilot:
        await settled(pilot)
        greeted = str(pilot.app.screen.query_one("#greeting", Static).content).split(".")[0]
        doors = pilot.app.screen.query_one("#doors", OptionList)
        await pilot.press("end")
        assert on(pilot, "#doors") == "details"
        assign.assign(elsewhere, owen, [cohort.aisha.id], "project-interview", ["K4.6"])
        assert "Owen Price asks you to rehearse K4.6" in await a_second(pilot)
        assert on(pilot, "#doors") == "details"
        assert str(pilot.app.screen.query_one("#greeting", Static).content).startswith(greeted)

        await pilot.press("slash", *"what")
        before = [option.id for option in doors.options]
        review.mark(elsewhere, owen, cohort.session, 1, "K4.5", "passed", "Clear.")
        review.sign_off(elsewhere, owen, cohort.session, "Well told.")
        await a_second(pilot)
        assert [option.id for option in doors.options] == before, "somebody types"
        assert pilot.app.screen.query_one("#line", Input).value == "what"
        await pilot.press(*["backspace"] * 4)
        assert "Read your trainer's marks" in await a_second(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_session_that_is_looked_at_shows_its_review(cohort: Spring, elsewhere: Workspace, owen: Actor) -> None:
    async with CoachApp(cohort.ws, "Aisha Rahman").run_test(size=(90, 16)) as pilot:
        assert "waiting for review" in await shown_by(pilot, SessionsScreen())
        pilot.app.push_screen(SessionScreen(cohort.session))
        shown = await settled(pilot)
        assert "It is with your trainer now" in shown
        review.mark(elsewhere, owen, cohort.session, 1, "K4.5", "passed", "Clear.")
        assert "just reviewed" not in await a_second(pilot), "marks are told with the sign-off"
        await pilot.press("n")
        scroll = pilot.app.screen.query_one("#scroll", VerticalScroll)
        scroll.scroll_to(y=3, animate=False)
        review.sign_off(elsewhere, owen, cohort.session, "Well told.")
        await a_second(pilot)
        assert (scroll.scroll_offset.y, "Clear." in words(pilot)) == (3, True)
        await pilot.press("p")
        shown = await settled(pilot)
        assert "Your trainer has just reviewed this." in shown
        assert "Well told." in shown
        await pilot.press("escape")
        assert "reviewed" in await settled(pilot)


async def test_coverage_follows_the_marks(cohort: Spring, elsewhere: Workspace, owen: Actor) -> None:
    async with CoachApp(cohort.ws, "Aisha Rahman").run_test(size=(90, 30)) as pilot:
        assert "0 of" in await shown_by(pilot, CoverageScreen())
        pilot.app.screen.query_one("#criteria", OptionList).highlighted = 12
        await settled(pilot)
        here = on(pilot, "#criteria")
        review.mark(elsewhere, owen, cohort.session, 1, here, "passed")
        review.sign_off(elsewhere, owen, cohort.session)
        assert "1 of" in await a_second(pilot)
        assert on(pilot, "#criteria") == here
        detail = str(pilot.app.screen.query_one("#criterion-detail", Static).content)
        assert detail.startswith(here)
        assert "passed" in detail


async def test_the_grid_sorts_itself_anew_under_a_cursor_that_stays(
    cohort: Spring, elsewhere: Workspace, owen: Actor
) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(120, 30)) as pilot:
        await shown_by(pilot, CohortScreen())
        grid = pilot.app.screen.query_one(CoverageGrid)
        await pilot.press("right", "right")
        assert grid.row is not None
        assert grid.column is not None
        chosen, column = grid.row, grid.column.key
        assert grid.cursor[0] == 0, "this one needs help most"
        session = hand_in(
            elsewhere, cohort.clock, sign_in.actor_named(elsewhere, chosen.name), QUESTIONS[:1], ANSWERS[:1]
        )
        for ref in ("K4.5", "K4.6", "S3.1", "S3.3", "S1.4"):
            review.mark(elsewhere, owen, session, 1, ref, "passed")
        review.sign_off(elsewhere, owen, session)
        assert " 5/" in await a_second(pilot)
        assert grid.cursor[0] > 0, "others need it more now"
        assert (grid.row.id, grid.column.key) == (chosen.id, column)
        assert chosen.name in str(pilot.app.screen.query_one("#cell-detail", Static).content)
        apprentice(elsewhere, "Aaron New")
        assert "Aaron New" in await a_second(pilot)
        assert grid.row.id == chosen.id


async def test_whoever_loses_a_review_is_told_early_and_refused_as_before(
    cohort: Spring, elsewhere: Workspace, owen: Actor
) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(100, 30), notifications=True) as pilot:
        await shown_by(pilot, ReviewScreen(cohort.session))
        await pilot.press("p", "c")
        await settled(pilot)
        if not pilot.app.screen.query(TextArea):
            await pilot.press("1")
            await settled(pilot)
        pilot.app.screen.query_one(TextArea).text = "Half a com"
        review.open_review(elsewhere, owen, cohort.session, take_over=True)
        await a_second(pilot)
        assert pilot.app.screen.query_one(TextArea).text == "Half a com"
        await pilot.press("escape")
        await settled(pilot)
        while not isinstance(pilot.app.screen, ReviewScreen):
            await pilot.press("y")
            await settled(pilot)
        assert "Owen Price has taken this review over." in " ".join((await a_second(pilot)).split())
        await pilot.press("a")
        assert "Owen Price has this review open since" in " ".join((await settled(pilot)).split())
        await pilot.press("escape")
        review.sign_off(elsewhere, owen, cohort.session)
        assert "Owen Price has just signed this review off." in " ".join((await a_second(pilot)).split())


async def test_a_store_that_refuses_says_so_once_and_is_taken_up_again(
    cohort: Spring, elsewhere: Workspace, owen: Actor
) -> None:
    async with CoachApp(cohort.ws, "Marsha Delgado").run_test(size=(100, 30), notifications=True) as pilot:
        assert "2 sessions wait" in await settled(pilot)
        review.open_review(elsewhere, owen, cohort.session)
        with elsewhere.store.write() as writer:
            writer.run("ALTER TABLE claims RENAME TO mislaid")
        assert "damaged" in await a_second(pilot)
        told = []
        for _ in range(60):
            told.append("damaged" in await a_second(pilot))
        assert told[0]
        assert True not in told[20:], "told once"
        with elsewhere.store.write() as writer:
            writer.run("ALTER TABLE mislaid RENAME TO claims")
        await pilot.pause(20)
        assert "on the desk of Owen Price" in await settled(pilot)
