"""Typing slips in the words a lexicon listens for, mended only where nothing else can have been meant."""

from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from coach.mapping.words import SLIP, WORDS, Word, stem

FEWEST_LETTERS = 5
TWO_SLIPS_FROM = 9
"""Words of so many letters may hold two slips, shorter ones one."""


class Repair:
    """Finds the listened-for word that an unknown one was meant to be; each word is looked at once."""

    def __init__(self, listened_for: Iterable[str], real_words: Collection[str]) -> None:
        """`real_words` are stems that look like a listened-for one and are words of their own."""
        self._known = {key.removeprefix("=") for key in listened_for}
        self._real = real_words
        self._by_letter: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._known:
            if len(key) >= FEWEST_LETTERS and key.isalpha():
                self._by_letter[key[0]].append(key)
        self._seen: dict[str, Word] = {}

    def marked(self, read: Word) -> Word:
        """Return the word, marked where it is a slip."""
        return read if self.word(read) is read else msgspec.structs.replace(read, marks=read.marks | SLIP)

    def word(self, read: Word) -> Word:
        """Return the word, or the one it was a slip of."""
        if read.stem in self._known or len(read.normal) < FEWEST_LETTERS:
            return read
        found = self._seen.get(read.normal)
        if found is None:
            found = self._seen[read.normal] = self._meant(read)
        return found

    def _meant(self, read: Word) -> Word:
        if not read.normal.isalpha() or read.stem in self._real or read.normal in self._known:
            return read
        most = 2 if len(read.stem) >= TWO_SLIPS_FROM else 1
        near = process.extract(
            read.stem, self._by_letter[read.stem[0]], scorer=OSA.distance, score_cutoff=most, limit=2
        )
        if not near or (len(near) > 1 and near[0][1] == near[1][1]):
            return read
        meant = str(near[0][0])
        return WORDS[meant] if stem(meant) == meant else Word(meant, meant, "=" + meant, read.marks)
