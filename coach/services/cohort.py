"""The cohort on one screen: its grids, and what lies behind a cell."""

from coach.errors import NotFoundError
from coach.reports.cohort import Behind, CohortGrid, SessionBehind, grid_of
from coach.reports.views import MarkView
from coach.services import people
from coach.services.rights import Actor, require
from coach.services.watch import cohort_coverage, coverage_of
from coach.services.workspace import Workspace
from coach.store import judgements
from coach.store import sessions as table
from coach.store.sessions import Session


def cohort_names(ws: Workspace, actor: Actor) -> tuple[str, ...]:
    """Return the cohorts with an apprentice in them, by name."""
    require(actor, "watch")
    names = {person.cohort for person in people.everybody(ws) if person.role == "apprentice" and person.cohort}
    return tuple(sorted(names, key=str.casefold))


def grids(ws: Workspace, actor: Actor, cohort: str | None = None) -> tuple[CohortGrid, ...]:
    """Return a grid for each standard that somebody in the cohort is on; None stands for every cohort."""
    return tuple(
        grid_of(coverage, ws.library.standard(coverage.standard))
        for coverage in cohort_coverage(ws, actor, cohort=cohort)
    )


def behind(ws: Workspace, actor: Actor, apprentice: str, ref: str) -> Behind:
    """Return an apprentice's state on a criterion, with every session that speaks of it."""
    require(actor, "watch")
    coverage = coverage_of(ws, actor, apprentice)
    found = next((criterion for criterion in coverage.criteria if criterion.ref == ref), None)
    if found is None:
        raise NotFoundError(f"{ref} does not count for {coverage.name}.", "Choose another cell.")
    sessions = (_session(ws, session, ref) for session in table.sessions_of(ws.store, coverage.id))
    return Behind(
        apprentice=coverage.name,
        ref=ref,
        title=found.title,
        summary=found.summary,
        level=found.level,
        state=found.state,
        sessions=tuple(session for session in sessions if session.suggestions or session.marks),
    )


def _session(ws: Workspace, session: Session, ref: str) -> SessionBehind:
    suggestions = judgements.suggestions_of(ws.store, session.id)
    marks = judgements.marks_of(ws.store, session.id)
    return SessionBehind(
        session_id=session.id,
        day=(session.handed_in_at or session.started_at)[:10],
        method_title=ws.library.standard(session.standard).methods_by_id[session.method].title,
        mode=session.mode,
        state=session.state,
        suggestions=tuple((s.question, s.suggestion) for s in suggestions if s.suggestion.ref == ref),
        marks=tuple(
            (m.question, MarkView(m.ref, m.mark, m.comment, m.marked_by, m.marked_at, m.why))
            for m in marks
            if m.ref == ref
        ),
    )
