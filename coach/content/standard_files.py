"""The files a standard is made of, and the standard made of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from coach.content.convert import convert
from coach.content.diagnostic import Diagnostic, RefusedError, nearest
from coach.content.yaml_source import KeyPath, YamlSource, read_yaml
from coach.standards.model import (
    CoachingCard,
    Criterion,
    FailDescriptor,
    Method,
    Section,
    Standard,
    Statement,
    Words,
)


class StandardFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A standard under one plan version; the criteria stand in the files its `content` names."""

    kind: Literal["standard"]
    id: str
    title: str
    level: int
    plan_version: str
    reference: str
    source: str
    content: str
    methods: tuple[Method, ...]
    words: Words = Words()
    moves: Mapping[str, str] = {}
    coverage: Literal["all", "sampled"] = "all"
    employer_verified: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class CriteriaFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All criteria of a standard family."""

    kind: Literal["criteria"]
    id: str
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]


class Duty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A duty of the occupation; kept to be read, nothing is assessed by it."""

    id: str
    text: str
    guid: str = ""


class StatementsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All statements of a standard family; one brought in from elsewhere says of which standard and version."""

    kind: Literal["statements"]
    id: str
    title: str = ""
    reference: str = ""
    version: str = ""
    statements: tuple[Statement, ...]
    duties: tuple[Duty, ...] = ()


class DescriptorsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The fail descriptors of a standard family."""

    kind: Literal["fail-descriptors"]
    id: str
    descriptors: tuple[FailDescriptor, ...]


class CardsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The coaching cards of a standard family."""

    kind: Literal["cards"]
    id: str
    cards: tuple[CoachingCard, ...]


def load_standard(path: Path) -> Standard:
    """Load a standard and the files it names beside it.

    Raises RefusedError for a file that does not fit or a ref that no criterion has.
    """
    source = read_yaml(path)
    plan = convert(source, StandardFile)
    beside = path.parent
    criteria_source = read_yaml(beside / f"criteria-{plan.content}.yaml")
    criteria_file = convert(criteria_source, CriteriaFile)
    refs = {entry.ref for entry in criteria_file.criteria}
    _check_criteria(criteria_source, criteria_file, {method.id for method in plan.methods})
    _check_refs(source, [(("moves", ref), ref) for ref in plan.moves], refs)
    statements, descriptors, cards = _companions(beside, plan.content, refs)
    return Standard(
        id=plan.id,
        title=plan.title,
        level=plan.level,
        plan_version=plan.plan_version,
        source=plan.source,
        words=plan.words,
        methods=plan.methods,
        sections=criteria_file.sections,
        criteria=tuple(_moved(criterion, plan.moves) for criterion in criteria_file.criteria),
        statements=statements,
        fail_descriptors=descriptors,
        cards=cards,
        notes=plan.notes,
        coverage=plan.coverage,
        employer_verified=frozenset(plan.employer_verified),
    )


def _moved(criterion: Criterion, moves: Mapping[str, str]) -> Criterion:
    return msgspec.structs.replace(criterion, method=moves.get(criterion.ref, criterion.method))


def _companions(
    folder: Path, content: str, refs: set[str]
) -> tuple[tuple[Statement, ...], tuple[FailDescriptor, ...], dict[str, CoachingCard]]:
    """Read the statements, fail descriptors and coaching cards that stand beside the criteria, where there are any."""
    statements: tuple[Statement, ...] = ()
    if (path := folder / f"statements-{content}.yaml").exists():
        source = read_yaml(path)
        file = convert(source, StatementsFile)
        named: list[tuple[KeyPath, str]] = [
            (("statements", row, "criteria", place), ref)
            for row, entry in enumerate(file.statements)
            for place, ref in enumerate(entry.criteria)
        ]
        _check_refs(source, named, refs)
        statements = file.statements
    descriptors: tuple[FailDescriptor, ...] = ()
    if (path := folder / f"fail-descriptors-{content}.yaml").exists():
        descriptors = convert(read_yaml(path), DescriptorsFile).descriptors
    cards: dict[str, CoachingCard] = {}
    if (path := folder / f"cards-{content}.yaml").exists():
        source = read_yaml(path)
        deck = convert(source, CardsFile)
        _check_refs(source, [(("cards", row, "ref"), card.ref) for row, card in enumerate(deck.cards)], refs)
        cards = {card.ref: card for card in deck.cards}
    return statements, descriptors, cards


def _check_criteria(source: YamlSource, file: CriteriaFile, methods: set[str]) -> None:
    problems: list[Diagnostic] = []
    sections = {section.id for section in file.sections}
    seen: set[str] = set()
    for row, entry in enumerate(file.criteria):
        for field, value, known, what in (
            ("section", entry.section, sections, "section"),
            ("method", entry.method, methods, "method"),
        ):
            if value not in known:
                problems.append(_unknown(source, ("criteria", row, field), what, value, known))
        if entry.ref in seen:
            problems.append(_at(source, ("criteria", row, "ref"), "CK0030", f"the ref {entry.ref} stands twice."))
        seen.add(entry.ref)
    if problems:
        raise RefusedError(problems)


def _check_refs(source: YamlSource, named: list[tuple[KeyPath, str]], refs: set[str]) -> None:
    problems = [_unknown(source, path, "criterion", ref, refs) for path, ref in named if ref not in refs]
    if problems:
        raise RefusedError(problems)


def _unknown(source: YamlSource, path: KeyPath, what: str, value: str, known: set[str]) -> Diagnostic:
    return _at(source, path, "CK0031", f"no {what} goes by {value}.", nearest(value, sorted(known)))


def _at(source: YamlSource, path: KeyPath, code: str, message: str, hint: str = "") -> Diagnostic:
    line, column = source.place(path)
    return Diagnostic(str(source.path), line, column, code, "error", message, hint)
