"""Train the weights of coach.recognise on labelled lines. Needs scikit-learn, which coach itself does not."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from coach.recognise.model import Counted, Group, LineModel, Surety

_STEPS = 127


@dataclass(frozen=True)
class Recipe:
    """How a model is made: the groups with what each weighs, how often a feature must be seen, how hard to fit."""

    scales: Mapping[str, float]
    fewest: Mapping[str, int]
    power: float
    hardness: float
    lifts: Mapping[str, float] = field(default_factory=dict)
    """What is added to the scores of classes that matter more than their lines are many."""


INTENTS = Recipe(
    {"words": 1.3, "pieces": 1.0, "cues": 0.6, "shape": 0.5},
    {"words": 2, "pieces": 3, "cues": 3},
    1.0,
    0.4,
    {"unknown": 0.1},
)
MOVES = Recipe(
    {"words": 1.5, "pieces": 0.9, "cues": 0.5, "shape": 0.4, "exchange": 0.6, "theirs": 0.6},
    {"words": 2, "pieces": 3, "cues": 3},
    0.6,
    0.35,
)


def train(
    lines: Sequence[Counted],
    labels: Sequence[Sequence[str]],
    classes: Sequence[str],
    recipe: Recipe,
    counts: Sequence[float] | None = None,
) -> LineModel:
    """Fit one line against the rest for each class, and store the weights in small steps.

    `counts` says how much each line counts; all count the same without it.
    """
    made = {name: _group(name, [line[name] for line in lines], recipe) for name in recipe.scales}
    matrix = sparse.hstack([found for _, found in made.values()]).tocsr()
    weights = np.zeros((matrix.shape[1], len(classes)))
    bias = np.zeros(len(classes))
    for number, name in enumerate(classes):
        wanted = np.array([name in label for label in labels])
        fitted = LinearSVC(C=recipe.hardness, random_state=0, max_iter=5000).fit(matrix, wanted, sample_weight=counts)
        weights[:, number] = fitted.coef_[0]
        bias[number] = fitted.intercept_[0] + recipe.lifts.get(name, 0.0)
    groups, start = {}, 0
    for name, (group, found) in made.items():
        here = weights[start : start + found.shape[1]]
        start += found.shape[1]
        step = float(np.abs(here).max()) / _STEPS or 1.0
        groups[name] = _with_weights(group, np.round(here / step).astype(np.int8), step)
    return LineModel("", len(lines), tuple(classes), groups, tuple(round(float(each), 4) for each in bias))


def _group(name: str, lines: Sequence[Mapping[str, int]], recipe: Recipe) -> tuple[Group, sparse.csr_matrix]:
    seen = Counter(feature for line in lines for feature in line)
    names = sorted(feature for feature, number in seen.items() if number >= recipe.fewest.get(name, 2))
    counts = array("H", [seen[feature] for feature in names])
    bare = Group("\n".join(names), counts.tobytes(), b"", 1.0, 1.0, 0.0, 1.0)
    lengths = [float(np.sqrt(sum(value**2 for _, value in bare.values(line, len(lines))))) for line in lines]
    usual = float(np.mean([length for length in lengths if length])) if any(lengths) else 1.0
    group = Group(bare.features, bare.seen, b"", 1.0, recipe.scales[name], recipe.power, round(usual, 4))
    rows = [list(group.values(line, len(lines))) for line in lines]
    data = [value for row in rows for _, value in row]
    places = [place for row in rows for place, _ in row]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    return group, sparse.csr_matrix((data, places, ends), shape=(len(lines), len(names)))


def _with_weights(group: Group, weights: np.ndarray, step: float) -> Group:
    """Keep the features that weigh something."""
    kept = np.abs(weights).max(axis=1) > 1 if len(weights) else np.zeros(0, bool)
    names = [name for name, keep in zip(group.features.split("\n"), kept, strict=False) if keep]
    counts = array("H", [count for count, keep in zip(group.counts, kept, strict=True) if keep])
    return Group(
        "\n".join(names), counts.tobytes(), weights[kept].tobytes(), step, group.scale, group.power, group.usual
    )


def thresholds(scores: np.ndarray, wanted: np.ndarray) -> tuple[float, ...]:
    """The score from which each class holds: its own best by F1, drawn towards the one that is best for all."""
    candidates = np.linspace(-1.0, 0.4, 57)
    together = _best(candidates, [_f1(scores >= each, wanted) for each in candidates])
    chosen = []
    for number in range(scores.shape[1]):
        own = _best(candidates, [_f1(scores[:, number] >= each, wanted[:, number]) for each in candidates])
        share = wanted[:, number].sum() / (wanted[:, number].sum() + _DRAWN)
        chosen.append(round(float(share * own + (1 - share) * together), 3))
    return tuple(chosen)


_DRAWN = 60


def _f1(found: np.ndarray, wanted: np.ndarray) -> float:
    return float(2 * (found & wanted).sum() / max(1, found.sum() + wanted.sum()))


def _best(candidates: np.ndarray, figures: Sequence[float]) -> float:
    even = np.convolve(np.pad(np.array(figures), 3, "edge"), np.ones(7) / 7, "valid")
    return float(candidates[int(np.argmax(even))])


def surety(signs: np.ndarray, right: np.ndarray, precision: float) -> Surety:
    """How sure a best class is, fitted on lines of writers unseen; `precision` is wanted of those acted on."""
    fitted = LogisticRegression(C=10.0).fit(signs, right)
    bias, weights = float(fitted.intercept_[0]), [float(each) for each in fitted.coef_[0]]
    chances = fitted.predict_proba(signs)[:, 1]
    order = np.argsort(-chances)
    good = np.cumsum(right[order]) / np.arange(1, len(right) + 1)
    enough = np.flatnonzero(good >= precision)
    act = float(chances[order][enough[-1]]) if len(enough) else 1.0
    return Surety(round(bias, 4), *(round(each, 4) for each in weights), round(act, 4))
