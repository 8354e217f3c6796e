"""How an answer is told: situation, task, action and result, I or we, figures and hedging (offsets in characters)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from coach.banks.model import STORY_PARTS, StoryPart
from coach.mapping import wordlists as lists
from coach.mapping.story import Unit, signs_of_parts, units
from coach.mapping.substance import signs
from coach.mapping.telling import Craft, Span
from coach.mapping.text import Sentence, read_sentence, sentences, tidy

_SHOWN = 0.8
_FAINT: dict[StoryPart, float] = {"situation": 0.4, "task": 0.3, "action": 0.0, "result": 0.3}
"""From here on a part counts as told, chosen on labelled answers so that few are called missing wrongly."""
_PLACED = frozenset({"situation", "action"})
"""Parts whose faint signs also tell where they stand."""
_FEWEST_EVENTS = 3
_ONWARD = 0.1
_BACK = 0.3


def craft(answer: str) -> Craft:
    """Read an answer's craft; `first_person_share` is I against we, 0 to 1 (0 where neither is said)."""
    text = tidy(answer)
    read = [(start, sentence) for start, sentence in _read(text.text) if len(sentence)]
    counted = [signs(sentence) for _, sentence in read]
    singular = sum(_count(sentence, lists.FIRST_SINGULAR) for _, sentence in read)
    plural = sum(_count(sentence, lists.FIRST_PLURAL) for _, sentence in read)
    told = [unit for start, sentence in read for unit in units(sentence, start)]
    star: dict[StoryPart, list[Span]] = {part: [] for part in STORY_PARTS}
    for unit, part in _parts(told):
        star[part].append((text.original(unit.start), text.original(unit.end)))
    happened = sum(each.own_actions + each.events for each in counted)
    hinted = _hinted(told) if happened >= _FEWEST_EVENTS else {}
    if hinted and not counted[-1].own_actions:
        # A story that ends on what others did, or on how things were, has told its end.
        hinted.setdefault("result", told[-1])
    for part, unit in hinted.items():
        if part in _PLACED and not star[part]:
            star[part].append((text.original(unit.start), text.original(unit.end)))
    return Craft(
        words=sum(len(sentence) for _, sentence in read),
        star={part: _joined(spans, answer) for part, spans in star.items()},
        first_person_share=singular / (singular + plural) if singular + plural else 0.0,
        figures=sum(each.figures for each in counted),
        hedges=sum(each.hedges for each in counted),
        missing=tuple(part for part in STORY_PARTS if not star[part] and part not in hinted),
    )


def _read(text: str) -> Iterator[tuple[int, Sentence]]:
    for start, end in sentences(text):
        yield start, read_sentence(text[start:end])


def _count(sentence: Sentence, members: frozenset[str]) -> int:
    return sum(word.normal in members for word in sentence.words)


def _parts(told: Sequence[Unit]) -> Iterator[tuple[Unit, StoryPart]]:
    """The part each unit tells, for those with a clear sign of it: the likeliest way through a story, mostly onward."""
    if not told:
        return
    found = [signs_of_parts(unit, place / len(told)) for place, unit in enumerate(told)]
    best = [list(found[0].values())]
    came_from: list[list[int]] = []
    for each in found[1:]:
        ways = [
            max(((score - _step(before, now), before) for before, score in enumerate(best[-1])), key=lambda way: way[0])
            for now in range(len(STORY_PARTS))
        ]
        best.append([way[0] + sign for way, sign in zip(ways, each.values(), strict=True)])
        came_from.append([way[1] for way in ways])
    part = max(range(len(STORY_PARTS)), key=best[-1].__getitem__)
    path = [part]
    for origins in reversed(came_from):
        part = origins[part]
        path.append(part)
    for unit, signs_, number in zip(told, found, reversed(path), strict=True):
        if signs_[STORY_PARTS[number]] >= _SHOWN:
            yield unit, STORY_PARTS[number]


def _hinted(told: Sequence[Unit]) -> dict[StoryPart, Unit]:
    """The parts with at least a faint sign somewhere, each with the unit that shows it best."""
    best: dict[StoryPart, tuple[float, Unit]] = {}
    for place, unit in enumerate(told):
        for part, sign in signs_of_parts(unit, place / len(told)).items():
            if sign >= _FAINT[part] and (part not in best or sign > best[part][0]):
                best[part] = (sign, unit)
    return {part: unit for part, (_, unit) in best.items()}


def _step(before: int, now: int) -> float:
    return _ONWARD * (now - before) if now >= before else _BACK * (before - now) ** 0.5


def _joined(spans: list[Span], answer: str) -> tuple[Span, ...]:
    """Spans with nothing but stops and spaces between them become one."""
    joined = list(spans[:1])
    for before, after in pairwise(spans):
        if any(c.isalnum() for c in answer[before[1] : after[0]]):
            joined.append(after)
        else:
            joined[-1] = (joined[-1][0], after[1])
    return tuple(joined)
