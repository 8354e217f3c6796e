"""How much a word or a pattern says: the rarer in everyday talk, the more."""

from collections.abc import Mapping
from math import fsum, log10

from coach.mapping import wordlists as lists
from coach.mapping.cues import Pattern, Slot
from coach.mapping.words import stem

_OFTEN = 0.01
_SELDOM = 0.0002
_TYPES = {"<number>": 0.03, "<person>": 0.02, "<team>": 0.004, "<system>": 0.004}
_OTHER_TYPE = 0.006
_WEAKEST, _STRONGEST = 1.0, 6.0
_LEAST_WEIGHT = 0.1
_FUNCTION_STEMS = {stem(word) for word in lists.FUNCTION_WORDS} | lists.FUNCTION_WORDS


class Rarity:
    """Chances of words (by stem) in everyday answers, learned from answers; a word not known is rare."""

    def __init__(self, chances: Mapping[str, float]) -> None:
        self._chances = chances

    def is_function_word(self, word: str) -> bool:
        """Whether a stem is one of the words that hold sentences together."""
        return word in _FUNCTION_STEMS

    def surprise(self, word: str) -> float:
        """The orders of magnitude by which a stem is rarer than every word."""
        return -log10(self._word(word))

    def chance(self, slot: Slot) -> float:
        """Roughly how likely a word of everyday talk meets the slot."""
        return fsum(map(self._key, slot.keys))

    def weight(self, pattern: Pattern) -> float:
        """How much a match says, 0.1 to 1: the rarer these words in this order, the more."""
        surprise = -sum(log10(min(1.0, self.chance(slot))) for slot in pattern.slots)
        surprise -= sum(log10(1 + slot.most - slot.least) for slot in pattern.slots) / 2
        return min(1.0, max(_LEAST_WEIGHT, (surprise - _WEAKEST) / (_STRONGEST - _WEAKEST)))

    def _key(self, key: str) -> float:
        if key[0] == "<":
            return _TYPES.get(key, _OTHER_TYPE)
        return self._word(key.removeprefix("="))

    def _word(self, word: str) -> float:
        return max(_SELDOM, self._chances.get(word, _OFTEN if word in _FUNCTION_STEMS else 0.0))
