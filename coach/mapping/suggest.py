"""Suggestions: criteria an answer seems to show, each with the words that speak for it. Never a mark."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from coach.mapping.features import SHOWN, Cover, Sign, Wanted, cover, features, is_about, signs_of_concepts
from coach.mapping.gate import is_talk
from coach.mapping.lexicon import Lexicon
from coach.mapping.plan import Keep, Plan, Plans, Ready
from coach.mapping.reading import Reading
from coach.mapping.suggestion import Evidence, Suggestion
from coach.mapping.weights import Weights

_MOST_EVIDENCE = 5
_LEAST_OF_BEST = 0.2


class Mapper:
    """Maps answers to criteria by a lexicon and a model's weights.

    `keep` may offer a cache for what is made of them, which takes some tenths of a second the first time. Typing slips
    are mended where `real_words` says which stems near the lexicon's are words of their own. A lexicon that is slow to
    read may be given as the way to read it, which is gone only for what is not kept.
    """

    def __init__(
        self,
        lexicon: Lexicon | Callable[[], Lexicon],
        weights: Weights,
        keep: Keep | None = None,
        real_words: Collection[str] = (),
    ) -> None:
        self._weights = weights
        self._plans = Plans(lexicon if callable(lexicon) else lambda: lexicon, weights, keep, real_words)

    def rank(
        self, answer: str, criteria: Mapping[str, str], *, targets: Sequence[str] = (), question: str = ""
    ) -> tuple[Suggestion, ...]:
        """Every criterion (ref → level), the best shown first."""
        heard = self._heard(answer, criteria, targets, question)
        return tuple([_suggestion(answer, heard, *each) for each in self._ranked(heard, criteria, targets)])

    def suggest(
        self, answer: str, criteria: Mapping[str, str], *, targets: Sequence[str] = (), question: str = ""
    ) -> tuple[Suggestion, ...]:
        """The criteria shown well enough to be worth a look; more is asked of those the question wasn't for."""
        heard = self._heard(answer, criteria, targets, question)
        if is_talk(heard.reading):
            return ()
        model = self._weights.session if targets else self._weights.blind
        return tuple(
            [
                _suggestion(answer, heard, ref, level, score)
                for ref, level, score in self._ranked(heard, criteria, targets)
                if score >= (model.threshold if not targets or ref in targets else model.strict)
                and (mine := heard.covers.get(ref))
                and mine.concepts
            ]
        )

    def features(
        self, answer: str, criteria: Mapping[str, str], *, targets: Sequence[str] = (), question: str = ""
    ) -> dict[str, dict[str, float]]:
        """The numbers that the model weighs, by criterion: for explaining and for training."""
        return self._heard(answer, criteria, targets, question).numbers

    def concepts(self, criteria: Iterable[str]) -> tuple[str, ...]:
        """The concepts that are listened for in answers to these criteria."""
        return self._plans.of(criteria).plan.concepts

    def found(self, answer: str, criteria: Iterable[str]) -> dict[str, float]:
        """The concepts an answer expresses, with the weight of the best finding of each."""
        ready = self._plans.of(criteria)
        found: dict[str, float] = {}
        for place in ready.reader.read(answer).places:
            for each in place.reading.found:
                id = ready.plan.concepts[each.concept]
                found[id] = max(each.weight, found.get(id, 0.0))
        return found

    def is_talk(self, answer: str, criteria: Iterable[str]) -> bool:
        """Whether the answer only talks, so that nothing is suggested."""
        return is_talk(self._plans.of(criteria).reader.read(answer))

    def _ranked(
        self, heard: "_Heard", criteria: Mapping[str, str], targets: Sequence[str]
    ) -> list[tuple[str, str, float]]:
        """Criteria with level and score, the best shown first."""
        model = self._weights.session if targets else self._weights.blind
        scored = [(ref, level, model.score(heard.numbers[ref])) for ref, level in criteria.items()]
        return sorted(scored, key=lambda each: (-each[2], each[0]))

    def _heard(self, answer: str, criteria: Iterable[str], targets: Sequence[str], question: str) -> "_Heard":
        ready = self._plans.of(criteria)
        plan = ready.plan
        reading = ready.reader.read(answer, question)
        signs = signs_of_concepts(reading, plan.jargon)
        strongest = {concept: each[0] for concept, each in signs.items()}
        covers = {ref: cover(wishes, strongest) for ref, wishes in plan.wanted.items()}
        best = max([cover.mean for cover in covers.values()], default=0.0)
        affinity, spoken = ready.cue_words.affinity(reading.words), ready.spoken.score(reading.words)
        most_affine, most_spoken = max(affinity.values(), default=0.0), max(spoken.values(), default=0.0)
        asked = _asked(ready, question) if question else {}
        numbers: dict[str, dict[str, float]] = {}
        for ref in criteria:
            mine = covers.get(ref)
            known = mine is not None and mine.concepts
            found = features(mine, plan.wanted[ref], covers, best, strongest, plan.shared) if mine and known else {}
            found["affinity"] = affinity.get(ref, 0.0)
            found["affinity_behind"] = found["affinity"] - most_affine
            found["spoken"] = spoken.get(ref, 0.0)
            found["spoken_behind"] = found["spoken"] - most_spoken
            found[is_about(ref)] = 1.0
            found["asked"] = asked.get(ref, 0.0)
            if ref in targets:
                found["target"] = 1.0
                found["target_cover"] = mine.mean if mine else 0.0
            numbers[ref] = found
        return _Heard(plan, reading, signs, covers, numbers)


class _Heard(NamedTuple):
    """What an answer says, before it is judged."""

    plan: Plan
    reading: Reading
    signs: dict[int, list[Sign]]
    covers: dict[str, Cover]
    numbers: dict[str, dict[str, float]]


def _suggestion(answer: str, heard: _Heard, ref: str, level: str, score: float) -> Suggestion:
    mine = heard.covers.get(ref)
    if mine is None:
        return Suggestion(ref, level, score, (), ())
    shown = [sign for concept in mine.concepts for sign in heard.signs[concept]]
    evidence = _evidence(answer, heard.reading, shown, heard.plan.labels)
    return Suggestion(ref, level, score, evidence, _missing(heard.plan.wanted[ref], mine))


def _asked(ready: Ready, question: str) -> dict[str, float]:
    """How far the question itself speaks of each criterion."""
    found = signs_of_concepts(ready.reader.read(question), frozenset())
    signs = {concept: each[0] for concept, each in found.items()}
    return {ref: cover(wishes, signs).mean for ref, wishes in ready.plan.wanted.items()}


def _missing(wishes: Wanted, shown: Cover) -> tuple[str, ...]:
    if not shown.concepts:
        return wishes.wants
    return tuple(wants for wants, strength in zip(wishes.wants, shown.groups, strict=True) if strength < SHOWN)


def _evidence(answer: str, reading: Reading, shown: list[Sign], labels: Sequence[str]) -> tuple[Evidence, ...]:
    """The strongest few phrases, overlapping ones as one, in the order of the answer."""
    if not shown:
        return ()
    strongest = sorted(shown, key=lambda sign: (-sign.strength, sign.place.start, sign.found_at))
    least = _LEAST_OF_BEST * strongest[0].strength
    kept: list[tuple[int, int, list[int]]] = []
    for sign in strongest:
        if sign.strength < least:
            break
        found = sign.place.reading.found[sign.found_at]
        start, end, concepts = (
            sign.place.start + found.phrase_start,
            sign.place.start + found.phrase_end,
            [found.concept],
        )
        touching = [span for span in kept if start < span[1] and span[0] < end]
        if touching:
            kept = [span for span in kept if span not in touching]
            start, end = min(start, *(s for s, _, _ in touching)), max(end, *(e for _, e, _ in touching))
            concepts = [concept for _, _, each in touching for concept in each] + concepts
        elif len(kept) == _MOST_EVIDENCE:
            continue
        kept.append((start, end, concepts))
    original = reading.tidy.original
    return tuple(
        [
            Evidence(original(start), original(end), answer[original(start) : original(end)], _label(concepts, labels))
            for start, end, concepts in sorted(kept)
        ]
    )


def _label(concepts: list[int], labels: Sequence[str]) -> str:
    """The concepts that a phrase stands for in words, the strongest two."""
    return " and ".join(list(dict.fromkeys([labels[concept] for concept in concepts]))[:2])
