"""What speaks for a criterion in a reading, as a few numbers that can be explained."""

from collections.abc import Mapping, Sequence
from math import log1p

import msgspec

from coach.mapping.lexicon import CriterionCues
from coach.mapping.reading import Place, Reading

SHOWN = 0.3
_TRUST = 0.9
_OF_SIGNS = (
    "has_sign",
    "cover",
    "weakest_group",
    "groups_shown",
    "strength",
    "best_sign",
    "own",
    "sentences",
    "relative",
    "sibling",
    "supports",
    "against",
    "concrete",
)
_OF_WORDS = ("affinity", "affinity_behind", "spoken", "spoken_behind")
_OF_QUESTION = ("asked", "target", "target_cover")
NO_SIGN = (0.0,) * len(_OF_SIGNS)
"""The features of signs where there is none."""


class Sign(msgspec.Struct, frozen=True, gc=False):
    """The best finding of a concept, and how strong it is (0 to 1) with its sentence's substance counted in."""

    strength: float
    concrete: float
    place: Place
    found_at: int


class Wanted(msgspec.Struct, frozen=True, gc=False):
    """A criterion's wishes with concepts as numbers of the compiled lexicon."""

    groups: tuple[tuple[int, ...], ...]
    wants: tuple[str, ...]
    supports: tuple[int, ...]
    siblings: tuple[str, ...]
    against: tuple[int, ...]
    concepts: tuple[int, ...]
    nothing: tuple[float, ...]

    @classmethod
    def of(cls, cues: CriterionCues, numbers: Mapping[str, int]) -> "Wanted":
        """Turn a criterion's concept ids into numbers."""
        groups = tuple(tuple(numbers[id] for id in group.concepts) for group in cues.groups)
        return cls(
            groups=groups,
            wants=tuple(group.wants for group in cues.groups),
            supports=tuple(numbers[id] for id in cues.supports),
            siblings=cues.siblings,
            against=tuple(numbers[id] for id in cues.against),
            concepts=tuple(dict.fromkeys(number for group in groups for number in group)),
            nothing=(0.0,) * len(groups),
        )


class Cover(msgspec.Struct, frozen=True, gc=False):
    """How far each group of a criterion is shown, their mean (the soft AND), and the signs that show it."""

    groups: tuple[float, ...]
    mean: float
    concepts: tuple[int, ...]


def signs_of_concepts(reading: Reading, jargon: frozenset[int]) -> dict[int, list[Sign]]:
    """The signs of every concept found, the strongest first; jargon counts by how concrete its sentence is."""
    found: dict[int, list[Sign]] = {}
    for place in reading.places:
        concrete, substance = place.reading.concrete, place.reading.substance
        for i, each in enumerate(place.reading.found):
            strength = each.weight * substance
            if each.concept in jargon:
                strength *= concrete
            if not strength:
                continue
            sign = Sign(strength, concrete, place, i)
            known = found.setdefault(each.concept, [])
            if known and strength > known[0].strength:
                known.insert(0, sign)
            else:
                known.append(sign)
    return found


def is_about(ref: str) -> str:
    """The feature that a row is about this very criterion: some are said more readily than their cues can tell."""
    return f"is {ref}"


def names_of(ref: str) -> tuple[str, ...]:
    """The features of a criterion, in the order they are weighed in."""
    return (*_OF_SIGNS, *_OF_WORDS, is_about(ref), *_OF_QUESTION)


def cover(wanted: Wanted, signs: Mapping[int, Sign]) -> Cover:
    """How far a criterion's groups are shown by the signs found."""
    concepts = tuple([concept for concept in wanted.concepts if concept in signs])
    if not concepts:
        return Cover(wanted.nothing, 0.0, ())
    groups = tuple([_any_of(signs, group) for group in wanted.groups])
    return Cover(groups, sum(groups) / len(groups), concepts)


def _any_of(signs: Mapping[int, Sign], concepts: Sequence[int]) -> float:
    """Chance that at least one of the concepts is really meant, taking strengths as chances."""
    missed = 1.0
    for concept in concepts:
        sign = signs.get(concept)
        if sign is not None:
            missed *= 1 - _TRUST * sign.strength
    return 1 - missed


def features_of_signs(
    mine: Cover,
    wanted: Wanted,
    covers: Mapping[str, Cover],
    best_cover: float,
    signs: Mapping[int, Sign],
    shared: Sequence[int],
) -> tuple[float, ...]:
    """What the model weighs of the signs for one criterion that has any, in the order of its features.

    `covers` are those of the criteria with a sign and `best_cover` that of the best one; `shared` says how many
    criteria in play use a concept.
    """
    shown = [signs[concept] for concept in mine.concepts]
    strengths = [sign.strength for sign in shown]
    groups = mine.groups
    own = sum([strength / shared[concept] for concept, strength in zip(mine.concepts, strengths, strict=True)])
    beside = [covers[other].mean for other in wanted.siblings if other in covers]
    return (
        1.0,
        mine.mean,
        min(groups),
        sum([group >= SHOWN for group in groups]) / len(groups),
        log1p(sum(strengths)),
        max(strengths),
        log1p(own),
        log1p(len({sign.place.start for sign in shown})),
        mine.mean / best_cover,
        max(beside) if beside else 0.0,
        _any_of(signs, wanted.supports),
        _any_of(signs, wanted.against),
        max([sign.concrete for sign in shown]),
    )
