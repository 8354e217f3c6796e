"""Making the mapper's weights from labelled answers, and judging them on writers the model has not seen."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import msgspec

from coach.mapping.evaluate import LabelledAnswer
from coach.mapping.fit import Row, fit
from coach.mapping.lexicon import Lexicon
from coach.mapping.suggest import Mapper
from coach.mapping.text import read_sentence, sentences, tidy
from coach.mapping.weights import Model, Weights

Criteria = Mapping[tuple[str, str], Mapping[str, str]]
"""The criteria (ref → level) of each standard and method."""

_LEAST_SEEN = 3
_STEPS = tuple(step / 100 for step in range(4, 96, 3))
_NEAR = 0.07


@dataclass(frozen=True, slots=True)
class Scored:
    """An item's criteria with the score of a model that has not seen its writer; only those with a sign."""

    item: LabelledAnswer
    scores: Mapping[str, float]


def word_chances(items: Iterable[LabelledAnswer]) -> dict[str, float]:
    """How often each stem stands in the answers; words seen once or twice are left out."""
    counts: Counter[str] = Counter()
    for item in items:
        text = tidy(item.answer).text
        for start, end in sentences(text):
            counts.update(word.stem for word in read_sentence(text[start:end]).words)
    total = counts.total()
    return {word: float(f"{count / total:.2g}") for word, count in sorted(counts.items()) if count >= _LEAST_SEEN}


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
    chances = word_chances(items)
    base = msgspec.structs.replace(prior, chances=chances, commonness={})
    base = msgspec.structs.replace(base, commonness=commonness(items, lexicon, criteria, base))
    mapper = Mapper(lexicon, base)
    models = {}
    for mode, model in (("blind", base.blind), ("session", base.session)):
        rows = _rows_by_item(mapper, items, criteria, in_session=mode == "session")
        unseen = leave_one_writer_out(rows, model)
        judging = [each for each in unseen if each.item.source in fresh] or unseen
        threshold, strict = best_thresholds(judging, in_session=mode == "session")
        fitted = fit([row for _, each in rows for row in each.values()], model)
        models[mode] = msgspec.structs.replace(fitted, threshold=threshold, strict=strict)
    return msgspec.structs.replace(base, **models)


ItemRows = Sequence[tuple[LabelledAnswer, Mapping[str, Row]]]


def _rows_by_item(mapper: Mapper, items: Sequence[LabelledAnswer], criteria: Criteria, *, in_session: bool) -> ItemRows:
    """The rows of every item, those of a writer weighing as much as those of any other."""
    items = [item for item in items if item.targets or not in_session]
    written = Counter(item.source for item in items)
    typical = len(items) / len(written) if written else 1.0
    rows = []
    for item in items:
        here = criteria[item.standard, item.method]
        targets, question = (item.targets or (), item.question) if in_session else ((), "")
        talk = mapper.is_talk(item.answer, here)
        numbers = {} if talk else mapper.features(item.answer, here, targets=targets, question=question)
        weight = (typical / written[item.source]) ** 0.5
        rows.append(
            (
                item,
                {ref: Row(each, ref in item.criteria, weight) for ref, each in numbers.items() if "has_sign" in each},
            )
        )
    return rows


def leave_one_writer_out(rows: ItemRows, prior: Model) -> list[Scored]:
    """Score every item by a model fitted on the other writers."""
    scored = []
    for writer in sorted({item.source for item, _ in rows}):
        model = fit([row for item, each in rows if item.source != writer for row in each.values()], prior)
        scored += [
            Scored(item, {ref: model.score(row.features) for ref, row in each.items()})
            for item, each in rows
            if item.source == writer
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
