"""The lexicon as data: concepts with their cues, and what each criterion wants to hear."""

from collections.abc import Iterable

import msgspec


class Concept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An idea an apprentice may express, and the wordings that express it."""

    label: str
    cues: tuple[str, ...]
    jargon: bool = False


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing a criterion wants to hear; any of its concepts is a sign of it."""

    wants: str
    concepts: tuple[str, ...]


class CriterionCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What speaks for a criterion, what merely supports it, and what speaks for a sibling instead."""

    groups: tuple[Group, ...]
    supports: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    def concepts(self) -> Iterable[str]:
        """Every concept id the criterion refers to, in order, repeats included."""
        for group in self.groups:
            yield from group.concepts
        yield from self.supports
        yield from self.against


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One lexicon file, or several merged."""

    kind: str
    id: str
    standards: tuple[str, ...]
    concepts: dict[str, Concept]
    criteria: dict[str, CriterionCues]


def merge(lexicons: Iterable[Lexicon]) -> Lexicon:
    """Put lexicons together; a concept or criterion given twice, or a concept nobody defines, is a ValueError."""
    ids: list[str] = []
    standards: dict[str, None] = {}
    concepts: dict[str, Concept] = {}
    criteria: dict[str, CriterionCues] = {}
    for lexicon in lexicons:
        for what, given, known in (("concept", lexicon.concepts, concepts), ("criterion", lexicon.criteria, criteria)):
            twice = sorted(given.keys() & known.keys())
            if twice:
                raise ValueError(f"{lexicon.id}: {what} {', '.join(twice)} is already defined in another lexicon")
        ids.append(lexicon.id)
        standards.update(dict.fromkeys(lexicon.standards))
        concepts.update(lexicon.concepts)
        criteria.update(lexicon.criteria)
    for ref, cues in criteria.items():
        unknown = sorted(set(cues.concepts()) - concepts.keys())
        if unknown:
            raise ValueError(f"{ref} refers to concepts that no lexicon defines: {', '.join(unknown)}")
    return Lexicon(kind="lexicon", id="+".join(ids), standards=tuple(standards), concepts=concepts, criteria=criteria)
