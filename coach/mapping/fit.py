"""Learning a logistic model from labelled rows: ridge towards a prior, by coordinate descent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from coach.mapping.weights import Model

_LEAST_CHANGE = 1e-4


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
    columns = {name: [row.features.get(name, 0.0) for row in rows] for name in prior.coefficients}
    wanted = [float(row.shown) for row in rows]
    heavy = [row.weight for row in rows]
    weights = dict(prior.coefficients)
    bias = prior.bias
    scores = [bias + sum(weights[name] * columns[name][i] for name in weights) for i in range(len(rows))]
    for _ in range(rounds):
        chances = [_chance(score) for score in scores]
        step = _step([1.0] * len(rows), wanted, chances, heavy, 0.0, 1e-3)
        bias += step
        scores = [score + step for score in scores]
        change = abs(step)
        for name, column in columns.items():
            chances = [_chance(score) for score in scores]
            step = _step(column, wanted, chances, heavy, weights[name] - prior.coefficients[name], strength)
            moved = _same_side(weights[name] + step, prior.coefficients[name]) - weights[name]
            weights[name] += moved
            scores = [score + moved * value for score, value in zip(scores, column, strict=True)]
            change = max(change, abs(moved))
        if change < _LEAST_CHANGE:
            break
    return Model(
        round(bias, 4), {name: round(weight, 4) for name, weight in weights.items()}, prior.threshold, prior.strict
    )


def _chance(score: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def _step(
    column: Sequence[float],
    wanted: Sequence[float],
    chances: Sequence[float],
    heavy: Sequence[float],
    away: float,
    strength: float,
) -> float:
    """One Newton step along a column, pulled back by its distance from the prior."""
    slope = strength * away
    curve = strength
    for value, want, chance, weight in zip(column, wanted, chances, heavy, strict=True):
        if value:
            slope += weight * (chance - want) * value
            curve += weight * chance * (1 - chance) * value * value
    return -slope / curve


def _same_side(weight: float, prior: float) -> float:
    if prior > 0:
        return max(0.0, weight)
    return min(0.0, weight) if prior < 0 else weight
