"""Every place where an answer says something a concept's cues listen for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from math import log
from statistics import median
from sys import intern
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from coach.mapping.cues import Pattern, parse
from coach.mapping.lexicon import Concept
from coach.mapping.rarity import Rarity
from coach.mapping.scope import holds
from coach.mapping.text import Sentence
from coach.mapping.words import TYPES, WORDS, Word, keep

_LEAST_TELLING, _MOST_TELLING = 0.3, 1.3
_NO_KINDS: dict[str, int] = {}

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


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A rule met by words start to end of a sentence (end not included); `weight` counts its cue and its scope."""

    concept: int
    start: int
    end: int
    weight: float
    cue: str


# Plain tuples, since unpacking anything else takes several times as long.
_Attempt: TypeAlias = tuple[Rule, frozenset[str], tuple[Step, ...], int, tuple[Step, ...], int]
"""A rule worth trying where the sentence holds one of the keys; the steps onward still to be met, and how many words
after the anchor are known to be; the same for the steps back."""

_Openings: TypeAlias = tuple[dict[str, list[_Attempt]], dict[str, list[_Attempt]], frozenset[str], list[_Attempt]]
"""The rules a word may be the anchor of: by the word that must follow, by the word that must precede, and others with
all the keys of which they want one."""


def _openings(rules: Iterable[Rule]) -> _Openings:
    """Sort rules by what can be looked up first."""
    after: dict[str, list[_Attempt]] = {}
    before: dict[str, list[_Attempt]] = {}
    anywhere: list[_Attempt] = []
    for rule in rules:
        read = int(rule.plain)
        if rule.onward and not rule.onward[0][2]:
            wanted = _fewest(rule, (*rule.onward[1:], *rule.back))
            _file(after, (rule, wanted, rule.onward[read:], read, rule.back, 0), rule.onward[0])
        elif rule.back and not rule.back[0][2]:
            wanted = _fewest(rule, (*rule.onward, *rule.back[1:]))
            _file(before, (rule, wanted, rule.onward, 0, rule.back[read:], read), rule.back[0])
        else:
            anywhere.append(_whole(rule))
    return after, before, frozenset[str]().union(*[attempt[1] for attempt in anywhere]), anywhere


def _whole(rule: Rule) -> _Attempt:
    return rule, _stems(rule.also), rule.onward, 0, rule.back, 0


def _fewest(rule: Rule, steps: Iterable[Step]) -> frozenset[str]:
    return min([_stems(keys) for keys, _, _ in steps], key=len, default=_stems(rule.also))


def _file(beside: dict[str, list[_Attempt]], attempt: _Attempt, neighbour: Step) -> None:
    for key in _stems(neighbour[0]):
        beside.setdefault(key, []).append(attempt)


class CompiledLexicon:
    """Rules, found through their rarest words."""

    def __init__(self, rules: Iterable[Rule] = (), rules_at: Callable[[str], Sequence[Rule]] | None = None) -> None:
        """`rules_at` may give the rules anchored in a key instead, so that they are read when first asked for."""
        anchored: dict[str, list[Rule]] = {}
        for rule in rules:
            for key in rule.anchor:
                anchored.setdefault(key, []).append(rule)
        self._rules_at = rules_at or (lambda key: anchored.get(key, ()))
        self._of_kind = {kind: [_whole(rule) for rule in self._rules_at(kind)] for kind in TYPES}
        self._of_word: dict[str, _Openings | None] = {}

    def hits(self, sentence: Sentence) -> list[Hit]:
        """The strongest hit of every concept that the sentence expresses."""
        best: dict[int, Hit] = {}
        keys = {*sentence.stems}.union(*sentence.spans.starting.values())
        for attempts, first, last in self._attempts(sentence, keys):
            for rule, wanted, onward, read_on, back, read_back in attempts:
                if wanted.isdisjoint(keys):
                    continue
                known = best.get(rule.concept)
                if known is not None and known.weight >= rule.weight:
                    continue
                start, end = first - read_back, last + read_on
                if onward and (end := _end(onward, rule.plain, sentence, end)) < 0:
                    continue
                if back and (start := _start(back, rule.plain, sentence, start)) < 0:
                    continue
                weight = rule.weight * holds(sentence, start, end, rule.negative, rule.conditional)
                if weight and (known is None or weight > known.weight):
                    best[rule.concept] = Hit(rule.concept, start, end, weight, rule.cue)
        return list(best.values())

    def _attempts(self, sentence: Sentence, keys: set[str]) -> list[tuple[list[_Attempt], int, int]]:
        """What is worth trying, each with the words, first to last (not included), that meet the anchor."""
        stems, starting, ending = sentence.stems, sentence.spans.starting, sentence.spans.ending
        following = [*stems[1:], ""]
        attempts: list[tuple[list[_Attempt], int, int]] = []
        for i, openings in enumerate(self._openings_of(sentence.words)):
            if openings is None:
                continue
            after, before, wanted, anywhere = openings
            if found := after.get(following[i]):
                attempts.append((found, i, i + 1))
            if i and (found := before.get(stems[i - 1])):
                attempts.append((found, i, i + 1))
            if starting:
                # A typed stretch may be the neighbour too.
                attempts += [(after[kind], i, i + 1) for kind in starting.get(i + 1, ()) if kind in after]
                attempts += [(before[kind], i, i + 1) for kind in ending.get(i, ()) if kind in before]
            if not wanted.isdisjoint(keys):
                attempts.append((anywhere, i, i + 1))
        for start, spans in starting.items():
            attempts += [(self._of_kind[kind], start, end) for kind, end in spans.items()]
        return attempts

    def _openings_of(self, words: Iterable[Word]) -> list[_Openings | None]:
        known = self._of_word
        try:
            return [known[word.exact] for word in words]
        except KeyError:
            return [known[word.exact] if word.exact in known else self._learn(word) for word in words]

    def _learn(self, word: Word) -> _Openings | None:
        rules = [*self._rules_at(word.stem), *self._rules_at(word.exact)]
        openings = _openings(rules) if rules else None
        keep(self._of_word, word.exact, openings)
        return openings


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


@lru_cache(maxsize=1 << 15)
def _stems(keys: frozenset[str]) -> frozenset[str]:
    """Keys with exact forms widened to their stems: enough for a first look."""
    return frozenset([intern(WORDS[key[1:]].stem) if key[0] == "=" else key for key in keys])


def _end(steps: tuple[Step, ...], plain: bool, sentence: Sentence, place: int) -> int:
    """Where steps onward end when the next word to read is `place`; -1 if they are not met."""
    stems = sentence.stems
    met = 0
    while met < len(steps):
        keys, least, most = steps[met]
        met += 1
        if most or not plain:
            break
        if place == len(stems) or stems[place] not in keys:
            return -1
        place += 1
    else:
        return place
    if plain and keys.isdisjoint(stems[place + least : place + most + 1]):
        return -1
    rest = steps[met:]
    for i in range(place + least, min(place + most + 1, len(stems))):
        if stems[i] in keys or (not plain and sentence.words[i].exact in keys):
            end = _end(rest, plain, sentence, i + 1) if rest else i + 1
            if end >= 0:
                return end
        if not plain:
            for kind, after in sentence.spans.starting.get(i, _NO_KINDS).items():
                if kind in keys and (end := _end(rest, plain, sentence, after)) >= 0:
                    return end
    return -1


def _start(steps: tuple[Step, ...], plain: bool, sentence: Sentence, place: int) -> int:
    """Where steps back start when the last word read was `place`; -1 if they are not met."""
    stems = sentence.stems
    met = 0
    while met < len(steps):
        keys, least, most = steps[met]
        met += 1
        if most or not plain:
            break
        if not place or stems[place - 1] not in keys:
            return -1
        place -= 1
    else:
        return place
    if plain and keys.isdisjoint(stems[max(place - most - 1, 0) : max(place - least, 0)]):
        return -1
    rest = steps[met:]
    for end in range(place - least, max(place - most - 1, 0), -1):
        if stems[end - 1] in keys or (not plain and sentence.words[end - 1].exact in keys):
            start = _start(rest, plain, sentence, end - 1) if rest else end - 1
            if start >= 0:
                return start
        if not plain:
            for kind, before in sentence.spans.ending.get(end, _NO_KINDS).items():
                if kind in keys and (start := _start(rest, plain, sentence, before)) >= 0:
                    return start
    return -1
