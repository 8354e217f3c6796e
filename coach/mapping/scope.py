"""Whether a match is asserted: negation, things left undone and hypotheticals reach over the words after them."""

from coach.mapping import wordlists as lists
from coach.mapping.text import Sentence
from coach.mapping.words import CONDITION, MODAL, NEGATOR, SELF, SPEECH, UNDONE

ASSERTED = 1.0
HYPOTHETICAL = 0.5
DENIED = 0.0
_REACH = 7
_SHORT_REACH = 3
_HAVE = frozenset({"have", "of"})
_BENT = NEGATOR | UNDONE | CONDITION


def holds(sentence: Sentence, start: int, end: int, negative: bool, conditional: bool) -> float:
    """How far words start to end are asserted: 1, 0.5 for a hypothetical, 0 when negated or left undone.

    What a `negative` or `conditional` cue says itself, within those words, doesn't count against it.
    """
    if not sentence.marks & _BENT:
        return ASSERTED
    words = sentence.words
    first = max(0, start - _REACH)
    bent = [first + i for i, word in enumerate(words[first:end]) if word.marks & _BENT]
    if not bent:
        return ASSERTED
    clauses = sentence.clauses
    conditional = conditional and any(word.marks & CONDITION for word in words[start:end])
    result = ASSERTED
    for i in bent:
        if i < start and clauses[i] != clauses[start]:
            continue
        if _never_happened(sentence, i, start, conditional):
            return DENIED
        if not (negative and i >= start) and (_negates(sentence, i, start) or _leaves_undone(sentence, i, start)):
            return DENIED
        if not conditional and _supposes(sentence, i, start):
            result = HYPOTHETICAL
    return result


def _normal(sentence: Sentence, i: int) -> str:
    return sentence.words[i].normal if 0 <= i < len(sentence.words) else ""


def _negates(sentence: Sentence, i: int, start: int) -> bool:
    word = sentence.words[i]
    if not word.marks & NEGATOR or _normal(sentence, i + 1) in lists.HARMLESS_AFTER_NEGATOR:
        return False
    return start - i <= (_SHORT_REACH if word.normal in lists.SHORT_NEGATORS else _REACH)


def _leaves_undone(sentence: Sentence, i: int, start: int) -> bool:
    return bool(sentence.words[i].marks & UNDONE) and _normal(sentence, i + 1) == "to" and i < start


def _supposes(sentence: Sentence, i: int, start: int) -> bool:
    """Whether word i opens an if, or a would or should of the speaker's own, over a match at `start`."""
    word = sentence.words[i]
    if i >= start or not word.marks & CONDITION:
        return False
    if word.exact.endswith("'d"):
        return not _is_perfect(sentence, i)
    before = sentence.words[i - 1] if i else None
    if word.marks & MODAL or word.normal == "should":
        told = any(sentence.words[j].marks & SPEECH for j in range(max(0, i - _REACH), i))
        return before is not None and bool(before.marks & SELF or before.normal == "you") and not told
    return before is None or before.normal not in lists.ASKING


def _is_perfect(sentence: Sentence, i: int) -> bool:
    """Whether the word after "I'd" makes it "I had" rather than "I would"."""
    after = i + 1
    while _normal(sentence, after) in lists.ADVERBS:
        after += 1
    following = _normal(sentence, after)
    return following in lists.PARTICIPLES or following in lists.PAST_VERBS or following.endswith("ed") or not following


def _never_happened(sentence: Sentence, i: int, start: int, conditional: bool) -> bool:
    """Whether "should have", "could of", "I'd have" say that it was not done.

    A conditional cue may mean just that (they should have told us), but hardly "I could have".
    """
    if not sentence.words[i].marks & CONDITION or _normal(sentence, i + 1) not in _HAVE:
        return False
    if conditional:
        return _normal(sentence, i - 1) == "i" and _normal(sentence, i) in {"could", "would"}
    return _supposes(sentence, i, start)
