"""What a line does with the customer's line before it, and what its questions are for."""

import re
from collections import Counter
from collections.abc import Iterator

from coach.mapping.rarity import FUNCTION_STEMS
from coach.mapping.text import Sentence
from coach.recognise.features import ASKING, AUXILIARIES, counted
from coach.recognise.hearing import Cues
from coach.recognise.wording import Wording
from coach.recognise.words import words

_OTHER_WORK = frozenset(
    {"offer", "offer-options", "verify", "check-understanding", "close", "adapt", "escalate", "promise"}
)
"""Moves whose questions aren't asked to find something out."""
_SHARES = (0.0, 0.15, 0.3, 0.5, 0.7)
_LISTED = (1, 2, 3, 5)
_CAPITALS = (0, 1, 2)
_CODE = re.compile(
    r"(?!\d+(?:st|nd|rd|th|am|pm|p|k|m|h|hr|hrs|min|mins|s|x|ish|quid|g|kg|gb|ml|cm|mm|oclock|pound|years?|days?)$)"
    r"(?=.*[a-z])(?=.*\d)[\w-]+"
)
_VOWEL = re.compile(r"[aeiouy]")
_SPEAKABLE = words("mr mrs ms dr st hmm hm mm mmm shh tv dvd cd ltd tsk psst brr pfft grr pm ml cm kg mm th nd rd")


def counted_in_exchange(line: Wording, customer: Wording, cues: Cues) -> dict[str, Counter[str]]:
    """How often each feature stands in a line said to a customer, by group."""
    groups = counted(line, cues)
    groups["exchange"] = Counter(exchange(line, customer, cues))
    groups["theirs"] = Counter(_theirs(customer, cues))
    return groups


def exchange(line: Wording, customer: Wording, cues: Cues) -> Iterator[str]:
    """Yield what stands out in a line said to a customer."""
    said = set(_telling(line))
    theirs = set(_telling(customer))
    if theirs:
        both = said & theirs
        yield f"takes up {_step(len(both) / len(theirs), _SHARES)}"
        yield f"made of theirs {_step(len(both) / max(1, len(said)), _SHARES)}"
        first = set(_telling_in(line.sentences[0])) if line.sentences else set()
        yield f"opens with theirs {_step(len(first & theirs) / max(1, len(first)), _SHARES)}"
        if any(word[:1].isdigit() for word in both):
            yield "takes up a figure"
    else:
        yield "nothing to take up"
    if any(sentence.asks for sentence in customer.sentences):
        yield "was asked"
    yield f"capitals {_step(line.capitals, _CAPITALS)}"
    odd = sum(_odd(word.normal) for sentence in line.sentences for word in sentence.words)
    yield f"odd words {_step(odd, _CAPITALS)}"
    joins = sum(word.normal == "and" for sentence in line.sentences for word in sentence.words)
    clauses = sum(len(set(sentence.clauses)) for sentence in line.sentences)
    yield f"listed {_step(joins + clauses - len(line.sentences), _LISTED)}"
    yield f"sentences {min(4, len(line.sentences))}"
    for place, sentence in enumerate(line.sentences):
        yield from _sentence(sentence, place == len(line.sentences) - 1, cues)


def _theirs(customer: Wording, cues: Cues) -> Iterator[str]:
    for sentence in customer.sentences:
        yield from (word.stem for word in sentence.words)
        yield f"^ {sentence.words[0].normal}"
        yield from cues.met(sentence)


def _sentence(sentence: Sentence, last: bool, cues: Cues) -> Iterator[str]:
    met = cues.met(sentence)
    heads = _heads(sentence)
    if heads and (sentence.asks or heads[0] == 0):
        opens = sentence.words[heads[0]].normal
        kind = "wh" if opens in ASKING else "auxiliary"
        work = "" if _OTHER_WORK.intersection(met) else "plain "
        yield f"{work}{kind} question"
        yield f"{work}{opens} question"
        if sentence.asks:
            yield f"{work}question marked"
    elif sentence.asks:
        yield "plain other question" if _OTHER_WORK.isdisjoint(met) else "other question"
    else:
        yield "statement"
        if last:
            yield "ends on a statement"
    if any(word.normal == "or" for word in sentence.words[1:]):
        yield "or asked" if sentence.asks or heads else "or said"
    outright = cues.meant(sentence)
    for name in met:
        yield f"{name} {'asks' if sentence.asks else 'says'}"
        if name not in outright:
            yield f"{name} denied"
        if len(sentence.words) < 5:
            yield f"{name} shortly"
    if not met:
        yield "no cue"


def _odd(word: str) -> bool:
    """Whether a word looks like a code: letters with figures, or a few letters that can't be spoken."""
    if any(c.isdigit() for c in word):
        return bool(_CODE.fullmatch(word))
    return 2 <= len(word) <= 5 and word.isalpha() and word not in _SPEAKABLE and not _VOWEL.search(word)


def _heads(sentence: Sentence) -> list[int]:
    """Where a question may open: at the start, after a small word, or where a new clause starts."""
    places = []
    for place, word in enumerate(sentence.words):
        opens = place == 0 or sentence.clauses[place] != sentence.clauses[place - 1]
        if (
            opens or (place < 3 and sentence.words[0].normal in {"and", "so", "ok", "right", "but", "oh", "well"})
        ) and (word.normal in ASKING or word.normal in AUXILIARIES):
            places.append(place)
    return places


def _telling(wording: Wording) -> Iterator[str]:
    for sentence in wording.sentences:
        yield from _telling_in(sentence)


def _telling_in(sentence: Sentence) -> Iterator[str]:
    for word in sentence.words:
        if word.normal not in FUNCTION_STEMS and word.stem not in FUNCTION_STEMS:
            yield word.stem


def _step(value: float, steps: tuple[float, ...]) -> int:
    return sum(value > step for step in steps)
