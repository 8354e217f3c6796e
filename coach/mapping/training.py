"""Making the mapper's weights from labelled answers, and judging them on writers the model has not seen."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import exp, log

import msgspec

from coach.mapping.evaluate import LabelledAnswer
from coach.mapping.features import is_about
from coach.mapping.fit import Row, fit
from coach.mapping.lexicon import Lexicon
from coach.mapping.rarity import FUNCTION_STEMS
from coach.mapping.suggest import Mapper
from coach.mapping.text import read_sentence, sentences, tidy
from coach.mapping.weights import Model, Weights

Criteria = Mapping[tuple[str, str], Mapping[str, str]]
"""The criteria (ref → level) of each standard and method."""

_LEAST_SEEN = 3
_CAUTION = 6.0
_MOST_SPOKEN = 250
_STEPS = tuple(step / 100 for step in range(4, 96, 3))
_NEAR = 0.07
_EVEN = 0.5


_PRIOR = {
    "has_sign": 0.5,
    "cover": 3.0,
    "weakest_group": 0.5,
    "groups_shown": 1.0,
    "strength": 0.6,
    "best_sign": 1.0,
    "own": 1.0,
    "sentences": 0.3,
    "relative": 1.2,
    "sibling": -0.5,
    "supports": 0.3,
    "against": -0.5,
    "concrete": 0.5,
    "affinity": 0.7,
    "affinity_behind": 0.1,
    "spoken": 1.0,
    "spoken_behind": 0.1,
    "asked": 0.8,
}
PRIOR = Weights(
    version="prior",
    blind=Model(-5.0, _PRIOR, threshold=_EVEN, strict=_EVEN),
    session=Model(-6.0, _PRIOR | {"target": 1.5, "target_cover": 2.0}, threshold=_EVEN, strict=_EVEN),
)
"""What we believe before we have seen an answer; training moves away from it only as far as the answers ask."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An item's criteria with the score of a model that has not seen its writer; only those with a sign."""

    item: LabelledAnswer
    scores: Mapping[str, float]


def word_chances(items: Iterable[LabelledAnswer]) -> dict[str, float]:
    """How often each stem stands in the answers; words seen once or twice are left out."""
    counts: Counter[str] = Counter()
    for item in items:
        counts.update(_stems(item.answer))
    total = counts.total()
    return {word: float(f"{count / total:.2g}") for word, count in sorted(counts.items()) if count >= _LEAST_SEEN}


def _stems(answer: str) -> Iterator[str]:
    text = tidy(answer).text
    for start, end in sentences(text):
        yield from (word.stem for word in read_sentence(text[start:end]).words)


def commonness(
    items: Sequence[LabelledAnswer], lexicon: Lexicon, criteria: Criteria, weights: Weights
) -> dict[str, float]:
    """In what share of the answers each concept is found, strong findings counting more."""
    mapper = Mapper(lexicon, weights)
    found: Counter[str] = Counter()
    looked_for: Counter[str] = Counter()
    for item in items:
        here = criteria[item.standard, item.method]
        looked_for.update(mapper.concepts(here))
        found.update(mapper.found(item.answer, here))
    return {id: float(f"{(found[id] + 1) / (looked_for[id] + 2):.2g}") for id in sorted(looked_for)}


def spoken_words(items: Iterable[LabelledAnswer]) -> dict[str, dict[str, float]]:
    """For each criterion the words that answers showing it use more than answers do, and by how much (log ratio)."""
    answers: Counter[str] = Counter()
    showing: Counter[str] = Counter()
    with_word: defaultdict[str, Counter[str]] = defaultdict(Counter)
    total = 0
    for item in items:
        stems = set(_stems(item.answer)) - FUNCTION_STEMS
        total += 1
        answers.update(stems)
        for ref in item.criteria:
            showing[ref] += 1
            with_word[ref].update(stems)
    spoken = {}
    for ref, counts in sorted(with_word.items()):
        telling: dict[str, float] = {}
        for word, count in counts.items():
            usual = (answers[word] + 1) / (total + 2)
            here = (count + _CAUTION * usual) / (showing[ref] + _CAUTION)
            if here > usual:
                telling[word] = round(log(here / usual), 2)
        most = sorted(telling, key=lambda word: (-telling[word], word))[:_MOST_SPOKEN]
        spoken[ref] = {word: telling[word] for word in sorted(most)}
    return spoken


def train(
    items: Sequence[LabelledAnswer],
    lexicon: Lexicon,
    criteria: Criteria,
    prior: Weights,
    fresh: Collection[str] = (),
) -> Weights:
    """Fit both models on all items, near the prior, with thresholds that suit unseen writers.

    `fresh` names the writers whose answers nobody looked at while writing cues; where given, thresholds are
    chosen on theirs alone, for on all others the cues fit too well.
    """
    base = msgspec.structs.replace(prior, chances=word_chances(items), commonness={}, spoken={})
    base = msgspec.structs.replace(base, commonness=commonness(items, lexicon, criteria, base))
    each_alike = {is_about(ref): 0.0 for here in criteria.values() for ref in here}
    models = {}
    for mode, before in (("blind", base.blind), ("session", base.session)):
        model = msgspec.structs.replace(before, coefficients=before.coefficients | each_alike)
        rows = rows_by_item(items, lexicon, criteria, base, in_session=mode == "session")
        unseen = leave_one_writer_out(rows, model)
        judging = [each for each in unseen if each.item.by in fresh] or unseen
        threshold, strict = best_thresholds(judging, in_session=mode == "session")
        fitted = fit([row for _, each in rows for row in each.values()], model)
        models[mode] = _with_thresholds(fitted, threshold, strict)
    return msgspec.structs.replace(base, spoken=spoken_words(items), **models)


ItemRows = Sequence[tuple[LabelledAnswer, Mapping[str, Row]]]


def rows_by_item(
    items: Sequence[LabelledAnswer], lexicon: Lexicon, criteria: Criteria, base: Weights, *, in_session: bool
) -> ItemRows:
    """The rows of every item, those of a writer weighing as much as those of any other.

    What others say is learned without the writer, whose own words would make it look better than it is.
    """
    written = Counter(item.by for item in items)
    typical = len(items) / len(written) if written else 1.0
    rows = []
    for writer in sorted(written):
        others = spoken_words(item for item in items if item.by != writer)
        mapper = Mapper(lexicon, msgspec.structs.replace(base, spoken=others))
        weight = (typical / written[writer]) ** 0.5
        for item in items:
            if item.by != writer or (in_session and not item.targets):
                continue
            here = criteria[item.standard, item.method]
            targets, question = (item.targets or (), item.question) if in_session else ((), "")
            talk = mapper.is_talk(item.answer, here)
            numbers = {} if talk else mapper.features(item.answer, here, targets=targets, question=question)
            shown = {ref: each for ref, each in numbers.items() if "has_sign" in each}
            rows.append((item, {ref: Row(each, ref in item.criteria, weight) for ref, each in shown.items()}))
    return rows


def leave_one_writer_out(rows: ItemRows, prior: Model) -> list[Scored]:
    """Score every item by a model fitted on the other writers."""
    scored = []
    for writer in sorted({item.by for item, _ in rows}):
        model = fit([row for item, each in rows if item.by != writer for row in each.values()], prior)
        scored += [
            Scored(item, {ref: model.score(row.features) for ref, row in each.items()})
            for item, each in rows
            if item.by == writer
        ]
    return scored


def best_thresholds(scored: Sequence[Scored], *, in_session: bool) -> tuple[float, float]:
    """The threshold for targets and the stricter one for others that give the best F1; blind, they are one."""
    pairs = [(low, high) for low, high in product(_STEPS, _STEPS) if low == high or (in_session and low < high)]
    found = {pair: f1(scored, *pair) for pair in pairs}

    def near(pair: tuple[float, float]) -> float:
        """The mean over the thresholds round a pair, so that one lucky answer doesn't decide."""
        close = [f for other, f in found.items() if max(abs(a - b) for a, b in zip(pair, other, strict=True)) < _NEAR]
        return sum(close) / len(close)

    return max(pairs, key=near)


def _with_thresholds(model: Model, threshold: float, strict: float) -> Model:
    """Shift a model so that its threshold lies at an even chance, which is what a reader takes a score for."""
    shift = log(threshold / (1 - threshold))
    stricter = 1 / (1 + exp(shift - log(strict / (1 - strict))))
    return Model(round(model.bias - shift, 4), model.coefficients, _EVEN, round(stricter, 4))


def f1(scored: Iterable[Scored], threshold: float, strict: float) -> float:
    """Micro F1 of suggesting what scores at least the threshold (`strict` where it is not a target)."""
    right = suggested = labelled = 0
    for each in scored:
        targets = each.item.targets or ()
        given = {ref for ref, score in each.scores.items() if score >= (threshold if ref in targets else strict)}
        right += len(given & set(each.item.criteria))
        suggested += len(given)
        labelled += len(each.item.criteria)
    return 2 * right / (suggested + labelled) if suggested + labelled else 0.0
