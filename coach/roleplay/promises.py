"""What was promised, by when, and whether it was said again."""

import msgspec

from coach.roleplay.line import Line
from coach.roleplay.moves import HARMING
from coach.roleplay.times import says_what_will_be, time_said

PROMISING = frozenset({"promise", "over-promise"})
SETTLES_AFTER = 2
"""A promise is come back to no sooner than so many lines after it was made."""

_STANDS_BY = frozenset(
    {"promise", "over-promise", "summarise", "check-understanding", "close", "listen", "offer", "explain", "hand-over"}
)

_HARMING_ANYWAY = HARMING - {"stall"}
"""Moves that spoil even a yes; one as short as “Yes that's right” may well pass for saying nothing useful."""


class Promised(msgspec.Struct, frozen=True):
    """One promise with a time, in the words it was made in."""

    turn: int
    when: str
    words: tuple[str, ...]
    """The words of its time, as they are compared."""
    settled: bool = False
    """Whether it was said again, or asked about."""


def promise_in(line: Line, turn: int, *, asked_when: bool = False) -> Promised | None:
    """Return the promise with a time that a line makes, if it makes one.

    A remedy offered with a time is one too, and so is a time given where the customer has just asked for one.
    """
    promises = not PROMISING.isdisjoint(line.moves)
    offers = "offer" in line.moves and "offer-options" not in line.moves and says_what_will_be(line)
    if not (promises or offers or (asked_when and HARMING.isdisjoint(line.moves))):
        return None
    said, words = time_said(line)
    return Promised(turn, said, words) if said else None


def said_again(promise: Promised, line: Line) -> bool:
    """Whether a line names the time of an earlier promise."""
    here = {word.normal for sentence in line.sentences for word in sentence.words}
    return bool(promise.words) and here.issuperset(promise.words)


def stands_by(promise: Promised, line: Line) -> bool | None:
    """Whether a line, asked about a promise, stands by it; None where it speaks of something else."""
    if not _HARMING_ANYWAY.isdisjoint(line.moves):
        return False
    if said_again(promise, line) or line.agrees() or not _STANDS_BY.isdisjoint(line.moves):
        return True
    return None if line.moves and HARMING.isdisjoint(line.moves) else False
