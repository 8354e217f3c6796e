"""What short lines mean after what was said before, and how each intent is put in words."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from coach.banks.model import StoryPart

YES = re.compile(
    r"(?:yes|yeah|yep|yea|y|ok(?:ay)?|sure|go on(?: then)?|please(?: do)?|do it|let'?s (?:go|do it)|start(?: it)?)"
    r"[.! ]*",
    re.I,
)
NO = re.compile(r"(?:no|nah|nope|n|not now|later|leave it|no thanks?|no thank you)[.! ]*", re.I)
WHY = re.compile(r"(?:but )?why(?: is that| that(?: one)?| though)?[?.! ]*", re.I)
AGAIN = re.compile(
    r"(?:and )?(?:another(?: one)?|one more|next(?: one)?|again|more|a different one)(?: please)?[.!? ]*", re.I
)
EXAMPLE = re.compile(
    r"(?:(?:an?|any|give me (?:an?|some)) )?(?:example|examples|eg|e\.g\.|like what|such as)(?: please| pls)?[.!? ]*",
    re.I,
)
DROP = re.compile(
    r"(?:please )?(?:stop|skip|leave|drop|forget|scrap|cancel|quit|end)(?: (?:it|this|that|here))?(?: one)?"
    r"(?: for now| please| pls)?[.! ]*|never ?mind[.! ]*|nvm[.! ]*",
    re.I,
)
REPEAT = re.compile(
    r"(?:sorry,? )?(?:can (?:you|u) |could you )?(?:repeat|say|ask|read)(?: me)?(?: (?:that|it|the question|this))?"
    r"(?: again)?(?: please| pls)?[.?! ]*|what(?:'?s| was| is) the question(?: again)?[.?! ]*"
    r"|come again\?*|pardon\?*|what\?+",
    re.I,
)
LONGEST_WISH = 14
"""Words up to which a line is looked at for a wish or for what it carries on."""
LEAVES = ("start.", "next", "resume")
"""Intents that start something else, so that an open question is let go of."""
MAY_BE_A_WISH = ("start.question", "start.quick", "start.mock", "craft", "next", "resume", "unknown", "app.help")
"""Intents that a wish may hide under."""
AND_FOR = re.compile(r"(?:and|what about|how about|ok and)\b.{0,40}", re.I)
SPLIT = re.compile(r"(?<=[.?!])\s+|\s+(?:and then|and also|then|also)\s+|;\s*", re.I)
_MOST_WORDS_TO_CHOOSE = 4
_SURELY_CHOSEN = 88.0
STORY: tuple[StoryPart, ...] = ("situation", "task", "action", "result")
TELLS_SOMETHING = 3
"""Words from which on a line tells a part of a story."""


def chosen(line: str, labels: Sequence[str]) -> int | None:
    """Return the place of the label that a line names, by its number or in a word or two; None where it names none."""
    said = line.strip(" .!?").casefold()
    if said.isdecimal():
        return int(said) - 1 if 1 <= int(said) <= len(labels) else None
    if not said or len(said.split()) > _MOST_WORDS_TO_CHOOSE:
        return None
    scores = [fuzz.token_set_ratio(said, label.casefold()) for label in labels]
    best = max(scores, default=0.0)
    return scores.index(best) if best >= _SURELY_CHOSEN and scores.count(best) == 1 else None


def smalltalk(line: str) -> str:
    """Return which small talk a line is: hello, thanks, bye or other."""
    said = line.casefold()
    if any(word in said for word in ("thank", "thx", "cheers", "ta ", "nice one", "legend")) or said == "ta":
        return "smalltalk.thanks"
    if any(word in said for word in ("bye", "night", "nite", "see you", "see ya", "laters", "off to bed", "done for")):
        return "smalltalk.bye"
    if any(
        said.startswith(word)
        for word in ("hi", "hello", "hey", "hiya", "morning", "afternoon", "evening", "alright", "yo")
    ):
        return "smalltalk.hello"
    return "smalltalk"


IN_WORDS = {
    "rule.time": "How long does it take?",
    "rule.questions": "How many questions are there?",
    "rule.grade": "What makes a pass or a distinction?",
    "rule.resit": "What if I fail?",
    "rule.order": "What comes first?",
    "rule.portfolio": "What does my portfolio need?",
    "rule.project": "What does my project need?",
    "rule.gateway": "What do I need for gateway?",
    "rule.dates": "What is due when?",
    "criterion.explain": "What does a criterion mean?",
    "criterion.example": "What would count for it?",
    "method.explain": "What happens on the day?",
    "glossary": "What does a word mean?",
    "gaps": "What am I missing?",
    "next": "What should I do now?",
    "progress": "How am I doing?",
    "feedback": "What did my trainer say?",
    "start.mock": "Start a mock",
    "start.question": "Give me a question",
    "start.roleplay": "Talk to a customer",
    "start.quick": "Something short",
    "resume": "Go on where I stopped",
    "craft": "Help me with an answer",
    "worry": "I'm nervous",
    "privacy": "Who sees this?",
    "app.help": "How does this work?",
    "smalltalk": "Just saying hello",
}
"""Each intent as somebody would say it, to choose from where a line was not understood."""
