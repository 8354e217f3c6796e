"""The weights of a trained model, and what they make of a line: a score for each class, by plain arithmetic."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from math import exp, log, sqrt

import msgspec

Counted = Mapping[str, Mapping[str, int]]
"""How often each feature stands in a line, by group."""


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The features of one kind: in how many lines each was seen, and its weight for each class in steps."""

    features: str
    """The features' names, one a line."""
    seen: bytes
    weights: bytes
    step: float
    scale: float
    power: float
    """How far a line's length is evened out: 1 wholly, 0 not at all."""
    usual: float
    """The length, in weighed features, of a usual line."""

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each feature stands."""
        return {name: place for place, name in enumerate(self.features.split("\n"))}

    @cached_property
    def counts(self) -> Sequence[int]:
        """In how many lines each feature was seen."""
        return array("H", self.seen)

    @cached_property
    def matrix(self) -> Sequence[int]:
        """The weights, class by class within a feature."""
        return array("b", self.weights)

    def values(self, counted: Mapping[str, int], lines: int) -> Iterator[tuple[int, float]]:
        """Yield the known features of a line, each with its place and its weight in the line."""
        places, counts = self.places, self.counts
        known = [(places[name], number) for name, number in counted.items() if name in places]
        weighed = [(place, (1 + log(number)) * (log((1 + lines) / (1 + counts[place])) + 1)) for place, number in known]
        length = sqrt(sum(value * value for _, value in weighed))
        if not length:
            return
        share = self.scale / (length**self.power * self.usual ** (1 - self.power))
        for place, value in weighed:
            yield place, value * share


class Surety(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How likely the best class is right, by its score, its lead, and the share of the line's words that are known."""

    bias: float
    best: float
    lead: float
    known: float
    act: float
    """From here on it is right often enough to act without asking back."""

    def of(self, best: float, lead: float, known: float) -> float:
        """Return the chance, 0 to 1."""
        return 1 / (1 + exp(-(self.bias + self.best * best + self.lead * lead + self.known * known)))


class LineModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A linear model over groups of features; `thresholds` are the scores from which a class is taken to hold."""

    version: str
    lines: int
    classes: tuple[str, ...]
    groups: dict[str, Group]
    bias: tuple[float, ...]
    thresholds: tuple[float, ...] = ()
    surety: Surety | None = None

    def scores(self, counted: Counted) -> list[float]:
        """Return each class's score for a line."""
        number = len(self.classes)
        totals = list(self.bias)
        for name, group in self.groups.items():
            matrix, step = group.matrix, group.step
            for place, value in group.values(counted[name], self.lines):
                weight = value * step
                start = place * number
                row = matrix[start : start + number]
                totals = [total + weight * each for total, each in zip(totals, row, strict=True)]
        return totals

    def known_share(self, counted: Mapping[str, int], group: str) -> float:
        """Return the share of a line's features of a group that the model knows."""
        places = self.groups[group].places
        return sum(name in places for name in counted) / len(counted) if counted else 0.0
