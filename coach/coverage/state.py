"""A criterion's state for one apprentice, from a trainer's marks and the mapper's suggestions."""

from collections.abc import Iterable
from typing import Literal, get_args

from coach.interview.states import State as SessionState
from coach.review.marks import MarkValue

CoverageState = Literal["untried", "suggested", "waiting", "attempted", "passed"]
COVERAGE_STATES: tuple[CoverageState, ...] = get_args(CoverageState)


def state_of(marks: Iterable[MarkValue], suggested_in: Iterable[SessionState]) -> CoverageState:
    """Return the state of one criterion.

    `marks` are the marks that stand (a re-mark has replaced the one before it); `suggested_in` the workflow states of
    the sessions in which the mapper suggests it and no mark answers it. Only a mark leads to attempted or passed.
    """
    standing = set(marks)
    if "passed" in standing:
        return "passed"
    if "attempted" in standing:
        return "attempted"
    sessions = set(suggested_in)
    if sessions & {"waiting", "in-review"}:
        return "waiting"
    return "suggested" if sessions else "untried"
