"""What a line is while a question is open: the answer to it, a request of its own, or no way to tell."""

import re
from typing import Literal

from coach.talk.understanding import Understood

Turning = Literal["answer", "request", "stuck", "unclear"]

_LEAD = (
    r"^(?:(?:ok(?:ay)?|so|um+|erm+|uh+|hey|right|wait|hang on|hold on|actually|no|nah|sorry|please|pls|plz|well|but|"
    r"and|alright|hi|hiya|coach|nvm|never ?mind|forget (?:it|this|that)|skip (?:it|this|that)|leave (?:it|this|"
    r"that)|mate|"
    r"lol|btw|also|first|just|quick(?:ly| one| question)?|before (?:that|this|i (?:do|answer|start)))[ ,.!:-]+)*"
)
_ASKS = re.compile(
    _LEAD + r"(?:"
    r"(?:can|cn|could|would|will|shall|should|may) (?:you|u|ya|we|i|my)\b|"
    r"(?:give|gimme|giv|show|tell|ask|explain|remind|test|quiz|start|stop|skip|hit me|throw|chuck|help|do me|pick|"
    r"find|"
    r"swap|change|switch|open|take me|go back|move on|next|another|different|repeat|rephrase|lets|let's|let me|"
    r"lemme)\b|(?:what|wot|wat|how|where|who|why)(?:'?s|'?re)? (?:is|are|was|do|does|did|can|will|would|should|"
    r"happens?|counts?|"
    r"have|has|if|about|comes?|long|many|much|mean|the|my|a|an|this|that|am|else|kind|sort|u|i (?:need|have to|got)|"
    r"d(?:o|')?ye?)\b|(?:whats|hows|wheres|whens|whos|wots)\b|"
    r"(?:when|which) (?:is|are|do|does|did|will|can|should|am|have|has|one should)\b|"
    r"(?:is|are|do|does|will|must) (?:i|it|there|this|that|my|you|u|the|we|they|she|he)\b|am i\b|"
    r"(?:did|have|has|shall) (?:my|you|u|she|he|i)\b|see (?:if|whether)\b|"
    r"who'?s? (?:actually|marked|marks|asks|sees)\b|(?:i )?(?:want|wanna|fancy|need) (?:to|a|an|some|you|u|"
    r"another|help)\b|"
    r"i'?d (?:like|rather|prefer)\b)",
    re.IGNORECASE,
)
_ASKS_WITHIN = re.compile(
    r"\b(?:or (?:what|just|must|is|have)|can (?:you|u|i)|does (?:that|this|it)|do (?:i|they)|(?:is|would|"
    r"will) (?:she|he|it|"
    r"that|this|they)|whether|which is it|tell me|how (?:do|could|i|can)|what am i|it (?:can|shows)|make this|"
    r"we were in)\b",
    re.IGNORECASE,
)
_COACH = re.compile(
    r"\b(?:(?:a|another|different|new|easier|one) question|question (?:on|about)|mock|role ?-?play|drill|"
    r"(?:section|module|mod) [ksb]?\d+|my (?:gaps|"
    r"progress|"
    r"portfolio|trainer|marks?|feedback)|gateway|resit|coverage|[ksb]\d{1,2}\.\d{1,2} (?:instead|please|pls))\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:i|we|he|she|they|it|customer|manager|lady|man|woman|guy|bloke) (?:\w{3,}ed|was|were|wasn'?t|had|went|told|"
    r"rang|said|gave|got|took|made|did|didn'?t|put|found|sent|came|kept|knew|felt|thought|left|lost|paid|spoke|"
    r"wrote|let)\b",
    re.IGNORECASE,
)
_STUCK = re.compile(
    r"\W*(?:(?:um+|erm+|uh+|oh|sorry|honestly|tbh|god|omg|hm+)\W+)*(?:i )?(?:(?:really |just )*(?:do ?n[o']?t|dont) "
    r"(?:know|no|have (?:one|any|an? example|anything)|get it|understand)|dunno|dno|idk|no idea|no clue|"
    r"haven'?t got (?:one|a clue)|(?:can'?t|cannot|cant) think(?: of (?:one|any|anything|an example))?|"
    r"not (?:really )?sure|"
    r"(?:my )?mind(?:'?s| is| has)?(?: gone| went)? blank|gone blank|blank|(?:i'?m |im )?stuck|hint|"
    r"(?:give me |can i have |i need )?a hint|nothing comes(?: to mind)?)"
    r"(?:\W+(?:sorry|tbh|really|lol|off hand|off the top of my head|what to (?:say|put|write)|it|this|"
    r"one|please|pls|about (?:this|that)|right now|to be honest|at all|how to (?:start|answer(?: this| it)?)|"
    r"where to start))*\W*",
    re.IGNORECASE,
)
LONGEST_REQUEST = 25
"""Words up to which a line may be a request."""
LONGEST_UNASKED = 14
"""Words up to which a line that means something, but has no form of asking, may still be a request."""
_GRATEFUL = re.compile(r"(?:thanks?|thank you|cheers|ta|ty|thx|hello|hi|hey|bye)\b", re.IGNORECASE)
_FEW = 6
_TOO_SHORT = 2
"""Words up to which a line is hardly an answer."""
_CODE = re.compile(r"\W*(?:[ksb]\d\.\d{1,2}|\d{1,2}[ksb]\d)\W*", re.IGNORECASE)
_LIKELY = 0.4
"""Confidence from which on a form of asking makes a request."""
_NO_REQUEST = ("unknown", "smalltalk")


def tells(line: str) -> bool:
    """Tell whether a line tells of something that was done."""
    return _TELLS.search(line) is not None


def tells_a_case(line: str) -> bool:
    """Tell whether a line tells something that happened, at such length that it is no request."""
    words = len(line.split())
    asks = line.rstrip().endswith("?") or any(form.search(line) for form in (_ASKS, _COACH, _ASKS_WITHIN))
    return not asks and (words > LONGEST_REQUEST or (words > LONGEST_UNASKED and len(_TELLS.findall(line)) > 1))


def turn_of(line: str, heard: Understood) -> Turning:
    """Tell what a line is; `heard` is what it would mean as a request, with a calibrated confidence.

    A form of asking and a sure intent together make a request. One of the two leaves it unclear, unless the line tells
    of something that was done, or is too long to be a request.
    """
    words = len(line.split())
    if _STUCK.fullmatch(line):
        return "stuck"
    if heard.intent == "smalltalk" and heard.sure and words <= _FEW and _GRATEFUL.match(line):
        return "request"
    if words > LONGEST_REQUEST:
        return "answer"
    if words <= _TOO_SHORT and not _CODE.fullmatch(line) and not means_something(heard):
        return "unclear"
    asks = line.rstrip().endswith("?") or any(form.search(line) for form in (_ASKS, _COACH))
    told, means = tells(line), means_something(heard)
    if asks and means and heard.sure:
        return "unclear" if told and not line.rstrip().endswith("?") else "request"
    if told:
        return "answer"
    if _CODE.fullmatch(line) or (asks and means and heard.confidence >= _LIKELY):
        return "request"
    if asks or (means and heard.sure and words <= LONGEST_UNASKED):
        return "unclear"
    return "answer"


def means_something(heard: Understood) -> bool:
    """Tell whether a line means a request of any kind."""
    return heard.intent not in _NO_REQUEST
