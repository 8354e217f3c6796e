"""How near an apprentice is: per method, week by week, and against their own view of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from coach.coverage.state import CoverageState
from coach.review.marks import RANK, MarkValue
from coach.standards.model import Criterion


class MethodReadiness(msgspec.Struct, frozen=True):
    """One method's criteria counted by what has been shown."""

    method: str
    title: str
    passed: int
    of: int
    attempted: tuple[str, ...]
    waiting: tuple[str, ...]
    untouched: tuple[str, ...]
    """Refs that are untried, or suggested without a mark."""


class SelfView(msgspec.Struct, frozen=True):
    """Self-ratings beside a trainer's marks on the same criteria of the same sessions."""

    agreed: int
    too_high: tuple[str, ...]
    """Refs the apprentice rates above the mark."""
    too_low: tuple[str, ...]


def method_readiness(
    method: str, title: str, criteria: Sequence[Criterion], states: Mapping[str, CoverageState]
) -> MethodReadiness:
    """Count one method's criteria by state."""

    def in_state(*wanted: CoverageState) -> tuple[str, ...]:
        return tuple(c.ref for c in criteria if states.get(c.ref, "untried") in wanted)

    return MethodReadiness(
        method=method,
        title=title,
        passed=len(in_state("passed")),
        of=len(criteria),
        attempted=in_state("attempted"),
        waiting=in_state("waiting"),
        untouched=in_state("untried", "suggested"),
    )


def self_view(pairs: Iterable[tuple[str, MarkValue, MarkValue]]) -> SelfView:
    """Compare triples of a ref, its self-rating and its mark."""
    agreed, high, low = 0, [], []
    for ref, rating, mark in pairs:
        if RANK[rating] == RANK[mark]:
            agreed += 1
        elif RANK[rating] > RANK[mark]:
            high.append(ref)
        else:
            low.append(ref)
    return SelfView(agreed, tuple(dict.fromkeys(high)), tuple(dict.fromkeys(low)))


def passed_by_week(first_passed: Iterable[date], today: date, *, weeks: int = 12) -> tuple[int, ...]:
    """Return how many criteria were passed by the end of each of the last weeks, the oldest first."""
    days = sorted(first_passed)
    ends = [today - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    return tuple(sum(1 for day in days if day <= end) for end in ends)
