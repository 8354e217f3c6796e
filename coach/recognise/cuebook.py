"""The cue book as data: classes of lines with the wordings that speak for each, and ideas that several share."""

import re
from collections.abc import Iterator

import msgspec

from coach.mapping.lexicon import Concept

_WORD = re.compile(r"\w+")


class Idea(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something a line may speak of, in the cue language of the lexicon."""

    means: str
    cues: tuple[str, ...]


class LineClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One move or one intent."""

    means: str
    cues: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    """Lines that are surely of the class where they say no more than this; with more in them the cues decide."""


class CueBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of classes."""

    kind: str
    id: str
    classes: dict[str, LineClass]
    ideas: dict[str, Idea] = {}
    themes: tuple[str, ...] = ()
    """What a criterion may be called by, in everyday words; the longest that a line holds is its topic."""

    def concepts(self) -> dict[str, Concept]:
        """Everything that has cues, by name: a class by its own, an idea by its own with a plus before it."""
        return dict(self._concepts())

    def whole_lines(self) -> dict[str, str]:
        """The classes of the lines that are told as they stand, by their bare words."""
        return {bare(line): name for name, found in self.classes.items() for line in found.whole}

    def _concepts(self) -> Iterator[tuple[str, Concept]]:
        for name, found in self.classes.items():
            if found.cues:
                yield name, Concept(found.means, _as_read(found.cues))
        for name, idea in self.ideas.items():
            yield "+" + name, Concept(idea.means, _as_read(idea.cues))


def bare(line: str) -> str:
    """Return the words of a line in lower case with single spaces, without its stops."""
    return " ".join(_WORD.findall(line.casefold()))


def _as_read(cues: tuple[str, ...]) -> tuple[str, ...]:
    """Spell cues the way lines are spelt when they are read."""
    return tuple(cue.replace("won't", "willn't") for cue in cues)
