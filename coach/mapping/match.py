"""Every place where an answer says something a concept's cues listen for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log
from statistics import median
from types import MappingProxyType

from coach.mapping.cues import Pattern, parse
from coach.mapping.lexicon import Concept
from coach.mapping.rarity import Rarity
from coach.mapping.scope import holds
from coach.mapping.text import Sentence

_LEAST_TELLING, _MOST_TELLING = 0.3, 1.3


@dataclass(frozen=True, slots=True)
class Rule:
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


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule met by words start to end of a sentence (end not included); `weight` counts its cue and its scope."""

    concept: int
    start: int
    end: int
    weight: float
    cue: str


class CompiledLexicon:
    """The rules of a lexicon's concepts, found through their rarest words."""

    def __init__(
        self, concepts: tuple[str, ...], rules: dict[str, list[Rule]], patterns: dict[str, tuple[Pattern, ...]]
    ) -> None:
        self.concepts = concepts
        self.rules = rules
        self.patterns = patterns
        self._of_word: dict[str, tuple[Rule, ...]] = {}

    def hits(self, sentence: Sentence) -> list[Hit]:
        """The strongest hit of every concept that the sentence expresses."""
        best: dict[int, Hit] = {}
        keys: set[str] | None = None
        for rule, first, last in self._candidates(sentence):
            known = best.get(rule.concept)
            if known and known.weight >= rule.weight:
                continue
            if keys is None:
                keys = _keys(sentence)
            if rule.also.isdisjoint(keys):
                continue
            end = _forward(rule, sentence, rule.anchor + 1, last)
            start = _backward(rule, sentence, rule.anchor - 1, first) if end >= 0 else -1
            if start < 0:
                continue
            weight = rule.weight * holds(sentence, start, end, rule.negative, rule.conditional)
            if weight and not (known and known.weight >= weight):
                best[rule.concept] = Hit(rule.concept, start, end, weight, rule.cue)
        return list(best.values())

    def _candidates(self, sentence: Sentence) -> Iterator[tuple[Rule, int, int]]:
        """Rules whose rarest slot is met, with the words that meet it."""
        of_word = self._of_word
        for i, word in enumerate(sentence.words):
            rules = of_word.get(word.exact)
            if rules is None:
                rules = of_word[word.exact] = (*self.rules.get(word.stem, ()), *self.rules.get(word.exact, ()))
            for rule in rules:
                yield rule, i, i + 1
        for start, spans in sentence.spans.starting.items():
            for kind, end in spans:
                for rule in self.rules.get(kind, ()):
                    yield rule, start, end


def compile_lexicon(
    concepts: Mapping[str, Concept],
    chances: Mapping[str, float] = MappingProxyType({}),
    commonness: Mapping[str, float] = MappingProxyType({}),
) -> CompiledLexicon:
    """Compile concepts by id; a ValueError names the cue that cannot be read.

    `chances` are those of words (by stem) in answers; `commonness` is how often a concept is found in an answer.
    """
    rarity = Rarity(chances)
    typical = median(commonness.values()) if commonness else 0.0
    rules: dict[str, list[Rule]] = {}
    patterns: dict[str, tuple[Pattern, ...]] = {}
    for number, (id, concept) in enumerate(concepts.items()):
        telling = _telling(commonness[id], typical) if id in commonness else 1.0
        read = [(cue, pattern) for cue in concept.cues for pattern in _parsed(id, cue)]
        patterns[id] = tuple(pattern for _, pattern in read)
        for cue, pattern in read:
            rule = _rule(number, cue, pattern, rarity, telling)
            for key in rule.slots[rule.anchor]:
                rules.setdefault(key, []).append(rule)
    return CompiledLexicon(tuple(concepts), rules, patterns)


def _parsed(id: str, cue: str) -> tuple[Pattern, ...]:
    try:
        return parse(cue)
    except ValueError as error:
        raise ValueError(f"concept {id}: {error}") from None


def _telling(common: float, typical: float) -> float:
    """How much a concept says against one that is typically common."""
    return min(_MOST_TELLING, max(_LEAST_TELLING, log(common) / log(typical)))


def _rule(concept: int, cue: str, pattern: Pattern, rarity: Rarity, telling: float) -> Rule:
    by_rarity = sorted(range(len(pattern.slots)), key=lambda i: rarity.chance(pattern.slots[i]))
    anchor = by_rarity[0]
    return Rule(
        concept=concept,
        cue=cue,
        weight=min(1.0, rarity.weight(pattern) * telling),
        slots=tuple(slot.keys for slot in pattern.slots),
        gaps=tuple((slot.least, slot.most) for slot in pattern.slots),
        anchor=anchor,
        also=pattern.slots[by_rarity[min(1, len(by_rarity) - 1)]].keys,
        typed=any(key[0] == "<" for slot in pattern.slots for key in slot.keys),
        negative=pattern.negative,
        conditional=pattern.conditional,
    )


def _keys(sentence: Sentence) -> set[str]:
    keys = {word.stem for word in sentence.words}
    keys.update(word.exact for word in sentence.words)
    keys.update(kind for spans in sentence.spans.starting.values() for kind, _ in spans)
    return keys


def _forward(rule: Rule, sentence: Sentence, slot: int, place: int) -> int:
    """Where the slots from `slot` on end when the next word to read is `place`; -1 if they are not met."""
    if slot == len(rule.slots):
        return place
    keys = rule.slots[slot]
    least, most = rule.gaps[slot]
    for i in range(place + least, min(place + most + 1, len(sentence.words))):
        word = sentence.words[i]
        if word.stem in keys or word.exact in keys:
            end = _forward(rule, sentence, slot + 1, i + 1)
            if end >= 0:
                return end
        if rule.typed:
            for kind, after in sentence.spans.starting.get(i, ()):
                if kind in keys and (end := _forward(rule, sentence, slot + 1, after)) >= 0:
                    return end
    return -1


def _backward(rule: Rule, sentence: Sentence, slot: int, place: int) -> int:
    """Where the slots up to `slot` start when the last word read was `place`; -1 if they are not met."""
    if slot < 0:
        return place
    keys = rule.slots[slot]
    least, most = rule.gaps[slot + 1]
    for end in range(place - least, max(place - most - 1, 0), -1):
        word = sentence.words[end - 1]
        if word.stem in keys or word.exact in keys:
            start = _backward(rule, sentence, slot - 1, end - 1)
            if start >= 0:
                return start
        if rule.typed:
            for kind, before in sentence.spans.ending.get(end, ()):
                if kind in keys and (start := _backward(rule, sentence, slot - 1, before)) >= 0:
                    return start
    return -1
