"""The model's numbers: a coefficient per feature and the thresholds, as a small JSON file."""

from collections.abc import Callable, Mapping, Sequence
from math import exp
from operator import mul

import msgspec


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A logistic model; `strict` is the threshold for criteria that the question was not for."""

    bias: float
    coefficients: dict[str, float]
    threshold: float
    strict: float

    def score(self, features: Mapping[str, float]) -> float:
        """0 to 1 for a criterion's features; a feature not given counts as 0."""
        coefficients = self.coefficients
        return chance(self.bias + sum([coefficients.get(name, 0.0) * value for name, value in features.items()]))


def chance(total: float) -> float:
    """0 to 1 for a sum of weighed features."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


class Scorer:
    """A model with its coefficients put in the order that a criterion's features come in."""

    def __init__(self, model: Model, names_of: Callable[[str], Sequence[str]]) -> None:
        self.threshold = model.threshold
        self.strict = model.strict
        self._model = model
        self._names_of = names_of
        self._coefficients: dict[str, tuple[float, ...]] = {}

    def score(self, ref: str, values: Sequence[float]) -> float:
        """0 to 1 for the features of a criterion, given in their order."""
        coefficients = self._coefficients.get(ref)
        if coefficients is None:
            known = self._model.coefficients
            coefficients = self._coefficients[ref] = tuple(known.get(name, 0.0) for name in self._names_of(ref))
        return chance(self._model.bias + sum(map(mul, coefficients, values)))


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One model for answers on their own, one for answers to a question with known targets.

    `chances`: how often a word (by stem) stands in answers; `commonness`: in what share of answers a concept is found;
    `spoken`: for a criterion, the words that answers showing it use more than others, and how much they say.
    """

    version: str
    blind: Model
    session: Model
    chances: dict[str, float] = {}
    commonness: dict[str, float] = {}
    spoken: dict[str, dict[str, float]] = {}
