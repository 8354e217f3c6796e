"""How good the mapper is on labelled answers: the figures of `coach evaluate`."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import msgspec

from coach.mapping.suggestion import Suggestion

TALK_KINDS = ("waffle", "stuffed", "short")


class LabelledAnswer(msgspec.Struct, frozen=True):
    """An answer and the criteria that markers found in it; `spans` are their strongest words for a criterion."""

    id: str
    standard: str
    method: str
    answer: str
    kind: str
    criteria: tuple[str, ...]
    source: str = ""
    writer: str = ""
    question: str = ""
    targets: tuple[str, ...] | None = None
    spans: dict[str, str] = {}

    @property
    def by(self) -> str:
        """Who wrote it, as far as is known."""
        return self.writer or self.source


Suggest: TypeAlias = Callable[[LabelledAnswer, bool], Sequence[Suggestion]]
"""Suggestions for an item; True where the session (its question and targets) is known."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Suggestions that were right, wrong and missing."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of suggestions that were right."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of labelled criteria that were suggested."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True, slots=True)
class Figures:
    """One way of judging: the micro averages at the threshold, and the ranking."""

    n: int
    counts: Counts
    mean_average_precision: float
    recall_at_3: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one run."""

    blind: Figures
    session: Figures
    targets_only: Counts
    false_positives: Mapping[str, float] = field(default_factory=dict)
    evidence_overlap: float = 0.0
    by_criterion: Mapping[str, Counts] = field(default_factory=dict)

    def as_document(self) -> dict[str, object]:
        """The JSON document that `coach evaluate` prints."""
        return {
            "n": self.blind.n,
            "blind": _micro(self.blind) | {"recall_at_3": _rounded(self.blind.recall_at_3)},
            "session": {"n": self.session.n, "targets_only_f1": _rounded(self.targets_only.f1)} | _micro(self.session),
            "false_positives_per_item": {kind: _rounded(rate) for kind, rate in self.false_positives.items()},
            "evidence_overlap": _rounded(self.evidence_overlap),
            "by_criterion": {
                ref: {"f1": _rounded(counts.f1), "support": counts.right + counts.missed}
                for ref, counts in sorted(self.by_criterion.items())
            },
        }


def decode(lines: Iterable[str | bytes]) -> list[LabelledAnswer]:
    """Read labelled answers from JSON lines; a ValueError names the line."""
    decoder = msgspec.json.Decoder(LabelledAnswer)
    items = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            items.append(decoder.decode(line))
        except msgspec.MsgspecError as error:
            raise ValueError(f"line {number}: {error}") from None
    return items


def evaluate(items: Sequence[LabelledAnswer], suggest: Suggest, rank: Suggest) -> Evaluation:
    """Judge suggestions and ranking on labelled answers, blind and in session."""
    with_targets = [item for item in items if item.targets]
    blind = {item.id: suggest(item, False) for item in items}
    session = {item.id: suggest(item, True) for item in with_targets}
    return Evaluation(
        blind=_figures(items, blind, rank, in_session=False),
        session=_figures(with_targets, session, rank, in_session=True),
        targets_only=_counted((item.targets or (), item.criteria) for item in with_targets),
        false_positives=_false_positives(items, blind),
        evidence_overlap=_evidence_overlap(items, blind),
        by_criterion=_by_criterion(items, blind),
    )


def _figures(
    items: Sequence[LabelledAnswer], suggested: Mapping[str, Sequence[Suggestion]], rank: Suggest, in_session: bool
) -> Figures:
    counts = _counted(([s.ref for s in suggested[item.id]], item.criteria) for item in items)
    labelled = [item for item in items if item.criteria]
    rankings = [([s.ref for s in rank(item, in_session)], set(item.criteria)) for item in labelled]
    return Figures(
        n=len(items),
        counts=counts,
        mean_average_precision=_share(sum(average_precision(*each) for each in rankings), len(rankings)),
        recall_at_3=_share(
            sum(len(wanted & set(ranked[:3])) / len(wanted) for ranked, wanted in rankings), len(rankings)
        ),
    )


def average_precision(ranked: Sequence[str], wanted: set[str]) -> float:
    """Mean of the precision at each wanted criterion's rank; one that was never ranked counts as 0."""
    found = 0
    total = 0.0
    for place, ref in enumerate(ranked, 1):
        if ref in wanted:
            found += 1
            total += found / place
    return _share(total, len(wanted))


def _counted(pairs: Iterable[tuple[Iterable[str], Iterable[str]]]) -> Counts:
    right = wrong = missed = 0
    for given, labelled in pairs:
        suggested, wanted = set(given), set(labelled)
        right += len(suggested & wanted)
        wrong += len(suggested - wanted)
        missed += len(wanted - suggested)
    return Counts(right, wrong, missed)


def _false_positives(
    items: Sequence[LabelledAnswer], suggested: Mapping[str, Sequence[Suggestion]]
) -> dict[str, float]:
    rates = {}
    for kind in TALK_KINDS:
        these = [item for item in items if item.kind == kind]
        wrong = sum(len({s.ref for s in suggested[item.id]} - set(item.criteria)) for item in these)
        rates[kind] = _share(wrong, len(these))
    return rates


def _evidence_overlap(items: Sequence[LabelledAnswer], suggested: Mapping[str, Sequence[Suggestion]]) -> float:
    """Share of right suggestions with a labelled span whose evidence touches that span."""
    looked_at = touching = 0
    for item in items:
        for suggestion in suggested[item.id]:
            span = item.spans.get(suggestion.ref)
            start = item.answer.find(span) if span and suggestion.ref in item.criteria else -1
            if span is None or start < 0:
                continue
            looked_at += 1
            touching += any(e.start < start + len(span) and start < e.end for e in suggestion.evidence)
    return _share(touching, looked_at)


def _by_criterion(items: Sequence[LabelledAnswer], suggested: Mapping[str, Sequence[Suggestion]]) -> dict[str, Counts]:
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for item in items:
        given, wanted = {s.ref for s in suggested[item.id]}, set(item.criteria)
        right.update(given & wanted)
        wrong.update(given - wanted)
        missed.update(wanted - given)
    return {ref: Counts(right[ref], wrong[ref], missed[ref]) for ref in right | wrong | missed}


def _micro(figures: Figures) -> dict[str, object]:
    return {
        "f1": _rounded(figures.counts.f1),
        "precision": _rounded(figures.counts.precision),
        "recall": _rounded(figures.counts.recall),
        "map": _rounded(figures.mean_average_precision),
    }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _rounded(figure: float) -> float:
    return round(figure, 4)
