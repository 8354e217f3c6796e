"""Learning a logistic model from labelled rows: ridge towards a prior, by coordinate descent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import TypeAlias

from coach.mapping.weights import Model

_LEAST_CHANGE = 1e-4

Column: TypeAlias = Sequence[tuple[int, float]]
"""A feature's values that aren't 0, each with the place of its row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion of one answer: its features, and whether markers found it shown."""

    features: Mapping[str, float]
    shown: bool
    weight: float = 1.0


def fit(rows: Sequence[Row], prior: Model, *, strength: float = 3.0, rounds: int = 60) -> Model:
    """A model near the prior that explains the rows; a coefficient never crosses 0 from its prior's side.

    `strength` is how many units of squared distance from the prior one unit of log likelihood is worth.
    """
    columns = {name: _column(rows, name) for name in prior.coefficients}
    everywhere = [(place, 1.0) for place in range(len(rows))]
    wanted = [float(row.shown) for row in rows]
    heavy = [row.weight for row in rows]
    weights = dict(prior.coefficients)
    bias = prior.bias
    scores = [bias + sum([weights[name] * row.features.get(name, 0.0) for name in weights]) for row in rows]
    for _ in range(rounds):
        step = _step(everywhere, wanted, scores, heavy, 0.0, 1e-3)
        bias += step
        scores = [score + step for score in scores]
        change = abs(step)
        for name, column in columns.items():
            step = _step(column, wanted, scores, heavy, weights[name] - prior.coefficients[name], strength)
            moved = _same_side(weights[name] + step, prior.coefficients[name]) - weights[name]
            weights[name] += moved
            for place, value in column:
                scores[place] += moved * value
            change = max(change, abs(moved))
        if change < _LEAST_CHANGE:
            break
    return Model(
        round(bias, 4), {name: round(weight, 4) for name, weight in weights.items()}, prior.threshold, prior.strict
    )


def _column(rows: Sequence[Row], name: str) -> Column:
    return [(place, value) for place, row in enumerate(rows) if (value := row.features.get(name, 0.0))]


def _chance(score: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def _step(
    column: Column,
    wanted: Sequence[float],
    scores: Sequence[float],
    heavy: Sequence[float],
    away: float,
    strength: float,
) -> float:
    """One Newton step along a column, pulled back by its distance from the prior."""
    slope = strength * away
    curve = strength
    for place, value in column:
        chance = _chance(scores[place])
        slope += heavy[place] * (chance - wanted[place]) * value
        curve += heavy[place] * chance * (1 - chance) * value * value
    return -slope / curve


def _same_side(weight: float, prior: float) -> float:
    if prior > 0:
        return max(0.0, weight)
    return min(0.0, weight) if prior < 0 else weight
