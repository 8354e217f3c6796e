"""What was promised, by when, and whether it was said again."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from coach.mapping.text import Sentence
from coach.mapping.wordlists import HOURS
from coach.roleplay.line import Line
from coach.roleplay.moves import HARMING

PROMISING = frozenset({"promise", "over-promise"})
SETTLES_AFTER = 2
"""A promise is come back to no sooner than so many lines after it was made."""

_WHEN = ("<time>", "<date>", "<duration>")
_EVERYDAY = (
    ("today",),
    ("tonight",),
    ("tomorrow",),
    ("this", "morning"),
    ("this", "afternoon"),
    ("this", "evening"),
    ("this", "week"),
    ("lunchtime",),
    ("teatime",),
    ("close", "of", "business"),
    ("close", "of", "play"),
    ("end", "of", "the", "day"),
    ("end", "of", "day"),
    ("end", "of", "the", "week"),
    ("first", "thing"),
    ("straight", "away"),
)
"""Times in words that a promise is as good as kept by."""
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)$")
_LEADS = frozenset({"by", "before", "within", "in", "at", "on", "after", "until", "from", "between"})
_TO = frozenset({"to", "till", "until", "and"})
_SMALL = _LEADS | _TO | {"the", "a", "an"}
_BETWEEN = 2
"""So many words may stand between the parts of a time, as in “tomorrow at some point before 10”."""

_STANDS_BY = frozenset(
    {"promise", "over-promise", "summarise", "check-understanding", "close", "listen", "offer", "explain", "hand-over"}
)


class Promised(msgspec.Struct, frozen=True):
    """One promise with a time, in the words it was made in."""

    turn: int
    when: str
    words: tuple[str, ...]
    """The words of its time, as they are compared."""
    settled: bool = False
    """Whether it was said again, or asked about."""


def time_said(sentences: Sequence[Sentence]) -> tuple[str, tuple[str, ...]]:
    """Return the time, date or duration that is said, with its preposition, and the words it is known by.

    Of several the first that stands with what will be done.
    """
    for sentence in sorted(sentences, key=lambda sentence: not _is_to_come(sentence)):
        words = [word.normal for word in sentence.words]
        spans = sorted({*_typed(sentence), *_ranges(words)}) or sorted(_everyday(words))
        if not spans:
            continue
        first, last = spans[0]
        for start, end in spans:
            if start <= last + _BETWEEN:
                last = max(last, end)
        known_by = tuple(word for word in words[first:last] if word not in _SMALL)
        first -= first > 0 and words[first - 1] == "the"
        first -= first > 0 and words[first - 1] in _LEADS
        said = " ".join(word.exact.removeprefix("=") for word in sentence.words[first:last])
        return said, known_by
    return "", ()


def _is_to_come(sentence: Sentence) -> bool:
    return any(word.exact.endswith("'ll") or word.normal in ("will", "shall", "going") for word in sentence.words)


def _typed(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield where each time, date or duration of a sentence starts and ends."""
    for start, kinds in sentence.spans.starting.items():
        yield from ((start, end) for kind, end in kinds.items() if kind in _WHEN)


def _ranges(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each “between 8 and 1” or “8 to 10” starts and ends."""
    for place in range(len(words) - 2):
        if words[place + 1] in _TO and words[place] in HOURS and words[place + 2] in HOURS:
            yield place, place + 3
        if words[place] == "between" and words[place + 2] == "and" and len(words) > place + 3:
            yield place, place + 4


def _everyday(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each “this afternoon” or “on the 14th” starts and ends."""
    for place in range(len(words)):
        for phrase in _EVERYDAY:
            if tuple(words[place : place + len(phrase)]) == phrase:
                yield place, place + len(phrase)
        if place and words[place - 1] in ("the", "on") and _ORDINAL.match(words[place]):
            yield place, place + 1


def promise_in(line: Line, turn: int) -> Promised | None:
    """Return the promise with a time that a line makes, if it makes one."""
    if PROMISING.isdisjoint(line.moves):
        return None
    said, words = time_said(line.sentences)
    return Promised(turn, said, words) if said else None


def said_again(promise: Promised, line: Line) -> bool:
    """Whether a line names the time of an earlier promise."""
    here = {word.normal for sentence in line.sentences for word in sentence.words}
    return bool(promise.words) and here.issuperset(promise.words)


def stands_by(promise: Promised, line: Line) -> bool | None:
    """Whether a line, asked about a promise, stands by it; None where it speaks of something else."""
    if not HARMING.isdisjoint(line.moves):
        return False
    if said_again(promise, line) or line.agrees() or not _STANDS_BY.isdisjoint(line.moves):
        return True
    return None if line.moves else False
