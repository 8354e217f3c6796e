"""How a state looks where it is read: a glyph, words and a shade, so that colour alone never tells it."""

from collections.abc import Iterable
from typing import NamedTuple


class Look(NamedTuple):
    """A state's glyph, its words, and its shade: 0 is the page itself, 4 the strongest."""

    glyph: str
    words: str
    shade: int


LOOKS: dict[str, Look] = {
    "untried": Look("·", "untried", 0),
    "suggested": Look("?", "suggested, not marked", 1),
    "waiting": Look("…", "waiting for a mark", 2),
    "attempted": Look("×", "attempted, not passed", 3),
    "passed": Look("✓", "passed", 4),
    "none": Look("–", "no evidence", 1),
    "unmarked": Look("·", "not marked", 0),
    "open": Look("·", "open", 0),
    "late": Look("!", "late", 3),
    "done": Look("✓", "done", 4),
    "withdrawn": Look("–", "taken back", 1),
}


def look(state: str) -> Look:
    """Return how a state looks; one that is not known looks like its own word."""
    return LOOKS.get(state) or Look("", state, 0)


def legend(states: Iterable[str | None]) -> list[Look]:
    """Return how each of some states looks, the weakest shade first."""
    return sorted({look(state) for state in states if state is not None}, key=lambda each: (each.shade, each.words))
