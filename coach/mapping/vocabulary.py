"""Which criteria an answer's words belong to, cue or no cue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Sized
from itertools import chain
from math import log, sqrt
from typing import NamedTuple

from coach.mapping.cues import Pattern
from coach.mapping.lexicon import CriterionCues
from coach.mapping.rarity import FUNCTION_STEMS, Rarity

_SHARPNESS = 1.5
_DAMPING = 0.5
_LEAST_WEIGHT = 0.05


class Vocabulary:
    """For each word the criteria it speaks for, by number, and how strongly."""

    def __init__(self, refs: Sequence[str], of_word: Mapping[str, Sequence[tuple[int, float]]]) -> None:
        self._refs = refs
        self._of_word = of_word

    def spoken_for(self, stems: Iterable[str]) -> "Spoken":
        """How much the words speak for each criterion."""
        totals = [0.0] * len(self._refs)
        for number, weight in chain.from_iterable(filter(None, map(self._of_word.get, stems))):
            totals[number] += weight
        mean = sum(totals) / len(totals) if totals else 0.0
        return Spoken(dict(zip(self._refs, totals, strict=True)), mean, max(totals, default=mean))


class Spoken(NamedTuple):
    """How much some words speak for each criterion, on average and at most."""

    totals: dict[str, float]
    mean: float
    most: float

    def affinity(self, ref: str) -> float:
        """How much more (above 0) or less the words speak for a criterion than for the average one, by order."""
        return log((self.totals.get(ref, self.mean) + _DAMPING) / (self.mean + _DAMPING))

    def most_affine(self) -> float:
        """The affinity of the criterion that the words speak for most."""
        return log((self.most + _DAMPING) / (self.mean + _DAMPING))

    def score(self, ref: str, length: float) -> float:
        """How much more or less the words speak for a criterion than for the average one, for the text's length."""
        return (self.totals.get(ref, self.mean) - self.mean) / length

    def best_score(self, length: float) -> float:
        """The score of the criterion that the words speak for most."""
        return (self.most - self.mean) / length


def length_of(words: Sized) -> float:
    """What a text's number of words counts for: long answers say more, though not in proportion."""
    return 1 + sqrt(len(words))


def by_word(weights: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[tuple[int, float], ...]]:
    """Turn words by criterion into criteria (as numbers, in order) by word."""
    of_word: dict[str, list[tuple[int, float]]] = {}
    for number, words in enumerate(weights.values()):
        for word, weight in words.items():
            of_word.setdefault(word, []).append((number, weight))
    return {word: tuple(found) for word, found in of_word.items()}


def cue_words(
    criteria: Mapping[str, CriterionCues], patterns: Mapping[str, Iterable[Pattern]], rarity: Rarity
) -> dict[str, dict[str, float]]:
    """The words of the criteria's cues, each the stronger the fewer criteria share it."""
    counts: dict[str, dict[str, int]] = {}
    shares: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for ref, cues in criteria.items():
        for concept in dict.fromkeys(id for group in cues.groups for id in group.concepts):
            if concept not in counts:
                counts[concept] = _word_counts(patterns[concept])
            size = sqrt(sum(counts[concept].values()))
            for word, count in counts[concept].items():
                shares[word][ref] = shares[word].get(ref, 0.0) + count / size
    weights: dict[str, dict[str, float]] = {ref: {} for ref in criteria}
    for word, share in shares.items():
        whole = sum(share.values())
        surprise = rarity.surprise(word)
        for ref, part in share.items():
            weight = (part / whole) ** _SHARPNESS * surprise * min(1.0, part)
            if weight >= _LEAST_WEIGHT:
                weights[ref][word] = round(weight, 3)
    return weights


def _word_counts(patterns: Iterable[Pattern]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for pattern in patterns:
        for slot in pattern.slots:
            for key in slot.keys:
                word = key.removeprefix("=")
                if word[0] != "<" and word not in FUNCTION_STEMS:
                    counts[word] = counts.get(word, 0) + 1
    return counts
