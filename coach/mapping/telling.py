"""How an answer is told, as data. Light to import."""

from typing import TypeAlias

import msgspec

from coach.banks.model import StoryPart

Span: TypeAlias = tuple[int, int]


class Craft(msgspec.Struct, frozen=True):
    """What can be said of an answer's telling, whatever it is about."""

    words: int
    star: dict[StoryPart, tuple[Span, ...]]
    first_person_share: float
    figures: int
    hedges: int
    missing: tuple[StoryPart, ...] = ()
    """The parts of the story without even a faint sign of them."""
