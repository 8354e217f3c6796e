from itertools import chain, combinations
from typing import TypeVar, get_args

import pytest

from coach.coverage.state import COVERAGE_STATES, CoverageState, state_of
from coach.interview.states import STATES, UNFINISHED, State
from coach.review.marks import MARKS, MarkValue

T = TypeVar("T")


def subsets(values: tuple[T, ...]) -> list[tuple[T, ...]]:
    return list(chain.from_iterable(combinations(values, size) for size in range(len(values) + 1)))


@pytest.mark.parametrize(
    ("marks", "suggested_in", "state"),
    [
        ((), (), "untried"),
        ((), ("answering",), "suggested"),
        ((), ("paused",), "suggested"),
        ((), ("rating",), "suggested"),
        ((), ("waiting",), "waiting"),
        ((), ("in-review",), "waiting"),
        ((), ("reviewed",), "suggested"),
        ((), ("answering", "waiting"), "waiting"),
        (("none",), (), "untried"),
        (("none",), ("answering",), "suggested"),
        (("none",), ("waiting",), "waiting"),
        (("attempted",), (), "attempted"),
        (("attempted",), ("waiting",), "attempted"),
        (("attempted", "none"), (), "attempted"),
        (("passed",), (), "passed"),
        (("passed",), ("waiting",), "passed"),
        (("passed", "attempted", "none"), ("answering",), "passed"),
    ],
)
def test_the_state_of_a_criterion(
    marks: tuple[MarkValue, ...], suggested_in: tuple[State, ...], state: CoverageState
) -> None:
    assert state_of(marks, suggested_in) == state


@pytest.mark.parametrize("suggested_in", subsets(STATES), ids=" ".join)
def test_no_suggestion_however_often_made_becomes_a_judgement(suggested_in: tuple[State, ...]) -> None:
    assert state_of((), suggested_in * 3) in ("untried", "suggested", "waiting")
    assert state_of(("none",), suggested_in) == state_of((), suggested_in)


@pytest.mark.parametrize("marks", subsets(MARKS), ids=" ".join)
def test_a_judgement_takes_a_mark_and_a_mark_is_never_outdone_by_a_suggestion(marks: tuple[MarkValue, ...]) -> None:
    for suggested_in in subsets(STATES):
        state = state_of(marks, suggested_in)
        assert (state == "passed") == ("passed" in marks)
        assert (state == "attempted") == ("attempted" in marks and "passed" not in marks)


@pytest.mark.parametrize("state", sorted(UNFINISHED))
def test_before_the_hand_in_it_is_only_suggested(state: State) -> None:
    assert state_of((), (state,)) == "suggested"


def test_the_states_are_those_scripts_know() -> None:
    assert COVERAGE_STATES == get_args(CoverageState) == ("untried", "suggested", "waiting", "attempted", "passed")
