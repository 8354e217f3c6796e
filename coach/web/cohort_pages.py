"""Apprentices and criteria in one table a standard, those who need help first, and what few have reached."""

from typing import get_args
from urllib.parse import urlencode

from coach.plain.coverage import GLYPHS, IN_WORDS, lacking_in_words
from coach.reports.cohort import BY, CELL_STATES, CohortGrid, never_passed
from coach.reports.render.states import LOOKS
from coach.review.quality import in_words
from coach.services import cohort as service
from coach.services.cohort import Filters
from coach.standards.model import Level
from coach.web.asking import Asked, Page

SHADES = {state: LOOKS[state].shade if state in LOOKS else 2 for state in CELL_STATES}
FIRST_GAPS = 10
"""So many gaps of a standard stand open; the others unfold."""
LEVELS: tuple[Level, ...] = get_args(Level)


def cohort(asked: Asked) -> Page:
    """The grids of a cohort, a standard, a method or all, as they are or at the end of a day."""
    ws, actor = asked.ws, asked.actor
    cohorts = service.cohort_names(ws, actor)
    standards = {
        each.id: f"{each.title} level {each.level}, plan v{each.plan_version}" for each in ws.library.standards
    }
    methods = {method.id: method.title for each in ws.library.standards for method in each.methods}
    organisations = {each.id: each.title for each in ws.library.organisations.values()}
    standard = asked.one_of("standard", standards)
    by = asked.one_of("by", dict.fromkeys(BY, ""))
    level = asked.one_of("level", dict.fromkeys(LEVELS, ""))
    filters = Filters(
        cohort=asked.one_of("cohort", dict.fromkeys(cohorts, "")),
        organisation=asked.one_of("organisation", organisations),
        method=asked.one_of("method", methods),
        level=next((each for each in LEVELS if each == level), None),
        as_of=asked.day(),
        by=next((each for each in BY if each == by), "criteria"),
    )
    shown = [grid for grid in service.grids(ws, actor, filters) if standard in (None, grid.standard) and grid.columns]
    return Page(
        "cohort",
        "/pages/cohort",
        {
            "grids": [_grid(asked, grid) for grid in shown],
            "filters": filters,
            "standard": standard,
            "cohorts": cohorts,
            "standards": standards,
            "methods": methods,
            "organisations": organisations,
            "levels": LEVELS,
            "bys": BY,
            "glyphs": GLYPHS,
            "words": IN_WORDS,
            "shades": SHADES,
            "states": CELL_STATES,
            "lacking": lacking_in_words,
            "quality": in_words,
            "first_gaps": FIRST_GAPS,
            "report": _report(filters, standard),
        },
    )


def _grid(asked: Asked, grid: CohortGrid) -> dict[str, object]:
    weak = service.weakest(asked.ws, asked.actor, grid)
    return {
        "grid": grid,
        "rows": asked.slice_of(grid.rows, f"page-{grid.standard}"),
        "weak": tuple(each for each in weak if each.lacking),
        "never": never_passed(weak),
        "partly": any(len(column.refs) > 1 for column in grid.columns),
        "not_theirs": any(None in row.states for row in grid.rows),
        "distinctions": any(column.level == "distinction" for column in grid.columns),
    }


def _report(filters: Filters, standard: str | None) -> str:
    """Return the query of the report about the same people, as far as a report can be asked for it."""
    chosen = {"cohort": filters.cohort, "standard": standard, "on": filters.as_of}
    told = {name: value for name, value in chosen.items() if value}
    return f"?{urlencode(told)}" if told else ""
