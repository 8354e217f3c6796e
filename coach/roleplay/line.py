"""One line as it is read: its moves, its sentences, and the cues it says."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from coach.mapping.cues import Pattern, parse
from coach.mapping.text import Sentence, read_sentence, sentences, tidy
from coach.mapping.words import Word

LONGEST_LINE = 4_000
"""What stands after so many characters is not read; a person would have stopped listening."""

_YES = frozenset(
    {"yes", "yeah", "yep", "yup", "yh", "aye", "sure", "absolutely", "definitely", "defo", "certainly", "course"}
    | {"correct", "right", "promise", "promised", "ok", "okay", "will", "100", "100%", "exactly", "positive"}
)
_NO = frozenset({"no", "nope", "nah", "not", "maybe", "hopefully", "probably", "should", "might", "think", "depends"})
_FEW_WORDS = 6
_SIGN = "£$€"


@dataclass(frozen=True, slots=True)
class Line:
    """What was said to the customer."""

    text: str
    moves: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    wordings: tuple[str, ...]
    """Each sentence as it was typed."""

    @property
    def length(self) -> int:
        """How many words it has."""
        return sum(map(len, self.sentences))

    def mentions(self, cues: tuple[str, ...]) -> bool:
        """Whether it says one of the cues."""
        return _mentions(self.text[:LONGEST_LINE], cues)

    def named(self, cues: tuple[str, ...]) -> int:
        """Return how many of the cues it says."""
        return sum(self.mentions((cue,)) for cue in cues)

    def agrees(self) -> bool:
        """Whether it is little more than a yes."""
        words = [word.normal for sentence in self.sentences for word in sentence.words]
        if not 0 < len(words) <= _FEW_WORDS or _YES.isdisjoint(words):
            return False
        return _NO.isdisjoint(words) and not any(word.endswith("n't") for word in words)


def read_line(text: str, moves: Iterable[str]) -> Line:
    """Read a line whose moves are known."""
    wordings = _wordings(text[:LONGEST_LINE])
    return Line(text, tuple(dict.fromkeys(moves)), _sentences(wordings), wordings)


def _wordings(text: str) -> tuple[str, ...]:
    clean = tidy(text).text
    return tuple(clean[start:end] for start, end in sentences(clean))


@lru_cache(maxsize=4096)
def _sentences(wordings: tuple[str, ...]) -> tuple[Sentence, ...]:
    return tuple(map(read_sentence, wordings))


@lru_cache(maxsize=1 << 14)
def _patterns(cue: str) -> tuple[Pattern, ...]:
    return parse(cue)


@lru_cache(maxsize=1 << 14)
def _mentions(text: str, cues: tuple[str, ...]) -> bool:
    read = _sentences(_wordings(text))
    return any(_says(pattern, sentence) for cue in cues for pattern in _patterns(cue) for sentence in read)


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
        ends = {place + 1} if not keys.isdisjoint(_forms(word)) else set()
        ends |= {end for kind, end in sentence.spans.starting.get(place, {}).items() if kind in keys}
        for end in ends:
            following = pattern.slots[slot + 1] if slot + 1 < len(pattern.slots) else None
            least, most = (following.least, following.most) if following else (0, 0)
            if _met(pattern, sentence, slot + 1, end + least, end + most):
                return True
    return False


def _forms(word: Word) -> tuple[str, ...]:
    """Return what a word is known by; a sum of money goes by its figure too, as people leave out the sign."""
    if word.normal[0] in _SIGN:
        return word.stem, word.exact, word.normal.lstrip(_SIGN).replace(",", "").removesuffix(".00").strip()
    return word.stem, word.exact
