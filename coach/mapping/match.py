"""Every place where an answer says something a concept's cues listen for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log
from operator import attrgetter
from statistics import median
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from coach.mapping.cues import Pattern, parse
from coach.mapping.lexicon import Concept
from coach.mapping.rarity import Rarity
from coach.mapping.scope import holds
from coach.mapping.text import Sentence
from coach.mapping.words import WORDS, Word

_LEAST_TELLING, _MOST_TELLING = 0.3, 1.3
_BESIDE = (0, 0)
_NO_KINDS: dict[str, int] = {}
_NOTHING = frozenset[str]()
_STEM = attrgetter("stem")


class Rule(msgspec.Struct, frozen=True, gc=False):
    """One pattern of one concept, looked for from its rarest slot outwards."""

    concept: int
    cue: str
    weight: float
    slots: tuple[frozenset[str], ...]
    gaps: tuple[tuple[int, int], ...]
    anchor: int
    also: frozenset[str]
    typed: bool
    negative: bool
    conditional: bool


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A rule met by words start to end of a sentence (end not included); `weight` counts its cue and its scope."""

    concept: int
    start: int
    end: int
    weight: float
    cue: str


_Wanting: TypeAlias = tuple[Rule, frozenset[str]]
"""A rule, and keys of which the sentence must hold one (none given: nothing more to look for)."""


@dataclass(frozen=True, slots=True)
class _Openings:
    """The rules a word may meet the rarest slot of, by the word that must stand beside it where that is known."""

    after: dict[str, list[_Wanting]]
    before: dict[str, list[_Wanting]]
    anywhere: list[_Wanting]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "_Openings":
        """Sort rules by what can be looked up first."""
        openings = cls({}, {}, [])
        for rule in rules:
            following, preceding = rule.anchor + 1, rule.anchor - 1
            if following < len(rule.slots) and rule.gaps[following] == _BESIDE:
                _file(openings.after, rule, following)
            elif preceding >= 0 and rule.gaps[rule.anchor] == _BESIDE:
                _file(openings.before, rule, preceding)
            else:
                openings.anywhere.append((rule, rule.also))
        return openings

    def beside(self, starting: Iterable[str], ending: Iterable[str]) -> Iterator[_Wanting]:
        """Rules whose neighbour may be one of the typed stretches that start after the word or end before it."""
        for kind in starting:
            yield from self.after.get(kind, ())
        for kind in ending:
            yield from self.before.get(kind, ())


def _file(beside: dict[str, list[_Wanting]], rule: Rule, neighbour: int) -> None:
    others = [slot for i, slot in enumerate(rule.slots) if i not in {rule.anchor, neighbour}]
    others.sort(key=len)
    wanting = rule, _stems(others[0]) if others else _NOTHING
    for key in _stems(rule.slots[neighbour]):
        beside.setdefault(key, []).append(wanting)


_NO_OPENINGS = _Openings({}, {}, [])


class CompiledLexicon:
    """Rules, found through their rarest words."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules: dict[str, list[Rule]] = {}
        for rule in rules:
            for key in rule.slots[rule.anchor]:
                self.rules.setdefault(key, []).append(rule)
        self._of_word: dict[str, _Openings] = {}

    def hits(self, sentence: Sentence) -> list[Hit]:
        """The strongest hit of every concept that the sentence expresses."""
        best: dict[int, Hit] = {}
        words = sentence.words
        keys = _keys(sentence)
        starting, ending = sentence.spans.starting, sentence.spans.ending
        last = len(words) - 1
        of_word = self._of_word
        for i, word in enumerate(words):
            openings = of_word.get(word.exact)
            if openings is None:
                openings = self._learn(word)
            if openings is _NO_OPENINGS:
                continue
            if openings.after and i < last:
                for rule, wanted in openings.after.get(words[i + 1].stem, ()):
                    if not (wanted and wanted.isdisjoint(keys)):
                        _try(rule, sentence, i, i + 1, best)
            if openings.before and i:
                for rule, wanted in openings.before.get(words[i - 1].stem, ()):
                    if not (wanted and wanted.isdisjoint(keys)):
                        _try(rule, sentence, i, i + 1, best)
            if starting and (openings.after or openings.before):
                for rule, wanted in openings.beside(starting.get(i + 1, ()), ending.get(i, ())):
                    if not (wanted and wanted.isdisjoint(keys)):
                        _try(rule, sentence, i, i + 1, best)
            for rule, wanted in openings.anywhere:
                if not wanted.isdisjoint(keys):
                    _try(rule, sentence, i, i + 1, best)
        for start, spans in starting.items():
            for kind, end in spans.items():
                for rule in self.rules.get(kind, ()):
                    if not rule.also.isdisjoint(keys):
                        _try(rule, sentence, start, end, best)
        return list(best.values())

    def _learn(self, word: Word) -> _Openings:
        rules = [*self.rules.get(word.stem, ()), *self.rules.get(word.exact, ())]
        openings = self._of_word[word.exact] = _Openings.of(rules) if rules else _NO_OPENINGS
        return openings


def _try(rule: Rule, sentence: Sentence, first: int, last: int, best: dict[int, Hit]) -> None:
    """Note a rule whose rarest slot is met by words first to last, where the rest is met and it beats what is known."""
    known = best.get(rule.concept)
    if known is not None and known.weight >= rule.weight:
        return
    end = _forward(rule, sentence, rule.anchor + 1, last)
    if end < 0:
        return
    start = _backward(rule, sentence, rule.anchor - 1, first)
    if start < 0:
        return
    weight = rule.weight * holds(sentence, start, end, rule.negative, rule.conditional)
    if weight and (known is None or weight > known.weight):
        best[rule.concept] = Hit(rule.concept, start, end, weight, rule.cue)


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
    chances = [rarity.chance(slot) for slot in pattern.slots]
    by_rarity = sorted(range(len(chances)), key=chances.__getitem__)
    anchor = by_rarity[0]
    return Rule(
        concept=concept,
        cue=cue,
        weight=min(1.0, rarity.weight(pattern, chances) * telling),
        slots=tuple(slot.keys for slot in pattern.slots),
        gaps=tuple((slot.least, slot.most) for slot in pattern.slots),
        anchor=anchor,
        also=_stems(pattern.slots[by_rarity[min(1, len(by_rarity) - 1)]].keys),
        typed=any(key[0] == "<" for slot in pattern.slots for key in slot.keys),
        negative=pattern.negative,
        conditional=pattern.conditional,
    )


def _stems(keys: Iterable[str]) -> frozenset[str]:
    """Keys with exact forms widened to their stems: enough for a first look."""
    return frozenset([WORDS[key[1:]].stem if key[0] == "=" else key for key in keys])


def _keys(sentence: Sentence) -> set[str]:
    keys = set(map(_STEM, sentence.words))
    for spans in sentence.spans.starting.values():
        keys.update(spans)
    return keys


def _forward(rule: Rule, sentence: Sentence, slot: int, place: int) -> int:
    """Where the slots from `slot` on end when the next word to read is `place`; -1 if they are not met."""
    slots, gaps, words = rule.slots, rule.gaps, sentence.words
    while slot < len(slots):
        least, most = gaps[slot]
        if most or rule.typed:
            break
        if place == len(words) or ((word := words[place]).stem not in slots[slot] and word.exact not in slots[slot]):
            return -1
        slot += 1
        place += 1
    else:
        return place
    keys = slots[slot]
    for i in range(place + least, min(place + most + 1, len(words))):
        word = words[i]
        if word.stem in keys or word.exact in keys:
            end = _forward(rule, sentence, slot + 1, i + 1)
            if end >= 0:
                return end
        if rule.typed:
            for kind, after in sentence.spans.starting.get(i, _NO_KINDS).items():
                if kind in keys and (end := _forward(rule, sentence, slot + 1, after)) >= 0:
                    return end
    return -1


def _backward(rule: Rule, sentence: Sentence, slot: int, place: int) -> int:
    """Where the slots up to `slot` start when the last word read was `place`; -1 if they are not met."""
    slots, gaps, words = rule.slots, rule.gaps, sentence.words
    while slot >= 0:
        least, most = gaps[slot + 1]
        if most or rule.typed:
            break
        if not place or ((word := words[place - 1]).stem not in slots[slot] and word.exact not in slots[slot]):
            return -1
        slot -= 1
        place -= 1
    else:
        return place
    keys = slots[slot]
    for end in range(place - least, max(place - most - 1, 0), -1):
        word = words[end - 1]
        if word.stem in keys or word.exact in keys:
            start = _backward(rule, sentence, slot - 1, end - 1)
            if start >= 0:
                return start
        if rule.typed:
            for kind, before in sentence.spans.ending.get(end, _NO_KINDS).items():
                if kind in keys and (start := _backward(rule, sentence, slot - 1, before)) >= 0:
                    return start
    return -1
