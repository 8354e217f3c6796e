"""Watch: what apprentices have shown, where the gaps are, and what comes next."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from coach.coverage.gaps import next_to_rehearse
from coach.coverage.state import CoverageState
from coach.errors import NotFoundError
from coach.reports.views import ApprenticeCoverage, ApprenticeGrades, CohortCoverage, CriterionState, NextStep
from coach.review.grades import all_attempted, grade_method, grade_overall, next_grade
from coach.services import people
from coach.services.days import checked_day
from coach.services.rights import Actor, require
from coach.services.workspace import Workspace, in_iso
from coach.store import coverage as stored_coverage
from coach.store import judgements, sessions
from coach.store.people import Person, name_key


def coverage_of(ws: Workspace, actor: Actor, apprentice: str, as_of: str | None = None) -> ApprenticeCoverage:
    """Return one apprentice's coverage, as of a day (ISO 8601) or now."""
    person = people.find(ws, apprentice, "apprentice")
    require(actor, "read", person.id)
    return _coverage(ws, person, _states_of(ws, actor, person, as_of))


def cohort_coverage(
    ws: Workspace,
    actor: Actor,
    *,
    cohort: str | None = None,
    standard: str | None = None,
    as_of: str | None = None,
) -> tuple[CohortCoverage, ...]:
    """Return coverage of many apprentices, one table for each standard they are on."""
    require(actor, "watch")
    everybody = [person for person in people.everybody(ws) if person.role == "apprentice"]
    if standard:
        ws.library.standard(standard)
    if cohort:
        known = sorted({person.cohort for person in everybody if person.cohort})
        everybody = [p for p in everybody if p.cohort and name_key(p.cohort) == name_key(cohort)]
        if not everybody:
            raise NotFoundError(f"No cohort goes by {cohort}.", f"There is {', '.join(known) or 'none yet'}.")
    states = _states(ws, as_of)
    tables = []
    for plan in ws.library.standards:
        members = [person for person in everybody if person.standard == plan.id]
        if not members or standard not in (None, plan.id):
            continue
        criteria = plan.criteria_for() if plan.level > 2 else plan.criteria
        tables.append(
            CohortCoverage(
                standard=plan.id,
                title=f"{plan.title} level {plan.level}, plan v{plan.plan_version}",
                as_of=as_of,
                refs=tuple(criterion.ref for criterion in criteria),
                titles={criterion.ref: criterion.title for criterion in criteria},
                apprentices=tuple(_coverage(ws, person, states.get(person.id, {})) for person in members),
            )
        )
    return tuple(tables)


def _states(ws: Workspace, as_of: str | None) -> Mapping[str, Mapping[str, CoverageState]]:
    """Return everybody's states."""
    if as_of is None:
        return stored_coverage.coverage_of(ws.store)
    return stored_coverage.coverage_as_of(ws.store, end_of(as_of))


def _states_of(ws: Workspace, actor: Actor, person: Person, as_of: str | None = None) -> Mapping[str, CoverageState]:
    """Return one person's states; an apprentice is told a mark once it is signed off."""
    moment = judgements.ALWAYS if as_of is None else end_of(as_of)
    if actor.role == "apprentice":
        return stored_coverage.coverage_told(ws.store, person.id, moment)
    if as_of is None:
        return stored_coverage.coverage_of(ws.store, [person.id]).get(person.id, {})
    return stored_coverage.coverage_as_of(ws.store, moment).get(person.id, {})


def end_of(day: str) -> str:
    """Return the last second of a day (ISO 8601) as a moment in UTC. Raises UsageError."""
    return in_iso(datetime.combine(checked_day(day), time(23, 59, 59), UTC))


def _coverage(ws: Workspace, person: Person, states: Mapping[str, CoverageState]) -> ApprenticeCoverage:
    standard = ws.library.standard(person.standard or "")
    criteria = standard.criteria_for(face_to_face=person.face_to_face)
    steps = next_to_rehearse(criteria, states)
    return ApprenticeCoverage(
        id=person.id,
        name=person.name,
        cohort=person.cohort,
        standard=standard.id,
        organisation=person.organisation or "",
        criteria=tuple(
            CriterionState(c.ref, c.title, c.summary, c.section, c.method, c.level, states.get(c.ref, "untried"))
            for c in criteria
        ),
        next_steps=tuple(NextStep(g.criterion.ref, g.criterion.title, g.criterion.method, g.why) for g in steps),
    )


def grades_of(ws: Workspace, actor: Actor, apprentice: str) -> ApprenticeGrades:
    """Return the mock grade of every method and overall, on the marks so far."""
    person = people.find(ws, apprentice, "apprentice")
    require(actor, "read", person.id)
    standard = ws.library.standard(person.standard or "")
    organisation = ws.library.organisation(person.organisation or "")
    states = _states_of(ws, actor, person)
    passed = {ref for ref, state in states.items() if state == "passed"}
    attempted = {ref for ref, state in states.items() if state == "attempted"}
    resat = _resat(ws, person) if organisation.resit.capped_at is not None else frozenset()
    grades = {}
    for method in standard.methods:
        needed = organisation.rules(method.id).distinctions_needed
        grades[method.id] = grade_method(
            standard.criteria_of(method.id, face_to_face=person.face_to_face),
            passed,
            attempted=attempted,
            distinctions_needed=needed.value if needed else None,
            capped_at_pass=method.id in resat,
        )
    return ApprenticeGrades(
        apprentice=person.name,
        standard=standard.id,
        organisation=organisation.id,
        overall=grade_overall({method: grade.grade for method, grade in grades.items()}),
        methods=grades,
        titles={method.id: method.title for method in standard.methods},
        attempted=all_attempted(grades),
        next=next_grade(grades),
    )


def _resat(ws: Workspace, person: Person) -> frozenset[str]:
    """Return the methods whose sitting handed in last is a resit; a role-play is no sitting."""
    handed_in = [
        session
        for session in sessions.sessions_of(ws.store, person.id)
        if session.handed_in_at is not None and session.scenario is None and session.standard == person.standard
    ]
    handed_in.sort(key=lambda session: (session.handed_in_at or "", session.started_at))
    last = {session.method: session for session in handed_in}
    return frozenset(method for method, session in last.items() if session.resit_of is not None)
