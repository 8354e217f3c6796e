"""What short lines mean after what was said before, and how each intent is put in words."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from coach.banks.model import StoryPart

YES = re.compile(
    r"(?:(?:yes|yeah|yh|ye|yeh|yep|yup|yea|y|aye|ok(?:ay)?|k|kk|sure|alright|all right|fine|go on|go for it|why not|"
    r"please|pls|do it|do that|let'?s (?:go|do it|do that)|start(?: it)?|hand it in|send it|bet|cool|sounds good|"
    r"then|"
    r"thanks|mate|sure thing|that one|i'?m ready|im ready|ready)[,.! ]*){1,4}",
    re.I,
)
NO = re.compile(
    r"(?:(?:no|na+h*|nope|n)(?: thanks?| thank you| ta| cheers)?|not (?:now|yet|today)|later|leave it|rather not|"
    r"i'?m (?:ok|good|fine|alright)|im (?:ok|good|fine|alright))"
    r"(?:[,. ]+(?:thanks?|thank you|ta|mate|i'?m good|im good|it'?s (?:ok|fine)|its (?:ok|fine)|not (?:now|yet|"
    r"today)|"
    r"leave it|keep it(?: to (?:me|myself))?|don'?t|dont|i'?ll keep it|ill keep it|maybe later|later))*[.! ]*"
    r"|(?:just )?keep it(?: to (?:me|myself)| private)?[.! ]*",
    re.I,
)
WHY = re.compile(r"(?:but )?why(?: is that| that(?: one)?| though)?[?.! ]*", re.I)
AGAIN = re.compile(
    r"(?:and )?(?:anoth(?:er|a)(?: one)?|nother one|anuva|1 more|one more|next(?: one)?|again|more|"
    r"a different one)(?: please)?[.!? ]*",
    re.I,
)
EXAMPLE = re.compile(
    r"(?:(?:can|could) (?:you|u) )?(?:please )?(?:(?:an?|any|got an?|have you got an?|(?:give|show|"
    r"gimme)(?: me)? (?:an?|some|one)) )?(?:example|examples|eg|e\.g\.|like what|such as)(?: please| pls)?[.!? ]*",
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
FAIR_GUESS = 0.55
"""Confidence from which on a guess that only tells something is told, with the others beside it."""
ONLY_TELLS = (
    "rule.", "criterion.", "method.", "glossary", "gaps", "progress", "feedback", "privacy", "app.help", "craft",
    "next",
)  # fmt: skip
"""Intents that start and change nothing."""
FEWEST_OF_A_REQUEST = 3
"""Words from which on a part of a line is taken as a request of its own."""
NEITHER = frozenset({"thanks", "cool", "mate", "then", "fine", "alright"})
"""Words that agree only where something was asked."""
OF_A_CRITERION = ("start.question", "criterion.")
OF_A_METHOD = ("rule.time", "rule.questions", "method.explain", "gaps", "start.mock", "progress")
LEAVES = ("start.", "next", "resume")
"""Intents that start something else, so that an open question is let go of."""
MAY_BE_A_WISH = ("start.question", "start.quick", "craft", "next", "unknown", "app.help")
"""Intents that a wish may hide under."""
AND_FOR = re.compile(r"(?:(?:nah|no|ok|so)[, ]+)?(?:and|n|&|what about|how about|wot about|wat about)\b.{0,40}", re.I)
THAT = re.compile(r"\b(?:that|this|it)(?: one)?\b", re.I)
LAST_ANSWER = re.compile(
    r"(?:so |but |and |erm? |um )?(?:(?:was|is|were) (?:that|it|my answer) (?:ok(?:ay)?|good|alright|any good|"
    r"right|enough|a pass|"
    r"bad|rubbish)|how (?:was|is) (?:that|it|my answer)|how did i do|what did i (?:miss|leave out|forget)|"
    r"what (?:was|is|else is|"
    r"else was) missing|what'?s missing from (?:it|that)|that was (?:a |really |pretty |quite )*(?:good|decent|"
    r"strong|sick|ok|bad|"
    r"rubbish|terrible)(?: answer| one)?|(?:i )?(?:bet|reckon) (?:that'?s|thats|it'?s|its) a (?:pass|distinction)|"
    r"(?:is|was) (?:that|it) a (?:pass|distinction)|did i pass(?: that| it)?|would that pass)"
    r"(?: (?:tho|though|then|right|innit|wasn'?t it|wasnt it|or not|or what|now|there|that|it|do you think|"
    r"this time))*[.?! ]*",
    re.I,
)
CONFIDENT = re.compile(
    r"\b(?:(?:smash|nail|ace|boss|walk|breeze|kill) (?:this|it|that|through)|piece of (?:cake|piss)|easy ?peasy|"
    r"(?:i'?ve |i )?got this|can'?t wait|cant wait|born ready|no sweat)\b",
    re.I,
)
DREADED = {
    "watched": re.compile(r"\b(?:watch\w*|star(?:e|ing)\w*|observ\w*|looking at me|in the room)\b", re.I),
    "questions": re.compile(
        r"\b(?:questions?|ask(?:ed|ing)?|answers?|answering|blank|what to say|talking|speaking)\b", re.I
    ),
    "waiting": re.compile(
        r"\b(?:wait\w*|night before|day before|beforehand|before it|the build ?up|not knowing)\b", re.I
    ),
}
"""What somebody dreads most, by the words that tell of it."""
HAVE_TO = re.compile(
    r"(?:but )?(?:do|must|should|shall|can) i (?:have to |need to |not |just )*(?:send|hand|keep|give|"
    r"show)\b.{0,30}",
    re.I,
)
ON_THAT = re.compile(r"\b(?:on|about|for) (?:that|this|it)(?: one)?\b", re.I)
STARTS = ("drill:", "speak", "roleplay:", "start:", "resume:", "again:")
"""Acts that open something else."""


def dreaded(line: str) -> str:
    """Return what a line dreads: watched, questions or waiting; empty where it does not say."""
    return next((what for what, form in DREADED.items() if form.search(line)), "")


_LEAD = re.compile(
    r"^(?:(?:hi+|hey+|hello|hiya|yo|alright|morning|sorry|ok(?:ay)?|so|um+|erm+|right|mate|"
    r"coach)[,.! ]+)+(?=\w+ \w+)",
    re.I,
)
_TAIL = re.compile(r"(?:[,. ]+(?:sorry|lol|tbh|mate|pls|please|bro|bruv|innit|x+|thanks|haha))+[.! ]*$", re.I)


def core_of(line: str) -> str:
    """Return a line without what is only politeness at its ends."""
    return _TAIL.sub("", _LEAD.sub("", line)) or line


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


_HELLO = (
    r"(?:hi+|hey+|hello+|hiya|heya|yo+|sup|wass?up|alright|easy|morning|afternoon|evening|good (?:morning|afternoon|"
    r"evening)|hola)"
)
_THANKS = r"(?:thank(?:s| you| u)|thx|tnx|ty|tysm|cheers|ta|nice one|legend|appreciate (?:it|that)|ur the best|safe)"
_BYE = (
    r"(?:bye+|good ?night|nite|night|see (?:you|ya|u)|cya|laters?|l8r|off to bed|done for (?:today|now)|peace|gtg|"
    r"that'?s (?:me|all)(?: for (?:today|now))?)"
)
_CHAT = re.compile(
    rf"(?:(?:{_HELLO}|{_THANKS}|{_BYE}|there|mate|bro|bruv|coach|again|then|so much|a lot|lol|haha|"
    r"fair(?: enough)?|ok|cool|no worries|you'?ve been|really|kind|helpful|you|u ok|you ok|tho|all|"
    r"that helped?s?|for (?:that|the help|today|now))[,.! ?]*){1,5}",
    re.I,
)


def is_chat(line: str) -> bool:
    """Tell whether a line is nothing but hello, thanks or bye."""
    return _CHAT.fullmatch(line) is not None and smalltalk(line) != "smalltalk"


def smalltalk(line: str) -> str:
    """Return which small talk a line is: hello, thanks, bye or other."""
    for key, form in (("thanks", _THANKS), ("bye", _BYE), ("hello", _HELLO)):
        if re.search(rf"\b{form}\b", line, re.I):
            return f"smalltalk.{key}"
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
