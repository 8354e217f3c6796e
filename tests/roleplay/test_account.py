"""Looking back on a play."""

from coach.roleplay.account import account
from tests.roleplay.plays import play, small

GOOD = [("Morning", "greet"), ("Who is it for?", "open-question"), ("I'll send it", "offer"), ("Bye", "close")]


def test_a_play_is_looked_back_on() -> None:
    seen = account(small(), play(GOOD))
    assert (seen.ending, seen.kind, seen.passes) == ("sent", "resolved", True)
    assert seen.path == (-2, -2, -2, -2, -2)
    assert seen.made == (("greet", 1), ("open-question", 1), ("offer", 1), ("close", 1))
    assert seen.found == ("it is a present",)
    assert seen.left == ("it is needed today", "he forgot")
    assert [(each.turn, each.refs) for each in seen.evidence] == [(2, ("S2.3",)), (3, ("S2.5",)), (4, ("S1.2",))]
    assert seen.also_possible == ()


def test_only_criteria_that_count_for_somebody_are_evidence() -> None:
    assert account(small(), play(GOOD), refs=["S2.5"]).refs == ("S2.5",)


def test_what_was_missed_is_what_would_have_brought_something() -> None:
    seen = account(small(), play([("hm", "adapt")]))
    assert set(seen.missed) == {"open-question", "empathise", "apologise", "offer"}
    assert seen.kind is None
    assert len(seen.also_possible) == 2
