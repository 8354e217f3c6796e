"""Comments a trainer can start from: ready ones by the mark they go with, and those written before."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import msgspec


class Comments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of ready comments."""

    kind: Literal["comments"]
    passed: tuple[str, ...] = ()
    attempted: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


class WrittenComment(msgspec.Struct, frozen=True):
    """A comment as it was written beside a mark, and to whom."""

    text: str
    apprentice: str


MOST_OFFERED = 20


def to_use_again(written: Sequence[WrittenComment]) -> dict[str, int]:
    """Return how often each comment was written, the most used first, then in the order given.

    One that calls its apprentice by name is theirs alone and left out.
    """
    counted = Counter(each.text for each in written if not calls_by_name(each.text, each.apprentice))
    return dict(counted.most_common(MOST_OFFERED))


def calls_by_name(text: str, name: str) -> bool:
    """Tell whether a text holds a word of somebody's name; words of one letter are no names."""
    words = set(re.findall(r"\w+", text.casefold()))
    return any(part in words for part in re.findall(r"\w+", name.casefold()) if len(part) > 1)
