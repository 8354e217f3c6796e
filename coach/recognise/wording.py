"""A line read: its sentences in plain spelling, with one word in place of each code and method it names."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from coach.mapping.text import Sentence, read_sentence, sentences, tidy
from coach.recognise.codes import TERM, Codes, read_codes
from coach.recognise.spelling import plain

_MOST_SENTENCES = 40


@dataclass(frozen=True, slots=True)
class Wording:
    """What a line says, ready to be counted."""

    codes: Codes
    sentences: tuple[Sentence, ...]

    @property
    def stems(self) -> list[str]:
        """Every word's stem, in order."""
        return [word.stem for sentence in self.sentences for word in sentence.words]


class Terms:
    """The abbreviations of the glossary, found in a line."""

    def __init__(self, names: Collection[str]) -> None:
        short = sorted((name.casefold() for name in names), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, short))})s?(?![\w-])") if short else None

    def replaced(self, text: str) -> str:
        """Return the text with one word in place of each abbreviation."""
        return self._pattern.sub(TERM, text) if self._pattern else text


def read_line(line: str, terms: Terms, refs: Collection[str] = ()) -> Wording:
    """Read a line; of a very long one only the beginning counts."""
    codes = read_codes(terms.replaced(plain(tidy(line).text)), refs)
    return Wording(codes, sentences_of(codes.text))


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in plain spelling."""
    found = [read_sentence(text[start:end]) for start, end in sentences(text)][:_MOST_SENTENCES]
    return tuple(sentence for sentence in found if sentence.words)
