"""Typing slips in the words a lexicon listens for, mended only where nothing else can have been meant."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coach.mapping.words import WORDS, Word, stem

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
        self._right: set[str] = set()

    def slips(self, words: Sequence[Word], stems: Sequence[str]) -> list[tuple[int, Word]]:
        """The places of words that were slips, each with the word it was meant to be; `stems` are the words'."""
        if self._right.issuperset(stems):
            return []
        self._right.update(stem for stem in set(stems) - self._right if not self._near(stem))
        meant = [(place, self.word(word)) for place, word in enumerate(words)]
        return [(place, word) for place, word in meant if word is not words[place]]

    def word(self, read: Word) -> Word:
        """Return the word, or the one it was a slip of."""
        if read.stem in self._known or len(read.normal) < FEWEST_LETTERS:
            return read
        found = self._seen.get(read.normal)
        if found is None:
            found = self._seen[read.normal] = self._meant(read)
        return found

    def _meant(self, read: Word) -> Word:
        if not read.normal.isalpha() or read.normal in self._known:
            return read
        near = self._near(read.stem)
        if not near or (len(near) > 1 and near[0][1] == near[1][1]):
            return read
        meant = near[0][0]
        return WORDS[meant] if stem(meant) == meant else Word(meant, meant, "=" + meant, read.marks)

    def _near(self, found: str) -> list[tuple[str, float]]:
        """The two listened-for words nearest to a stem, with the slips between them; none where the stem is right."""
        if found in self._known or found in self._real or len(found) < FEWEST_LETTERS - 1:
            return []
        most = 2 if len(found) >= TWO_SLIPS_FROM else 1
        candidates = self._by_letter.get(found[0], ())
        near = process.extract(found, candidates, scorer=OSA.distance, score_cutoff=most, limit=2)
        return [(str(word), slips) for word, slips, _ in near]
