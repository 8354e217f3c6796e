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
        return self._numbers(plan, criteria, plan.reader.read(answer, question), targets, question)[0]

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
        numbers, covers = self._numbers(plan, criteria, reading, targets, question)
        model = self._weights.session if targets else self._weights.blind
        suggestions = []
        for ref, level in criteria.items():
            evidence = _evidence(answer, reading, covers[ref], plan) if ref in covers else ()
            missing = _missing(plan.wanted[ref], covers[ref]) if ref in covers else ()
            suggestions.append(Suggestion(ref, level, model.score(numbers[ref]), evidence, missing))
        suggestions.sort(key=lambda suggestion: (-suggestion.score, suggestion.ref))
        return tuple(suggestions), is_talk(reading)

    def _numbers(
        self, plan: _Plan, criteria: Iterable[str], reading: Reading, targets: Sequence[str], question: str
    ) -> tuple[dict[str, dict[str, float]], dict[str, Cover]]:
        signs = best_signs(reading, plan.jargon)
        covers = {ref: cover(wishes, signs) for ref, wishes in plan.wanted.items()}
        asked = self._asked(plan, question)
        affinity = plan.vocabulary.affinity(reading.stems())
        numbers: dict[str, dict[str, float]] = {}
        for ref in criteria:
            mine = features(ref, plan.wanted, covers, signs, plan.shared) if ref in covers else {}
            target = float(ref in targets)
            mine["has_sign"] = float(bool(mine))
            mine["affinity"] = affinity.get(ref, 0.0)
            mine["asked"] = asked.get(ref, 0.0)
            mine["target"] = target
            mine["target_cover"] = target * mine.get("cover", 0.0)
            numbers[ref] = mine
        return numbers, covers

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
    return tuple(wants for wants, strength in zip(wishes.wants, shown.groups, strict=True) if strength < SHOWN)


def _evidence(answer: str, reading: Reading, shown: Cover, plan: _Plan) -> tuple[Evidence, ...]:
    """The strongest few phrases, overlapping ones as one, in the order of the answer."""
    strongest = sorted(shown.signs, key=lambda sign: (-sign.strength, sign.place.start, sign.found_at))
    kept: list[tuple[int, int, list[int]]] = []
    for sign in strongest:
        if sign.strength < _LEAST_OF_BEST * strongest[0].strength:
            break
        start, end, concept = _span(sign)
        touching = next((span for span in kept if start < span[1] and span[0] < end), None)
        if touching:
            kept.remove(touching)
            kept.append((min(start, touching[0]), max(end, touching[1]), [*touching[2], concept]))
        elif len(kept) < _MOST_EVIDENCE:
            kept.append((start, end, [concept]))
    spans = [(reading.tidy.original(start), reading.tidy.original(end), labels) for start, end, labels in sorted(kept)]
    return tuple(Evidence(start, end, answer[start:end], plan.labels[labels[0]]) for start, end, labels in spans)


def _span(sign: Sign) -> tuple[int, int, int]:
    found = sign.place.reading.found[sign.found_at]
    return sign.place.start + found.phrase_start, sign.place.start + found.phrase_end, found.concept
