"""Rules by what can be looked up at once: the two words side by side that they want, or the one word."""

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from sys import intern
from typing import TypeAlias

from coach.mapping.rules import Rule, Step
from coach.mapping.words import TYPES, WORDS

Glance: TypeAlias = tuple[frozenset[str], int, int]
"""Stems of which one must stand near the anchor, from so many words beyond it to so many (the last not included)."""

# Plain tuples, since unpacking anything else takes several times as long; what is seldom needed is within the second.
Walk: TypeAlias = tuple[Rule, tuple[Step, ...], int, tuple[Step, ...], int, str]
"""A rule with the steps onward still to be met, and how many words after the anchor are known to be; the same for the
steps back; and the exact form that the anchor must have, if any."""

Attempt: TypeAlias = tuple[frozenset[str], tuple[int, float, Glance | None, Glance | None, Walk]]
"""What is worth trying where the sentence holds one of the keys: a concept and the weight of a rule for it, and at a
glance what must stand after and before the anchor."""

Pair: TypeAlias = tuple[list[Attempt], list[Attempt]]
"""The rules that may be met by two keys side by side: those anchored in the first, and those in the second."""

Loose: TypeAlias = tuple[frozenset[str], list[Attempt]]
"""The rules anchored in a key with room beside it, and all the keys of which they want one elsewhere."""

_MOST_KEYS_KNOWN = 50_000


class Index:
    """Rules found by pairs of keys and by single keys; those of a word are looked up once the word is known."""

    def __init__(self, anchored: Mapping[str, Sequence[Rule]]) -> None:
        """`anchored` gives the rules that a key may be the anchor of."""
        self._anchored = anchored
        self._exact: dict[str, list[str]] = {}
        for key in anchored:
            if key[0] == "=":
                self._exact.setdefault(WORDS[key[1:]].stem, []).append(key)
        self._known: set[str] = set()
        self.pairs: dict[tuple[str, str], Pair] = {}
        self.loose: dict[str, Loose] = {}
        self.of_kind = {kind: [_attempt(rule, ()) for rule in anchored[kind]] for kind in TYPES if kind in anchored}

    def know(self, stems: Set[str]) -> None:
        """Look up the rules anchored in words of these stems."""
        if stems <= self._known:
            return
        if len(self._known) >= _MOST_KEYS_KNOWN:
            self._known.clear()
            self.pairs.clear()
            self.loose.clear()
        for stem in stems - self._known:
            loose = self._file(stem, self._anchored.get(stem, ()))
            for exact in self._exact.get(stem, ()):
                loose += self._file(stem, self._anchored[exact], exact)
            if loose:
                self.loose[stem] = frozenset[str]().union(*[attempt[0] for attempt in loose]), loose
        self._known |= stems

    def _file(self, stem: str, rules: Iterable[Rule], exact: str = "") -> list[Attempt]:
        """File rules that want a word right beside a word of the stem; return the others."""
        loose: list[Attempt] = []
        for rule in rules:
            read = int(rule.plain)
            if rule.onward and not rule.onward[0][2]:
                attempt = _attempt(rule, (*rule.onward[1:], *rule.back), exact, read_on=read)
                for neighbour in _stems(rule.onward[0][0]):
                    self._pair(stem, neighbour)[0].append(attempt)
            elif rule.back and not rule.back[0][2]:
                attempt = _attempt(rule, (*rule.onward, *rule.back[1:]), exact, read_back=read)
                for neighbour in _stems(rule.back[0][0]):
                    self._pair(neighbour, stem)[1].append(attempt)
            else:
                loose.append(_attempt(rule, (), exact))
        return loose

    def _pair(self, first: str, second: str) -> Pair:
        return self.pairs.setdefault((first, second), ([], []))


def _attempt(rule: Rule, open: Sequence[Step], exact: str = "", read_on: int = 0, read_back: int = 0) -> Attempt:
    """An attempt at a rule; `open` are the steps of which nothing is known."""
    wanted = min([_stems(keys) for keys, _, _ in open], key=len, default=_stems(rule.also))
    onward, back = rule.onward[read_on:], rule.back[read_back:]
    ahead, behind = _glance(onward, read_on), _glance(back, read_back)
    walk = (rule, onward, read_on, back, read_back, exact)
    return wanted, (rule.concept, rule.weight, ahead, behind, walk)


def _glance(steps: Sequence[Step], read: int) -> Glance | None:
    """What to look for where the first of the steps must be met, unless that may be by a typed stretch."""
    if not steps:
        return None
    keys, least, most = steps[0]
    return None if any(key[0] == "<" for key in keys) else (_stems(keys), read + least, read + most + 1)


@lru_cache(maxsize=1 << 15)
def _stems(keys: frozenset[str]) -> frozenset[str]:
    """Keys with exact forms widened to their stems: enough for a first look."""
    return frozenset([intern(WORDS[key[1:]].stem) if key[0] == "=" else key for key in keys])
