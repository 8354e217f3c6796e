"""The model's numbers: a coefficient per feature and the thresholds, as a small JSON file."""

from collections.abc import Mapping
from math import exp

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
        total = self.bias + sum([coefficients.get(name, 0.0) * value for name, value in features.items()])
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


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
