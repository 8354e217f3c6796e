"""An answer as sentences, clauses and words, each with its place in the text (offsets in characters)."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import msgspec

from coach.mapping import wordlists as lists
from coach.mapping.typed import NO_SPANS, Spans, typed_spans
from coach.mapping.words import AND, BREAK, NEGATOR, NOT, OPENER, PAST, SUBJECT, TYPED, WORDS, Word, keep

_UNTIDY = re.compile(r"\s{2,}|[^\S ]|[!-~]?[^\x00-\x7f\s]+")
_INVISIBLE = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"}
_TOKEN = re.compile(
    r"[eE]-mail\w*|[^\W\d]\w*(?:['\u2019\u02bc]\w+|\.\d+)*|[£$€] ?\d+(?:[.,]\d+)*\w*|\d+(?:[.,:/]\d+)*(?: ?%|\w*)"
    r"|[,;:()\[\]\"“”–—…]| -+ "
)
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*")
_LINK = re.compile(
    r" (?=(?:and|so|but|then|because|cos|anyway)(?: then| now| so| when)?"
    r" (?:i|we|he|she|they|it|the|that|there|my|our|you)\b)",
    re.IGNORECASE,
)
_STEERING = BREAK | NOT | OPENER
_SUBJECT_OR_PAST = SUBJECT | PAST
_LONG_SENTENCE = 200
_PIECE = 60
_LONGEST_PIECE = 700

_Token: TypeAlias = tuple[Word, int, int]
"""A word, or a stop within a sentence, and where it starts and ends in its chunk."""


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


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """The words of one sentence side by side with their stems, places, clause numbers and typed spans."""

    words: list[Word]
    stems: list[str]
    starts: list[int]
    ends: list[int]
    clauses: list[int]
    marks: int
    asks: bool
    spans: Spans = NO_SPANS

    def __len__(self) -> int:
        return len(self.words)


def tidy(answer: str) -> Tidy:
    """Bring an answer to NFKC and single spaces, keeping the way back to the original offsets."""
    if answer.isprintable() and "  " not in answer and unicodedata.is_normalized("NFKC", answer):
        return Tidy(answer)
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
    for stop in _STOP.finditer(text):
        end = stop.end()
        if _ends_sentence(text, start, stop.start(), end):
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
    last = text[text.rfind(" ", start, stop) + 1 : stop] if text[stop:end] == "." else ""
    return last.casefold() not in lists.ABBREVIATIONS


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
    clause = seen = place = after_and = 0
    for chunk in _chunks(text):
        for word, start, end in _CHUNKS[chunk]:
            marks = word.marks
            if marks & _STEERING:
                if marks & BREAK:
                    clause += 1
                    continue
                if marks & NOT and words and (before := words[-1].normal) in lists.AUXILIARIES:
                    words[-1] = WORDS["can't" if before == "can" else before + "n't"]
                    ends[-1] = place + end
                    seen |= NEGATOR
                    continue
                if marks & OPENER:
                    clause += 1
            elif after_and and marks & _SUBJECT_OR_PAST:
                clause += 1
            words.append(word)
            starts.append(place + start)
            ends.append(place + end)
            clauses.append(clause)
            seen |= marks
            after_and = marks & AND
        place += len(chunk) + 1
    stems = [word.stem for word in words]
    spans = typed_spans(words) if seen & TYPED else NO_SPANS
    return Sentence(words, stems, starts, ends, clauses, seen, "?" in text[-3:], spans)


def _chunks(text: str) -> list[str]:
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


_CHUNKS = _Chunks()
