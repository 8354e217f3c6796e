"""The lines of the plays that scenarios are held against: what was said before, and the moves the author pinned."""

from collections.abc import Iterator

import msgspec

from coach import paths
from coach.content.convert import convert
from coach.content.library import Library
from coach.content.yaml_source import read_yaml
from coach.roleplay.engine import Roleplay
from coach.roleplay.expectations import Expectations, ExpectedPlay


class PlayedLine(msgspec.Struct, frozen=True):
    """A line of an expectation file."""

    scenario: str
    customer: str
    text: str
    moves: tuple[str, ...]


def played_lines(library: Library) -> list[PlayedLine]:
    """Return every line with pinned moves of the scenarios that come with coach."""
    return [
        line
        for id_, scenario in sorted(library.shipped_scenarios.items())
        for play in _plays(id_)
        for line in _played(Roleplay(scenario), play)
    ]


def _plays(id_: str) -> tuple[ExpectedPlay, ...]:
    path = paths.expectations_of(paths.shipped("scenarios") / f"{id_}.yaml")
    return convert(read_yaml(path), Expectations).plays


def _played(roleplay: Roleplay, expected: ExpectedPlay) -> Iterator[PlayedLine]:
    play = roleplay.begin(expected.seed, expected.scene)
    for step in expected.steps:
        if step.moves is None or play.ending:
            return
        yield PlayedLine(roleplay.scenario.id, play.last_said, step.say, step.moves)
        play = roleplay.say(play, step.say, step.moves)
