"""A second try: what changed between two answers to the same question."""

from collections.abc import Mapping

import msgspec

from coach.review.marks import MarkValue


class Try(msgspec.Struct, frozen=True):
    """One answer to a question: on which day (ISO 8601), in how many words and seconds, and what was made of it."""

    session_id: str
    number: int
    on: str
    answer: str
    words: int
    seconds: float
    suggested: tuple[str, ...]
    ratings: Mapping[str, MarkValue] = {}
    """The apprentice's own, by ref."""
    marks: Mapping[str, MarkValue] = {}
    """A trainer's, by ref, as far as they may be known."""
    spoken: bool = False
    """Whether the answer is notes of what was said aloud."""


class Judged(msgspec.Struct, frozen=True):
    """How a criterion was judged the first time and the second; None where it was not."""

    ref: str
    before: MarkValue | None
    after: MarkValue | None


class Change(msgspec.Struct, frozen=True):
    """Two tries side by side; refs are in the order in which they were suggested."""

    question: str
    before: Try
    after: Try
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    kept: tuple[str, ...]
    ratings: tuple[Judged, ...]
    marks: tuple[Judged, ...]


def compare(question: str, before: Try, after: Try) -> Change:
    """Return what changed from one try at a question to the next."""
    return Change(
        question=question,
        before=before,
        after=after,
        gained=tuple(ref for ref in after.suggested if ref not in before.suggested),
        lost=tuple(ref for ref in before.suggested if ref not in after.suggested),
        kept=tuple(ref for ref in before.suggested if ref in after.suggested),
        ratings=_side_by_side(before.ratings, after.ratings),
        marks=_side_by_side(before.marks, after.marks),
    )


def _side_by_side(before: Mapping[str, MarkValue], after: Mapping[str, MarkValue]) -> tuple[Judged, ...]:
    return tuple(Judged(ref, before.get(ref), after.get(ref)) for ref in sorted({*before, *after}))
