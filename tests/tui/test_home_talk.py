"""The home line and what it opens: typing, offers by number and by click, speaking aloud, a second try."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from coach.services import review
from coach.services.rights import Actor
from coach.services.sessions import list_sessions, view_session
from coach.services.workspace import Workspace
from coach.tui.app import CoachApp
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.interview import InterviewScreen
from coach.tui.screens.rating import RatingScreen
from coach.tui.screens.second_try import SecondTryScreen
from coach.tui.screens.session import SessionScreen
from coach.tui.screens.setup import SetupScreen
from coach.tui.screens.speak import SpeakScreen
from coach.tui.widgets.answer_box import AnswerBox
from tests.builders import Cue, ScriptedClock, apprentice, hand_in, question, trainer, workspace
from tests.tui.screen_text import settled

LIMIT = "fifty pounds on my own"
CALLED = "rang her back"
CUES = (Cue("K2.4", LIMIT, "the limit of your own authority"), Cue("K1.5", CALLED, "what a missed time leads to"))
ASKED = question("limits", "When did you stop at the limit of your authority?", ("K2.4", "K1.5"))


@dataclass
class Place:
    """Who is here, and what they have done."""

    ws: Workspace
    clock: ScriptedClock
    aisha: Actor
    session: str


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An apprentice with one marked answer, in which K2.4 fell short."""
    clock = ScriptedClock()
    ws = workspace(tmp_path, clock, CUES)
    aisha, marsha = apprentice(ws), trainer(ws)
    answer = f"I {CALLED} and gave the money."
    session = hand_in(ws, clock, aisha, (ASKED,), (answer,), {"K2.4": "passed"}, method="professional-discussion")
    review.mark(ws, marsha, session, 1, "K2.4", "attempted", "Whose limit was it?")
    review.sign_off(ws, marsha, session)
    yield Place(ws, clock, aisha, session)
    ws.store.close()


async def said(pilot: Pilot[None], text: str) -> str:
    """Type a line on the home screen and return what the coach's part of it shows then."""
    line = pilot.app.screen.query_one("#line", Input)
    line.focus()
    line.value = text
    await pilot.press("enter")
    await settled(pilot)
    return str(pilot.app.screen.query_one("#talk", Static).content) if isinstance(pilot.app.screen, HomeScreen) else ""


async def test_a_question_is_said_aloud_noted_and_handed_in_and_then_tried_again(place: Place) -> None:
    async with CoachApp(place.ws, "Aisha Rahman").run_test(size=(80, 24)) as pilot:
        shown = await settled(pilot)
        assert "Aisha" in shown and "2 March" in shown and "marked" in shown.casefold()
        await pilot.press("v")
        await settled(pilot)
        assert isinstance(pilot.app.screen, SpeakScreen)
        place.clock.advance(minutes=2)
        await pilot.press("enter")
        assert "You spoke for 2 minutes" in " ".join((await settled(pilot)).split())
        place.clock.advance(minutes=10)
        pilot.app.screen.query_one("#answer", AnswerBox).text = f"wanted eighty\nmay give {LIMIT}"
        await settled(pilot)
        assert "● K2.4" in str(pilot.app.screen.query_one("#hint-line", Static).content)
        await pilot.press("ctrl+j")
        await settled(pilot)
        assert isinstance(pilot.app.screen, RatingScreen)
        await pilot.press("f10")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)
        spoken, _ = list_sessions(place.ws, place.aisha)
        (noted,) = view_session(place.ws, place.aisha, spoken.id).questions
        assert (noted.answer, noted.seconds) == (f"wanted eighty.\nmay give {LIMIT}.", 120.0)
        assert any("Answered aloud in 2 minutes" in turn.text for turn in noted.turns)

        assert "Press c" in " ".join(shown.split())
        await pilot.press("c")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, SecondTryScreen)
        assert "+ Gained: K2.4" in shown and "- Lost: K1.5" in shown
        assert "said aloud, notes of it" in shown and "attempted, not passed" in shown
        await pilot.press("escape", "a")
        await settled(pilot)
        assert isinstance(pilot.app.screen, InterviewScreen)
        assert pilot.app.screen.rehearsal.question is not None
        assert pilot.app.screen.rehearsal.question.text == ASKED.text


async def test_what_is_typed_on_the_line_is_answered_and_its_offers_are_taken(place: Place) -> None:
    async with CoachApp(place.ws, "Aisha Rahman").run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("slash")
        assert "K2.4" in await said(pilot, "what am i missing?")
        await said(pilot, "2")
        assert "coverage" in type(pilot.app.screen).__name__.casefold()
        await pilot.press("escape")
        await settled(pilot)
        assert "20" in await said(pilot, "start a mock discussion for 20 minutes")
        await said(pilot, "yes")
        assert isinstance(pilot.app.screen, SetupScreen)
        ways = pilot.app.screen.query_one("#ways", OptionList)
        assert "20 minutes" in str(ways.get_option_at_index(0).prompt)
        await pilot.press("escape")
        await settled(pilot)
        assert "out loud" in await said(pilot, "let me say it out loud")
        await said(pilot, "yes")
        await settled(pilot)
        assert isinstance(pilot.app.screen, SpeakScreen)
        await pilot.press("escape", "y")
        await settled(pilot)
        shown = await settled(pilot)
        await pilot.click(offset=(6, next(n for n, row in enumerate(shown.splitlines()) if "Say it out loud" in row)))
        await settled(pilot)
        assert isinstance(pilot.app.screen, SpeakScreen)
        await pilot.press("escape", "y")
        await settled(pilot)
        await said(pilot, "carry on where i stopped")
        await said(pilot, "yes")
        assert isinstance(pilot.app.screen, SpeakScreen)
        await pilot.press("escape", "y")
        await settled(pilot)
        await said(pilot, "try the limit one again")
        assert isinstance(pilot.app.screen, InterviewScreen)
        assert len(list_sessions(place.ws, place.aisha)) == 4
