"""Whether a scenario plays as its author wrote down that it does."""

from collections.abc import Iterator
from pathlib import Path

from coach.content.convert import convert
from coach.content.diagnostic import Diagnostic, RefusedError, nearest
from coach.content.library import Library
from coach.content.lint.finding import at, warn
from coach.content.lint.scenarios import lint_scenario
from coach.content.yaml_source import KeyPath, YamlSource, read_yaml
from coach.roleplay.engine import Roleplay
from coach.roleplay.expectations import Expectations, ExpectedPlay, broken
from coach.roleplay.model import Scenario
from coach.roleplay.moves import MOVES

FEWEST_PLAYS = 3


def lint_expectations(source: YamlSource, expectations: Expectations, library: Library) -> Iterator[Diagnostic]:
    """Play every play of a scenario that stands beside its expectations."""
    path = scenario_of(source.path)
    try:
        beside = read_yaml(path)
        scenario = convert(beside, Scenario)
    except RefusedError:
        message = f"there is no scenario in {path.name} beside it that can be played."
        yield at(source, ("scenario",), "CK0122", message, "Check that file first.")
        return
    if scenario.id != expectations.scenario:
        message = f"the scenario beside it goes by {scenario.id}, not {expectations.scenario}."
        yield at(source, ("scenario",), "CK0122", message, "Name that one.")
        return
    names = [*_names(source, expectations, scenario)]
    yield from names
    if names or any(finding.severity == "error" for finding in lint_scenario(beside, scenario, library)):
        return
    roleplay = Roleplay(scenario)
    for row, play in enumerate(expectations.plays):
        for miss in broken(roleplay, play, library.move_reader):
            message = f"{play.name}: {miss.message}"
            yield at(source, ("plays", row, *miss.path), "CK0116", message, "Mend the scenario, or what is expected.")
    passing = [play for play in expectations.plays if play.ends and scenario.endings[play.ends].passes]
    if len(expectations.plays) < FEWEST_PLAYS or not passing:
        message = f"there are {len(expectations.plays)} plays, {len(passing)} to an ending that passes."
        hint = "Write a good, a middling and a rude one."
        yield warn(source, ("plays",), "CK0123", message, hint)


def scenario_of(expectations: Path) -> Path:
    """Return where the scenario stands that a file of expectations is for."""
    return expectations.with_name(f"{expectations.stem.removesuffix('.expect')}{expectations.suffix}")


def _names(source: YamlSource, expectations: Expectations, scenario: Scenario) -> Iterator[Diagnostic]:
    """Look for scenes, endings, facts and moves that are not there."""
    for row, play in enumerate(expectations.plays):
        for path, what, name, known in _named(("plays", row), play, scenario):
            if name and name not in known:
                code = {"move": "CK0106", "fact": "CK0112"}.get(what, "CK0100")
                yield at(source, path, code, f"there is no {what} {name}.", nearest(name, sorted(known)))


def _named(path: KeyPath, play: ExpectedPlay, scenario: Scenario) -> Iterator[tuple[KeyPath, str, str, set[str]]]:
    scenes, endings, facts = set(scenario.scenes), set(scenario.endings), set(scenario.facts)
    yield (*path, "ends"), "ending", play.ends, endings
    yield (*path, "scene"), "scene", play.scene, scenes
    for place, step in enumerate(play.steps):
        here: KeyPath = (*path, "steps", place)
        for index, move in enumerate(step.moves or ()):
            yield (*here, "moves", index), "move", move, set(MOVES)
        yield (*here, "expect", "scene"), "scene", step.expect.scene, scenes
        yield (*here, "expect", "end"), "ending", step.expect.end, endings
        yield (*here, "expect", "fact"), "fact", step.expect.fact, facts
        for index, fact in enumerate(step.expect.reveals or ()):
            yield (*here, "expect", "reveals", index), "fact", fact, facts
