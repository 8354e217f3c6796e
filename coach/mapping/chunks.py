"""What stands between two spaces, read once and kept: its words and stops, their places and marks."""

import re
from collections.abc import Callable
from typing import TypeAlias

from coach.mapping.words import BREAK, WORDS, Word, keep

_TOKEN = re.compile(
    r"[eE]-mail\w*|[^\W\d]\w*(?:['\u2019\u02bc]\w+|\.\d+)*|[£$€] ?\d+(?:[.,]\d+)*\w*|\d+(?:[.,:/]\d+)*(?: ?%|\w*)"
    r"|[,;:()\[\]\"“”–—…]| -+ "
)

_Token: TypeAlias = tuple[Word, int, int]
"""A word, or a stop within a sentence, and where it starts and ends in its chunk."""


def chunks_of(text: str) -> list[str]:
    """Cut at spaces, unless one may stand within a token, as in 50 %."""
    if " -" in text or " %" in text or "£ " in text or "$ " in text or "€ " in text:
        return [text]
    return text.split(" ")


class _Chunks(dict[str, tuple[_Token, ...]]):
    """The tokens of what stands between two spaces; a new chunk is read when asked for."""

    def __missing__(self, chunk: str) -> tuple[_Token, ...]:
        found = tuple([(WORDS[token[0]], token.start(), token.end()) for token in _TOKEN.finditer(chunk)])
        keep(self, chunk, found)
        return found


class WordsIn(dict[str, tuple[Word, ...]]):
    """The words of what stands between two spaces, without the stops; `marked` may add marks to a word."""

    def __init__(self, marked: Callable[[Word], Word] = lambda word: word) -> None:
        super().__init__()
        self._marked = marked

    def __missing__(self, chunk: str) -> tuple[Word, ...]:
        found = tuple([self._marked(word) for word, _, _ in _CHUNKS[chunk] if not word.marks & BREAK])
        keep(self, chunk, found)
        return found


class _PlacesIn(dict[str, tuple[tuple[int, int], ...]]):
    """Where the words start and end in what stands between two spaces."""

    def __missing__(self, chunk: str) -> tuple[tuple[int, int], ...]:
        found = tuple([(start, end) for word, start, end in _CHUNKS[chunk] if not word.marks & BREAK])
        keep(self, chunk, found)
        return found


class _MarksIn(dict[str, tuple[int, ...]]):
    """The marks of the words and stops of what stands between two spaces."""

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        found = tuple([word.marks for word, _, _ in _CHUNKS[chunk]])
        keep(self, chunk, found)
        return found


_CHUNKS = _Chunks()
MARKS_IN = _MarksIn()
PLACES_IN = _PlacesIn()
WORDS_IN = WordsIn()
