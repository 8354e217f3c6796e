"""Suggestions: criteria an answer seems to show, each with the words that speak for it. Never a mark."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coach.mapping.features import SHOWN, Cover, Sign, Wanted, best_signs, cover, features
from coach.mapping.gate import is_talk
from coach.mapping.lexicon import Lexicon
from coach.mapping.match import compile_lexicon
from coach.mapping.platitudes import ID as PLATITUDE_ID
from coach.mapping.platitudes import PLATITUDE
from coach.mapping.rarity import Rarity
from coach.mapping.reading import Reader, Reading
from coach.mapping.vocabulary import Vocabulary
from coach.mapping.weights import Weights

_MOST_EVIDENCE = 3
_LEAST_OF_BEST = 0.4
_PLANS_KEPT = 8
_SURE = ((0.85, "very likely"), (0.6, "likely"), (0.35, "possible"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the answer (start to end, characters) and the label of the concept they stand for."""

    start: int
    end: int
    text: str
    concept: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A criterion the answer may show: how likely (0 to 1), by which words, and what it wants that has no sign yet."""

    ref: str
    level: str
    score: float
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]


def how_sure(score: float) -> str:
    """A score in words."""
    return next((words for least, words in _SURE if score >= least), "unlikely")


class _Plan:
    """A lexicon compiled for one set of criteria."""

    def __init__(self, lexicon: Lexicon, weights: Weights, refs: frozenset[str]) -> None:
        known = {ref: cues for ref, cues in lexicon.criteria.items() if ref in refs}
        concepts = {concept for cues in known.values() for concept in cues.concepts()}
        listened_for = {id: lexicon.concepts[id] for id in lexicon.concepts if id in concepts}
        compiled = compile_lexicon({**listened_for, PLATITUDE_ID: PLATITUDE}, weights.chances, weights.commonness)
        numbers = {id: number for number, id in enumerate(compiled.concepts)}
        self.reader = Reader(compiled, platitude=numbers[PLATITUDE_ID])
        self.vocabulary = Vocabulary(known, compiled.patterns, Rarity(weights.chances))
        self.concepts = tuple(listened_for)
        self.labels = [concept.label for concept in listened_for.values()]
        self.jargon = frozenset(numbers[id] for id, concept in listened_for.items() if concept.jargon)
        self.wanted = {ref: Wanted.of(cues, numbers) for ref, cues in known.items()}
        self.shared = dict.fromkeys(numbers.values(), 0)
        for wishes in self.wanted.values():
            for concept in {concept for group in wishes.groups for concept in group}:
                self.shared[concept] += 1


class Mapper:
    """Maps answers to criteria by a lexicon and a model's weights."""

    def __init__(self, lexicon: Lexicon, weights: Weights) -> None:
        self._lexicon = lexicon
        self._weights = weights
        self._plans: dict[frozenset[str], _Plan] = {}

    def rank(
        self, answer: str, criteria: Mapping[str, str], *, targets: Sequence[str] = (), question: str = ""
    ) -> tuple[Suggestion, ...]:
        """Every criterion (ref → level), the best shown first."""
        return self._rank(answer, criteria, targets, question)[0]

    def suggest(
        self, answer: str, criteria: Mapping[str, str], *, targets: Sequence[str] = (), question: str = ""
    ) -> tuple[Suggestion, ...]:
        """The criteria shown well enough to be worth a look; more is asked of those the question wasn't for."""
        ranked, talk = self._rank(answer, criteria, targets, question)
        if talk:
            return ()
        model = self._weights.session if targets else self._weights.blind
        return tuple(
            suggestion
            for suggestion in ranked
            if suggestion.evidence
            and suggestion.score >= (model.threshold if not targets or suggestion.ref in targets else model.strict)
        )

    def features(
        self, answer: str, criteria: Mapping[str, str], *, targets: Sequence[str] = (), question: str = ""
    ) -> dict[str, dict[str, float]]:
        """The numbers that the model weighs, by criterion: for explaining and for training."""
        plan = self._plan(frozenset(criteria))
        reading = plan.reader.read(answer, question)
        signs = best_signs(reading, plan.jargon)
        covers = {ref: cover(wishes, signs) for ref, wishes in plan.wanted.items()}
        return self._numbers(plan, criteria, reading, signs, covers, targets, question)

    def concepts(self, criteria: Iterable[str]) -> tuple[str, ...]:
        """The concepts that are listened for in answers to these criteria."""
        return self._plan(frozenset(criteria)).concepts

    def found(self, answer: str, criteria: Iterable[str]) -> dict[str, float]:
        """The concepts an answer expresses, with the weight of the best finding of each."""
        plan = self._plan(frozenset(criteria))
        found: dict[str, float] = {}
        for place in plan.reader.read(answer).places:
            for each in place.reading.found:
                id = plan.concepts[each.concept]
                found[id] = max(each.weight, found.get(id, 0.0))
        return found

    def is_talk(self, answer: str, criteria: Iterable[str]) -> bool:
        """Whether the answer only talks, so that nothing is suggested."""
        return is_talk(self._plan(frozenset(criteria)).reader.read(answer))

    def _rank(
        self, answer: str, criteria: Mapping[str, str], targets: Sequence[str], question: str
    ) -> tuple[tuple[Suggestion, ...], bool]:
        plan = self._plan(frozenset(criteria))
        reading = plan.reader.read(answer, question)
        signs = best_signs(reading, plan.jargon)
        covers = {ref: cover(wishes, signs) for ref, wishes in plan.wanted.items()}
        numbers = self._numbers(plan, criteria, reading, signs, covers, targets, question)
        model = self._weights.session if targets else self._weights.blind
        suggestions = []
        for ref, level in criteria.items():
            mine = covers.get(ref)
            evidence = _evidence(answer, reading, [signs[id] for id in mine.concepts], plan.labels) if mine else ()
            missing = _missing(plan.wanted[ref], mine) if mine else ()
            suggestions.append(Suggestion(ref, level, model.score(numbers[ref]), evidence, missing))
        suggestions.sort(key=lambda suggestion: (-suggestion.score, suggestion.ref))
        return tuple(suggestions), is_talk(reading)

    def _numbers(
        self,
        plan: _Plan,
        criteria: Iterable[str],
        reading: Reading,
        signs: Mapping[int, Sign],
        covers: Mapping[str, Cover],
        targets: Sequence[str],
        question: str,
    ) -> dict[str, dict[str, float]]:
        asked = self._asked(plan, question)
        affinity = plan.vocabulary.affinity(reading.stems())
        best = max([cover.mean for cover in covers.values()], default=0.0)
        numbers: dict[str, dict[str, float]] = {}
        for ref in criteria:
            cover = covers.get(ref)
            known = cover is not None and cover.concepts
            mine = features(cover, plan.wanted[ref], covers, best, signs, plan.shared) if cover and known else {}
            mine["affinity"] = affinity.get(ref, 0.0)
            mine["asked"] = asked.get(ref, 0.0)
            if ref in targets:
                mine["target"] = 1.0
                mine["target_cover"] = cover.mean if cover else 0.0
            numbers[ref] = mine
        return numbers

    def _asked(self, plan: _Plan, question: str) -> dict[str, float]:
        """How far the question itself speaks of each criterion."""
        if not question:
            return {}
        signs = best_signs(plan.reader.read(question), frozenset())
        return {ref: cover(wishes, signs).mean for ref, wishes in plan.wanted.items()}

    def _plan(self, refs: frozenset[str]) -> _Plan:
        plan = self._plans.get(refs)
        if plan is None:
            if len(self._plans) >= _PLANS_KEPT:
                self._plans.clear()
            plan = self._plans[refs] = _Plan(self._lexicon, self._weights, refs)
        return plan


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
    kept: list[tuple[int, int, int]] = []
    for sign in strongest:
        if sign.strength < least:
            break
        found = sign.place.reading.found[sign.found_at]
        start, end, concept = sign.place.start + found.phrase_start, sign.place.start + found.phrase_end, found.concept
        touching = [span for span in kept if start < span[1] and span[0] < end]
        if touching:
            kept = [span for span in kept if span not in touching]
            start, end = min(start, *(s for s, _, _ in touching)), max(end, *(e for _, e, _ in touching))
            concept = touching[0][2]
        elif len(kept) == _MOST_EVIDENCE:
            continue
        kept.append((start, end, concept))
    original = reading.tidy.original
    spans = [(original(start), original(end), labels[concept]) for start, end, concept in sorted(kept)]
    return tuple([Evidence(start, end, answer[start:end], label) for start, end, label in spans])
