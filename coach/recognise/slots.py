"""What a line names beside its intent: a criterion, a section, a theme, a method, minutes, a word, a session."""

import re
from collections.abc import Collection, Mapping

from coach.recognise.amounts import minutes_in
from coach.recognise.codes import Codes
from coach.recognise.spelling import LONGEST_LINE
from coach.recognise.topics import topic_asked, topic_of_a_play
from coach.recognise.words import words

Slots = dict[str, str | int]

_WITH_TOPIC = frozenset({"criterion.explain", "criterion.example", "start.question", "gaps", "feedback"})
_WITH_MINUTES = frozenset({"start.quick", "start.mock", "start.question", "next", "start.roleplay"})
_WITH_SESSION = frozenset({"feedback", "resume"})
_SESSION = re.compile(
    r"\b(?:session|mock|interview) (?:number |no\.? ?)?(?P<number>\d{1,5})\b"
    r"|\b(?P<day>last night|last week|yesterday|this morning|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"(?:'?s)?\b"
    r"|\b(?:my|the|that|that is|this) (?P<last>last|latest|previous)\b"
)
_WORDS = r"[\w&'-]+(?: [\w&'-]+){0,2}?"
_ASKED = re.compile(
    r"(?:what (?:is|are|does|do|was) (?:meant by |the meaning of )?|define |definition of |meaning of |stands? for "
    r"|explain |remind me what |remind me |is meant by |mean by |what on earth is |who is |word |term |expression "
    r"|called )"
    rf"(?:an? |the |it |that )?(?:word |term )?['\"]?(?P<term>{_WORDS})['\"]?"
    r"(?= (?:mean|means|meant|stand|stands|in|when|and|again|is|please|short|exactly|actually|about|on|at|to)\b"
    r"|[?.,!;:]|$)"
)
_QUOTED = re.compile(r"['\"\u2018\u201c](?P<term>[\w][\w &-]{1,40}?)['\"\u2019\u201d]")
_FIRST = re.compile(
    rf"^(?:so |ok |sorry |hang on )?(?P<term>{_WORDS})(?= ?(?:[?.,!:=]|$| is (?:that|it|this)\b| means?\b| what\b))"
)
_CAPITALS = re.compile(r"\b(?!OK\b|TV\b)[A-Z]{2,6}\b(?![^a-z]*$)|^[A-Z]{2,6}(?=\W*$)")
_SAID = re.compile(
    r"\b(?:saying|said|says|using|called|got) (?:the word )?(?P<term>[a-z][\w-]{2,})\b"
    r"(?= ?[.,?!]| (?:on here|at me|to me)|$)"
)
_NO_TERM = words("it that this they he she you the a an i what who me mean word thing")


class SlotReader:
    """Finds slots.

    `themes` are what criteria are called in everyday words, `names` the glossary's as they are written, by the same in
    lower case.
    """

    def __init__(self, themes: Collection[str], names: Mapping[str, str]) -> None:
        self._themes = _either(themes)
        self._names = names
        self._terms = _either(names)

    def of(self, intent: str, line: str, spelt: str, codes: Codes) -> Slots:
        """Return the slots of a line with an intent; `spelt` is the line in plain spelling."""
        if intent in {"unknown", "smalltalk"}:
            return {}
        slots: Slots = {}
        if codes.criteria:
            slots["criterion"] = codes.criteria[0]
        elif codes.sections:
            slots["section"] = codes.sections[0]
        if len(codes.methods) == 1:
            slots["method"] = codes.methods[0]
        if intent in _WITH_MINUTES and (minutes := minutes_in(spelt)):
            slots["minutes"] = minutes
        if intent == "glossary" and (term := self._term(line[:LONGEST_LINE], spelt)):
            return {"term": term}
        if intent in _WITH_SESSION and (found := _SESSION.search(spelt)):
            slots["session"] = found["number"] or found["last"] or found["day"]
        if not codes.criteria and not codes.sections:
            topic = self._topic(intent, spelt)
            if topic:
                slots["topic"] = topic
        return slots

    def _topic(self, intent: str, spelt: str) -> str:
        if intent == "start.roleplay":
            return topic_of_a_play(spelt)
        if intent not in _WITH_TOPIC:
            return ""
        if self._themes and (known := self._themes.search(spelt)):
            return known[0]
        return topic_asked(spelt) if intent in {"start.question", "criterion.explain", "criterion.example"} else ""

    def _term(self, line: str, spelt: str) -> str:
        if quoted := _QUOTED.search(line):
            return quoted["term"].strip()
        known = [found[0] for found in self._terms.finditer(spelt)] if self._terms else []
        if known:
            name = self._names[max(known, key=len)]
            return name if name.isupper() else name.casefold()
        if capitals := _CAPITALS.search(line):
            return capitals[0]
        for pattern in (_SAID, _ASKED, _FIRST):
            for found in pattern.finditer(spelt):
                term = found["term"].strip("' ")
                if term not in _NO_TERM and not _NO_TERM.issuperset(term.split()):
                    return term
        return ""


def _either(words: Collection[str]) -> re.Pattern[str] | None:
    longest = sorted({word.casefold() for word in words}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])") if longest else None
