"""A role-play in plain mode: its end is a choice, as on the screen, and nothing is lost before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.plain.talk import talk
from coach.services import roleplay, sessions, sign_in
from coach.services.workspace import Workspace
from tests.builders import STANDARD
from tests.roleplay.plays import with_one_customer

MOVES = {"sod off": ("rude",), "I can": ("offer",), "Bye": ("close",)}


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    yield from with_one_customer(tmp_path, monkeypatch, MOVES)


def talked(ws: Workspace, *lines: str) -> tuple[str, list[str]]:
    """Go on with the unfinished talk, or begin one; return what became of it and what was said."""
    actor = sign_in.actor_named(ws, "Aisha Rahman")
    left = roleplay.unfinished(ws, actor)
    session = roleplay.take_up(ws, actor, left[0].id) if left else roleplay.start(ws, actor, "small")
    printed: list[str] = []
    return talk(session, lines, printed.append, ws.library.standard(STANDARD)), printed


def state(ws: Workspace) -> str:
    (session,) = sessions.list_sessions(ws, sign_in.actor_named(ws, "Aisha Rahman"))
    return session.state


@pytest.mark.parametrize(
    ("answer", "outcome", "then"),
    [("h", "handed-in", "waiting"), ("Keep it.", "discarded", "dropped"), ("/q", "questions", "waiting")],
)
def test_a_talk_that_has_ended_is_done_with_as_one_says(ws: Workspace, answer: str, outcome: str, then: str) -> None:
    became, printed = talked(ws, "I can", "/end", "what?", answer, "h")
    assert (became, state(ws)) == (outcome, then)
    assert sum("Say h to hand it in" in line for line in printed) == 2


def test_where_nothing_is_chosen_it_waits(ws: Workspace) -> None:
    assert talked(ws, "sod off", "sod off")[0] == "kept"
    assert state(ws) == "rating"
    became, printed = talked(ws, "k")
    assert (became, state(ws)) == ("discarded", "dropped")
    assert "You: sod off" in printed


def test_what_was_said_and_noted_is_there_when_one_comes_back(ws: Workspace) -> None:
    became, printed = talked(ws, "I can", "/note ring the depot", "/notes", "/mood", "/screen")
    assert became == "kept"
    assert {"Note: ring the depot", "Coach: Colin Yates is angry.", "Screen: One parcel."} <= set(printed)
    _, printed = talked(ws)
    assert {"You: I can", "Note: ring the depot"} <= set(printed)


def test_a_talk_without_a_line_is_not_handed_in(ws: Workspace) -> None:
    assert talked(ws, "/end")[0] == "discarded"
    assert state(ws) == "dropped"
