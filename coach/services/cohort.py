"""The cohort on one screen: its grids, what lies behind a cell, and what nobody reaches."""

from dataclasses import dataclass

from coach.banks.model import Question
from coach.errors import NotFoundError
from coach.reports.cohort import Behind, By, CohortGrid, Member, SessionBehind, WeakCriterion, grid_of, weakest_of
from coach.services import people
from coach.services.rights import Actor, may_look_inside, require
from coach.services.sessions import as_seen
from coach.services.watch import coverage_of, end_of
from coach.services.workspace import Workspace
from coach.standards.model import Level
from coach.store import coverage as stored_coverage
from coach.store import desk, judgements
from coach.store import sessions as table
from coach.store.people import name_key
from coach.store.sessions import Session


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the cohort is looked at; None and empty stand for all. Days are ISO 8601."""

    cohort: str | None = None
    organisation: str | None = None
    method: str | None = None
    level: Level | None = None
    since: str | None = None
    """Only what has changed after this day."""
    as_of: str | None = None
    """As it was at the end of this day."""
    by: By = "criteria"
    name: str | None = None
    """Only apprentices with this in their name."""


EVERYTHING = Filters()


def cohort_names(ws: Workspace, actor: Actor) -> tuple[str, ...]:
    """Return the cohorts with an apprentice in them, by name."""
    require(actor, "watch")
    names = {person.cohort for person in people.everybody(ws) if person.role == "apprentice" and person.cohort}
    return tuple(sorted(names, key=str.casefold))


def grids(ws: Workspace, actor: Actor, filters: Filters = EVERYTHING) -> tuple[CohortGrid, ...]:
    """Return a grid for each standard that somebody among those looked at is on."""
    require(actor, "watch")
    states = (
        stored_coverage.coverage_as_of(ws.store, end_of(filters.as_of))
        if filters.as_of
        else stored_coverage.coverage_of(ws.store)
    )
    before = stored_coverage.coverage_as_of(ws.store, end_of(filters.since)) if filters.since else None
    members: dict[str, list[Member]] = {}
    for person in people.everybody(ws):
        if (
            person.role != "apprentice"
            or name_key(filters.name or "") not in name_key(person.name)
            or filters.organisation not in (None, person.organisation)
            or (filters.cohort is not None and name_key(person.cohort or "") != name_key(filters.cohort))
        ):
            continue
        member = Member(
            id=person.id,
            name=person.name,
            cohort=person.cohort,
            organisation=person.organisation or "",
            face_to_face=person.face_to_face,
            states=states.get(person.id, {}),
        )
        members.setdefault(person.standard or "", []).append(member)
    return tuple(
        grid_of(
            standard,
            members[standard.id],
            by=filters.by,
            method=filters.method,
            level=filters.level,
            before=before,
        )
        for standard in ws.library.standards
        if standard.id in members
    )


def weakest(ws: Workspace, actor: Actor, grid: CohortGrid) -> tuple[WeakCriterion, ...]:
    """Return the criteria of a grid by how few have reached them, each with how far its suggestions can be trusted."""
    require(actor, "watch")
    quality = {each.ref: each for each in desk.suggestion_quality(ws.store, grid.standard)}
    return weakest_of(grid, quality)


def questions_for(ws: Workspace, actor: Actor, standard: str, ref: str) -> tuple[Question, ...]:
    """Return the questions of the banks that are after a criterion."""
    require(actor, "watch")
    criterion = ws.library.standard(standard).by_ref.get(ref)
    if criterion is None:
        raise NotFoundError(f"{ref} is not a criterion of {standard}.", f"coach standards {standard} lists them.")
    return tuple(q for q in ws.library.questions(standard, criterion.method) if ref in q.targets)


def behind(ws: Workspace, actor: Actor, apprentice: str, ref: str) -> Behind:
    """Return an apprentice's state on a criterion, with every session handed in that speaks of it."""
    require(actor, "watch")
    coverage = coverage_of(ws, actor, apprentice)
    found = next((criterion for criterion in coverage.criteria if criterion.ref == ref), None)
    if found is None:
        raise NotFoundError(f"{ref} does not count for {coverage.name}.", "Choose another cell.")
    own = table.sessions_of(ws.store, coverage.id)
    sessions = (
        _session(ws, session, ref) for session in own if may_look_inside(actor, session.apprentice_id, session.state)
    )
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
    marks = judgements.marks_of(ws.store, session.id, every=True)
    return SessionBehind(
        session_id=session.id,
        day=(session.handed_in_at or session.started_at)[:10],
        method_title=ws.library.standard(session.standard).methods_by_id[session.method].title,
        mode=session.mode,
        state=session.state,
        suggestions=tuple((s.question, s.suggestion) for s in suggestions if s.suggestion.ref == ref),
        marks=tuple((mark.question, as_seen(mark)) for mark in marks if mark.ref == ref),
    )
