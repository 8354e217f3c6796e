"""A whole answer read; sentences are kept, so that live typing re-reads only what changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import chain, filterfalse

import msgspec

from coach.mapping.chunks import WordsIn
from coach.mapping.match import CompiledLexicon, Hit
from coach.mapping.rarity import FUNCTION_STEMS
from coach.mapping.repair import Repair
from coach.mapping.substance import NO_SIGNS, Signs, signs
from coach.mapping.text import Sentence, Tidy, read_sentence, sentences, tidy
from coach.mapping.words import SLIP

_MOST_SENTENCES_KEPT = 4096
_SHORT_PHRASE = 16
_LONGEST_PHRASE = 30
_ROUND_A_HIT = 10
_ECHO = 4
_ENOUGH_WORDS = 4


class SentenceReading(msgspec.Struct, frozen=True, gc=False):
    """What one sentence says; `stems` is its bare wording, `tells` whether that counts as the answer's words.

    `concrete` is how concretely it tells and `substance` how far what is found in it counts, both 0 to 1.
    """

    sentence: Sentence
    found: tuple[Hit, ...]
    signs: Signs
    stems: tuple[str, ...]
    opens_with: str
    tells: bool
    platitudes: tuple[int, ...] = ()
    concrete: float = 0.0
    substance: float = 0.5

    def phrase(self, hit: Hit) -> tuple[int, int]:
        """Where the words round a hit start and end in the sentence's text."""
        first, last = _phrase(self.sentence.clauses, hit.start, hit.end - 1)
        return self.sentence.starts[first], self.sentence.ends[last]


class Place(msgspec.Struct, frozen=True, gc=False):
    """A sentence's reading and where the sentence starts in the tidy text."""

    start: int
    reading: SentenceReading


class Reading(msgspec.Struct, frozen=True, gc=False):
    """An answer's sentences with something found, in order.

    `words` are the stems of these and of all longer sentences, each once and without function words.
    """

    tidy: Tidy
    places: tuple[Place, ...]
    platitudes: int
    words: tuple[str, ...] = ()


class Reader:
    """Reads answers against a compiled lexicon; its concepts from number `platitudes_from` on are mere sayings."""

    def __init__(self, lexicon: CompiledLexicon, platitudes_from: int, repair: Repair | None = None) -> None:
        self._lexicon = lexicon
        self._repair = repair
        self._words_in = WordsIn(repair.marked) if repair else WordsIn()
        self._platitudes_from = platitudes_from
        self._kept: dict[str, SentenceReading] = {}

    def read(self, answer: str, question: str = "") -> Reading:
        """Read an answer; words taken over from the question, and a sentence said before, say nothing new."""
        text = tidy(answer)
        asked = _runs(_stems(question)) if question else frozenset[tuple[str, ...]]()
        said: set[tuple[str, ...]] = set()
        places: list[Place] = []
        platitudes: set[int] = set()
        told: list[tuple[str, ...]] = []
        for start, reading in self._sentences(text.text):
            if reading.stems in said:
                continue
            said.add(reading.stems)
            if reading.tells:
                told.append(reading.stems)
            if reading.platitudes:
                platitudes.update(reading.platitudes)
            fresh = _without_echo(reading, asked) if asked else reading
            if fresh.found:
                places.append(Place(start, fresh))
        words = filterfalse(FUNCTION_STEMS.__contains__, dict.fromkeys(chain.from_iterable(told)))
        return Reading(text, tuple(places), len(platitudes), tuple(words))

    def _sentences(self, text: str) -> Iterator[tuple[int, SentenceReading]]:
        """Every sentence, but for questions that the next sentence answers with no."""
        kept = self._kept
        waiting: tuple[int, SentenceReading] | None = None
        for start, end in sentences(text):
            written = text[start:end]
            reading = kept.get(written)
            if reading is None:
                reading = self._read_sentence(written)
                if len(kept) >= _MOST_SENTENCES_KEPT:
                    kept.clear()
                kept[written] = reading
            if waiting:
                if reading.opens_with not in {"no", "nope", "never", "not"}:
                    yield waiting
                waiting = None
            if not reading.stems:
                continue
            if reading.sentence.asks:
                waiting = start, reading
            else:
                yield start, reading
        if waiting:
            yield waiting

    def _read_sentence(self, written: str) -> SentenceReading:
        sentence = read_sentence(written, self._words_in)
        if sentence.marks & SLIP:
            self._mend(sentence, written)
        opens_with = sentence.words[0].normal if sentence.words else ""
        stems = tuple(sentence.stems)
        hits = self._lexicon.hits(sentence)
        found = tuple([hit for hit in hits if hit.concept < self._platitudes_from])
        said = () if len(found) == len(hits) else [hit.concept for hit in hits if hit.concept >= self._platitudes_from]
        if not found:
            tells = len([*filterfalse(FUNCTION_STEMS.__contains__, stems)]) >= _ENOUGH_WORDS
            return SentenceReading(sentence, (), NO_SIGNS, stems, opens_with, tells, tuple(said))
        counted = signs(sentence)
        concrete = counted.concreteness
        substance = (0.5 + 0.5 * concrete) * (1 - 0.5 * counted.talk * (1 - concrete))
        return SentenceReading(sentence, found, counted, stems, opens_with, True, tuple(said), concrete, substance)

    def _mend(self, sentence: Sentence, written: str) -> None:
        """Mend typing slips; a word with a capital is left alone, since it may be a name."""
        for place, word in enumerate(sentence.words):
            if self._repair and word.marks & SLIP and not written[sentence.starts[place]].isupper():
                meant = self._repair.word(word)
                sentence.words[place] = meant
                sentence.stems[place] = meant.stem


def _phrase(clauses: list[int], first: int, last: int) -> tuple[int, int]:
    """The clauses of words first to last, with neighbours while that is short; a few words where it is long."""
    end_of_sentence = len(clauses) - 1
    start, end = _clause_start(clauses, first), _clause_end(clauses, last)
    while end - start + 1 < _SHORT_PHRASE and (start > 0 or end < end_of_sentence):
        if end < end_of_sentence:
            end = _clause_end(clauses, end + 1)
        else:
            start = _clause_start(clauses, start - 1)
    if end - start >= _LONGEST_PHRASE:
        start, end = max(start, first - _ROUND_A_HIT), min(end, last + _ROUND_A_HIT)
    return start, end


def _clause_start(clauses: list[int], i: int) -> int:
    return bisect_left(clauses, clauses[i])


def _clause_end(clauses: list[int], i: int) -> int:
    return bisect_right(clauses, clauses[i]) - 1


def _stems(text: str) -> list[str]:
    return [word.stem for word in read_sentence(tidy(text).text).words]


def _runs(stems: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(stems[i : i + _ECHO]) for i in range(len(stems) - _ECHO + 1))


def _without_echo(reading: SentenceReading, asked: frozenset[tuple[str, ...]]) -> SentenceReading:
    """Leave out what lies wholly in a run of words taken over from the question."""
    said = reading.stems
    echoed = {k for i in range(len(said) - _ECHO + 1) if said[i : i + _ECHO] in asked for k in range(i, i + _ECHO)}
    if not echoed:
        return reading
    repeated = {said[i] for i in echoed} - {said[i] for i in range(len(said)) if i not in echoed}
    found = tuple(hit for hit in reading.found if not repeated.issuperset(said[hit.start : hit.end]))
    return msgspec.structs.replace(reading, found=found)
