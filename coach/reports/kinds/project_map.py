"""The project report's template: what each section can show, and where each criterion still has to find its place."""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from coach.reports.kinds.wording import criterion_states
from coach.reports.report import Block, Column, Heading, Items, Paragraph, Report, Table
from coach.reports.views import ApprenticeCoverage, CriterionState
from coach.standards.organisation import MethodRules


class TemplateSection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section of the report and what belongs in it."""

    number: int
    title: str
    guidance: str


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
    fits: Mapping[str, tuple[int, ...]]
    """The numbers of the sections that can carry a criterion, by its ref."""

    def carries(self, section: TemplateSection) -> tuple[str, ...]:
        """Return the refs that a section can carry."""
        return tuple(ref for ref, numbers in self.fits.items() if section.number in numbers)


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
    nowhere = tuple(f"{c.ref} {c.title}" for c in own if not template.fits.get(c.ref))
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
            "The template is one way to order the report; an apprentice may use it and need not. "
            "What counts is that each criterion can be found."
        ),
        Paragraph(f"At the head of the report: {', '.join(template.before)}."),
    ]
    for section in template.sections:
        blocks += [Heading(f"Section {section.number}: {section.title}"), Paragraph(section.guidance)]
        blocks.append(Items(f"section_{section.number}", _carries(coverage, template.carries(section))))
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


def _carries(coverage: ApprenticeCoverage, refs: Sequence[str]) -> tuple[str, ...]:
    known = criterion_states(coverage)
    return tuple(f"{ref} {known[ref].title} ({known[ref].level})" for ref in refs if ref in known)


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
        fits = [str(number) for number in template.fits.get(criterion.ref, ())]
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
        fitting = [known[ref] for ref in template.carries(section) if ref in known]
        passed = sum(1 for criterion in fitting if criterion.state == "passed")
        rows.append((section.number, section.title, passed, len(fitting)))
    return Table("sections", "Sections and what they can carry", columns, tuple(rows), sheet="Sections")
