"""How an answer is told: situation, task, action and result, I or we, figures and hedging (offsets in characters)."""

from collections.abc import Iterator
from itertools import pairwise

from coach.banks.model import STORY_PARTS, StoryPart
from coach.mapping import wordlists as lists
from coach.mapping.story import signs_of_parts
from coach.mapping.substance import signs
from coach.mapping.telling import Craft, Span
from coach.mapping.text import Sentence, read_sentence, sentences, tidy

_SHOWN = 1.0
_OPENING = 0.35
_CLOSING = 0.6


def craft(answer: str) -> Craft:
    """Read an answer's craft; `first_person_share` is I against we, 0 to 1 (0 where neither is said)."""
    text = tidy(answer)
    read = [(start, sentence) for start, sentence in _read(text.text) if len(sentence)]
    counted = [signs(sentence) for _, sentence in read]
    singular = sum(_count(sentence, lists.FIRST_SINGULAR) for _, sentence in read)
    plural = sum(_count(sentence, lists.FIRST_PLURAL) for _, sentence in read)
    total = sum(len(sentence) for _, sentence in read)
    star: dict[StoryPart, list[Span]] = {part: [] for part in STORY_PARTS}
    before = 0
    for start, sentence in read:
        part = _part_of(sentence, before / total)
        before += len(sentence)
        if part:
            star[part].append((text.original(start + sentence.starts[0]), text.original(start + sentence.ends[-1])))
    return Craft(
        words=total,
        star={part: _joined(spans, answer) for part, spans in star.items()},
        first_person_share=singular / (singular + plural) if singular + plural else 0.0,
        figures=sum(each.figures for each in counted),
        hedges=sum(each.hedges for each in counted),
    )


def _read(text: str) -> Iterator[tuple[int, Sentence]]:
    for start, end in sentences(text):
        yield start, read_sentence(text[start:end])


def _count(sentence: Sentence, members: frozenset[str]) -> int:
    return sum(word.normal in members for word in sentence.words)


def _part_of(sentence: Sentence, place: float) -> StoryPart | None:
    """The part a sentence tells, by its signs and its place in the answer (0 to 1)."""
    found = signs_of_parts(sentence)
    if place < _OPENING:
        found["situation"] *= 1.5
        found["result"] *= 0.5
    elif place > _CLOSING:
        found["result"] *= 1.5
        found["situation"] *= 0.3
        found["task"] *= 0.6
    best = max(STORY_PARTS, key=lambda part: found[part])
    return best if found[best] >= _SHOWN else None


def _joined(spans: list[Span], answer: str) -> tuple[Span, ...]:
    """Spans with nothing but stops and spaces between them become one."""
    joined = list(spans[:1])
    for before, after in pairwise(spans):
        if any(c.isalnum() for c in answer[before[1] : after[0]]):
            joined.append(after)
        else:
            joined[-1] = (joined[-1][0], after[1])
    return tuple(joined)
