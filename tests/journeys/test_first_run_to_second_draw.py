"""The whole loop as its users walk it: set up, rehearse, crash, go on, hand in, be marked, be asked for the gaps."""

from pathlib import Path

from textual.widgets import Input, OptionList, Select

from coach.coverage.state import CoverageState
from coach.services import people, sign_in
from coach.services.rehearse import draw_for
from coach.services.watch import coverage_of
from coach.services.workspace import Workspace
from coach.store import sessions as table
from coach.store.store import open_store
from coach.tui.app import CoachApp
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.interview import InterviewScreen
from coach.tui.screens.profile import ProfileScreen
from coach.tui.screens.queue import QueueScreen
from coach.tui.screens.rating import RatingScreen
from coach.tui.screens.review import ReviewScreen
from coach.tui.screens.session import SessionScreen
from coach.tui.widgets.answer_box import AnswerBox
from tests.builders import ScriptedClock

NAME = "Aisha Rahman"
HALF = "I had a gentleman whose parcel was ten days late, so I "
ANSWER = (
    "I had a gentleman whose parcel was ten days late. My limit is £25 of goodwill and he wanted forty, so I rang my "
    "team leader to sign it off because over that it isn't mine to give. She agreed, I phoned him back at four as I "
    "had promised, and he ordered again the week after."
)


def desk(folder: Path, clock: ScriptedClock) -> Workspace:
    return Workspace(open_store(folder / "coach.db"), now=clock.now, reading=clock.reading, new_seed=lambda: 11)


async def test_what_a_trainer_marks_decides_what_is_asked_next(tmp_path: Path) -> None:
    clock = ScriptedClock()
    await set_up_begin_and_crash(desk(tmp_path, clock), clock)
    clock.advance(minutes=20)
    session_id = await go_on_and_hand_in(desk(tmp_path, clock), clock)
    clock.advance(days=1)
    await review_it(desk(tmp_path, clock))
    clock.advance(days=1)
    await see_marks_and_sit_the_gaps(desk(tmp_path, clock), session_id)


async def set_up_begin_and_crash(ws: Workspace, clock: ScriptedClock) -> None:
    app = CoachApp(ws)
    async with app.run_test(size=(100, 34)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ProfileScreen)
        app.screen.query_one("#name", Input).value = NAME
        app.screen.query_one("#standard", Select).value = "l3-css-1.1"
        await pilot.pause()
        await pilot.press("f10")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("d")
        await pilot.pause()
        app.screen.query_one("#ways", OptionList).highlighted = 2
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
        clock.advance(minutes=2)
        app.screen.query_one("#answer", AnswerBox).text = HALF
        app.screen.keep()


async def go_on_and_hand_in(ws: Workspace, clock: ScriptedClock) -> str:
    app = CoachApp(ws)
    async with app.run_test(size=(100, 34)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        rehearsal = screen.rehearsal
        box = screen.query_one("#answer", AnswerBox)
        assert box.text == HALF
        assert rehearsal.progress.current == 1
        assert round(rehearsal.progress.clock.elapsed(clock.reading())) == 120
        assert "20 minutes" in next(turn.text for turn in rehearsal.transcript() if turn.kind == "interrupted")
        while isinstance(app.screen, InterviewScreen):
            box.text = f"{ANSWER} That was number {rehearsal.progress.current}."
            clock.advance(minutes=2)
            await pilot.press("ctrl+j")
            await pilot.pause()
        assert isinstance(app.screen, RatingScreen)
        await pilot.press("p", "a")
        await pilot.press("f10")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        return rehearsal.session_id


async def review_it(ws: Workspace) -> None:
    trainer = people.join(ws, people.NewPerson("Marsha Delgado", "trainer"))
    app = CoachApp(ws, trainer.name)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, QueueScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        await pilot.press("p")
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        for _ in range(3):
            if isinstance(app.screen, QueueScreen):
                break
            await pilot.press("f10")
            await pilot.pause()
        assert isinstance(app.screen, QueueScreen)


async def see_marks_and_sit_the_gaps(ws: Workspace, session_id: str) -> None:
    me = sign_in.actor_named(ws, NAME)
    states = coverage_of(ws, me, NAME).states
    by_state = {state: [ref for ref, now in states.items() if now == state] for state in ("passed", "attempted")}
    assert len(by_state["passed"]) == 1
    assert len(by_state["attempted"]) == 1
    app = CoachApp(ws, NAME)
    async with app.run_test(size=(100, 34)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
    assert weight_of_second_draw(ws, states) > weight_of_first_draw(ws, states, session_id)
    standard = ws.library.standard("l3-css-1.1")
    second = draw_for(ws, standard, "professional-discussion", count=3, seed=3, person=people.find(ws, NAME))
    targets = {ref for question in second.questions for ref in question.targets}
    assert by_state["attempted"][0] in targets


def weight_of_second_draw(ws: Workspace, states: "dict[str, CoverageState]") -> int:
    standard = ws.library.standard("l3-css-1.1")
    drawn = draw_for(ws, standard, "professional-discussion", count=5, seed=11, person=people.find(ws, NAME))
    return sum(1 for question in drawn.questions for ref in set(question.targets) if states[ref] != "passed")


def weight_of_first_draw(ws: Workspace, states: "dict[str, CoverageState]", session_id: str) -> int:
    first = table.questions_of(ws.store, session_id)
    return sum(1 for question in first for ref in set(question.targets) if states[ref] != "passed")
