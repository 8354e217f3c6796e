"""Standards and organisations' rules, in lines and as documents."""

from collections.abc import Sequence
from typing import Any

import msgspec

from coach.standards.model import Standard
from coach.standards.organisation import MethodRules, Organisation, Sourced


def standards_in_lines(standards: Sequence[Standard]) -> list[str]:
    """Return a line for each standard."""
    return [
        f"{s.id}  {s.title}, level {s.level}, plan v{s.plan_version}: {len(s.criteria)} criteria in "
        f"{', '.join(method.id for method in s.methods)}"
        for s in standards
    ]


def standard_in_lines(standard: Standard, organisations: Sequence[Organisation]) -> list[str]:
    """Return a standard with its criteria by method, its organisations' rules and the notes on both."""
    lines = [*standards_in_lines([standard]), f"Source: {standard.source}."]
    for method in standard.methods:
        lines += ["", method.title]
        for criterion in standard.criteria_of(method.id) or ():
            lines.append(f"  {criterion.ref} ({criterion.level}) {criterion.title}: {criterion.summary}")
    for organisation in organisations:
        until = f", in force until {organisation.valid_to.value}" if organisation.valid_to else ""
        lines += ["", f"{organisation.title} ({organisation.id}): {organisation.document}{until}"]
        for method_id, rules in organisation.methods.items():
            told = [f"{name.replace('_', ' ')} {_plain(rule.value)}" for name, rule in _rules(rules).items()]
            lines.append(f"  {method_id}: {'; '.join(told) or 'no rules stated'}")
        lines += [f"  Note: {note}" for note in organisation.notes]
    return [*lines, "", *(f"Note: {note}" for note in standard.notes)]


def fails_in_lines(standard: Standard, organisation: Organisation, method: str) -> list[str]:
    """Return what the documents say makes a fail in a method, then the notes on where they disagree."""
    found = [descriptor for descriptor in standard.fail_descriptors if descriptor.method == method]
    lines = [f"{descriptor.text} ({descriptor.document})" for descriptor in found]
    return [
        *(lines or ["No document lists what makes a fail in this method."]),
        "",
        *notes_in_lines(organisation, standard),
    ]


def notes_in_lines(organisation: Organisation, standard: Standard) -> list[str]:
    """Return the notes on an organisation's document and on the standard, where documents are at odds or silent."""
    return [f"{organisation.title}: {note}" for note in organisation.notes] + [
        f"{standard.id}: {note}" for note in standard.notes
    ]


def standard_in_json(standard: Standard, organisations: Sequence[Organisation]) -> dict[str, Any]:
    """Return a standard as the command line's JSON has it."""
    return {
        "id": standard.id,
        "title": standard.title,
        "level": standard.level,
        "plan_version": standard.plan_version,
        "source": standard.source,
        "notes": list(standard.notes),
        "sections": [msgspec.to_builtins(section) for section in standard.sections],
        "statements": [msgspec.to_builtins(statement) for statement in standard.statements],
        "methods": [
            {
                "id": method.id,
                "title": method.title,
                "criteria": [
                    {
                        "ref": criterion.ref,
                        "level": criterion.level,
                        "section": criterion.section,
                        "title": criterion.title,
                        "summary": criterion.summary,
                        "amplification": list(criterion.amplification),
                        "also_evidences": list(criterion.also_evidences),
                        "face_to_face": criterion.face_to_face,
                        "statements": list(standard.statements_of(criterion.ref)),
                    }
                    for criterion in standard.criteria
                    if criterion.method == method.id
                ],
            }
            for method in standard.methods
        ],
        "organisations": [_organisation(organisation) for organisation in organisations],
    }


def _organisation(organisation: Organisation) -> dict[str, Any]:
    methods = {}
    for method, rules in organisation.methods.items():
        values: dict[str, Any] = {"minutes": None, "tolerance_percent": None, "questions": None}
        known = _rules(rules)
        values |= {name: msgspec.to_builtins(rule.value) for name, rule in known.items()}
        values["sources"] = {name: rule.where for name, rule in known.items()}
        methods[method] = values
    document: dict[str, Any] = msgspec.to_builtins(organisation)
    document["valid_to"] = organisation.valid_to.value.isoformat() if organisation.valid_to else None
    document["methods"] = methods
    return document


def _rules(rules: MethodRules) -> dict[str, Sourced[Any]]:
    """Return the rules the document states, by name."""
    named = {field.name: getattr(rules, field.name) for field in msgspec.structs.fields(rules)}
    return {name: rule for name, rule in named.items() if rule is not None}


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)
