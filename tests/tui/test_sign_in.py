"""The app's door: choosing a passphrase, being asked for it, the lock, and a shared store."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from coach.errors import NotAllowedError
from coach.services import people, rehearse, sign_in
from coach.services.passphrases import Hashing
from coach.services.people import NewPerson
from coach.services.rights import OWNER
from coach.services.sessions import session_row
from coach.tui.app import CoachApp
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.interview import InterviewScreen
from coach.tui.screens.lock import LockScreen
from coach.tui.screens.passphrase import AskPassphrase, ChoosePassphrase
from coach.tui.screens.queue import QueueScreen
from coach.tui.screens.review import ReviewScreen
from coach.tui.screens.sign_in import SignInScreen
from coach.tui.screens.write import Write
from tests.builders import METHOD
from tests.tui.desk import words
from tests.tui.screen_text import settled
from tests.tui.spring import QUESTIONS, Spring

KETTLES, TEAPOTS = "three copper kettles", "nine blue teapots"
AISHA, MARSHA, LENA = "Aisha Rahman", "Marsha Delgado", "Lena Fox"


@pytest.fixture
def guarded(small: Spring) -> Spring:
    """The small store, where a hash costs nothing."""
    small.ws.hashing = Hashing(rounds=1, memory=8, lanes=1)
    return small


async def typed(pilot: Pilot[None], *passphrases: str) -> str:
    """Type passphrases into the lines of the screen on top, press Enter; return what is shown, lines whole."""
    lines = list(pilot.app.screen.query(Input))
    for line, passphrase in zip(lines, passphrases, strict=True):
        line.value = passphrase
    lines[-1].focus()
    await pilot.press("enter")
    shown = await settled(pilot)
    return " ".join(f"{words(pilot)} {shown}".split())


async def test_a_trainer_chooses_a_passphrase_locks_and_comes_back(guarded: Spring) -> None:
    app = CoachApp(guarded.ws)
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        assert "Choose a passphrase" in await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, SignInScreen)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ChoosePassphrase)
        assert "The two are not the same." in await typed(pilot, KETTLES, TEAPOTS)
        shown = await typed(pilot, "kettle", "kettle")
        assert "A passphrase needs 8 characters or more." in shown
        assert "kettle" not in shown
        await typed(pilot, KETTLES, KETTLES)
        assert isinstance(app.screen, QueueScreen)

        await pilot.press("ctrl+l")
        shown = await settled(pilot)
        assert isinstance(app.screen, LockScreen)
        assert "Marsha Delgado is signed in." in shown
        assert AISHA not in shown
        await pilot.press("ctrl+l", "escape", "f12")
        assert isinstance(app.screen, LockScreen)
        assert "is Caps Lock on?" in await typed(pilot, KETTLES.upper())
        await typed(pilot, KETTLES)
        assert isinstance(app.screen, QueueScreen)

        await pilot.press("k")
        await settled(pilot)
        assert "That is not the passphrase of Marsha Delgado." in await typed(pilot, TEAPOTS, TEAPOTS, TEAPOTS)
        await typed(pilot, KETTLES, TEAPOTS, TEAPOTS)
        await pilot.press("w")
        await settled(pilot)
        with pytest.raises(NotAllowedError):
            sign_in.actor_named(guarded.ws, MARSHA, passphrase=KETTLES)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AskPassphrase)
        for _ in range(2):
            shown = await typed(pilot, KETTLES)
        assert "The next try is in 30 seconds." in shown
        assert "Wait 30 seconds and try again." in await typed(pilot, TEAPOTS)
        guarded.clock.advance(seconds=30)
        await typed(pilot, TEAPOTS)
        *_, told = [notification.message for notification in app._notifications]
        assert told == "Since you were last here: 1 wrong passphrase. Tell a lead if that was not you."
        assert isinstance(app.screen, QueueScreen)


async def test_the_app_locks_after_ten_idle_minutes_and_loses_nothing(guarded: Spring) -> None:
    sign_in.choose_passphrase(guarded.ws, MARSHA, KETTLES)
    app = CoachApp(guarded.ws, MARSHA)
    async with app.run_test() as pilot:
        await settled(pilot)
        await typed(pilot, KETTLES)
        app.push_screen(Write("Comment", "Half a comment"))
        await settled(pilot)
        guarded.clock.advance(minutes=9)
        await pilot.press("x")
        guarded.clock.advance(minutes=9)
        assert not app.lock_if_idle()
        guarded.clock.advance(minutes=1)
        await pilot.press("y")
        assert "Half a comment" not in await settled(pilot)
        assert isinstance(app.screen, LockScreen)
        await pilot.press("ctrl+q")
        assert app.is_running
        await typed(pilot, KETTLES)
        assert isinstance(app.screen, Write)
        assert app.screen.query_one(TextArea).text == "xHalf a comment"
        guarded.clock.advance(minutes=10)
        assert app.lock_if_idle()
        sign_in.take_passphrase_away(guarded.ws, OWNER, MARSHA)
        await settled(pilot)
        assert "reset meanwhile" in await typed(pilot, "anything at all")
        assert isinstance(app.screen, LockScreen)


async def test_a_review_stays_on_the_desk_while_coach_is_locked(guarded: Spring) -> None:
    sign_in.choose_passphrase(guarded.ws, MARSHA, KETTLES)
    app = CoachApp(guarded.ws, MARSHA)
    async with app.run_test() as pilot:
        await settled(pilot)
        await typed(pilot, KETTLES)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("p", "ctrl+l")
        await settled(pilot)
        assert isinstance(app.screen, LockScreen)
        assert session_row(guarded.ws, guarded.session).state == "in-review"
        await typed(pilot, KETTLES)
        await pilot.press("escape")
        await settled(pilot)
        assert session_row(guarded.ws, guarded.session).state == "waiting"


@pytest.mark.parametrize("over", ["ctrl+l", "f1"])
async def test_leaving_gives_back_a_review_beneath_the_lock_or_another_screen(guarded: Spring, over: str) -> None:
    sign_in.choose_passphrase(guarded.ws, MARSHA, KETTLES)
    app = CoachApp(guarded.ws, MARSHA)
    async with app.run_test() as pilot:
        await settled(pilot)
        await typed(pilot, KETTLES)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("p", over)
        await settled(pilot)
        assert not isinstance(app.screen, ReviewScreen)
        assert session_row(guarded.ws, guarded.session).state == "in-review"
        await pilot.press("ctrl+q")
    assert session_row(guarded.ws, guarded.session).state == "waiting"


async def test_an_apprentice_is_not_locked_out_of_a_mock(guarded: Spring) -> None:
    aisha = sign_in.choose_passphrase(guarded.ws, AISHA, KETTLES)
    app = CoachApp(guarded.ws, AISHA)
    async with app.run_test() as pilot:
        await settled(pilot)
        await typed(pilot, KETTLES)
        assert isinstance(app.screen, HomeScreen)
        rehearsal = rehearse.start(guarded.ws, aisha, rehearse.Plan(METHOD, questions=3), QUESTIONS)
        app.push_screen(InterviewScreen(rehearsal))
        await settled(pilot)
        app.screen.query_one(TextArea).text = "A customer waited for a"
        guarded.clock.advance(minutes=40)
        assert not app.lock_if_idle()
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert isinstance(app.screen, LockScreen)
        assert rehearsal.draft() == "A customer waited for a"
        await typed(pilot, KETTLES)
        assert isinstance(app.screen, InterviewScreen)
        assert app.screen.query_one(TextArea).text == "A customer waited for a"


async def test_a_lock_without_a_passphrase_asks_for_one_first(guarded: Spring) -> None:
    app = CoachApp(guarded.ws, AISHA)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert isinstance(app.screen, ChoosePassphrase)
        await typed(pilot, KETTLES, KETTLES)
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert isinstance(app.screen, LockScreen)


async def test_on_a_shared_store_a_name_is_typed_and_nobody_is_shown(guarded: Spring) -> None:
    ws = guarded.ws
    people.add(ws, OWNER, NewPerson(LENA, "lead"))
    lena = sign_in.choose_passphrase(ws, LENA, KETTLES)
    sign_in.set_shared(ws, lena, on=True)
    sign_in.give_passphrase(ws, lena, AISHA, TEAPOTS)
    app = CoachApp(ws)
    async with app.run_test() as pilot:
        shown = await settled(pilot)
        assert not app.screen.query(OptionList)
        assert not any(name in shown for name in (AISHA, MARSHA, LENA, "new here"))
        await typed(pilot, "[/nobody]")
        assert "do not go together" in await typed(pilot, KETTLES)
        assert "[/nobody]" in words(pilot)
        await pilot.press("escape")
        await settled(pilot)
        await typed(pilot, AISHA.lower())
        await typed(pilot, TEAPOTS)
        assert "Choose a passphrase of your own" in words(pilot)
        await typed(pilot, TEAPOTS, KETTLES, KETTLES)
        assert isinstance(app.screen, HomeScreen)
        guarded.clock.advance(minutes=10)
        assert app.lock_if_idle()
        assert "Aisha Rahman is signed in." in await settled(pilot)


async def test_nobody_sets_themself_up_as_a_trainer_beside_one_with_a_passphrase(guarded: Spring) -> None:
    sign_in.choose_passphrase(guarded.ws, MARSHA, KETTLES)
    app = CoachApp(guarded.ws)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("n")
        await settled(pilot)
        app.screen.query_one("#name", Input).value = "Eve Marsh"
        app.screen.query_one("#role").value = "trainer"  # type: ignore[attr-defined]
        await pilot.press("f10")
        assert "Ask one of them to add you" in " ".join((await settled(pilot)).split())
    assert "Eve Marsh" not in {person.name for person in people.everybody(guarded.ws)}
