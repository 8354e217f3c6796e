"""Rules in a form that is quick to read back: each key and each slot written once, and shared once read."""

from collections.abc import Iterable
from sys import intern
from typing import TypeAlias

import msgspec

from coach.mapping.match import Rule, Step

_PackedStep: TypeAlias = tuple[int, int, int]


class _PackedRule(msgspec.Struct, frozen=True, gc=False, array_like=True):
    concept: int
    cue: str
    weight: float
    anchor: int
    onward: tuple[_PackedStep, ...]
    back: tuple[_PackedStep, ...]
    also: int
    plain: bool
    negative: bool
    conditional: bool


class PackedRules(msgspec.Struct, frozen=True, gc=False):
    """Rules with slots as numbers of `slots`, whose keys are numbers of `keys`."""

    keys: tuple[str, ...]
    slots: tuple[tuple[int, ...], ...]
    rules: tuple[_PackedRule, ...]


def pack(rules: Iterable[Rule]) -> PackedRules:
    """Write each key and each slot of the rules once."""
    keys: dict[str, int] = {}
    slots: dict[frozenset[str], int] = {}

    def slot(found: frozenset[str]) -> int:
        for key in sorted(found):
            keys.setdefault(key, len(keys))
        return slots.setdefault(found, len(slots))

    def steps(found: tuple[Step, ...]) -> tuple[_PackedStep, ...]:
        return tuple((slot(accepted), least, most) for accepted, least, most in found)

    packed = [
        _PackedRule(
            rule.concept, rule.cue, rule.weight, slot(rule.anchor), steps(rule.onward), steps(rule.back),
            slot(rule.also), rule.plain, rule.negative, rule.conditional,
        )
        for rule in rules
    ]  # fmt: skip
    numbered = tuple(tuple(sorted(keys[key] for key in found)) for found in slots)
    return PackedRules(tuple(keys), numbered, tuple(packed))


def unpack(packed: PackedRules) -> list[Rule]:
    """Read rules back; keys are interned, so that comparing them with an answer's words costs least."""
    keys = list(map(intern, packed.keys))
    slots = [frozenset([keys[number] for number in numbers]) for numbers in packed.slots]
    steps: dict[_PackedStep, Step] = {}
    for rule in packed.rules:
        for step in (*rule.onward, *rule.back):
            if step not in steps:
                steps[step] = slots[step[0]], step[1], step[2]
    return [
        Rule(
            rule.concept, rule.cue, rule.weight, slots[rule.anchor],
            tuple([steps[step] for step in rule.onward]), tuple([steps[step] for step in rule.back]),
            slots[rule.also], rule.plain, rule.negative, rule.conditional,
        )
        for rule in packed.rules
    ]  # fmt: skip
