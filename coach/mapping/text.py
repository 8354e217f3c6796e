"""An answer as sentences, clauses and words, each with its place in the text (offsets in characters)."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from coach.mapping import wordlists as lists
from coach.mapping.typed import Spans, typed_spans
from coach.mapping.words import NEGATOR, OPENER, PAST, SUBJECT, TYPED, Word, word

_UNTIDY = re.compile(r"\s{2,}|[^\S ]|[!-~]?[^\x00-\x7f\s]+")
_INVISIBLE = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"}
_TOKEN = re.compile(
    r"(?P<word>[£$€] ?\d[\d,.]*\w*|\d+(?:[.,:/]\d+)*(?: ?%|\w*)|e-?mail\w*|\w+(?:['\u2019\u02bc]\w+)*)"
    r"|[,;:()\[\]\"“”–—…]| -+ ",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?= |$)|(?<=[^\W\d_]{2})[.!?](?=[^\W\d_]{2})")
_LAST_WORD = re.compile(r"[\w.]+$")
_LINK = re.compile(
    r" (?=(?:and|so|but|then|because|cos|anyway)(?: then| now| so| when)?"
    r" (?:i|we|he|she|they|it|the|that|there|my|our|you)\b)",
    re.IGNORECASE,
)
_LONG_SENTENCE = 200
_PIECE = 60
_LONGEST_PIECE = 700


@dataclass(frozen=True, slots=True)
class Tidy:
    """An answer in one Unicode form with single spaces, able to say where each place was in the original."""

    text: str
    breaks: tuple[tuple[int, int], ...] = ()

    def original(self, place: int) -> int:
        """Turn an offset in the tidy text into the offset in the original."""
        if not self.breaks:
            return place
        tidy, original = self.breaks[bisect_right(self.breaks, (place, 1 << 60)) - 1]
        return original + place - tidy


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence side by side with their places, clause numbers and typed spans."""

    words: list[Word]
    starts: list[int]
    ends: list[int]
    clauses: list[int]
    marks: int
    asks: bool
    spans: Spans = field(default_factory=Spans)

    def __len__(self) -> int:
        return len(self.words)


def tidy(answer: str) -> Tidy:
    """Bring an answer to NFKC and single spaces, keeping the way back to the original offsets."""
    parts: list[str] = []
    breaks: list[tuple[int, int]] = [(0, 0)]
    done = length = 0
    for found in _UNTIDY.finditer(answer):
        before = found.group()
        after = " " if before[0].isspace() else unicodedata.normalize("NFKC", before.translate(_INVISIBLE))
        if after == before:
            continue
        parts += (answer[done : found.start()], after)
        length += found.start() - done
        # Inside a replaced stretch every place counts as its start.
        breaks += [(length + i, found.start()) for i in range(len(after))]
        length += len(after)
        breaks.append((length, found.end()))
        done = found.end()
    if not parts:
        return Tidy(answer)
    return Tidy("".join((*parts, answer[done:])), tuple(breaks))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a tidy text starts and ends; an unpunctuated run is cut before its connectives."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        last = _LAST_WORD.search(text, max(start, end.start() - 12), end.start())
        if last and end.group() == "." and last.group().casefold() in lists.ABBREVIATIONS:
            continue
        yield from _pieces(text, start, end.end())
        start = end.end()
    if start < len(text):
        yield from _pieces(text, start, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONG_SENTENCE:
        link = _LINK.search(text, start + _PIECE, min(end, start + _LONGEST_PIECE))
        if link:
            cut = link.start()
        elif end - start > _LONGEST_PIECE:
            space = text.rfind(" ", start + _PIECE, start + _LONGEST_PIECE)
            cut = space if space > 0 else start + _LONGEST_PIECE
        else:
            break
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def read_sentence(text: str) -> Sentence:
    """Read the words of one sentence of a tidy text; "did not" becomes didn't, as one word."""
    words: list[Word] = []
    starts: list[int] = []
    ends: list[int] = []
    clauses: list[int] = []
    clause = marks = 0
    for found in _TOKEN.finditer(text):
        surface = found["word"]
        if surface is None:
            clause += 1
            continue
        read = word(surface)
        if read.normal == "not" and words and words[-1].normal in lists.AUXILIARIES:
            joined = "can't" if words[-1].normal == "can" else words[-1].normal + "n't"
            words[-1] = word(joined)
            ends[-1] = found.end()
            marks |= NEGATOR
            continue
        if read.marks & OPENER or (words and words[-1].normal == "and" and read.marks & (SUBJECT | PAST)):
            clause += 1
        words.append(read)
        starts.append(found.start())
        ends.append(found.end())
        clauses.append(clause)
        marks |= read.marks
    spans = typed_spans(words) if marks & TYPED else Spans()
    return Sentence(words, starts, ends, clauses, marks, "?" in text[-3:], spans)
