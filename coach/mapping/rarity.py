"""How much a word or a pattern says: the rarer in everyday talk, the more."""

from collections.abc import Mapping, Sequence
from math import fsum, log10

from coach.mapping import wordlists as lists
from coach.mapping.cues import Pattern, Slot
from coach.mapping.words import TYPES, stem

_OFTEN = 0.01
_SELDOM = 0.0002
_TYPES = dict.fromkeys(TYPES, 0.006) | {"<number>": 0.03, "<person>": 0.02, "<team>": 0.004, "<system>": 0.004}
_WEAKEST, _STRONGEST = 1.0, 6.0
_LEAST_WEIGHT = 0.1
FUNCTION_STEMS = lists.FUNCTION_WORDS | {stem(word) for word in lists.FUNCTION_WORDS}
"""The words that hold sentences together, by stem."""


class Rarity:
    """Chances of words (by stem) in everyday answers, learned from answers; a word not known is rare."""

    def __init__(self, chances: Mapping[str, float]) -> None:
        self._chances = chances
        self._of_key: dict[str, float] = dict(_TYPES)

    def surprise(self, word: str) -> float:
        """The orders of magnitude by which a stem is rarer than every word."""
        return -log10(self._chance_of(word))

    def chance(self, slot: Slot) -> float:
        """Roughly how likely a word of everyday talk meets the slot."""
        return min(1.0, fsum(map(self._chance_of, slot.keys)))

    def says_nothing(self, pattern: Pattern) -> bool:
        """Whether one or two everyday function words are all it takes; three of them, or two apart, make an idiom."""
        idiom = len(pattern.slots) > 2 or any(slot.most for slot in pattern.slots)
        return not idiom and all(slot.keys <= FUNCTION_STEMS for slot in pattern.slots)

    def weight(self, pattern: Pattern, chances: Sequence[float]) -> float:
        """How much a match says, 0.1 to 1: the rarer words that meet its slots by these chances, the more."""
        surprise = -sum(map(log10, chances))
        surprise -= sum([log10(1 + slot.most - slot.least) for slot in pattern.slots if slot.most]) / 2
        return min(1.0, max(_LEAST_WEIGHT, (surprise - _WEAKEST) / (_STRONGEST - _WEAKEST)))

    def _chance_of(self, key: str) -> float:
        chance = self._of_key.get(key)
        if chance is None:
            word = key.removeprefix("=")
            chance = max(_SELDOM, self._chances.get(word, _OFTEN if word in FUNCTION_STEMS else 0.0))
            self._of_key[key] = chance
        return chance
