"""Playing all of a scenario."""

import msgspec

from coach.roleplay.engine import Roleplay
from coach.roleplay.explore import example, explore
from coach.roleplay.line import read_line
from coach.roleplay.model import Reply, When
from tests.roleplay.plays import small


def test_all_of_a_small_scenario_is_reached() -> None:
    seen = explore(Roleplay(small()))
    assert seen.whole
    assert seen.facts.missing == seen.criteria.missing == ()
    assert seen.shortest_pass == 2


def test_what_nobody_can_reach_is_named() -> None:
    scenario = small()
    never = Reply(when=When(knows=("any-reason",), not_yet=("any-reason",)), says=("a", "b"), shows=("S2.8",))
    scenario = msgspec.structs.replace(scenario, otherwise=(*scenario.otherwise, never))
    seen = explore(Roleplay(scenario), bound=200)
    assert seen.replies.missing == ("otherwise 2",)
    assert seen.criteria.missing == ("S2.8",)
    assert not seen.whole


def test_the_same_seed_plays_the_same() -> None:
    assert explore(Roleplay(small()), seed=3) == explore(Roleplay(small()), seed=3)


def test_an_example_of_a_cue_is_what_the_cue_matches() -> None:
    for cue in (
        "rang|phoned ... back",
        "<money> back",
        "rang _ back",
        "very? cross",
        "=named",
        "follow-up",
        "over <time>",
    ):
        assert read_line(example(cue), []).mentions((cue,)), cue
