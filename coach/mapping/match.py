"""Every place where an answer says something a concept's cues listen for."""

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise
from operator import itemgetter
from typing import TypeAlias

import msgspec

from coach.mapping.index import Attempt, Index
from coach.mapping.rules import Rule
from coach.mapping.scope import holds
from coach.mapping.text import Sentence
from coach.mapping.walk import BACK, ONWARD, far_end

_Try: TypeAlias = tuple[int, int, list[Attempt], int]
"""A word's place, the turn among its rules that some have, these rules, and where their anchor ends."""

_AFTER, _BEFORE, _AFTER_TYPED, _BEFORE_TYPED, _LOOSE = range(5)
_ANCHORED_IN_TYPED = 0
_NOTHING: list[Attempt] = []


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A rule met by words start to end of a sentence (end not included); `weight` counts its cue and its scope."""

    concept: int
    start: int
    end: int
    weight: float
    cue: str


class CompiledLexicon:
    """Rules, found through their rarest words. Of rules that a sentence meets equally well the first one counts."""

    def __init__(self, rules: Iterable[Rule] = (), anchored: Mapping[str, Sequence[Rule]] | None = None) -> None:
        """`anchored` may give the rules anchored in a key instead, so that they are read when first asked for."""
        self._index = Index(_by_anchor(rules) if anchored is None else anchored)

    def hits(self, sentence: Sentence) -> list[Hit]:
        """The strongest hit of every concept that the sentence expresses."""
        best: dict[int, Hit] = {}
        stems = sentence.stems
        keys = {*stems}
        self._index.know(keys)
        keys.update(*sentence.spans.starting.values())
        for first, _, attempts, last in self._tries(sentence, keys):
            for wanted, attempt in attempts:
                if wanted.isdisjoint(keys):
                    continue
                concept, highest, ahead, behind, walk = attempt
                known = best.get(concept)
                if known is not None and known.weight >= highest:
                    continue
                if ahead and ahead[0].isdisjoint(stems[last + ahead[1] : last + ahead[2]]):
                    continue
                if behind and behind[0].isdisjoint(stems[max(first - behind[2], 0) : max(first - behind[1], 0)]):
                    continue
                rule, onward, read_on, back, read_back, exact = walk
                start, end = first - read_back, last + read_on
                if onward and (end := far_end(onward, rule.plain, sentence, end, ONWARD)) < 0:
                    continue
                if back and (start := far_end(back, rule.plain, sentence, start, BACK)) < 0:
                    continue
                if exact and sentence.words[first].exact != exact:
                    continue
                weight = highest * holds(sentence, start, end, rule.negative, rule.conditional)
                if weight and (known is None or weight > known.weight):
                    best[concept] = Hit(concept, start, end, weight, rule.cue)
        return list(best.values())

    def _tries(self, sentence: Sentence, keys: Set[str]) -> list[_Try]:
        """What is worth trying: at each word, then at each typed stretch."""
        index, stems = self._index, sentence.stems
        pairs = [*map(index.pairs.get, pairwise(stems)), None]
        tries: list[_Try] = []
        before = _NOTHING
        for i, (pair, loose) in enumerate(zip(pairs, map(index.loose.get, stems), strict=False)):
            if pair:
                after, following = pair
                if after:
                    tries.append((i, _AFTER, after, i + 1))
            else:
                following = _NOTHING
            if before:
                tries.append((i, _BEFORE, before, i + 1))
            if loose and not loose[0].isdisjoint(keys):
                tries.append((i, _LOOSE, loose[1], i + 1))
            before = following
        if sentence.spans.starting:
            if beside := self._beside_typed(sentence):
                tries = sorted(tries + beside, key=itemgetter(0, 1))
            for start, kinds in sentence.spans.starting.items():
                for kind, end in kinds.items():
                    if kind in index.of_kind:
                        tries.append((start, _ANCHORED_IN_TYPED, index.of_kind[kind], end))
        return tries

    def _beside_typed(self, sentence: Sentence) -> list[_Try]:
        """What is worth trying at a word because a typed stretch stands beside it."""
        pairs, stems = self._index.pairs, sentence.stems
        tries: list[_Try] = []
        for start, kinds in sentence.spans.starting.items():
            if start:
                for kind in kinds:
                    pair = pairs.get((stems[start - 1], kind))
                    if pair and pair[0]:
                        tries.append((start - 1, _AFTER_TYPED, pair[0], start))
        for end, kinds in sentence.spans.ending.items():
            if end < len(stems):
                for kind in kinds:
                    pair = pairs.get((kind, stems[end]))
                    if pair and pair[1]:
                        tries.append((end, _BEFORE_TYPED, pair[1], end + 1))
        return tries


def _by_anchor(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    anchored: dict[str, list[Rule]] = {}
    for rule in rules:
        for key in rule.anchor:
            anchored.setdefault(key, []).append(rule)
    return anchored
