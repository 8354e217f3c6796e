"""How far an interview has come, and what a step of it yields."""

from dataclasses import dataclass

import msgspec

from coach.banks.model import StoryPart
from coach.interview.clock import Clock
from coach.interview.sitting import Turn
from coach.interview.states import State


class Progress(msgspec.Struct, frozen=True):
    """How far a sitting has come; question numbers count from 1."""

    state: State
    clock: Clock
    current: int | None = None
    to_ask: tuple[int, ...] = ()
    set_aside: tuple[int, ...] = ()
    answered: tuple[int, ...] = ()
    probed: tuple[tuple[int, int], ...] = ()
    """Question number and index of each probe asked."""
    rephrased: int = 0
    """How many wordings of the current question were given beyond the first."""
    turns: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """What was made of the answer under way: criteria with a sign of them, and parts of the story still missing."""

    evidenced: frozenset[str] = frozenset()
    missing: tuple[StoryPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """The next state and what was said on the way there."""

    progress: Progress
    turns: tuple[Turn, ...]
