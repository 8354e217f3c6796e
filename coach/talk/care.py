"""Signs that somebody needs a person rather than a practice coach."""

import re

_DISTRESS = re.compile(
    r"\b(?:kill(?:ing)? (?:my ?self|me)|suicid\w*|end(?:ing)? (?:it all|my life|things for good)|"
    r"(?:don'?t|do not|dont) want to (?:live|be here(?: any ?more)?|wake up|be alive|exist)|"
    r"(?:no|any) (?:point|reason) (?:in |to )?(?:living|going on|carrying on with (?:it|life))|self[- ]?harm\w*|"
    r"hurt(?:ing)? my ?self|cut(?:ting)? my ?self|better off (?:dead|without me)|want(?:ed)? to die|"
    r"can'?t go on(?: living)?|hate myself so much|nothing to live for)\b",
    re.IGNORECASE,
)
_WRITTEN_FOR = re.compile(
    r"\b(?:write|do|make|give|draft|generate|produce|finish|complete)\w*\b.{0,40}\b"
    r"(?:it|answers?|report|project|story|portfolio|proposal|synopsis|whole thing|one)\b.{0,20}\bfor me\b"
    r"|\bjust (?:write|do) (?:it|the answer|my answer|my report)\b"
    r"|\b(?:can|could|will|would) (?:yo)?u (?:just )?(?:write|do) (?:my|the|me (?:my|an|the|a))\b.{0,30}\b"
    r"(?:answers?|report|project|story|proposal|synopsis)\b"
    r"|\bwrite me (?:an|my|the) (?:answer|story|report|example)\b"
    r"|\b(?:yo)?u (?:just )?(?:do|write) (?:it|one|this)\b"
    r"|\bgive me (?:a|the) (?:perfect|model|full|ready|word for word) answer\b",
    re.IGNORECASE,
)
_WORRIED = re.compile(
    r"\b(?:(?:so|really|well|proper|dead|bit|a bit|too|very|im|i'm|am|getting|feel(?:ing)?) (?:scared|nervous|"
    r"anxious|"
    r"worried|terrified|frightened|stressed|panick(?:y|ed|ing)|overwhelmed|sick|shaky)|nervus|(?:go|goes|going|"
    r"gone|went) "
    r"(?:all )?blank|panic(?:king)?|freak(?:ing|ed)? out|bricking it|dreading|butterflies|(?:can'?t|couldn'?t|"
    r"couldnt|cant) "
    r"sleep|(?:hands?|voice|legs) (?:go(?:es)? |get(?:s)? )?(?:all )?shak\w*|(?:gonna|going to|will|i'?ll|might) "
    r"(?:cry|mess (?:it|this|everything) (?:all )?up|freeze|forget everything)|(?:being|"
    r"feel(?:ing)?) (?:so )?(?:silly|stupid|"
    r"thick|dumb|useless)|not good enough|(?:so much )?better than me)\b",
    re.IGNORECASE,
)


def worried(text: str) -> bool:
    """Tell whether a line speaks of nerves, a blank mind or feeling not good enough."""
    return _WORRIED.search(text.replace("’", "'")) is not None


def shows_distress(text: str) -> bool:
    """Tell whether a line speaks of not wanting to live or of hurting oneself."""
    return _DISTRESS.search(text.replace("’", "'")) is not None


def wants_it_written(text: str) -> bool:
    """Tell whether a line asks to have an answer or a report written."""
    return _WRITTEN_FOR.search(text.replace("’", "'")) is not None
