"""The rules that a lexicon's cues come to."""

from collections.abc import Mapping
from math import log
from statistics import median
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from coach.mapping.cues import Pattern, parse
from coach.mapping.lexicon import Concept
from coach.mapping.rarity import Rarity

_LEAST_TELLING, _MOST_TELLING = 0.3, 1.3

Step: TypeAlias = tuple[frozenset[str], int, int]
"""The keys of a slot, after at least and at most so many other words."""


class Rule(msgspec.Struct, frozen=True, gc=False):
    """One pattern of one concept, looked for from its rarest slot, the anchor, outwards.

    Steps stand nearest to the anchor first; `also` is the rarest slot but for the anchor. A `plain` rule has stems
    only, no typed stretch and no exact form.
    """

    concept: int
    cue: str
    weight: float
    anchor: frozenset[str]
    onward: tuple[Step, ...]
    back: tuple[Step, ...]
    also: frozenset[str]
    plain: bool
    negative: bool
    conditional: bool


def compile_lexicon(
    concepts: Mapping[str, Concept],
    chances: Mapping[str, float] = MappingProxyType({}),
    commonness: Mapping[str, float] = MappingProxyType({}),
) -> tuple[list[Rule], dict[str, tuple[Pattern, ...]]]:
    """The rules of all concepts, and each concept's patterns; a ValueError names the cue that cannot be read.

    `chances` are those of words (by stem) in answers; `commonness` is how often a concept is found in an answer.
    """
    rarity = Rarity(chances)
    typical = median(commonness.values()) if commonness else 0.0
    rules: list[Rule] = []
    patterns: dict[str, tuple[Pattern, ...]] = {}
    for number, (id, concept) in enumerate(concepts.items()):
        telling = _telling(commonness[id], typical) if id in commonness else 1.0
        read = [(cue, pattern) for cue in concept.cues for pattern in _parsed(id, cue)]
        patterns[id] = tuple(pattern for _, pattern in read)
        rules += [_rule(number, cue, pattern, rarity, telling) for cue, pattern in read]
    return rules, patterns


def _parsed(id: str, cue: str) -> tuple[Pattern, ...]:
    try:
        return parse(cue)
    except ValueError as error:
        raise ValueError(f"concept {id}: {error}") from None


def _telling(common: float, typical: float) -> float:
    """How much a concept says against one that is typically common."""
    return min(_MOST_TELLING, max(_LEAST_TELLING, log(common) / log(typical)))


def _rule(concept: int, cue: str, pattern: Pattern, rarity: Rarity, telling: float) -> Rule:
    slots = pattern.slots
    chances = [rarity.chance(slot) for slot in slots]
    by_rarity = sorted(range(len(chances)), key=chances.__getitem__)
    anchor = by_rarity[0]
    gaps = [(slot.least, slot.most) for slot in slots]
    return Rule(
        concept=concept,
        cue=cue,
        weight=min(1.0, rarity.weight(pattern, chances) * telling),
        anchor=slots[anchor].keys,
        onward=tuple((slot.keys, slot.least, slot.most) for slot in slots[anchor + 1 :]),
        back=tuple((slots[i].keys, *gaps[i + 1]) for i in reversed(range(anchor))),
        also=slots[by_rarity[min(1, len(by_rarity) - 1)]].keys,
        plain=all(key[0] not in "<=" for slot in slots for key in slot.keys),
        negative=pattern.negative,
        conditional=pattern.conditional,
    )
