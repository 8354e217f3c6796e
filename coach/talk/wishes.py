"""Wishes that an intent alone does not tell: to say it out loud, to try again, to have it easy, to drill a section."""

import re

_ALOUD = re.compile(
    r"(?:^|\b(?:say|speak|answer|practi[sc]e|rehearse|do|talk|try)\b.{0,30} )(?:out ?loud|aloud)\b|"
    r"\b(?:speak it|spoken|verbal(?:ly)?|instead of (?:typing|writing)|without typing|"
    r"(?:rather|prefer to|wanna|want to|can i|let me|i'?ll) (?:just )?(?:talk|speak|say)"
    r"(?: it| one| this| my answer| an answer)?(?! to\b| again\b| with\b| about\b| that again\b)(?: please| pls|"
    r" instead)?[.?! ]*$|"
    r"(?:say|speak|talk) (?:it|one|my answer|the answer|an answer|through it) (?:instead|myself|for real)|"
    r"use my (?:voice|mouth))\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:try|do|have|answer|take|retry|redo|give|another|go|second|same)\b.{0,60}"
    r"\b(?:again|once more|a second time|2nd time)\b"
    r"|\b(?:another|a second|second|one more|a new|2nd) (?:go|try|crack|shot|attempt|stab|bash) (?:at|on|with)\b"
    r"|\bsame (?:question|one)(?: again| as)?\b|\b(?:redo|re-?do|retry|re-?try|reanswer) (?:the|my|that|it)\b"
    r"|\b(?:beat|better|improve) my last (?:one|answer|try|go)\b",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\b(?:the|my|that|at|on|with) (?:the |my |that |last |same )*"
    r"(?P<topic>(?!last|same|one|question|again|answer)[\w'. -]{2,40}?)"
    r" (?:one|question|answer|story|example|again|once more)\b"
    r"|\b(?:about|on) (?:the |my |that )*(?P<about>[\w'. -]{2,40}?)(?: again| once more| please| pls|[.?!]|$)",
    re.IGNORECASE,
)
_EASY = re.compile(
    r"\b(?:easy|easier|easiest|simple|simpler|gentle|starter|warm ?-?up) ?(?:one|question|q)?\b", re.IGNORECASE
)
_HARD = re.compile(
    r"\b(?:hard|harder|hardest|tough|tougher|toughest|tricky|challenging|difficult|evil)\b", re.IGNORECASE
)
_SHORT = re.compile(
    r"\b(?:smallest|shortest|quickest|tiniest|easiest|tiny|one small|one little|bare minimum)\b", re.IGNORECASE
)
_DRILL = re.compile(
    r"\b(?:drill|quiz|grill|test me|all of|everything (?:on|in)|(?:go|work|run) through|whole (?:section|module))\b",
    re.IGNORECASE,
)
_NOT_THE_TOPIC = frozenset(
    ["last", "same", "first", "one", "question", "it", "that", "this", "again", "other", "1", "q"]
)


def to_speak(line: str) -> bool:
    """Tell whether a line wants to answer out loud."""
    return _ALOUD.search(line) is not None


def to_try_again(line: str) -> bool:
    """Tell whether a line wants a question that was answered before."""
    return _AGAIN.search(line) is not None


def again_about(line: str) -> str:
    """Return what the question to try again was about, in the line's own words; empty where it does not say."""
    for found in _WHICH.finditer(line):
        topic = (found["topic"] or found["about"] or "").strip()
        words = [word for word in topic.split() if word.casefold() not in _NOT_THE_TOPIC]
        if words:
            return " ".join(words)
    return ""


def to_have_it_easy(line: str) -> bool:
    """Tell whether a line wants an easy question."""
    return _EASY.search(line) is not None and _HARD.search(line) is None


def to_have_it_hard(line: str) -> bool:
    """Tell whether a line wants a hard question."""
    return _HARD.search(line) is not None


def to_be_short(line: str) -> bool:
    """Tell whether a line wants the smallest thing there is to do."""
    return _SHORT.search(line) is not None


def to_drill(line: str) -> bool:
    """Tell whether a line wants a section gone through, not one question of it."""
    return _DRILL.search(line) is not None
