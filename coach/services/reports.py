"""Reports: what is known, gathered for whoever asks as far as they may know it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, timedelta

from coach import paths
from coach.content.cache import cached
from coach.content.diagnostic import nearest
from coach.coverage.gaps import next_to_rehearse
from coach.errors import NotFoundError, UsageError
from coach.interview.states import HANDED_IN
from coach.reports.kinds.changes import Changes, GivenMark, SignedOff, Standing, changes_since
from coach.reports.kinds.cohort import cohort_report
from coach.reports.kinds.feedback import letter
from coach.reports.kinds.gateway import WayToGateway, gateway_readiness
from coach.reports.kinds.mark_sheet import MethodSheet, apprentice_mark_sheet, session_mark_sheet
from coach.reports.kinds.portfolio import Evidence, portfolio_matrix
from coach.reports.kinds.project_map import ReportTemplate, project_map
from coach.reports.kinds.transcript import transcript
from coach.reports.kinds.wording import standard_title
from coach.reports.report import Report
from coach.reports.views import NextStep
from coach.services import people
from coach.services.marks_given import marks_given
from coach.services.portfolio import portfolio_of
from coach.services.programme import programme_of
from coach.services.rights import Actor, acting, require
from coach.services.sessions import session_row, view_session
from coach.services.watch import cohort_coverage, coverage_of, end_of, grades_of
from coach.services.workspace import Workspace
from coach.standards.model import Standard
from coach.store import coverage as stored_coverage
from coach.store import judgements, programme
from coach.store import sessions as table
from coach.store.people import Person
from coach.store.sessions import Session

REPORT_TEMPLATE = paths.STANDARDS / "report-template.yaml"


def session_marks(ws: Workspace, actor: Actor, session_id: str) -> Report:
    """Return the mark sheet of a session."""
    view = view_session(ws, actor, session_id)
    return session_mark_sheet(view, _title(ws, view.standard), _today(ws))


def apprentice_marks(ws: Workspace, actor: Actor, apprentice: str, method: str | None = None) -> Report:
    """Return the mark sheet of an apprentice over all their sessions, for one method or for each.

    Raises NotFoundError for a method that their standard does not have.
    """
    person, standard = _apprentice(ws, actor, apprentice)
    chosen = [each for each in standard.methods if method in (None, each.id)]
    if not chosen:
        known = [each.id for each in standard.methods]
        hint = nearest(method or "", known) or f"Its methods are {', '.join(known)}."
        raise NotFoundError(f"{standard.id} has no method {method}.", hint)
    handed_in = sum(1 for session in table.sessions_of(ws.store, person.id) if session.state in HANDED_IN)
    marks = marks_given(ws, actor, person.id)
    grades = grades_of(ws, actor, person.id)
    sheets = []
    for each in chosen:
        criteria = standard.criteria_of(each.id, face_to_face=person.face_to_face)
        own = {criterion.ref: marks[criterion.ref] for criterion in criteria if criterion.ref in marks}
        sheets.append(MethodSheet(each.id, each.title, criteria, own, grades.methods[each.id]))
    facts: list[tuple[str, str | int]] = [
        ("Apprentice", person.name),
        ("Cohort", person.cohort or "none"),
        ("Standard", standard_title(standard)),
        ("Organisation", ws.library.organisation(person.organisation or "").title),
        ("Sessions handed in", handed_in),
        ("Mock grade overall", grades.overall if grades.attempted else "not yet graded"),
    ]
    return apprentice_mark_sheet(facts, person.name, sheets, _today(ws))


def feedback_letter(ws: Workspace, actor: Actor, session_id: str) -> Report:
    """Return the letter on a session that is signed off, with what its apprentice may know, whoever asks for it.

    Raises NotFoundError before the sign-off.
    """
    session = session_row(ws, session_id)
    require(actor, "read", session.apprentice_id)
    told = acting(people.find(ws, session.apprentice_id, "apprentice"))
    view = view_session(ws, told, session_id)
    if view.signed_at is None:
        raise NotFoundError(f"There is no feedback on {session_id} yet.", "It comes with a trainer's sign-off.")
    gaps = next_to_rehearse(view.criteria, coverage_of(ws, told, told.id).states)
    steps = [NextStep(gap.criterion.ref, gap.criterion.title, gap.criterion.method, gap.why) for gap in gaps]
    return letter(view, steps, _title(ws, view.standard), _today(ws))


def session_transcript(ws: Workspace, actor: Actor, session_id: str) -> Report:
    """Return what was asked and said in a session."""
    view = view_session(ws, actor, session_id)
    turns = [stored.turn for stored in table.turns_of(ws.store, session_id)]
    return transcript(view, turns, _title(ws, view.standard), _today(ws))


def portfolio_of_evidence(ws: Workspace, actor: Actor, apprentice: str) -> Report:
    """Return an apprentice's portfolio as a matrix."""
    person, standard = _apprentice(ws, actor, apprentice)
    found = portfolio_of(ws, actor, person.id)
    return portfolio_matrix(
        coverage_of(ws, actor, person.id),
        Evidence(found.pieces, found.objections, found.unserved),
        ws.library.organisation(found.organisation).title,
        standard_title(standard),
        _today(ws),
    )


def project_report_map(ws: Workspace, actor: Actor, apprentice: str) -> Report:
    """Return the project report's template with the criteria each section can carry.

    Raises UsageError for a standard without a project report.
    """
    person, standard = _apprentice(ws, actor, apprentice)
    template = cached(REPORT_TEMPLATE, ReportTemplate)
    if standard.id not in template.standards:
        fitting = ", ".join(template.standards)
        raise UsageError(f"{standard_title(standard)} has no project report.", f"The map is for {fitting}.")
    organisation = ws.library.organisation(person.organisation or "")
    return project_map(
        coverage_of(ws, actor, person.id),
        template,
        organisation.rules(template.method),
        organisation.title,
        standard_title(standard),
        _today(ws),
    )


def gateway_of(ws: Workspace, actor: Actor, apprentice: str) -> Report:
    """Return how ready an apprentice is for the gateway."""
    person, standard = _apprentice(ws, actor, apprentice)
    found = programme_of(ws, actor, person.id)
    way = WayToGateway(
        coverage=coverage_of(ws, actor, person.id),
        standard=standard,
        organisation_title=ws.library.organisation(person.organisation or "").title,
        started_on=person.started_on,
        gateway_on=person.gateway_on,
        items=found.gateway,
        dates=found.due,
        grades=found.grades,
        weekly_passed=found.weekly_passed,
        self_view=found.self_view,
    )
    return gateway_readiness(way, found.today.isoformat())


def cohort_overview(
    ws: Workspace,
    actor: Actor,
    *,
    cohort: str | None = None,
    standard: str | None = None,
    as_of: str | None = None,
) -> Report:
    """Return where a cohort stands, or every cohort, now or at the end of a day (ISO 8601)."""
    tables = cohort_coverage(ws, actor, cohort=cohort, standard=standard, as_of=as_of)
    members = [one.cohort for each in tables for one in each.apprentices if one.cohort]
    return cohort_report(
        tables,
        {each.id: each for each in ws.library.standards},
        {each.id: each.title for each in ws.library.organisations.values()},
        cohort=(members or [cohort])[0] if cohort else None,
        as_of=as_of,
        made_on=_today(ws),
    )


def what_changed(
    ws: Workspace, actor: Actor, since: str, *, apprentice: str | None = None, cohort: str | None = None
) -> Report:
    """Return what changed since a day (ISO 8601), that day with it, for one apprentice, a cohort or everybody."""
    require(actor, "watch")
    start = end_of(since)[:10]
    before = end_of((date.fromisoformat(start) - timedelta(days=1)).isoformat())
    if apprentice:
        person = people.find(ws, apprentice, "apprentice")
        whose, members = person.name, [person]
    else:
        tables = cohort_coverage(ws, actor, cohort=cohort)
        members = [people.find(ws, one.id) for each in tables for one in each.apprentices]
        whose = (members[0].cohort or cohort) if cohort else "Every cohort"
    then = stored_coverage.coverage_as_of(ws.store, before)
    now = stored_coverage.coverage_of(ws.store)
    sessions = [session for person in members for session in table.sessions_of(ws.store, person.id)]
    ids = {person.id for person in members}
    changes = Changes(
        since=start,
        whose=whose,
        marks=tuple(mark for session in sessions for mark in _marks_since(ws, session, start)),
        standings=tuple(
            Standing(person.name, _titles(ws, person), then.get(person.id, {}), now.get(person.id, {}))
            for person in members
        ),
        sign_offs=tuple(_sign_offs_since(ws, sessions, start)),
        assignments=tuple(each for each in programme.assignments(ws.store) if each.apprentice_id in ids),
    )
    return changes_since(changes, _today(ws))


def _marks_since(ws: Workspace, session: Session, start: str) -> Iterable[GivenMark]:
    standing: dict[tuple[int, str], judgements.Mark] = {}
    for mark in judgements.marks_of(ws.store, session.id, every=True):
        replaced = standing.get((mark.question, mark.ref))
        standing[mark.question, mark.ref] = mark
        if mark.marked_at[:10] >= start:
            yield GivenMark(
                apprentice=session.apprentice,
                session_id=session.id,
                question=mark.question,
                ref=mark.ref,
                mark=mark.mark,
                replaced=replaced.mark if replaced else None,
                marked_by=mark.marked_by,
                marked_at=mark.marked_at,
                comment=mark.comment,
                why=mark.why,
            )


def _sign_offs_since(ws: Workspace, sessions: Sequence[Session], start: str) -> Iterable[SignedOff]:
    for session in sessions:
        signed = judgements.sign_off_of(ws.store, session.id)
        if signed is not None and signed.signed_at[:10] >= start:
            title = ws.library.standard(session.standard).methods_by_id[session.method].title
            yield SignedOff(session.apprentice, session.id, title, signed.signed_by, signed.signed_at)


def _titles(ws: Workspace, person: Person) -> dict[str, str]:
    standard = ws.library.standard(person.standard or "")
    return {c.ref: c.title for c in standard.criteria_for(face_to_face=person.face_to_face)}


def _apprentice(ws: Workspace, actor: Actor, name: str) -> tuple[Person, Standard]:
    person = people.find(ws, name, "apprentice")
    require(actor, "read", person.id)
    return person, ws.library.standard(person.standard or "")


def _title(ws: Workspace, standard: str) -> str:
    return standard_title(ws.library.standard(standard))


def _today(ws: Workspace) -> str:
    return ws.now().astimezone(UTC).date().isoformat()
