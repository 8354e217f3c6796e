"""The theme that a line names in words of its own."""

import re

_END = (
    r"(?= (?:please|one|ones|and|but|or|because|see|if|so|then|before|now|go|again|quick|quickly|for me|to me|with|to|is|in|which|that|who|when|while|i|you|we|can|"
    r"actually|today|tonight|mean|even|count|work|do|bit|thing|criterion|criteria|side|question|stuff|section)\b|[?.,!;:]|$)"
)
_NAMED = r"(?P<topic>[a-z][\w'-]*(?: [\w'-]+){0,3}?)"
_LEAD = r"(?:the |a |an |my |our |your |that |this |some |any |old |being |how to |how i |something (?:about|on) )*"
_ABOUT = re.compile(rf"\b(?:about|on|regarding|concerning|around|to do with|from) {_LEAD}{_NAMED}{_END}")
_THE_ONE = re.compile(rf"\b(?:the|that|an?) {_NAMED} (?:one|bit|criterion|criteria|question|part|side|ones|thing)\b")
_AS = re.compile(rf"\b(?:as|for|of) {_LEAD}{_NAMED}{_END}")
_OF_THEIRS = re.compile(rf"^(?:so )?{_NAMED} (?:one|question|bit)\b")
_LAST = re.compile(rf"(?:question|one)(?: please)?[,:] {_NAMED}(?:[?.!]| please|$)")
_NOTHING = frozenset(
    ["it", "that", "this", "them", "me", "us", "you", "one", "ones", "something", "anything", "my", "the", "a", "an", "another", "question", "questions", "random", "easy", "hard", "new", "quick", "next", "first", "last", "other", "different", "real", "good", "top", "scratch", "there", "here", "what", "them", "methodcode", "time", "day", "bus", "break", "criterioncode", "sectioncode", "everything", "all", "go", "way", "example", "full", "proper", "same", "single", "observation", "discussion", "showcase", "interview", "project", "distinction", "pass", "harder", "tricky"]
)

_CUSTOMER = "customer|caller|client|guest|patient|passenger|shopper|parent|relative|member|tenant|visitor|student|resident|punter|complaint"
_WHO = re.compile(
    r"\b(?:who is|who has|who have|who had|who|whose|that has|that is|with|because|about|over|wants?|where|you have|her child|his child) "
    r"(?:there |a |an |the |his |her |their |my |got |has |had |been |is |are )*(?P<topic>[\w'-]+(?: [\w'-]+){0,5}?)"
    r"(?= (?:and|please|so|but|then|while|i|me|again|pretend|we|you|or|let|go)\b|[?.,!;:]|$)"
)
_KIND = re.compile(
    rf"\b(?P<topic>(?:angry|difficult|upset|rude|moody|awkward|stroppy|confused|grumpy|elderly|unhappy|annoyed|nasty|fussy|furious|cross|"
    rf"chatty|tricky|impatient|aggressive|grieving|nervous|deaf|blind|foreign|lost|raging|anxious|shouty|horrible|vulnerable|old|business|"
    rf"internal|new) (?:{_CUSTOMER}|lady|man|woman|person|one|call))\b"
)
_SOMEONE = re.compile(r"\b(?P<topic>(?:someone|somebody) (?!who|that|else|with|and|please|to)\w+(?: off)?)")
_MADE_UP = re.compile(rf"\b(?P<topic>[\w'-]+(?: [\w'-]+)?) (?:{_CUSTOMER}|scenario|role ?-?play|call|one)\b")
_PLAIN_PLAY = frozenset(
    ["a", "the", "be", "my", "your", "an", "made", "up", "fake", "pretend", "role", "play", "phone", "imaginary", "do", "of", "as", "one", "customer", "us", "have", "act", "got", "let", "give", "me", "simulate", "ring", "you", "call", "to", "i", "want", "can", "we", "another", "some", "any", "quick", "that", "this", "same", "new", "those", "try", "out", "go", "start", "please", "start", "run", "practise", "practice", "good"]
)


def topic_asked(spelt: str) -> str:
    """Return the theme a question or criterion is named by, empty where none is."""
    for pattern in (_ABOUT, _LAST, _THE_ONE, _AS, _OF_THEIRS):
        for found in pattern.finditer(spelt):
            topic = found["topic"].strip()
            if not _NOTHING.issuperset(topic.split()):
                return topic
    return ""


def topic_of_a_play(spelt: str) -> str:
    """Return what a made-up customer is to be like or to want, empty where it isn't said."""
    for pattern in (_KIND, _SOMEONE, _WHO):
        if found := pattern.search(spelt):
            return found["topic"].strip()
    made_up = _MADE_UP.search(spelt)
    if made_up and not _PLAIN_PLAY.issuperset(words := made_up["topic"].split()):
        return " ".join(word for word in words if word not in _PLAIN_PLAY)
    return ""
