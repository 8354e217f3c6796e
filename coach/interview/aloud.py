"""A question that is answered aloud: the turns that tell of it, and the notes that follow."""

from collections.abc import Iterable
from typing import Literal

from coach.interview.clock import in_words
from coach.interview.sitting import Turn

ALOUD = "aloud"
"""The kind of the turn that says a question is to be answered aloud."""
SPOKEN = "spoken"
"""The kind of the turn that says it was, and for how long."""
Phase = Literal["speaking", "noting", "done"]

_ENDS = (".", "!", "?", "…", ":", ";")
_BULLETS = "-*•–· \t"


def phase_of(turns: Iterable[Turn]) -> Phase | None:
    """Return how far a question answered aloud has come; None where it is an ordinary one."""
    kinds = {turn.kind for turn in turns}
    if ALOUD not in kinds:
        return None
    if SPOKEN not in kinds:
        return "speaking"
    return "done" if "answer" in kinds else "noting"


def told_to_speak(at: float, question: int) -> Turn:
    """Return the turn that begins it; `at` is the second of the interview."""
    return Turn("coach", ALOUD, "This one is answered aloud; notes of it follow.", at, question)


def told_as_spoken(at: float, question: int, seconds: float) -> Turn:
    """Return the turn that says how long somebody spoke, in seconds; the trainer reads it above the notes."""
    text = f"Answered aloud in {in_words(seconds)}. What follows are notes of it, not the words that were said."
    return Turn("coach", SPOKEN, text, at, question)


def as_points(notes: str) -> str:
    """Return notes with a point a line, each ended by a full stop, so that no point is read into the next."""
    points = [line.strip().lstrip(_BULLETS) for line in notes.splitlines()]
    return "\n".join(point if point.endswith(_ENDS) else f"{point}." for point in points if point)
