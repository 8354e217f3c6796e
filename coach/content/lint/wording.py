"""How a question is worded: open, one thing at a time, not leading, short enough to say."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from coach.banks.model import Question
from coach.content.diagnostic import Diagnostic
from coach.content.lint.finding import warn
from coach.content.yaml_source import KeyPath, YamlSource

BREATH_WORDS = 45
TOO_ALIKE = 85
OPENING_WORDS = 3
OPENING_SHARE = 0.15
OPENINGS_ALIKE = 2
"""In a small bank an opening may come twice without being overused."""

_CLOSED = re.compile(
    r"(?:do|does|did|have|has|had|is|are|was|were|am|can|could|would|will|shall|should|may|might|must)\b", re.IGNORECASE
)
_LEADING = re.compile(
    r",\s*(?:don't|didn't|isn't|wasn't|aren't|weren't|wouldn't|haven't|couldn't) (?:you|it|they|that)\b|\b(?:surely|"
    r"obviously|of course you|how important|you would agree|you'd agree|do you agree|why is it good)\b",
    re.IGNORECASE,
)
_ASKS = r"(?:do|did|does|was|were|is|are|would|have|has|can)"
_DOUBLED = re.compile(
    rf"\?.*\?|\b(?:and|or) (?:how|what|when|where|who|which|why) {_ASKS}\b|\band/or\b", re.IGNORECASE | re.DOTALL
)


def lint_wording(source: YamlSource, at: KeyPath, question: Question) -> Iterator[Diagnostic]:
    """Look at everything the assessor may say of one question."""
    said: list[tuple[KeyPath, str]] = [((*at, "text"), question.text)]
    said += [((*at, "rephrasings", place), text) for place, text in enumerate(question.rephrasings)]
    said += [((*at, "sectors", sector), text) for sector, text in question.sectors.items()]
    for path, text in said:
        yield from _said(source, path, text)
    for place, probe in enumerate(question.probes):
        if _close(probe.text, question.text):
            message = "the probe asks the question over again."
            yield warn(source, (*at, "probes", place, "text"), "CK0056", message, "Ask for what is missing instead.")


def lint_likeness(source: YamlSource, questions: Sequence[Question]) -> Iterator[Diagnostic]:
    """Look for questions too much alike, and for an opening used too often."""
    for row, question in enumerate(questions):
        for other in questions[:row]:
            if _close(question.text, other.text):
                message = f"{question.id} is nearly the same question as {other.id}."
                yield warn(source, ("questions", row, "text"), "CK0054", message, "Ask for something else, or drop it.")
    openings = [" ".join(re.findall(r"[\w']+", q.text.casefold())[:OPENING_WORDS]) for q in questions]
    allowed = max(OPENING_SHARE * len(questions), OPENINGS_ALIKE)
    for opening, count in Counter(openings).items():
        if count > allowed:
            row = openings.index(opening)
            message = f"{count} of {len(questions)} questions open with “{opening}”."
            yield warn(source, ("questions", row, "text"), "CK0059", message, "Vary the openings.")


def _said(source: YamlSource, path: KeyPath, text: str) -> Iterator[Diagnostic]:
    last = re.split(r"(?<=[.!?])\s+", text.strip())[-1]
    if _CLOSED.match(last) and last.endswith("?"):
        hint = "Open it with how, what, tell me about…"
        yield warn(source, path, "CK0050", "a yes or no would answer this.", hint)
    if leading := _LEADING.search(text):
        message = f"“{leading.group().strip(', ')}” leads to the answer it wants."
        yield warn(source, path, "CK0051", message, "Ask it neutrally.")
    if _DOUBLED.search(text):
        yield warn(source, path, "CK0052", "this asks two things at once.", "Keep one; make a probe of the other.")
    words = len(text.split())
    if words > BREATH_WORDS:
        message = f"this has {words} words; {BREATH_WORDS} are what one breath holds."
        yield warn(source, path, "CK0053", message, "Shorten it.")


def _close(one: str, other: str) -> bool:
    return fuzz.token_set_ratio(one.casefold(), other.casefold(), score_cutoff=TOO_ALIKE) >= TOO_ALIKE
