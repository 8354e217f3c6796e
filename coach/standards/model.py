"""A standard as its assessment plan sees it: sections, criteria by method, statements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import msgspec

Level = Literal["pass", "distinction"]
StatementType = Literal["knowledge", "skill", "behaviour"]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the standard under one heading; level 2 calls it a module."""

    id: str
    title: str
    amplification: tuple[str, ...] = ()


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing an apprentice has to show, and the method that looks for it."""

    ref: str
    section: str
    level: Level
    method: str
    title: str
    summary: str
    amplification: tuple[str, ...] = ()
    also_evidences: tuple[str, ...] = ()
    face_to_face: bool | None = None
    """True: only for face-to-face roles; False: only for the others; None: for everybody."""


class Statement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A knowledge, skill or behaviour statement and the criteria that evidence it."""

    id: str
    section: str
    type: StatementType
    text: str
    criteria: tuple[str, ...]
    guid: str = ""
    """The id that Skills England's own data gives it."""


class FailDescriptor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an organisation's document says makes a fail in a method."""

    method: str
    document: str
    text: str


class CoachingCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A criterion explained to the person who has to show it."""

    ref: str
    plain: str
    listens_for: tuple[str, ...]
    starters: tuple[str, ...]
    slips: tuple[str, ...]


class Method(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An assessment method of the plan."""

    id: str
    title: str
    conversation: Literal["questions", "observed"] = "questions"
    """Whether an assessor's questions carry it, or work that is watched."""
    portfolio: bool = False
    """Whether the apprentice brings their portfolio to it."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What this plan calls things on screen."""

    assessment: str = "end-point assessment"
    assessor: str = "independent assessor"
    section: str = "section"
    statement: str = "KSB statement"


@dataclass(frozen=True)
class Standard:
    """An apprenticeship standard under one version of its assessment plan."""

    id: str
    title: str
    level: int
    plan_version: str
    source: str
    words: Words
    methods: tuple[Method, ...]
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]
    statements: tuple[Statement, ...] = ()
    fail_descriptors: tuple[FailDescriptor, ...] = ()
    cards: Mapping[str, CoachingCard] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    coverage: Literal["all", "sampled"] = "all"
    """Whether an assessment has to reach every criterion or may sample them."""
    employer_verified: frozenset[str] = frozenset()
    """Refs that the employer verifies and no assessor asks about."""

    @cached_property
    def by_ref(self) -> Mapping[str, Criterion]:
        """Each criterion by its ref."""
        return {criterion.ref: criterion for criterion in self.criteria}

    @cached_property
    def sections_by_id(self) -> Mapping[str, Section]:
        """Each section by its id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def methods_by_id(self) -> Mapping[str, Method]:
        """Each method by its id."""
        return {method.id: method for method in self.methods}

    def criteria_of(self, method: str, *, face_to_face: bool = True) -> tuple[Criterion, ...]:
        """Return the criteria a method assesses for somebody in such a role, in the plan's order."""
        return tuple(
            criterion
            for criterion in self.criteria
            if criterion.method == method
            and criterion.ref not in self.employer_verified
            and criterion.face_to_face in (None, face_to_face)
        )

    def criteria_for(self, *, face_to_face: bool = True) -> tuple[Criterion, ...]:
        """Return every criterion that counts for somebody in such a role, method by method."""
        return tuple(
            criterion for method in self.methods for criterion in self.criteria_of(method.id, face_to_face=face_to_face)
        )

    def statements_of(self, ref: str) -> tuple[str, ...]:
        """Return the ids of the statements that a criterion evidences."""
        return tuple(statement.id for statement in self.statements if ref in statement.criteria)
