"""Which criteria an answer's words belong to, cue or no cue: the words of its cues are a criterion's vocabulary."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import log, sqrt

from coach.mapping.cues import Pattern
from coach.mapping.lexicon import CriterionCues
from coach.mapping.rarity import Rarity

_SHARPNESS = 1.5
_DAMPING = 0.5


class Vocabulary:
    """Words that speak for criteria, each the more the fewer criteria share it."""

    def __init__(
        self, criteria: Mapping[str, CriterionCues], patterns: Mapping[str, Iterable[Pattern]], rarity: Rarity
    ) -> None:
        self._refs = tuple(criteria)
        counts = {id: _word_counts(patterns[id], rarity) for id in patterns}
        shares: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for number, cues in enumerate(criteria.values()):
            for concept in dict.fromkeys(id for group in cues.groups for id in group.concepts):
                size = sqrt(sum(counts[concept].values()))
                for word, count in counts[concept].items():
                    shares[word][number] = shares[word].get(number, 0.0) + count / size
        self._weights = {word: _weights(share, rarity.surprise(word)) for word, share in shares.items()}

    def affinity(self, stems: Iterable[str]) -> dict[str, float]:
        """How much more (above 0) or less the words speak for a criterion than for the average one."""
        totals = [0.0] * len(self._refs)
        weights = self._weights
        for stem in stems:
            for number, weight in weights.get(stem, ()):
                totals[number] += weight
        mean = sum(totals) / len(totals) if totals else 0.0
        return {ref: log((total + _DAMPING) / (mean + _DAMPING)) for ref, total in zip(self._refs, totals, strict=True)}


def _word_counts(patterns: Iterable[Pattern], rarity: Rarity) -> dict[str, int]:
    counts: dict[str, int] = {}
    for pattern in patterns:
        for slot in pattern.slots:
            for key in slot.keys:
                word = key.removeprefix("=")
                if word[0] != "<" and not rarity.is_function_word(word):
                    counts[word] = counts.get(word, 0) + 1
    return counts


def _weights(shares: Mapping[int, float], surprise: float) -> tuple[tuple[int, float], ...]:
    whole = sum(shares.values())
    return tuple(
        (number, (share / whole) ** _SHARPNESS * surprise * min(1.0, share)) for number, share in shares.items()
    )
