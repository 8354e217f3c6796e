"""One apprentice: coverage by section with marks, assignments, dates, the way to the gateway, sittings."""

from coach.interview.states import IN_WORDS as SESSIONS_IN_WORDS
from coach.mapping.suggestion import how_sure
from coach.plain.coverage import GLYPHS, IN_WORDS
from coach.plain.desk import STATES_IN_WORDS
from coach.plain.programme import (
    GATEWAY_GLYPHS,
    objections_in_lines,
    piece_in_words,
    readiness_in_lines,
    self_view_in_words,
    trend_in_lines,
)
from coach.reports.render.states import LOOKS
from coach.reports.views import passed_among
from coach.review.marks import IN_WORDS as MARKS_IN_WORDS
from coach.services import people
from coach.services.assign import assignments
from coach.services.cohort import behind
from coach.services.marks_given import marks_given
from coach.services.portfolio import portfolio_of
from coach.services.programme import programme_of
from coach.services.sessions import list_sessions
from coach.services.watch import coverage_of
from coach.web.asking import Asked, Page
from coach.web.session_pages import row_of

LATELY = 20
"""So many sittings are listed here; the others on the page of sittings."""


def apprentice(asked: Asked) -> Page:
    """Where an apprentice stands now, or the coverage and marks at the end of a day."""
    ws, actor = asked.ws, asked.actor
    person = people.apprentice_for(ws, actor, asked.parts["id"])
    on = asked.day()
    coverage = coverage_of(ws, actor, person.id, on)
    standard = ws.library.standard(coverage.standard)
    parts = [(section, coverage.of_section(section.id)) for section in standard.sections]
    values: dict[str, object] = {
        "person": person,
        "own": person.id == actor.id,
        "on": on,
        "coverage": coverage,
        "standard_title": f"{standard.title} level {standard.level}, plan v{standard.plan_version}",
        "organisation": ws.library.organisation(coverage.organisation).title,
        "methods": {method.id: method.title for method in standard.methods},
        "sections": [(section, criteria, passed_among(criteria)) for section, criteria in parts if criteria],
        "marks": marks_given(ws, actor, person.id, on),
        "mark_words": MARKS_IN_WORDS,
        "glyphs": GLYPHS,
        "words": IN_WORDS,
        "looks": LOOKS,
        "has_project": any(method.id == "project-interview" for method in standard.methods),
    }
    if on is None:
        values |= _today(asked, person.id)
    here = f"/pages/apprentices/{person.id}" if person.id == actor.id else "/pages/cohort"
    return Page("apprentice", here, values)


def criterion(asked: Asked) -> Page:
    """What lies behind an apprentice's state on a criterion: every sitting that speaks of it, for a trainer."""
    person = people.apprentice_for(asked.ws, asked.actor, asked.parts["id"])
    found = behind(asked.ws, asked.actor, person.id, asked.parts["ref"])
    values = {
        "person": person,
        "behind": found,
        "state": IN_WORDS[found.state],
        "mark_words": MARKS_IN_WORDS,
        "session_words": SESSIONS_IN_WORDS,
        "marked": {session.session_id: {number for number, _ in session.marks} for session in found.sessions},
        "sure": how_sure,
    }
    return Page("criterion", "/pages/cohort", values)


def _today(asked: Asked, apprentice_id: str) -> dict[str, object]:
    """Return what is told of today alone."""
    ws, actor = asked.ws, asked.actor
    programme = programme_of(ws, actor, apprentice_id)
    portfolio = portfolio_of(ws, actor, apprentice_id)
    sessions = list_sessions(ws, actor, apprentice_id)
    return {
        "programme": programme,
        "readiness": readiness_in_lines(programme),
        "self_view": self_view_in_words(programme.self_view),
        "trend": trend_in_lines(programme.weekly_passed)[-1],
        "gateway_glyphs": GATEWAY_GLYPHS,
        "pieces": [piece_in_words(piece) for piece in portfolio.pieces],
        "objections": objections_in_lines(portfolio),
        "assigned": assignments(ws, actor, apprentice_id),
        "assignment_words": STATES_IN_WORDS,
        "sittings": [row_of(asked, session) for session in sessions[:LATELY]],
        "all_sittings": len(sessions),
    }
