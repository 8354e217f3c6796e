"""One line as it is read: its moves, its sentences, and the cues it says."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from coach.mapping.cues import Pattern, parse
from coach.mapping.text import Sentence, read_sentence, sentences, tidy

LONGEST_LINE = 4_000
"""What stands after so many characters is not read; a person would have stopped listening."""

_YES = frozenset(
    {"yes", "yeah", "yep", "yup", "aye", "sure", "absolutely", "definitely", "certainly", "course", "correct"}
)
_FEW_WORDS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """What was said to the customer."""

    text: str
    moves: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    def mentions(self, cues: tuple[str, ...]) -> bool:
        """Whether it says one of the cues."""
        return _mentions(self.text[:LONGEST_LINE], cues)

    def agrees(self) -> bool:
        """Whether it is little more than a yes."""
        words = [word.normal for sentence in self.sentences for word in sentence.words]
        return 0 < len(words) <= _FEW_WORDS and not _YES.isdisjoint(words)


def read_line(text: str, moves: Iterable[str]) -> Line:
    """Read a line whose moves are known."""
    return Line(text, tuple(dict.fromkeys(moves)), _sentences(text[:LONGEST_LINE]))


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[Sentence, ...]:
    clean = tidy(text).text
    return tuple(read_sentence(clean[start:end]) for start, end in sentences(clean))


@lru_cache(maxsize=1 << 14)
def _patterns(cue: str) -> tuple[Pattern, ...]:
    return parse(cue)


@lru_cache(maxsize=1 << 14)
def _mentions(text: str, cues: tuple[str, ...]) -> bool:
    return any(_says(pattern, sentence) for cue in cues for pattern in _patterns(cue) for sentence in _sentences(text))


def _says(pattern: Pattern, sentence: Sentence) -> bool:
    """Whether a sentence holds a pattern, said outright, denied or supposed alike."""
    return any(_met(pattern, sentence, 0, start, start) for start in range(len(sentence)))


def _met(pattern: Pattern, sentence: Sentence, slot: int, first: int, last: int) -> bool:
    """Whether the slots from one on are met, the next one at words first to last."""
    if slot == len(pattern.slots):
        return True
    keys = pattern.slots[slot].keys
    for place in range(first, min(last + 1, len(sentence))):
        word = sentence.words[place]
        ends = {place + 1} if word.stem in keys or word.exact in keys else set()
        ends |= {end for kind, end in sentence.spans.starting.get(place, {}).items() if kind in keys}
        for end in ends:
            following = pattern.slots[slot + 1] if slot + 1 < len(pattern.slots) else None
            least, most = (following.least, following.most) if following else (0, 0)
            if _met(pattern, sentence, slot + 1, end + least, end + most):
                return True
    return False
