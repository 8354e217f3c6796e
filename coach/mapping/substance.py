"""Concrete telling against talk: what a sentence shows was done, and what it only says."""

from dataclasses import dataclass
from math import exp

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
)  # fmt: skip

_FIGURES = frozenset({"<money>", "<duration>", "<time>", "<date>", "<percent>"})
_VERB_REACH = 4


@dataclass(frozen=True, slots=True)
class Signs:
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

    @property
    def concreteness(self) -> float:
        """0 to 1, from own past actions, events, figures, names, reasons and outcomes."""
        told = self.own_actions + 0.6 * self.events + 0.4 * self.speech + 0.4 * self.outcomes
        pinned = 0.6 * self.figures + 0.5 * self.names
        return 1 - exp(-(told + pinned + 0.6 * self.causes))

    @property
    def talk(self) -> float:
        """0 to 1, from jargon, generalities and hedges."""
        return 1 - exp(-(0.5 * self.jargon + 0.25 * self.generalities + 0.15 * self.hedges))


def signs(sentence: Sentence) -> Signs:
    """Count a sentence's signs."""
    counts = dict.fromkeys((CAUSE, OUTCOME, SPEECH, HEDGE, GENERAL, JARGON), 0)
    for word in sentence.words:
        if word.marks:
            for mark in counts:
                if word.marks & mark:
                    counts[mark] += 1
    own, events = _past_actions(sentence)
    figures, names = _pinned(sentence)
    return Signs(
        words=len(sentence.words),
        own_actions=own,
        events=events,
        figures=figures,
        names=names,
        causes=counts[CAUSE],
        outcomes=counts[OUTCOME],
        speech=counts[SPEECH],
        hedges=counts[HEDGE],
        generalities=counts[GENERAL],
        jargon=counts[JARGON],
    )


def _past_actions(sentence: Sentence) -> tuple[int, int]:
    """Past actions of the speaker's, and of others."""
    own = events = 0
    words = sentence.words
    if not sentence.marks & PAST:
        return 0, 0
    for i, word in enumerate(words):
        if not word.marks & PAST:
            continue
        subject = 0
        for j in range(i - 1, max(-1, i - _VERB_REACH), -1):
            if words[j].marks & SUBJECT:
                subject = words[j].marks
                break
            if words[j].normal not in lists.ADVERBS and words[j].normal not in {"and", "had", "have"}:
                break
        if subject & SELF or i == 0:
            own += 1
        else:
            events += 1
    return own, events


def _pinned(sentence: Sentence) -> tuple[int, int]:
    """Figures (sums, times, shares, plain digits) and named people."""
    figures = names = 0
    for start, spans in sentence.spans.starting.items():
        kinds = {kind for kind, _ in spans}
        first = sentence.words[start].normal
        if not kinds.isdisjoint(_FIGURES) or ("<number>" in kinds and first != "one"):
            figures += 1
        if "<person>" in kinds and (first in lists.FIRST_NAMES or first in lists.HONORIFICS):
            names += 1
    return figures, names
