"""Two mocks of ten answers, reviewed by keys alone: how many it takes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from coach.services import review, waiting
from coach.services.sessions import view_session
from coach.tui.app import CoachApp
from coach.tui.screens.queue import QueueScreen
from tests.builders import Cue, ScriptedClock, apprentice, hand_in, question, trainer, workspace
from tests.tui.screen_text import settled
from tests.tui.spring import Spring

AT_MOST = 100
"""Keystrokes for twenty answers, free text not counted."""

CUES = (
    Cue("K4.5", "rang the warehouse", "a word with another department", 0.9),
    Cue("S3.1", "asked her how it went", "asking for feedback", 0.6),
)
TOLD = "The parcel was on no van, so I rang the warehouse, and the week after I asked her how it went."


@pytest.fixture
def twenty(tmp_path: Path) -> Iterator[Spring]:
    clock = ScriptedClock()
    ws = workspace(tmp_path, clock, CUES)
    marsha, aisha = trainer(ws), apprentice(ws)
    questions = [question(f"q{n}", f"What happened the {n}th time?", ("K4.5", "K4.6")) for n in range(1, 11)]
    answers = [f"It was customer number {n}. {TOLD}" for n in range(1, 11)]
    session = hand_in(ws, clock, aisha, questions, answers)
    hand_in(ws, clock, aisha, questions, answers)
    yield Spring(ws, clock, marsha, aisha, session)
    ws.store.close()


class Keyboard:
    """Presses keys and counts them."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self._pilot = pilot
        self.count = 0

    async def press(self, *keys: str) -> None:
        self.count += len(keys)
        await self._pilot.press(*keys)


async def test_twenty_answers_take_at_most_a_hundred_keys(twenty: Spring) -> None:
    sessions = [item.session_id for item in waiting.queue(twenty.ws, twenty.marsha)]
    async with CoachApp(twenty.ws, "Marsha Delgado").run_test() as pilot:
        await settled(pilot)
        keys = Keyboard(pilot)
        for _ in sessions:
            await keys.press("enter")
            for number in range(1, 11):
                await keys.press("p", "a" if number % 2 else "p", "x" if number % 5 == 0 else "p")
                if number % 4 == 0:
                    await keys.press("c", "2")
            await keys.press("s")
            await settled(pilot)
            pilot.app.screen.query_one("#feedback", TextArea).text = "Every story has an end now."
            await keys.press("f10")
            await settled(pilot)
        assert isinstance(pilot.app.screen, QueueScreen)
        assert keys.count <= AT_MOST
    for session in sessions:
        view = view_session(twenty.ws, twenty.marsha, session)
        assert view.state == "reviewed"
        assert [len(question.marks) for question in view.questions] == [3] * 10
        given = [(q.number, mark.ref, mark.mark) for q in view.questions for mark in q.marks]
        assert (3, "K4.6", "attempted") in given
        assert (5, "S3.1", "none") in given
        assert sum(bool(mark.comment) for mark in review.history(twenty.ws, twenty.marsha, session)) == 2
