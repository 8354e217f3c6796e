"""Suggestions: criteria an answer seems to show, each with the words that speak for it. Never a mark."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from coach.mapping.features import NO_SIGN, SHOWN, Cover, Sign, Wanted, features_of_signs, names_of, signs_of_concepts
from coach.mapping.gate import is_talk
from coach.mapping.lexicon import Lexicon
from coach.mapping.plan import Keep, Plans, Ready
from coach.mapping.reading import Reading
from coach.mapping.suggestion import Evidence, Suggestion
from coach.mapping.vocabulary import length_of
from coach.mapping.weights import Scorer, Weights

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
        self._blind = Scorer(weights.blind, names_of)
        self._session = Scorer(weights.session, names_of)
        self._plans = Plans(lexicon if callable(lexicon) else lambda: lexicon, weights, keep, real_words)

    def rank(
        self, answer: str, criteria: Mapping[str, str], *, targets: Sequence[str] = (), question: str = ""
    ) -> tuple[Suggestion, ...]:
        """Every criterion (ref → level), the best shown first."""
        heard = self._heard(answer, criteria, question)
        scored = self._scored(heard, criteria, targets)
        return tuple([_suggestion(answer, heard, ref, criteria[ref], score) for ref, score in _best_first(scored)])

    def suggest(
        self, answer: str, criteria: Mapping[str, str], *, targets: Sequence[str] = (), question: str = ""
    ) -> tuple[Suggestion, ...]:
        """The criteria shown well enough to be worth a look; more is asked of those the question wasn't for."""
        ready = self._plans.of(criteria)
        reading = ready.reader.read(answer, question)
        if is_talk(reading):
            return ()
        heard = _Heard(ready, reading, question)
        model = self._session if targets else self._blind
        shown = [
            (ref, score)
            for ref, score in self._scored(heard, heard.covers, targets)
            if score >= (model.threshold if not targets or ref in targets else model.strict)
        ]
        return tuple([_suggestion(answer, heard, ref, criteria[ref], score) for ref, score in _best_first(shown)])

    def features(
        self, answer: str, criteria: Mapping[str, str], *, targets: Sequence[str] = (), question: str = ""
    ) -> dict[str, dict[str, float]]:
        """The numbers that the model weighs, by criterion: for explaining and for training."""
        heard = self._heard(answer, criteria, question)
        return {ref: _named(ref, heard.numbers(ref, targets), ref in heard.covers, ref in targets) for ref in criteria}

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

    def _heard(self, answer: str, criteria: Iterable[str], question: str) -> "_Heard":
        ready = self._plans.of(criteria)
        return _Heard(ready, ready.reader.read(answer, question), question)

    def _scored(self, heard: "_Heard", refs: Iterable[str], targets: Sequence[str]) -> list[tuple[str, float]]:
        score = (self._session if targets else self._blind).score
        return [(ref, score(ref, heard.numbers(ref, targets))) for ref in refs]


class _Heard:
    """What an answer says, before it is judged."""

    def __init__(self, ready: Ready, reading: Reading, question: str) -> None:
        self.plan = ready.plan
        self.reading = reading
        self.signs = signs_of_concepts(reading, ready.plan.jargon)
        self._strongest = {concept: each[0] for concept, each in self.signs.items()}
        self.covers = ready.covers(self._strongest)
        self._best_cover = max([cover.mean for cover in self.covers.values()], default=0.0)
        self._cue_words = ready.cue_words.spoken_for(reading.words)
        self._spoken = ready.spoken.spoken_for(reading.words)
        self._length = length_of(reading.words)
        self._most_affine = self._cue_words.most_affine()
        self._most_spoken = self._spoken.best_score(self._length)
        self._asked = _asked(ready, question) if question else {}

    def numbers(self, ref: str, targets: Sequence[str]) -> tuple[float, ...]:
        """What the model weighs for a criterion, in the order of its features."""
        mine = self.covers.get(ref)
        of_signs = NO_SIGN
        if mine:
            wanted, plan = self.plan.wanted[ref], self.plan
            of_signs = features_of_signs(mine, wanted, self.covers, self._best_cover, self._strongest, plan.shared)
        affinity = self._cue_words.affinity(ref)
        spoken = self._spoken.score(ref, self._length)
        asked = self._asked.get(ref)
        of_target = (1.0, mine.mean if mine else 0.0) if ref in targets else (0.0, 0.0)
        return (
            *of_signs,
            affinity,
            affinity - self._most_affine,
            spoken,
            spoken - self._most_spoken,
            1.0,
            asked.mean if asked else 0.0,
            *of_target,
        )


def _best_first(scored: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    return sorted(scored, key=lambda each: (-each[1], each[0]))


def _named(ref: str, numbers: Sequence[float], has_sign: bool, is_target: bool) -> dict[str, float]:
    """A criterion's numbers by name, without those of signs and of targets where it has none and is none."""
    first, last = 0 if has_sign else len(NO_SIGN), len(numbers) if is_target else -2
    return dict(zip(names_of(ref)[first:last], numbers[first:last], strict=True))


def _suggestion(answer: str, heard: _Heard, ref: str, level: str, score: float) -> Suggestion:
    mine = heard.covers.get(ref)
    if mine is None:
        wanted = heard.plan.wanted.get(ref)
        return Suggestion(ref, level, score, (), wanted.wants if wanted else ())
    shown = [sign for concept in mine.concepts for sign in heard.signs[concept]]
    evidence = _evidence(answer, heard.reading, shown, heard.plan.labels)
    return Suggestion(ref, level, score, evidence, _missing(heard.plan.wanted[ref], mine))


def _asked(ready: Ready, question: str) -> dict[str, Cover]:
    """How far the question itself speaks of each criterion."""
    found = signs_of_concepts(ready.reader.read(question), frozenset())
    return ready.covers({concept: each[0] for concept, each in found.items()})


def _missing(wishes: Wanted, shown: Cover) -> tuple[str, ...]:
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
        hit = sign.place.reading.found[sign.found_at]
        start, end = (sign.place.start + place for place in sign.place.reading.phrase(hit))
        concepts = [hit.concept]
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
