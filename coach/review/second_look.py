"""Second looks: which reviews a second trainer marks afresh, how far the two agree, and where they do not."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

import msgspec

from coach.review.marks import MARKS, MarkValue

ALL_OF_THE_FIRST = 10
"""Every one of a new marker's first sessions is looked at again."""
THEN_ONE_IN = 10
FEWEST_PAIRS = 10
"""Marks given twice from which on a share or a kappa says something."""

Place = tuple[int, str]
"""A question's number and a criterion's ref."""


class Agreement(msgspec.Struct, frozen=True):
    """How far two trainers agree on the same places: `percent` of 100, `kappa` None where chance explains it all."""

    places: int
    agreed: int
    percent: float
    kappa: float | None

    @property
    def says_something(self) -> bool:
        """Whether there are enough marks for a figure."""
        return self.places >= FEWEST_PAIRS


class Disagreement(msgspec.Struct, frozen=True):
    """A place that two trainers marked differently."""

    question: int
    ref: str
    first: MarkValue
    second: MarkValue


def wants_second_look(reviewed_before: int, session_id: str, *, seed: int = 0) -> bool:
    """Tell whether a session is looked at again, by how many its marker has signed off before it and by chance.

    The chance lies in the session's id and the seed, so that the same session always gets the same answer.
    """
    if reviewed_before < ALL_OF_THE_FIRST:
        return True
    drawn = int.from_bytes(blake2b(f"{seed}:{session_id}".encode(), digest_size=8).digest())
    return drawn % THEN_ONE_IN == 0


def agreement(pairs: Sequence[tuple[MarkValue, MarkValue]]) -> Agreement | None:
    """Return percent agreement and Cohen's kappa of paired marks; None where there is no pair."""
    if not pairs:
        return None
    count = len(pairs)
    agreed = sum(1 for one, other in pairs if one == other)
    observed = agreed / count
    by_chance = sum(
        sum(1 for one, _ in pairs if one == mark) * sum(1 for _, other in pairs if other == mark) for mark in MARKS
    ) / (count * count)
    kappa = None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)
    return Agreement(count, agreed, 100 * observed, kappa)


def paired(
    first: Mapping[Place, MarkValue], second: Mapping[Place, MarkValue]
) -> tuple[tuple[MarkValue, MarkValue], ...]:
    """Return both trainers' marks on the places that both marked, in order."""
    return tuple((first[place], second[place]) for place in sorted(first.keys() & second.keys()))


def disagreements(first: Mapping[Place, MarkValue], second: Mapping[Place, MarkValue]) -> tuple[Disagreement, ...]:
    """Return the places that both marked and marked differently, in order."""
    return tuple(
        Disagreement(*place, first[place], second[place])
        for place in sorted(first.keys() & second.keys())
        if first[place] != second[place]
    )


def kappa_in_words(kappa: float | None) -> str:
    """Say what a kappa means, by the bands of Landis and Koch (1977)."""
    if kappa is None:
        return "nothing to tell apart yet"
    bands = ((0.8, "almost perfect"), (0.6, "substantial"), (0.4, "moderate"), (0.2, "fair"), (0.0, "slight"))
    return next((word for least, word in bands if kappa > least), "no better than chance")
