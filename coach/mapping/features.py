"""What speaks for a criterion in a reading, as a few numbers that can be explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p

from coach.mapping.lexicon import CriterionCues
from coach.mapping.reading import Place, Reading

SHOWN = 0.3


@dataclass(frozen=True, slots=True)
class Sign:
    """The best finding of a concept, and how strong it is (0 to 1) with its sentence's substance counted in."""

    strength: float
    place: Place
    found_at: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A criterion's wishes with concepts as numbers of the compiled lexicon."""

    groups: tuple[tuple[int, ...], ...]
    wants: tuple[str, ...]
    supports: tuple[int, ...]
    siblings: tuple[str, ...]
    against: tuple[int, ...]

    @classmethod
    def of(cls, cues: CriterionCues, numbers: Mapping[str, int]) -> "Wanted":
        """Turn a criterion's concept ids into numbers."""
        return cls(
            groups=tuple(tuple(numbers[id] for id in group.concepts) for group in cues.groups),
            wants=tuple(group.wants for group in cues.groups),
            supports=tuple(numbers[id] for id in cues.supports),
            siblings=cues.siblings,
            against=tuple(numbers[id] for id in cues.against),
        )


@dataclass(frozen=True, slots=True)
class Cover:
    """How far each group of a criterion is shown."""

    groups: tuple[float, ...]
    signs: tuple[Sign, ...]

    @property
    def mean(self) -> float:
        """The soft AND: the mean over the groups."""
        return sum(self.groups) / len(self.groups) if self.groups else 0.0


def best_signs(reading: Reading, jargon: frozenset[int]) -> dict[int, Sign]:
    """The strongest sign of every concept found; jargon counts by how concrete its sentence is."""
    best: dict[int, Sign] = {}
    for place in reading.places:
        concrete = place.reading.signs.concreteness
        talk = place.reading.signs.talk
        for i, found in enumerate(place.reading.found):
            strength = found.weight * (0.5 + 0.5 * concrete) * (1 - 0.5 * talk * (1 - concrete))
            if found.concept in jargon:
                strength *= concrete
            known = best.get(found.concept)
            if known is None or strength > known.strength:
                best[found.concept] = Sign(strength, place, i)
    return best


def cover(wanted: Wanted, signs: Mapping[int, Sign]) -> Cover:
    """How far a criterion's groups are shown by the signs found."""
    groups = tuple(_any_of(signs, group) for group in wanted.groups)
    used = {id: signs[id] for group in wanted.groups for id in group if id in signs}
    return Cover(groups, tuple(used.values()))


def _any_of(signs: Mapping[int, Sign], concepts: Sequence[int]) -> float:
    """Chance that at least one of the concepts is really meant, taking strengths as chances."""
    missed = 1.0
    for concept in concepts:
        if concept in signs:
            missed *= 1 - 0.9 * signs[concept].strength
    return 1 - missed


def features(
    ref: str,
    wanted: Mapping[str, Wanted],
    covers: Mapping[str, Cover],
    signs: Mapping[int, Sign],
    shared: Mapping[int, int],
) -> dict[str, float]:
    """The numbers the model weighs for one criterion; `shared` says how many criteria in play use a concept."""
    mine, wishes = covers[ref], wanted[ref]
    if not mine.signs:
        return {}
    total = sum(sign.strength for sign in mine.signs)
    best_cover = max(cover.mean for cover in covers.values())
    sibling = max((covers[other].mean for other in wishes.siblings if other in covers), default=0.0)
    concepts = {id for group in wishes.groups for id in group if id in signs}
    own = sum(signs[id].strength / shared[id] for id in concepts)
    sentences = {id(sign.place) for sign in mine.signs}
    return {
        "cover": mine.mean,
        "weakest_group": min(mine.groups),
        "groups_shown": sum(group >= SHOWN for group in mine.groups) / len(mine.groups),
        "strength": log1p(total),
        "best_sign": max(sign.strength for sign in mine.signs),
        "own": log1p(own),
        "sentences": log1p(len(sentences)),
        "relative": mine.mean / best_cover if best_cover else 0.0,
        "sibling": sibling,
        "supports": _any_of(signs, wishes.supports),
        "against": _any_of(signs, wishes.against),
        "concrete": max(sign.place.reading.signs.concreteness for sign in mine.signs),
    }
