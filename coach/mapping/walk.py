"""Whether a sentence goes on, after or before a rule's anchor, the way the rule wants it."""

from coach.mapping.rules import Step
from coach.mapping.text import Sentence

_NO_KINDS: dict[str, int] = {}


def end_of(steps: tuple[Step, ...], plain: bool, sentence: Sentence, place: int) -> int:
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
            end = end_of(rest, plain, sentence, i + 1) if rest else i + 1
            if end >= 0:
                return end
        if not plain:
            for kind, after in sentence.spans.starting.get(i, _NO_KINDS).items():
                if kind in keys and (end := end_of(rest, plain, sentence, after)) >= 0:
                    return end
    return -1


def start_of(steps: tuple[Step, ...], plain: bool, sentence: Sentence, place: int) -> int:
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
            start = start_of(rest, plain, sentence, end - 1) if rest else end - 1
            if start >= 0:
                return start
        if not plain:
            for kind, before in sentence.spans.ending.get(end, _NO_KINDS).items():
                if kind in keys and (start := start_of(rest, plain, sentence, before)) >= 0:
                    return start
    return -1
