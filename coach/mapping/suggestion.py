"""What a suggestion is: a criterion, how likely, and the words that speak for it. Light to import."""

import msgspec

_SURE = ((0.9, "very likely"), (0.7, "likely"), (0.4, "possible"))


class Evidence(msgspec.Struct, frozen=True):
    """Words of the answer (start to end, characters) and the label of the concept they stand for."""

    start: int
    end: int
    text: str
    concept: str


class Suggestion(msgspec.Struct, frozen=True):
    """A criterion the answer may show: how likely (0 to 1), by which words, and what it wants that has no sign yet."""

    ref: str
    level: str
    score: float
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]


def how_sure(score: float) -> str:
    """A score in words."""
    return next((words for least, words in _SURE if score >= least), "unlikely")
