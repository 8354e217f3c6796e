"""A lexicon made ready for one set of criteria: all that reading answers needs, in a form that can be kept as bytes."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeAlias

import msgspec

from coach.mapping.features import Cover, Sign, Wanted, cover
from coach.mapping.lexicon import Lexicon
from coach.mapping.match import CompiledLexicon
from coach.mapping.packing import PackedRules, Unpacking, pack
from coach.mapping.platitudes import PLATITUDES
from coach.mapping.rarity import Rarity
from coach.mapping.reading import Reader
from coach.mapping.repair import Repair
from coach.mapping.rules import compile_lexicon
from coach.mapping.vocabulary import Vocabulary, by_word, cue_words
from coach.mapping.weights import Weights

_LEAST_TELLING = 0.3

Keep: TypeAlias = Callable[[str, Callable[[], bytes]], bytes]
"""Gives the bytes kept under a name, or makes and keeps them: a cache that whoever knows the disk can offer."""


class Plan(msgspec.Struct, frozen=True, gc=False):
    """What a lexicon and weights come to for some criteria; concepts and criteria are numbers in here."""

    concepts: tuple[str, ...]
    labels: tuple[str, ...]
    jargon: frozenset[int]
    wanted: dict[str, Wanted]
    shared: tuple[int, ...]
    rules: PackedRules
    cue_words: dict[str, tuple[tuple[int, float], ...]]
    spoken: dict[str, tuple[tuple[int, float], ...]]


class Ready:
    """A plan in use."""

    def __init__(self, plan: Plan, real_words: Collection[str]) -> None:
        self.plan = plan
        repair = Repair(plan.rules.keys, real_words) if real_words else None
        lexicon = CompiledLexicon(anchored=Unpacking(plan.rules))
        self.reader = Reader(lexicon, platitudes_from=len(plan.concepts), repair=repair)
        self.cue_words = Vocabulary(tuple(plan.wanted), plan.cue_words)
        self.spoken = Vocabulary(tuple(plan.wanted), plan.spoken)
        self._wanting: dict[int, list[str]] = {}
        for ref, wanted in plan.wanted.items():
            for concept in wanted.concepts:
                self._wanting.setdefault(concept, []).append(ref)

    def covers(self, signs: Mapping[int, Sign]) -> dict[str, Cover]:
        """How far each criterion is shown for which there is a sign."""
        refs = {ref for concept in signs for ref in self._wanting.get(concept, ())}
        return {ref: cover(self.plan.wanted[ref], signs) for ref in refs}


class Plans:
    """Plans by the criteria they are for, made when first asked for."""

    def __init__(
        self,
        lexicon: Callable[[], Lexicon],
        weights: Weights,
        keep: Keep | None,
        real_words: Collection[str] = (),
        most: int = 8,
    ) -> None:
        self._real_words = real_words
        self._lexicon = lexicon
        self._weights = weights
        self._keep = keep
        self._most = most
        self._ready: dict[frozenset[str], Ready] = {}

    def of(self, criteria: Iterable[str]) -> Ready:
        """The plan for a set of criteria."""
        refs = frozenset(criteria)
        ready = self._ready.get(refs)
        if ready is None:
            if len(self._ready) >= self._most:
                self._ready.clear()
            ready = self._ready[refs] = Ready(self._plan(refs), self._real_words)
        return ready

    def _plan(self, refs: frozenset[str]) -> Plan:
        if self._keep is None:
            return make_plan(self._lexicon(), self._weights, refs)
        kept = self._keep(",".join(sorted(refs)), lambda: _as_bytes(make_plan(self._lexicon(), self._weights, refs)))
        return msgspec.msgpack.decode(kept, type=Plan)


def _as_bytes(plan: Plan) -> bytes:
    return msgspec.msgpack.encode(plan)


def make_plan(lexicon: Lexicon, weights: Weights, refs: Collection[str]) -> Plan:
    """Make the plan for some criteria; what the lexicon has for others is left out."""
    known = {ref: cues for ref, cues in lexicon.criteria.items() if ref in refs}
    used = {concept for cues in known.values() for concept in cues.concepts()}
    concepts = {id: concept for id, concept in lexicon.concepts.items() if id in used}
    numbers = {id: number for number, id in enumerate(concepts)}
    rules, patterns = compile_lexicon({**concepts, **PLATITUDES}, weights.chances, weights.commonness)
    wanted = {ref: Wanted.of(cues, numbers) for ref, cues in known.items()}
    return Plan(
        concepts=tuple(concepts),
        labels=tuple(concept.label for concept in concepts.values()),
        jargon=frozenset(numbers[id] for id, concept in concepts.items() if concept.jargon),
        wanted=wanted,
        shared=tuple(sum(number in each.concepts for each in wanted.values()) for number in numbers.values()),
        rules=pack([rule for rule in rules if rule.weight >= _LEAST_TELLING or rule.concept >= len(concepts)]),
        cue_words=by_word(cue_words(known, patterns, Rarity(weights.chances))),
        spoken=by_word({ref: weights.spoken.get(ref, {}) for ref in known}),
    )
