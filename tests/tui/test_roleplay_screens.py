"""A role-play on the screen: choosing a customer, talking by keyboard, coming back, looking back, handing in.

The customer is the small scenario's, and the moves of each line are given, so that only the screens are looked at.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from coach.services import sessions, sign_in
from coach.services.workspace import Workspace
from coach.tui.app import CoachApp
from coach.tui.screens.choose import Choose
from coach.tui.screens.dialogs import Confirm, Message
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.interview import InterviewScreen
from coach.tui.screens.lookback import LookBackScreen
from coach.tui.screens.roleplay import RoleplayScreen
from coach.tui.screens.write import Write
from tests.roleplay.plays import with_one_customer
from tests.tui.screen_text import compare_golden, settled

NAME = "Aisha Rahman"
SIZES = [(80, 24), (120, 36)]
ASKED, FELT = "Who is it for?", "I'm so sorry, that must be annoying when it's a birthday."
CLOSED = "Is there anything else? Thanks for coming in."
MOVES = {ASKED: ("open-question",), FELT: ("apologise", "empathise"), CLOSED: ("close",)}


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A store with one apprentice, and one customer to talk to."""
    yield from with_one_customer(tmp_path, monkeypatch, MOVES)


async def said(pilot: Pilot[None], line: str) -> str:
    """Type a line, say it with Enter, and return what is shown then."""
    box = pilot.app.screen.query_one("#answer", TextArea)
    box.text = line
    await pilot.press("enter")
    return await settled(pilot)


async def begun(pilot: Pilot[None]) -> str:
    """Choose the one customer by keyboard, and close the brief."""
    await settled(pilot)
    await pilot.press("r")
    await settled(pilot)
    assert isinstance(pilot.app.screen, Choose)
    await pilot.press("1")
    shown = await settled(pilot)
    assert isinstance(pilot.app.screen, Message)
    assert "You serve at the collection desk." in shown
    await pilot.press("escape")
    return await settled(pilot)


def states(ws: Workspace) -> list[str]:
    """How the apprentice's sessions stand."""
    return [session.state for session in sessions.list_sessions(ws, sign_in.actor_named(ws, NAME))]


@pytest.mark.parametrize("size", SIZES)
async def test_a_talk_from_the_choice_to_handing_in(ws: Workspace, size: tuple[int, int]) -> None:
    looks = f"{size[0]}x{size[1]}"
    async with CoachApp(ws, NAME).run_test(size=size) as pilot:
        shown = await begun(pilot)
        assert "angry" in shown
        assert ("One parcel." in shown) == (size[0] >= 100)
        shown = await said(pilot, ASKED)
        assert "present" in shown or "birthday" in shown
        await pilot.press("f3")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Write)
        pilot.app.screen.query_one(TextArea).text = "It is a present"
        await pilot.press("f10")
        await settled(pilot)
        shown = await said(pilot, FELT)
        assert "calm" in shown
        assert "decent" in shown or "Kind of you" in shown
        compare_golden(f"roleplay-{looks}", shown)

        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.click("#yes")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Go on with your role-play" in shown
        await pilot.press("home", "enter")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, RoleplayScreen)
        assert ASKED in shown

        shown = await said(pilot, CLOSED)
        assert "The talk is over · Enter looks back on it" in shown
        assert "Thank you." in shown or "Much obliged." in shown
        await pilot.press("x", "r")
        assert isinstance(pilot.app.screen, RoleplayScreen)
        await pilot.press("enter")
        shown = await settled(pilot)
        assert isinstance(pilot.app.screen, LookBackScreen)
        compare_golden(f"lookback-{looks}", shown)
        await pilot.press("f10")
        await settled(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
    assert states(ws) == ["waiting"]


async def test_what_is_done_with_a_talk_is_asked_before_it_is_done(ws: Workspace) -> None:
    async with CoachApp(ws, NAME).run_test() as pilot:
        await begun(pilot)
        await said(pilot, ASKED)
        await pilot.press("f10")
        await settled(pilot)
        await pilot.click("#yes")
        assert "You left before its end." in await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        await pilot.click("#no")
        await settled(pilot)
        assert states(ws) == ["rating"]
        await pilot.press("r")
        assert "This one stays with you" in " ".join((await settled(pilot)).split())
        await pilot.press("y")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, RoleplayScreen)
        assert sorted(states(ws)) == ["answering", "dropped"]

        await said(pilot, ASKED)
        await pilot.press("f10")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        await pilot.press("a")
        await settled(pilot)
        assert isinstance(pilot.app.screen, InterviewScreen)
        assert sorted(states(ws)) == ["answering", "dropped", "waiting"]
