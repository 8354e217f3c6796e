"""A line read: its sentences in plain spelling, with one word in place of each code and method it names."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from coach.mapping.text import Sentence, read_sentence, sentences, tidy
from coach.recognise.codes import TERM, Codes, read_codes
from coach.recognise.spelling import LONGEST_LINE, plain

_MOST_SENTENCES = 40
_CAPITALS = re.compile(r"\b(?=\w*[A-Z])(?!(?:OK|ID|TV|UK|PIN|SIM|SMS|UTC|AM|PM|USB|QR|CD|DVD|EU|MOT|VAT|ATM|FAQ|PC)\b)(?:[A-Z]{2,}|[A-Z]+\d\w*|\d+[A-Z]{2,})\w*\b")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a line says, ready to be counted."""

    codes: Codes
    sentences: tuple[Sentence, ...]
    capitals: int = 0
    """How many abbreviations in capitals stand in it."""

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
    text = tidy(line[:LONGEST_LINE]).text
    codes = read_codes(terms.replaced(plain(text)), refs)
    shouted = text.isupper()
    return Wording(codes, sentences_of(codes.text), 0 if shouted else len(_CAPITALS.findall(text)))


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in plain spelling."""
    found = [read_sentence(text[start:end]) for start, end in sentences(text)][:_MOST_SENTENCES]
    return tuple(sentence for sentence in found if sentence.words)
