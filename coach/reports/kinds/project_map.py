"""The project report's template: what each section can show, and where each criterion still has to find its place."""

from typing import Literal

import msgspec

from coach.reports.kinds.wording import criterion_states
from coach.reports.report import Block, Column, Heading, Items, Paragraph, Report, Table
from coach.reports.views import ApprenticeCoverage, CriterionState
from coach.standards.organisation import MethodRules


class TemplateSection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section of the report: what belongs in it, and the criteria it can carry."""

    number: int
    title: str
    guidance: str
    criteria: tuple[str, ...]


class ReportTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A template for the project report, for the standards and the method it belongs to."""

    kind: Literal["report-template"]
    source: str
    standards: tuple[str, ...]
    method: str
    before: tuple[str, ...]
    """What stands at the head of the report, before its first section."""
    sections: tuple[TemplateSection, ...]
    after: str
    """What comes behind the last section."""


def project_map(
    coverage: ApprenticeCoverage,
    template: ReportTemplate,
    rules: MethodRules,
    organisation_title: str,
    standard_title: str,
    made_on: str,
) -> Report:
    """Return the template with every criterion of the project in the sections that can carry it."""
    own = [criterion for criterion in coverage.criteria if criterion.method == template.method]
    carried = {ref for section in template.sections for ref in section.criteria}
    nowhere = tuple(f"{c.ref} {c.title}" for c in own if c.ref not in carried)
    facts: list[tuple[str, str | int]] = [
        ("Apprentice", coverage.name),
        ("Standard", standard_title),
        ("Organisation", organisation_title),
        ("Template", template.source),
        ("Criteria", len(own)),
        *_words(rules),
    ]
    blocks: list[Block] = [
        Paragraph(
            "The template is one way to order the report; no organisation insists on it. What counts is that "
            "each criterion can be found."
        ),
        Paragraph(f"At the head of the report: {', '.join(template.before)}."),
    ]
    for section in template.sections:
        blocks += [Heading(f"Section {section.number}: {section.title}"), Paragraph(section.guidance)]
        blocks.append(Items(f"section_{section.number}", _carries(coverage, section)))
    blocks += [Heading("After the last section"), Paragraph(template.after), Heading("Where each criterion stands")]
    blocks.append(_by_criterion(own, template))
    if nowhere:
        blocks += [Paragraph("No section of the template names these; find them a place of your own:")]
        blocks.append(Items("nowhere", nowhere))
    blocks.append(_by_section(coverage, template))
    return Report("project-map", "Project report map", coverage.name, made_on, tuple(facts), tuple(blocks))


def _words(rules: MethodRules) -> list[tuple[str, str | int]]:
    if rules.report_words is None:
        return []
    percent = rules.report_words_tolerance_percent
    more = f", {percent.value} % more or less" if percent else ""
    return [("Length", f"{rules.report_words.value} words{more}")]


def _carries(coverage: ApprenticeCoverage, section: TemplateSection) -> tuple[str, ...]:
    known = criterion_states(coverage)
    return tuple(f"{ref} {known[ref].title} ({known[ref].level})" for ref in section.criteria if ref in known)


def _by_criterion(own: list[CriterionState], template: ReportTemplate) -> Table:
    columns = (
        Column("ref", "Ref"),
        Column("criterion", "Criterion"),
        Column("level", "Level"),
        Column("state", "In mocks", "state"),
        Column("sections", "Fits in section"),
        Column("paragraph", "Section and paragraph in your report"),
    )
    rows = []
    for criterion in own:
        fits = [str(section.number) for section in template.sections if criterion.ref in section.criteria]
        rows.append((criterion.ref, criterion.title, criterion.level, criterion.state, ", ".join(fits), ""))
    caption = "Each criterion, with room to write where it is shown"
    return Table("criteria", caption, columns, tuple(rows), sheet="Criteria")


def _by_section(coverage: ApprenticeCoverage, template: ReportTemplate) -> Table:
    columns = (
        Column("section", "Section", "number"),
        Column("title", "Title"),
        Column("passed", "Passed in mocks", "number"),
        Column("of", "Criteria", "number"),
    )
    known = criterion_states(coverage)
    rows = []
    for section in template.sections:
        fitting = [known[ref] for ref in section.criteria if ref in known]
        passed = sum(1 for criterion in fitting if criterion.state == "passed")
        rows.append((section.number, section.title, passed, len(fitting)))
    return Table("sections", "Sections and what they can carry", columns, tuple(rows), sheet="Sections")
