"""An answer as sentences, clauses and words, each with its place in the text (offsets in characters)."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

import msgspec

from coach.mapping import wordlists as lists
from coach.mapping.chunks import MARKS_IN, PLACES_IN, WORDS_IN, WordsIn, chunks_of
from coach.mapping.typed import NO_SPANS, Spans, typed_spans
from coach.mapping.words import AND, BREAK, NOT, OPENER, PAST, SUBJECT, TYPED, WORDS, Word

_UNTIDY = re.compile(r"\s{2,}|[^\S ]|[!-~]?[^\x00-\x7f\s]+")
_WIDE = re.compile(r"  +")
_INVISIBLE = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"}
_COMPOSED = "£’‘“”–—€"
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*")
_LINK = re.compile(
    r" (?=(?:and|so|but|then|because|cos|anyway)(?: then| now| so| when)?"
    r" (?:i|we|he|she|they|it|the|that|there|my|our|you)\b)",
    re.IGNORECASE,
)
_SUBJECT_OR_PAST = SUBJECT | PAST
_DIVIDING = BREAK | OPENER | AND | SUBJECT | PAST
_LONG_SENTENCE = 200
_PIECE = 60
_LONGEST_PIECE = 700


class Tidy(msgspec.Struct, frozen=True, gc=False):
    """An answer in one Unicode form with single spaces, able to say where each place was in the original.

    A blank line is one line break; there is no other.
    """

    text: str
    breaks: tuple[tuple[int, int], ...] = ()

    def original(self, place: int) -> int:
        """Turn an offset in the tidy text into the offset in the original."""
        if not self.breaks:
            return place
        tidy, original = self.breaks[bisect_right(self.breaks, (place, 1 << 60)) - 1]
        return original + place - tidy


class Layout(NamedTuple):
    """Where each word of a sentence starts and ends in its text."""

    starts: list[int]
    ends: list[int]


class Sentence(msgspec.Struct, gc=False):
    """The words of one sentence side by side with their stems, and its typed spans.

    Most sentences are never asked for their clauses or where their words stand, so that is worked out when they are.
    """

    chunks: list[str]
    words: list[Word]
    stems: list[str]
    marks: int
    asks: bool
    spans: Spans = NO_SPANS
    layout: Layout | None = None
    numbers: list[int] | None = None

    def __len__(self) -> int:
        return len(self.words)

    @property
    def starts(self) -> list[int]:
        """Where each word starts in the text."""
        return self._laid_out().starts

    @property
    def ends(self) -> list[int]:
        """Where each word ends in the text."""
        return self._laid_out().ends

    @property
    def clauses(self) -> list[int]:
        """The number of each word's clause."""
        if self.numbers is None:
            self.numbers = _clauses(self.chunks)
        return self.numbers

    def _laid_out(self) -> Layout:
        if self.layout is None:
            self.layout = _laid_out(self.chunks)
        return self.layout


def tidy(answer: str) -> Tidy:
    """Bring an answer to NFKC and single spaces, keeping the way back to the original offsets."""
    flat = answer.replace("\n", " ")
    if not flat.isprintable() or not _is_composed(flat):
        return _replaced(answer, flat, _UNTIDY)
    return _replaced(answer, flat, _WIDE) if "  " in flat else Tidy(flat)


def _replaced(answer: str, flat: str, untidy: re.Pattern[str]) -> Tidy:
    """An answer with one space or line break for each untidy stretch of white space, and other ones in one form.

    `flat` is the answer with a space for each line break.
    """
    parts: list[str] = []
    breaks: list[tuple[int, int]] = [(0, 0)]
    done = length = 0
    for found in untidy.finditer(flat):
        before = found.group()
        if before[0].isspace():
            after = "\n" if answer.count("\n", *found.span()) > 1 else " "
        else:
            after = unicodedata.normalize("NFKC", before.translate(_INVISIBLE))
        if after == before:
            continue
        parts += (flat[done : found.start()], after)
        length += found.start() - done
        # Inside a replaced stretch every place counts as its start.
        breaks += [(length + i, found.start()) for i in range(len(after))]
        length += len(after)
        breaks.append((length, found.end()))
        done = found.end()
    if not parts:
        return Tidy(flat)
    return Tidy("".join((*parts, flat[done:])), tuple(breaks))


def _is_composed(text: str) -> bool:
    """Whether a text is in its one Unicode form; the usual signs beyond ASCII are so, next to ASCII."""
    bare = text
    for sign in _COMPOSED:
        if bare.isascii():
            return True
        bare = bare.replace(sign, "")
    return bare.isascii() or unicodedata.is_normalized("NFKC", text)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a tidy text starts and ends; none runs on over a blank line.

    An unpunctuated run is cut before its connectives.
    """
    if "\n" not in text:
        yield from _sentences(text)
        return
    place = 0
    for part in text.split("\n"):
        for start, end in _sentences(part):
            yield place + start, place + end
        place += len(part) + 1


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _STOP.finditer(text):
        stop, end = found.span()
        if _ends_sentence(text, start, stop, end):
            if end - start > _LONG_SENTENCE:
                yield from _pieces(text, start, end)
            else:
                yield start, end
            start = end
    if start < len(text):
        yield from _pieces(text, start, len(text))


def _ends_sentence(text: str, start: int, stop: int, end: int) -> bool:
    """Whether a stop ends the sentence: not in Mr. or 4.50, but also where the space after it was forgotten."""
    if end < len(text) and text[end] != " ":
        return end == stop + 1 and text[max(start, stop - 2) : stop].isalpha() and text[end : end + 2].isalpha()
    if end != stop + 1 or text[stop] != ".":
        return True
    return text[text.rfind(" ", start, stop) + 1 : stop].casefold() not in lists.ABBREVIATIONS


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


def read_sentence(text: str, words_in: WordsIn = WORDS_IN) -> Sentence:
    """Read the words of one sentence of a tidy text; "did not" becomes didn't, as one word."""
    chunks = chunks_of(text)
    words = [*chain.from_iterable(map(words_in.__getitem__, chunks))]
    seen = reduce(or_, [word.marks for word in words], 0)
    layout = numbers = None
    if seen & NOT:
        layout, numbers = _laid_out(chunks), _clauses(chunks)
        _join(words, layout, numbers)
    spans = typed_spans(words) if seen & TYPED else NO_SPANS
    return Sentence(chunks, words, [word.stem for word in words], seen, "?" in text[-3:], spans, layout, numbers)


def _join(words: list[Word], layout: Layout, numbers: list[int]) -> None:
    """Make one word of "did not"."""
    starts, ends = layout
    for i in range(len(words) - 1, 0, -1):
        if words[i].marks & NOT and (before := words[i - 1].normal) in lists.AUXILIARIES:
            words[i - 1] = WORDS["can't" if before == "can" else before + "n't"]
            ends[i - 1] = ends[i]
            for each in (words, starts, ends, numbers):
                del each[i]


def _laid_out(chunks: Iterable[str]) -> Layout:
    """Where the words of a sentence stand, a "not" by itself."""
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for chunk in chunks:
        for first, last in PLACES_IN[chunk]:
            starts.append(place + first)
            ends.append(place + last)
        place += len(chunk) + 1
    return Layout(starts, ends)


def _clauses(chunks: Iterable[str]) -> list[int]:
    """The number of each word's clause, a "not" by itself."""
    clauses: list[int] = []
    clause = after_and = 0
    for marks in chain.from_iterable(map(MARKS_IN.__getitem__, chunks)):
        if marks & _DIVIDING:
            if marks & BREAK:
                clause += 1
                continue
            if marks & OPENER or (after_and and marks & _SUBJECT_OR_PAST):
                clause += 1
            after_and = marks & AND
        else:
            after_and = 0
        clauses.append(clause)
    return clauses
