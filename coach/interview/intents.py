"""What an apprentice says to the assessor rather than as an answer, in plain words or after a slash."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from coach.errors import UsageError

Intent = Literal[
    "repeat", "rephrase", "time", "later", "skip", "stuck", "finished", "pause", "resume", "end", "help", "glossary"
]

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

_PHRASES: Mapping[Intent, tuple[str, ...]] = {
    "repeat": (
        "repeat",
        "repeat that",
        "repeat the question",
        "say that again",
        "say it again",
        "what was the question",
        "what was the question again",
        "ask me that again",
        "ask the question again",
        "again",
        "pardon",
        "come again",
        "i forgot the question",
        "i did not catch that",
        "i did not hear that",
        "i did not hear the question",
        "what did you say",
        "what did you ask",
        "what did you ask me",
        "say again",
        "repeating that",
        "repeating the question",
        "i missed that",
        "read the question again",
        "read it again",
        "one more time",
    ),
    "rephrase": (
        "rephrase",
        "rephrase that",
        "rephrase the question",
        "rephrase it",
        "say it differently",
        "say that differently",
        "say it another way",
        "put it another way",
        "put that another way",
        "put it differently",
        "ask it differently",
        "ask it another way",
        "ask me in another way",
        "word it differently",
        "reword the question",
        "reword that",
        "i do not understand the question",
        "i do not understand",
        "i did not understand the question",
        "i did not understand that",
        "i did not get the question",
        "ask that in a different way",
        "put that in other words",
        "say that in other words",
        "in other words",
        "i do not get the question",
        "i do not get it",
        "what do you mean",
        "what does that mean",
        "what do you mean by that",
        "explain the question",
        "make it simpler",
        "not sure what you are asking",
        "i am not sure what you are asking",
        "i am not sure what you mean",
    ),
    "time": (
        "time",
        "how long left",
        "how long is left",
        "how much time is left",
        "how much time left",
        "how much time do i have",
        "how much time do i have left",
        "how long do i have",
        "how long do i have left",
        "how long have i got",
        "how long have we got",
        "how long do we have",
        "how much time do we have",
        "how much time do we have left",
        "how much time have we got",
        "how are we doing for time",
        "time check",
        "the time",
        "how long have i got left",
        "how much time have i got",
        "what is the time",
        "time left",
        "how am i doing for time",
        "how many questions are left",
        "how many questions left",
        "how many more questions",
        "how many more questions are there",
        "how many are left",
    ),
    "later": (
        "later",
        "come back to this later",
        "come back to it later",
        "come back to that later",
        "come back to this",
        "come back to this one",
        "come back to this one later",
        "come back to it",
        "we come back to this",
        "do this one later",
        "answer this later",
        "leave this for later",
        "leave it for later",
        "i will come back to this",
        "i would like to come back to this",
        "i want to come back to this later",
        "park this",
        "park this one",
        "set this aside",
    ),
    "skip": (
        "skip",
        "skip this",
        "skip this one",
        "skip this question",
        "i will skip this one",
        "i would like to skip this one",
        "i want to skip this one",
        "skip it",
        "skip the question",
        "pass",
        "pass on this one",
        "leave this one",
    ),
    "stuck": (
        "i have got nothing for this",
        "i have nothing for this one",
        "i do not have an example",
        "i have no example",
        "i can not think of an example",
        "i can not think of anything",
        "i can not think of one",
        "i do not know",
        "i do not know what to say",
        "i am not sure",
        "no idea",
        "my mind has gone blank",
        "my mind is blank",
        "i have gone blank",
        "i can not answer this",
        "i am stuck",
    ),
    "finished": (
        "finished",
        "i have finished",
        "i am finished",
        "i finished",
        "i am done",
        "done",
        "that is it",
        "that is all",
        "that is my answer",
        "that is everything",
        "that is all i have",
        "that is all i can say",
        "nothing more to add",
        "nothing else to add",
        "i have nothing to add",
        "nothing to add",
        "no more to say",
        "next",
        "next question",
        "next one",
        "next please",
        "move on",
        "we move on",
        "go on to the next question",
        "go to the next question",
    ),
    "pause": (
        "pause",
        "pause please",
        "pause the clock",
        "stop the clock",
        "pause it",
        "take a break",
        "i need a break",
        "have a break",
        "we have a break",
        "we pause",
        "i need a minute",
        "hold on",
        "give me a minute",
    ),
    "resume": ("resume", "continue", "carry on", "go on", "start again", "i am back", "i am ready", "ready", "unpause"),
    "end": (
        "end",
        "end the interview",
        "end the mock",
        "end it",
        "end it here",
        "stop the interview",
        "stop here",
        "quit",
        "i want to stop",
        "i want to end the interview",
        "i would like to end the interview",
        "i would like to stop",
        "finish the interview",
        "finish here",
        "we stop here",
        "end now",
    ),
    "help": ("help", "what can i say", "what can i do", "what are the commands", "commands", "how does this work"),
}

_SLASH: Mapping[str, Intent] = {intent: intent for intent in _PHRASES} | {"done": "finished", "next": "finished"}

_POLITE = re.compile(
    r"\b(?:please|pls|sorry|would you mind|do you mind|tell me|thanks|thank you|could you|can you|would you|will you|could we|can we|could i|can i|may i|"
    r"may we|shall we|just|um+|er+m?|uh+|ok|okay|so|well|then|hi|miss|sir|mate|for me|to me|actually|if possible|"
    r"let us|right|now|i think)\b"
)


def _bare(plain: str) -> str:
    return " ".join(_POLITE.sub(" ", plain).split())


_BY_PHRASE: Mapping[str, Intent] = {
    words: intent for intent, phrases in _PHRASES.items() for phrase in phrases for words in (phrase, _bare(phrase))
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
