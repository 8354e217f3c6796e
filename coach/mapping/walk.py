"""Whether a sentence goes on, after or before a rule's anchor, the way the rule wants it."""

from typing import Literal

from coach.mapping.rules import Step
from coach.mapping.text import Sentence

ONWARD: Literal[1] = 1
BACK: Literal[-1] = -1
_NO_KINDS: dict[str, int] = {}


def far_end(steps: tuple[Step, ...], plain: bool, sentence: Sentence, place: int, way: Literal[1, -1]) -> int:
    """Where steps one way end that begin at `place`, the edge before the next word to read; -1 if they are not met.

    Word i stands between the edges i and i + 1.
    """
    stems = sentence.stems
    word = 0 if way > 0 else -1
    met = 0
    while met < len(steps):
        keys, least, most = steps[met]
        met += 1
        if most or not plain:
            break
        if not 0 <= place + word < len(stems) or stems[place + word] not in keys:
            return -1
        place += way
    else:
        return place
    near = place + way * least
    far = min(place + most + 1, len(stems)) if way > 0 else max(place - most - 1, 0)
    if plain and keys.isdisjoint(stems[near:far] if way > 0 else stems[far : max(near, 0)]):
        return -1
    rest = steps[met:]
    kinds_from = sentence.spans.starting if way > 0 else sentence.spans.ending
    for edge in range(near, far, way):
        if stems[edge + word] in keys or (not plain and sentence.words[edge + word].exact in keys):
            end = far_end(rest, plain, sentence, edge + way, way) if rest else edge + way
            if end >= 0:
                return end
        if not plain:
            for kind, beyond in kinds_from.get(edge, _NO_KINDS).items():
                if kind in keys and (end := far_end(rest, plain, sentence, beyond, way)) >= 0:
                    return end
    return -1
