"""Plays that an author expects to go in a certain way, and where they do not."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from coach.roleplay.engine import Roleplay
from coach.roleplay.moves import MoveReader
from coach.roleplay.play import Play, Turn

KeyPath = tuple[str | int, ...]


class Expect(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What holds after a line; what is left out does not matter."""

    mood: int | None = None
    reply: str = ""
    """Part of what is said, in any of its wordings."""
    fact: str = ""
    scene: str = ""
    end: str = ""
    reveals: tuple[str, ...] | None = None
    """Exactly the facts that were told."""
    nothing_revealed: bool = False
    promised: bool | None = None
    """Whether something has been promised with a time."""


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A line, the moves it makes (where they are pinned), and what comes of it."""

    say: str
    moves: tuple[str, ...] | None = None
    expect: Expect = Expect()


class ExpectedPlay(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One play from the first line on."""

    name: str
    steps: tuple[Step, ...]
    ends: str = ""
    """The ending it comes to."""
    seed: int = 1
    scene: str = ""
    """Where it begins, if not in the first scene."""


class Expectations(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The plays that a scenario is held against."""

    kind: Literal["scenario-expectations"]
    scenario: str
    plays: tuple[ExpectedPlay, ...]


class Broken(msgspec.Struct, frozen=True):
    """An expectation that was not met: where it stands in the play, and what happened instead."""

    path: KeyPath
    message: str


def broken(roleplay: Roleplay, expected: ExpectedPlay, reader: MoveReader | None) -> Iterator[Broken]:
    """Play the lines and yield what is not met after the first line that goes otherwise; the rest would follow from it.

    Without a `reader`, a play is followed as far as its moves are pinned.
    """
    play = roleplay.begin(expected.seed, expected.scene)
    for place, step in enumerate(expected.steps):
        path: KeyPath = ("steps", place)
        if play.ending:
            yield Broken((*path, "say"), f"the play has ended with {play.ending} before this line.")
            return
        if step.moves is None and reader is None:
            return
        moves = step.moves
        if moves is None and reader is not None:
            moves = reader.moves_of(step.say, play.last_said)
        play = roleplay.say(play, step.say, moves or ())
        misses = [Broken((*path, "expect", field), message) for field, message in _misses(roleplay, play, step.expect)]
        yield from misses
        if misses:
            return
    if expected.ends and play.ending != expected.ends:
        happened = f"ends with {play.ending}" if play.ending else f"has not ended and is in the scene {play.scene}"
        yield Broken(("ends",), f"the play {happened}, not with {expected.ends}.")


def _misses(roleplay: Roleplay, play: Play, expect: Expect) -> Iterator[tuple[str, str]]:
    turn = play.turns[-1]
    if expect.mood is not None and turn.mood != expect.mood:
        yield "mood", f"the mood is {turn.mood}, not {expect.mood}."
    if expect.reply and not _is_said(roleplay, turn, expect.reply):
        yield "reply", f"what is said is “{turn.reply}”."
    if expect.fact and expect.fact not in turn.told:
        yield "fact", f"{expect.fact} is not told, {_listed(turn.told)} is."
    if expect.scene and play.scene != expect.scene:
        yield "scene", f"the scene is {play.scene}, not {expect.scene}."
    if expect.end and play.ending != expect.end:
        yield "end", f"the ending is {play.ending or 'not reached'}, not {expect.end}."
    if expect.reveals is not None and set(expect.reveals) != set(turn.told):
        yield "reveals", f"what is told is {_listed(turn.told)}."
    if expect.nothing_revealed and turn.told:
        yield "nothing_revealed", f"{_listed(turn.told)} is told."
    if expect.promised is not None and bool(play.promises) != expect.promised:
        yield "promised", "a promise with a time has been made." if play.promises else "no promise has a time."


def _is_said(roleplay: Roleplay, turn: Turn, part: str) -> bool:
    """Whether a part of a reply was said, or would have been said by another seed."""
    wordings = [text for piece in turn.said for text in (piece.text, *roleplay.pools[piece.pool])]
    return any(part.casefold() in text.casefold() for text in (turn.reply, *wordings))


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "nothing"
