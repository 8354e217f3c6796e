"""Concrete telling against talk: what a sentence shows was done, and what it only says."""

import re
from bisect import bisect_left
from math import exp

import msgspec

from coach.mapping import wordlists as lists
from coach.mapping.text import Sentence
from coach.mapping.words import (
    CAUSE,
    GENERAL,
    HEDGE,
    JARGON,
    OUTCOME,
    PAST,
    SELF,
    SPEECH,
    SUBJECT,
    VOICE,
)  # fmt: skip

_FIGURES = frozenset({"<money>", "<duration>", "<time>", "<date>", "<percent>"})
_YEAR = re.compile(r"(?:19|20)\d\d$")
_DIGITS_OF_A_YEAR = 4
_VERB_REACH = 4
_BEFORE_A_VERB = frozenset({"and", "had", "have"})
_OPENERS = frozenset({"and", "so", "but", "had"})
_COUNTED = CAUSE | OUTCOME | SPEECH | HEDGE | GENERAL | JARGON | VOICE


class Signs(msgspec.Struct, frozen=True, gc=False):
    """How often a sentence shows each sign of substance or of talk."""

    words: int = 0
    own_actions: int = 0
    events: int = 0
    figures: int = 0
    names: int = 0
    causes: int = 0
    outcomes: int = 0
    speech: int = 0
    hedges: int = 0
    generalities: int = 0
    jargon: int = 0
    voice: int = 0

    @property
    def concreteness(self) -> float:
        """0 to 1, from own past actions, events, figures, names, reasons and outcomes."""
        told = self.own_actions + 0.6 * self.events + 0.4 * self.speech + 0.4 * self.outcomes
        pinned = 0.6 * self.figures + 0.5 * self.names
        return 1 - exp(-(told + pinned + 0.6 * self.causes))

    @property
    def talk(self) -> float:
        """0 to 1, from jargon, generalities and hedges."""
        if not (self.jargon or self.generalities or self.hedges):
            return 0.0
        return 1 - exp(-(0.5 * self.jargon + 0.25 * self.generalities + 0.15 * self.hedges))


NO_SIGNS = Signs()


def signs(sentence: Sentence) -> Signs:
    """Count a sentence's signs."""
    causes = outcomes = speech = hedges = generalities = jargon = voice = 0
    if sentence.marks & _COUNTED:
        for word in sentence.words:
            marks = word.marks
            if marks & _COUNTED:
                causes += marks & CAUSE != 0
                outcomes += marks & OUTCOME != 0
                speech += marks & SPEECH != 0
                hedges += marks & HEDGE != 0
                generalities += marks & GENERAL != 0
                jargon += marks & JARGON != 0
                voice += marks & VOICE != 0
    own, events = _past_actions(sentence)
    figures, names = _pinned(sentence)
    return Signs(
        len(sentence.words), own, events, figures, names, causes, outcomes, speech, hedges, generalities, jargon, voice
    )


def _past_actions(sentence: Sentence) -> tuple[int, int]:
    """Past actions of the speaker's, and of others."""
    if not sentence.marks & PAST:
        return 0, 0
    whose = own_pasts(sentence)
    own = sum(whose.values())
    return own, len(whose) - own


def own_pasts(sentence: Sentence) -> dict[int, bool]:
    """The past verbs by place, and whether each is the speaker's doing: "I rang", but also "rang him back, told Pete".

    A verb that opens its clause without a subject is done by whoever did the one before it, one that opens the sentence
    by the speaker.
    """
    found: dict[int, bool] = {}
    own = False
    for i, word in enumerate(sentence.words):
        if word.marks & PAST:
            subject = _subject(sentence, i)
            if subject or not _opens(sentence, i, bisect_left(sentence.clauses, sentence.clauses[i])):
                own = bool(subject & SELF)
            elif not found:
                own = _opens(sentence, i, 0)
            found[i] = own
    return found


def _subject(sentence: Sentence, i: int) -> int:
    """The marks of the pronoun that word i is said of, 0 where there is none."""
    words = sentence.words
    for j in range(i - 1, max(-1, i - _VERB_REACH), -1):
        if words[j].marks & SUBJECT:
            return words[j].marks
        if words[j].normal not in lists.ADVERBS and words[j].normal not in _BEFORE_A_VERB:
            break
    return 0


def _opens(sentence: Sentence, i: int, first: int) -> bool:
    """Whether nothing but "so", "then", "and just" stands between words first and i."""
    return all(word.normal in lists.ADVERBS or word.normal in _OPENERS for word in sentence.words[first:i])


def _pinned(sentence: Sentence) -> tuple[int, int]:
    """Figures (sums, times, shares, plain digits) and named people."""
    figures = names = 0
    for start, spans in sentence.spans.starting.items():
        first = sentence.words[start].normal
        if len(first) == _DIGITS_OF_A_YEAR and _YEAR.match(first):
            continue
        if not _FIGURES.isdisjoint(spans) or ("<number>" in spans and first not in lists.SMALL_NUMBERS):
            figures += 1
        if "<person>" in spans and (first in lists.FIRST_NAMES or first in lists.HONORIFICS):
            names += 1
    return figures, names
