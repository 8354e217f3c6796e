"""Readiness for the gateway: what is in place, what falls when, and how far each part of the standard is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from coach.coverage.gateway import DueDate, GatewayItem
from coach.coverage.readiness import SelfView
from coach.reports.kinds.wording import (
    STATE_COLUMNS,
    SUGGESTIONS_ASIDE,
    listed_refs,
    missing,
    open_passes,
    sentence,
    standard_title,
    state_counts,
)
from coach.reports.report import Column, Heading, Paragraph, Report, Table, Value
from coach.reports.views import ApprenticeCoverage, ApprenticeGrades, CriterionState
from coach.standards.model import Standard


@dataclass(frozen=True, slots=True)
class WayToGateway:
    """An apprentice on the way to the gateway; days are ISO 8601."""

    coverage: ApprenticeCoverage
    standard: Standard
    organisation_title: str
    started_on: str | None
    gateway_on: str | None
    items: tuple[GatewayItem, ...]
    dates: tuple[DueDate, ...]
    grades: ApprenticeGrades
    weekly_passed: tuple[int, ...]
    """Criteria passed by the end of each of the last weeks, the oldest first."""
    self_view: SelfView


def gateway_readiness(way: WayToGateway, made_on: str) -> Report:
    """Return the checklist, the dates and the readiness by method and by section."""
    coverage, standard = way.coverage, way.standard
    today = date.fromisoformat(made_on)
    done = sum(1 for item in way.items if item.state == "done")
    facts = (
        ("Apprentice", coverage.name),
        ("Cohort", coverage.cohort or "none"),
        ("Standard", standard_title(standard)),
        ("Organisation", way.organisation_title),
        ("Started", way.started_on or "not known"),
        ("Gateway planned for", way.gateway_on or "no date yet"),
        ("In place", f"{done} of {len(way.items)}"),
        ("Criteria passed in mocks", f"{coverage.count('passed')} of {len(coverage.criteria)}"),
    )
    methods = {method.id: method.title for method in standard.methods}
    sections = {section.id: f"{section.id} {section.title}" for section in standard.sections}
    blocks = (
        _items(way.items),
        _dates(way.dates, today),
        Heading("Readiness"),
        Paragraph(SUGGESTIONS_ASIDE),
        _readiness("methods", "Method", methods, _grouped(coverage.criteria, "method")),
        _readiness("sections", sentence(standard.words.section), sections, _grouped(coverage.criteria, "section")),
        _grades(way.grades),
        Heading("On the way"),
        _weeks(way.weekly_passed, today),
        _self_view(way.self_view),
    )
    return Report("gateway", "Gateway readiness", coverage.name, made_on, facts, blocks)


def _items(items: Sequence[GatewayItem]) -> Table:
    columns = (
        Column("item", "Needed"),
        Column("state", "State", "state"),
        Column("detail", "Note"),
        Column("where", "Where the rule stands"),
    )
    rows = tuple((item.title, item.state, item.detail, item.where) for item in items)
    return Table("checklist", "What the gateway asks for", columns, rows, sheet="Checklist")


def _dates(dates: Sequence[DueDate], today: date) -> Table:
    columns = (
        Column("on", "Day", "day"),
        Column("what", "What"),
        Column("days", "Days from now", "number"),
        Column("where", "Where the rule stands"),
    )
    rows = tuple((due.day.isoformat(), sentence(due.what), (due.day - today).days, due.where) for due in dates)
    return Table("dates", "What falls when", columns, rows, empty="No dates are set yet.", sheet="Dates")


def _readiness(
    key: str, head: str, titles: Mapping[str, str], of_each: Mapping[str, Sequence[CriterionState]]
) -> Table:
    columns = (Column("part", head), *STATE_COLUMNS, Column("open", "Pass criteria open", "number"))
    counts = {
        part: (*state_counts([c.state for c in of_each[part]]), open_passes(of_each[part]))
        for part in titles
        if part in of_each
    }
    rows: tuple[tuple[Value, ...], ...] = tuple((titles[part], *count) for part, count in counts.items())
    totals = ("All", *(sum(column) for column in zip(*counts.values(), strict=True)))
    return Table(key, f"Readiness by {head.lower()}", columns, rows, totals, sheet=f"By {head.lower()}")


def _grouped(criteria: Iterable[CriterionState], by: Literal["method", "section"]) -> dict[str, list[CriterionState]]:
    found: dict[str, list[CriterionState]] = {}
    for criterion in criteria:
        found.setdefault(criterion.method if by == "method" else criterion.section, []).append(criterion)
    return found


def _grades(grades: ApprenticeGrades) -> Table:
    columns = (
        Column("method", "Method"),
        Column("grade", "Mock grade"),
        Column("passes", "Pass criteria", "number"),
        Column("passes_of", "Of", "number"),
        Column("distinctions", "Distinction criteria", "number"),
        Column("distinctions_of", "Of", "number"),
        Column("missing", "For the next grade"),
    )
    rows = tuple(
        (grades.titles[m], g.grade, g.passes, g.passes_of, g.distinctions, g.distinctions_of, missing(g))
        for m, g in grades.methods.items()
    )
    overall = ("Overall", grades.overall if grades.attempted else "not yet graded", None, None, None, None, None)
    return Table("grades", "Mock grades on the marks so far", columns, rows, overall, sheet="Grades")


def _weeks(weekly_passed: Sequence[int], today: date) -> Table:
    columns = (Column("until", "Until", "day"), Column("passed", "Criteria passed", "number"))
    last = len(weekly_passed) - 1
    rows = tuple(
        ((today - timedelta(weeks=last - place)).isoformat(), passed) for place, passed in enumerate(weekly_passed)
    )
    return Table("weeks", "Criteria passed, week by week", columns, rows, sheet="Weeks")


def _self_view(view: SelfView) -> Table:
    columns = (
        Column("compared", "Own rating beside the mark"),
        Column("criteria", "Criteria", "number"),
        Column("refs", "Which"),
    )
    rows = (
        ("the same", view.agreed, ""),
        ("higher than the mark", len(view.too_high), listed_refs(view.too_high)),
        ("lower than the mark", len(view.too_low), listed_refs(view.too_low)),
    )
    return Table("self-view", "The apprentice's own view", columns, rows, sheet="Own view")
