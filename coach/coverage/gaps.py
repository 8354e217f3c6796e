"""Gaps: which criteria still want showing, in which order, and why."""

from collections.abc import Mapping, Sequence

import msgspec

from coach.coverage.state import CoverageState
from coach.standards.model import Criterion

GAP_WEIGHTS: Mapping[CoverageState, float] = {
    "attempted": 5.0,
    "untried": 3.0,
    "suggested": 1.0,
    "waiting": 0.5,
    "passed": 0.0,
}
DISTINCTION_SHARE = 0.4
"""A distinction criterion counts for less than a pass criterion until the pass is safe."""

WHY: Mapping[CoverageState, str] = {
    "attempted": "your trainer marked it attempted, not passed",
    "untried": "nothing shown yet",
    "suggested": "suggested by the mapper, not marked by a trainer",
    "waiting": "waiting for your trainer's mark",
    "passed": "passed",
}


class Gap(msgspec.Struct, frozen=True):
    """A criterion that is not passed yet, and how much it matters."""

    criterion: Criterion
    state: CoverageState
    weight: float

    @property
    def why(self) -> str:
        """The reason in words."""
        return WHY[self.state]


def gaps(criteria: Sequence[Criterion], states: Mapping[str, CoverageState]) -> tuple[Gap, ...]:
    """Return what is not passed, the heaviest first, in the plan's order where they weigh the same."""
    found = [
        Gap(criterion, state, weight)
        for criterion in criteria
        if (weight := _weight(criterion, state := states.get(criterion.ref, "untried"))) > 0
    ]
    return tuple(sorted(found, key=lambda gap: -gap.weight))


def gap_weights(criteria: Sequence[Criterion], states: Mapping[str, CoverageState]) -> dict[str, float]:
    """Return the weight of every gap by ref, as the draw takes it."""
    return {gap.criterion.ref: gap.weight for gap in gaps(criteria, states)}


def next_to_rehearse(
    criteria: Sequence[Criterion], states: Mapping[str, CoverageState], *, at_most: int = 5
) -> tuple[Gap, ...]:
    """Return the gaps worth a rehearsal now: those that wait for nobody but the apprentice."""
    return tuple(gap for gap in gaps(criteria, states) if gap.state != "waiting")[:at_most]


def _weight(criterion: Criterion, state: CoverageState) -> float:
    return GAP_WEIGHTS[state] * (DISTINCTION_SHARE if criterion.level == "distinction" else 1.0)
