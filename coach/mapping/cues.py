"""A cue string as patterns: which words, in which order, with how many others between them."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from itertools import product
from typing import TypeAlias

import msgspec

from coach.mapping import wordlists as lists
from coach.mapping.text import read_sentence
from coach.mapping.words import TYPES, WORDS, Word, stem

GAP = "..."
ANY_WORD = "_"
LONGEST_GAP = 4
_MOST_OPTIONAL = 4
_TYPE = re.compile(r"<[^<>]*>$")
_PLAIN = re.compile(r"=?[£$€\w][\w'’£$€%.,:/&-]*$")
Step: TypeAlias = "frozenset[str] | str"  # the keys an element accepts, or GAP or ANY_WORD
Way: TypeAlias = "tuple[Step, ...]"


class Slot(msgspec.Struct, frozen=True, gc=False):
    """One place in a pattern: any of the keys, after `least` to `most` other words."""

    keys: frozenset[str]
    least: int = 0
    most: int = 0


class Pattern(msgspec.Struct, frozen=True, gc=False):
    """Slots in order; one cue gives a pattern for each choice of its optional words."""

    slots: tuple[Slot, ...]
    negative: bool
    conditional: bool


def parse(cue: str) -> tuple[Pattern, ...]:
    """Read a cue; a ValueError says what is wrong with it."""
    try:
        return _parse(cue.split())
    except ValueError as error:
        raise ValueError(f"cue '{cue}': {error}") from None


def _parse(elements: list[str]) -> tuple[Pattern, ...]:
    if not elements:
        raise ValueError("it is empty")
    if not {elements[0], elements[-1]}.isdisjoint({GAP, ANY_WORD}):
        raise ValueError(f"it starts or ends with '{GAP}' or '{ANY_WORD}', which stand between words only")
    ways = [_ways(element) for element in elements]
    if all(() in way for way in ways):
        raise ValueError("every word may be absent, so it would match anything")
    optional = sum(() in way for way in ways)
    if optional > _MOST_OPTIONAL:
        raise ValueError(f"it has {optional} optional words, {_MOST_OPTIONAL} is the most")
    return tuple(dict.fromkeys(_pattern(chosen) for chosen in product(*ways)))


@lru_cache(maxsize=1 << 15)
def _ways(element: str) -> tuple[Way, ...]:
    """The ways an element can be said: as one step, as several (follow-up), or not at all (word?)."""
    if element in {GAP, ANY_WORD}:
        return ((element,),)
    keys: set[str] = set()
    phrases: list[Way] = []
    for alternative in element.removesuffix("?").split("|"):
        read = _read_alternative(alternative, element)
        if len(read) == 1:
            keys.update(read)
        else:
            phrases.append(tuple(frozenset({key}) for key in read))
    ways: list[Way] = [(frozenset(keys),)] if keys else []
    ways += phrases
    return (*ways, ()) if element.endswith("?") else tuple(ways)


def _read_alternative(alternative: str, element: str) -> list[str]:
    if not alternative:
        raise ValueError(f"'{element}' has an empty alternative")
    if alternative in {GAP, ANY_WORD}:
        raise ValueError(f"'{alternative}' cannot be one of the alternatives in '{element}'")
    if _TYPE.match(alternative):
        return [_type(alternative)]
    if alternative.isalpha():
        return [WORDS[alternative].stem]
    words = read_sentence(alternative.removeprefix("=")).words if _PLAIN.match(alternative) else []
    if not words:
        raise ValueError(f"'{alternative}' is not a word")
    return [_key(word, exact=alternative[0] == "=") for word in words]


def _key(word: Word, exact: bool) -> str:
    return word.exact if exact else word.stem


def _type(alternative: str) -> str:
    if alternative in TYPES:
        return alternative
    close = get_close_matches(alternative, TYPES, n=1, cutoff=0.5)
    meant = f"{close[0]} was perhaps meant" if close else f"there are {' '.join(TYPES)}"
    raise ValueError(f"{alternative} is not a type, {meant}")


def _pattern(chosen: tuple[Way, ...]) -> Pattern:
    slots: list[Slot] = []
    least = most = 0
    for step in (step for way in chosen for step in way):
        if step == GAP:
            most += LONGEST_GAP
        elif step == ANY_WORD:
            least, most = least + 1, most + 1
        elif isinstance(step, frozenset):
            if not most and _is_negated_by(step, slots):
                slots[-1] = _with_not(slots[-1])
            else:
                slots.append(Slot(step, least, most) if slots else Slot(step))
            least = most = 0
    return Pattern(tuple(slots), _says(slots, _NEGATIONS), _says(slots, _CONDITIONS))


def _says(slots: list[Slot], keys: frozenset[str]) -> bool:
    return not all(slot.keys.isdisjoint(keys) for slot in slots)


def _is_negated_by(step: frozenset[str], slots: list[Slot]) -> bool:
    return step == {"not"} and bool(slots) and slots[-1].keys <= lists.AUXILIARIES


def _with_not(slot: Slot) -> Slot:
    """Read "did not" as didn't, the way an answer is read."""
    return Slot(frozenset("can't" if key == "can" else key + "n't" for key in slot.keys), slot.least, slot.most)


def _forms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(key for word in words for key in (stem(word), word, "=" + word))


_NEGATIONS = _forms(lists.NEGATORS | lists.UNDONE)
_CONDITIONS = _forms(lists.CONDITIONS)
