"""Rules in a form that is quick to read back: each is read only when a word that may open it is first met."""

from collections.abc import Iterator, Mapping, Sequence
from sys import intern

import msgspec

from coach.mapping.rules import Rule


class PackedRules(msgspec.Struct, frozen=True, gc=False):
    """Rules as bytes, the numbers of those that each key may be the anchor of, and every key they listen for."""

    rules: tuple[msgspec.Raw, ...]
    anchored: dict[str, tuple[int, ...]]
    keys: tuple[str, ...]


def pack(rules: Sequence[Rule]) -> PackedRules:
    """Pack rules."""
    anchored: dict[str, list[int]] = {}
    keys: set[str] = set()
    for number, rule in enumerate(rules):
        for key in rule.anchor:
            anchored.setdefault(key, []).append(number)
        keys.update(rule.anchor, *(step[0] for step in (*rule.onward, *rule.back)))
    return PackedRules(
        tuple(msgspec.Raw(msgspec.msgpack.encode(rule)) for rule in rules),
        {key: tuple(numbers) for key, numbers in sorted(anchored.items())},
        tuple(sorted(keys)),
    )


class Unpacking(Mapping[str, Sequence[Rule]]):
    """The rules that a key may be the anchor of: packed rules read back, each once.

    Equal slots become one object, which keeps what matching looks at small.
    """

    def __init__(self, packed: PackedRules) -> None:
        self._packed = packed
        self._read: dict[int, Rule] = {}
        self._slots: dict[frozenset[str], frozenset[str]] = {}

    def __getitem__(self, key: str) -> list[Rule]:
        return [self._rule(number) for number in self._packed.anchored[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed.anchored)

    def __len__(self) -> int:
        return len(self._packed.anchored)

    def _rule(self, number: int) -> Rule:
        rule = self._read.get(number)
        if rule is None:
            whole = msgspec.msgpack.decode(self._packed.rules[number], type=Rule)
            rule = self._read[number] = msgspec.structs.replace(
                whole,
                anchor=self._slot(whole.anchor),
                onward=tuple([(self._slot(keys), least, most) for keys, least, most in whole.onward]),
                back=tuple([(self._slot(keys), least, most) for keys, least, most in whole.back]),
                also=self._slot(whole.also),
            )
        return rule

    def _slot(self, keys: frozenset[str]) -> frozenset[str]:
        known = self._slots.get(keys)
        if known is None:
            known = self._slots[keys] = frozenset(map(intern, keys))
        return known
