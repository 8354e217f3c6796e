"""Every scenario that comes with coach: no mistakes, plays as expected, reached in all its parts."""

from pathlib import Path

import pytest

from coach import paths
from coach.content.check import check_file
from coach.content.library import Library, scenario_files
from coach.roleplay.engine import Roleplay
from coach.roleplay.explore import explore

FILES = [*scenario_files(paths.shipped("scenarios")), paths.SAMPLE_SCENARIO]
SAMPLE_NAME = "CK0109"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_has_no_mistakes_and_plays_as_expected(path: Path, shipped: Library) -> None:
    found = [*check_file(path, shipped), *check_file(paths.expectations_of(path), shipped)]
    named_otherwise = SAMPLE_NAME if path == paths.SAMPLE_SCENARIO else ""
    assert [str(finding) for finding in found if finding.code != named_otherwise] == []


@pytest.mark.parametrize("id_", sorted(Library().shipped_scenarios))
def test_all_of_a_scenario_can_be_reached(id_: str, shipped: Library) -> None:
    seen = explore(Roleplay(shipped.scenario(id_)))
    assert seen.scenes.missing == seen.endings.missing == ()
    assert seen.facts.missing == ()
    assert seen.replies.percent >= 95, seen.replies.missing
    assert seen.whole
