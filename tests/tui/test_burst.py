"""Keys that arrive all at once, as over a slow line: a key that sends or saves comes after what was typed before it."""

from textual.events import Key

from coach.services.rehearse import Plan, start
from coach.tui.app import CoachApp
from coach.tui.screens.interview import InterviewScreen
from coach.tui.screens.write import Write
from tests.builders import METHOD
from tests.tui.desk import settled
from tests.tui.spring import Spring

WORDS = "I rang her back."


def burst(app: CoachApp, text: str, last: str) -> None:
    """Let keys arrive faster than anything can be done about them."""
    for letter in text:
        app.post_message(Key({" ": "space", ".": "full_stop"}.get(letter, letter), letter))
    app.post_message(Key(last, None))


async def test_what_arrives_at_once_is_sent_and_saved_whole(small: Spring) -> None:
    rehearsal = start(small.ws, small.aisha, Plan(METHOD, questions=2))
    saved: list[str | None] = []
    app = CoachApp(small.ws, "Aisha Rahman")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.push_screen(InterviewScreen(rehearsal))
        await settled(pilot)
        burst(app, WORDS, "ctrl+j")
        await settled(pilot)
        assert [turn.text for turn in rehearsal.transcript() if turn.kind == "answer"] == [WORDS]
        app.push_screen(Write("A note"), saved.append)
        await settled(pilot)
        burst(app, WORDS, "f10")
        await settled(pilot)
        assert saved == [WORDS]
