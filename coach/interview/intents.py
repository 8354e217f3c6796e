"""What an apprentice says to the assessor rather than as an answer, in plain words or after a slash."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from coach.errors import UsageError
from coach.interview.phrases import PHRASES, Intent

LONGEST_REQUEST_WORDS = 14
_CLOSE_ENOUGH = 88
_TELLING = frozenset(
    [
        "i",
        "we",
        "you",
        "he",
        "she",
        "they",
        "him",
        "her",
        "them",
        "his",
        "their",
        "our",
        "my",
        "who",
        "was",
        "were",
        "had",
        "did",
        "said",
        "came",
        "went",
        "took",
        "gave",
        "made",
    ]
)
"""Words that make a telling of what would be a request: I repeated the question; we came back to this."""

_SLASH: Mapping[str, Intent] = {intent: intent for intent in PHRASES} | {"done": "finished", "next": "finished"}

_POLITE = re.compile(
    r"\b(?:please|pls|sorry|thanks|thank you|would you mind|do you mind|could you|can you|would you|will you|tell me|"
    r"could we|can we|could i|can i|may i|may we|shall we|let us|"
    r"just|um+|er+m?|uh+|ok|okay|so|well|then|hi|miss|sir|mate|for me|to me|actually|if possible|"
    r"right|now|i think)\b"
)


def _bare(plain: str) -> str:
    return " ".join(_POLITE.sub(" ", plain).split())


_BY_PHRASE: Mapping[str, Intent] = {
    words: intent for intent, phrases in PHRASES.items() for phrase in phrases for words in (phrase, _bare(phrase))
}
_CONTRACTIONS = (
    (re.compile(r"\bi'?ve\b"), "i have"),
    (re.compile(r"\bi'?m\b"), "i am"),
    (re.compile(r"\bi'?ll\b"), "i will"),
    (re.compile(r"\b(?:i'd\b|id(?= (?:like|rather)\b))"), "i would"),
    (re.compile(r"\b(that|what|it)'?s\b"), r"\1 is"),
    (re.compile(r"\bdon'?t\b"), "do not"),
    (re.compile(r"\bdidn'?t\b"), "did not"),
    (re.compile(r"\b(?:can'?t|cannot)\b"), "can not"),
    (re.compile(r"\byou'?re\b"), "you are"),
    (re.compile(r"\blet'?s\b"), "let us"),
)
_TERM = re.compile(
    r"^(?:what (?:do you mean by|does|is|are|s)|what's|whats|what do|meaning of|explain|define|tell me what|"
    r"what(?=.+ (?:means?|stands? for)$))\s+"
    r"(?:an?\s+|the\s+)?(?P<term>.+?)(?:\s+(?:means?|stands? for|is|are))?$"
)


@dataclass(frozen=True, slots=True)
class Request:
    """Something asked of the assessor; `term` is the word to explain, in lower case, for a glossary request."""

    intent: Intent
    term: str = ""


def understand(text: str, glossary_terms: Mapping[str, object]) -> Request | None:
    """Return what a line asks of the assessor, or None where it is an answer.

    Only a line that is nothing but a request counts, so that an answer which mentions one is never swallowed.
    Raises UsageError for a slash and a word that is no command.
    """
    line = text.strip()
    if line.startswith("/"):
        return _slash(line[1:])
    if not line or len(line.split()) > LONGEST_REQUEST_WORDS or "\n" in line:
        return None
    plain = _plain(line)
    if request := _glossary(plain, glossary_terms):
        return request
    bare = _bare(plain)
    if not bare:
        return None
    if intent := _BY_PHRASE.get(bare):
        return Request(intent)
    if len(bare) < 6:
        return None
    close = process.extractOne(bare, _BY_PHRASE.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return Request(_BY_PHRASE[close[0]]) if close and not _tells(bare, close[0]) else None


def _tells(bare: str, phrase: str) -> bool:
    """Tell whether a line that is nearly a request tells of something instead: it names who, or is in the past."""
    asked = set(phrase.split())
    past = {word + "ed" for word in asked} | {word + "d" for word in asked}
    return any(word in _TELLING or word in past for word in set(bare.split()) - asked)


def _slash(command: str) -> Request:
    word, _, rest = command.strip().partition(" ")
    if word.casefold() in ("explain", "glossary") and rest:
        return Request("glossary", rest.strip().casefold())
    if intent := _SLASH.get(word.casefold()):
        return Request(intent)
    close = process.extractOne(word.casefold(), _SLASH.keys(), score_cutoff=60) if word else None
    hint = f"Did you mean /{close[0]}?" if close else "/help lists them."
    raise UsageError(f"/{word} is not a command here.", hint)


def _plain(line: str) -> str:
    plain = line.casefold().replace("’", "'")
    for pattern, words in _CONTRACTIONS:
        plain = pattern.sub(words, plain)
    plain = re.sub(r"[^\w'&/+-]+", " ", plain)
    return " ".join(plain.split())


def _glossary(plain: str, terms: Mapping[str, object]) -> Request | None:
    bare = " ".join(re.sub(r"^(?:sorry|please|hang on|er+m?|um+|ok|okay|so|wait)\b|\bplease$", " ", plain).split())
    bare = re.sub(r"^(?:can|could) you (?:tell me )?", "", bare)
    found = _TERM.match(bare)
    if not found:
        return None
    term = found["term"]
    for form in (term, term.removesuffix("s")):
        if form in terms:
            return Request("glossary", form)
    if bare.startswith("what do you mean by") and term not in ("that", "this", "it"):
        return Request("glossary", term)
    return None
