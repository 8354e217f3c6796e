"""What a line offers the model: its words, pieces of words, shape and the cues it meets, in groups."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

import msgspec

from coach.mapping.match import CompiledLexicon, compile_lexicon
from coach.mapping.rarity import FUNCTION_STEMS
from coach.mapping.text import Sentence
from coach.recognise.cuebook import CueBook
from coach.recognise.wording import Wording

GROUPS = ("words", "pieces", "cues", "shape")
ELSEWHERE = "unknown"
"""The class of lines about other subjects."""
_STRANGE = (0, 1, 2, 4)
_SHARES = (0.3, 0.5, 0.65, 0.8, 0.95)
_PIECE_LENGTHS = (3, 4, 5)
ASKING = frozenset(["what", "when", "where", "which", "who", "whom", "whose", "why", "how"])
AUXILIARIES = frozenset(
    ["is", "are", "am", "was", "were", "do", "does", "did", "can", "could", "will", "would", "shall", "should", "may", "might", "must", "have", "has", "had", "ought", "need", "isn't", "aren't", "don't", "doesn't", "didn't", "can't", "couldn't", "willn't", "wouldn't", "shouldn't", "haven't", "hasn't"]
)
_LENGTHS = (1, 2, 3, 5, 8, 12, 18, 26)


class Cues:
    """The cues of a book, looked for whatever negation or supposition they stand in."""

    def __init__(self, book: CueBook) -> None:
        concepts = book.concepts()
        self.names = tuple(concepts)
        rules, patterns = compile_lexicon(concepts)
        self._compiled = CompiledLexicon(rules)
        self.words = frozenset(
            key.removeprefix("=")
            for name, found in patterns.items()
            if name != ELSEWHERE
            for pattern in found
            for slot in pattern.slots
            for key in slot.keys
        )
        """The stems that cues are made of, but for those of other subjects."""

    def met(self, sentence: Sentence) -> list[str]:
        """The names of what a sentence speaks of."""
        bare = msgspec.structs.replace(sentence, marks=0)
        return [self.names[hit.concept] for hit in self._compiled.hits(bare)]


def counted(wording: Wording, cues: Cues) -> dict[str, Counter[str]]:
    """How often each feature stands in a line, by group."""
    groups: dict[str, Counter[str]] = {group: Counter() for group in GROUPS}
    stems = wording.stems
    groups["words"].update(_runs(wording.sentences))
    groups["pieces"].update(_pieces(word.normal for sentence in wording.sentences for word in sentence.words))
    met = sorted({name for sentence in wording.sentences for name in cues.met(sentence)})
    groups["cues"].update(met)
    groups["cues"].update(f"{one}&{other}" for one, other in combinations(met, 2))
    groups["shape"].update(_shape(wording, stems))
    groups["shape"].update(_familiar(stems, met, cues))
    return groups


def _familiar(stems: Sequence[str], met: Sequence[str], cues: Cues) -> Iterable[str]:
    """How much of a line speaks of what the cues know."""
    telling = [stem for stem in stems if stem not in FUNCTION_STEMS]
    known = sum(stem in cues.words for stem in telling)
    yield f"strange {_step(len(telling) - known, _STRANGE)}"
    yield f"familiar {_step(known / max(1, len(telling)), _SHARES)}"
    yield f"ideas {_step(sum(name[0] == '+' for name in met), _STRANGE)}"
    yield f"classes {_step(sum(name[0] != '+' and name != ELSEWHERE for name in met), _STRANGE)}"


def _step(value: float, steps: Sequence[float]) -> int:
    return sum(value > step for step in steps)


def _runs(sentences: Sequence[Sentence]) -> Iterable[str]:
    for sentence in sentences:
        stems = [word.stem for word in sentence.words]
        yield from stems
        yield from (f"{one} {other}" for one, other in pairwise(["^", *stems, "$"]))
        yield from (f"{one} * {other}" for one, other in zip(stems, stems[2:], strict=False))


def _pieces(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        padded = f"<{word}>"
        for length in _PIECE_LENGTHS:
            yield from (padded[i : i + length] for i in range(max(1, len(padded) - length + 1)))


def _shape(wording: Wording, stems: Sequence[str]) -> Iterable[str]:
    yield f"length {sum(len(stems) > length for length in _LENGTHS)}"
    first = wording.sentences[0].words[0].normal if wording.sentences else ""
    last = wording.sentences[-1].words if wording.sentences else []
    opening = last[0].normal if last else ""
    if any(sentence.asks for sentence in wording.sentences):
        yield "question mark"
    for place, word in (("first", first), ("last", opening)):
        if word in ASKING:
            yield f"{place} asks"
        elif word in AUXILIARIES:
            yield f"{place} auxiliary"
        elif word == "i":
            yield f"{place} i"
        else:
            yield f"{place} other"
    for kind in ("criteria", "sections", "methods"):
        if getattr(wording.codes, kind):
            yield kind
    for method in wording.codes.methods:
        yield method
    for sentence in wording.sentences:
        for spans in sentence.spans.starting.values():
            yield from spans
        if any(word.normal in ASKING for word in sentence.words):
            yield "asks"
        if any(word.normal == "i" for word in sentence.words):
            yield "i"
        if any(word.normal == "you" for word in sentence.words):
            yield "you"
