"""The cues of a cue book made ready, in a form that can be kept as bytes, and looked for in sentences."""

from typing import TYPE_CHECKING

import msgspec

from coach.mapping.match import CompiledLexicon
from coach.mapping.packing import PackedRules, Unpacking, pack
from coach.mapping.rules import compile_lexicon
from coach.mapping.text import Sentence
from coach.recognise.cuebook import CueBook

if TYPE_CHECKING:
    from coach.mapping.plan import Keep

ELSEWHERE = "unknown"
"""The class of lines about other subjects."""


class Ready(msgspec.Struct, frozen=True, gc=False):
    """What a cue book comes to: names by number, the stems its cues are made of, its rules."""

    names: tuple[str, ...]
    words: frozenset[str]
    rules: PackedRules


class Cues:
    """The cues of a book, looked for whatever negation or supposition they stand in.

    `keep` may offer a cache for what is made of the book, which takes a tenth of a second the first time.
    """

    def __init__(self, book: CueBook, keep: "Keep | None" = None) -> None:
        if keep is None:
            ready = make_ready(book)
        else:
            kept = keep(book.id, lambda: msgspec.msgpack.encode(make_ready(book)))
            ready = msgspec.msgpack.decode(kept, type=Ready)
        self.names = ready.names
        self.words = ready.words
        """The stems that cues are made of, but for those of other subjects."""
        self._compiled = CompiledLexicon(anchored=Unpacking(ready.rules))

    def met(self, sentence: Sentence) -> list[str]:
        """The names of what a sentence speaks of, in order, each once."""
        bare = msgspec.structs.replace(sentence, marks=0)
        return sorted(self.names[hit.concept] for hit in self._compiled.hits(bare))

    def meant(self, sentence: Sentence) -> frozenset[str]:
        """The names of what a sentence speaks of outright, neither denied nor supposed."""
        return frozenset(self.names[hit.concept] for hit in self._compiled.hits(sentence))


def make_ready(book: CueBook) -> Ready:
    """Read a book's cues; a ValueError names the one that cannot be read."""
    concepts = book.concepts()
    rules, patterns = compile_lexicon(concepts)
    words = {
        key.removeprefix("=")
        for name, found in patterns.items()
        if name != ELSEWHERE
        for pattern in found
        for slot in pattern.slots
        for key in slot.keys
    }
    return Ready(tuple(concepts), frozenset(words), pack(rules))
