"""Rehearse: draw a mock and start it, or take up one that is unfinished."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import msgspec

from coach.banks.draw import Draw, draw
from coach.banks.model import Question, worded_for
from coach.coverage.gaps import gap_weights
from coach.coverage.state import CoverageState
from coach.errors import NotFoundError, UsageError
from coach.interview.sitting import Mode, terms_for
from coach.interview.states import HANDED_IN, UNFINISHED
from coach.services import people
from coach.services.rehearsal import Rehearsal, interview_of
from coach.services.rights import Actor, require
from coach.services.sessions import session_row
from coach.services.workspace import Workspace
from coach.standards.model import Criterion, Standard
from coach.store import coverage as stored_coverage
from coach.store import sessions as table
from coach.store.people import Person
from coach.store.sessions import Session

__all__ = ["Plan", "Rehearsal", "draw_for", "start", "take_up", "unfinished"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody wants to sit. `minutes` and `questions` only where it is not to run by the organisation's rules."""

    method: str
    mode: Mode = "practice"
    standard: str | None = None
    organisation: str | None = None
    minutes: int | None = None
    questions: int | None = None
    seed: int | None = None
    focus: tuple[str, ...] = ()
    """Refs to rehearse above all others."""
    resit: bool = False
    """Whether this repeats the last sitting of the method: none of its questions, and the grade capped by the rules."""


FOCUS_WEIGHT = 20.0


def draw_for(
    ws: Workspace,
    standard: Standard,
    method: str,
    *,
    count: int,
    seed: int,
    person: Person | None = None,
    focus: tuple[str, ...] = (),
    avoid: Collection[str] = (),
) -> Draw:
    """Draw questions for a method, by this person's gaps and what they were asked before."""
    criteria = standard.criteria_of(method, face_to_face=person.face_to_face if person else True)
    _check_method(standard, method, criteria)
    questions = ws.library.questions(standard.id, method)
    states: Mapping[str, CoverageState] = {}
    ago: Mapping[str, int] = {}
    if person:
        states = stored_coverage.coverage_of(ws.store, [person.id]).get(person.id, {})
        ago = table.sittings_ago(ws.store, person.id, standard.id, method)
    weights = gap_weights(criteria, states) if states else {}
    weights |= dict.fromkeys(focus, FOCUS_WEIGHT)
    drawn = draw(questions, criteria, seed=seed, count=count, gaps=weights, asked_before=ago, avoid=avoid)
    if not drawn.questions:
        raise NotFoundError(f"No question bank has questions for {method} of {standard.id}.", "Add one and try again.")
    return drawn


def start(ws: Workspace, actor: Actor, plan: Plan, questions: tuple[Question, ...] = ()) -> Rehearsal:
    """Write down a new sitting of the questions given, or with none of a draw; its clock does not run yet.

    Raises CoachError where it cannot be.
    """
    require(actor, "rehearse", actor.id)
    person = people.find(ws, actor.id)
    standard = ws.library.standard(plan.standard or person.standard or "")
    organisation = ws.library.organisation(plan.organisation or person.organisation or "")
    people.check_assessed(ws, standard.id, organisation.id)
    _check_lengths(plan)
    terms = terms_for(
        organisation,
        plan.method,
        plan.mode,
        minutes=plan.minutes,
        questions=plan.questions,
        extra_time_percent=people.extra_time_percent(ws, actor),
        observed=_is_observed(standard, plan.method),
    )
    seed = plan.seed if plan.seed is not None else ws.new_seed()
    resit_of = _last_sitting(ws, person, standard.id, plan.method) if plan.resit else None
    if not questions:
        avoid = _questions_of(ws, resit_of) if resit_of else ()
        questions = draw_for(
            ws, standard, plan.method, count=terms.questions, seed=seed, person=person, focus=plan.focus, avoid=avoid
        ).questions
    questions = tuple(worded_for(question, person.sector) for question in questions)
    now = ws.timestamp()
    terms = msgspec.structs.replace(terms, questions=len(questions))
    session = Session(
        id=ws.new_id(),
        apprentice_id=person.id,
        apprentice=person.name,
        cohort=person.cohort,
        standard=standard.id,
        method=plan.method,
        organisation=organisation.id,
        mode=plan.mode,
        seed=seed,
        state="introduction",
        terms=terms,
        progress=interview_of(ws, standard, person.name, plan.method, seed, terms, questions).fresh(),
        elapsed=0.0,
        started_at=now,
        touched_at=now,
        handed_in_at=None,
        reviewed_at=None,
        reviewer_id=None,
        reviewer=None,
        resit_of=resit_of,
    )
    with ws.store.write(session.apprentice_id) as writer:
        table.add_session(writer, session, questions)
    return Rehearsal(ws, actor, session)


def take_up(ws: Workspace, actor: Actor, session_id: str) -> Rehearsal:
    """Open an unfinished sitting again. Raises NotFoundError or UsageError where there is none to open."""
    session = session_row(ws, session_id)
    require(actor, "rehearse", session.apprentice_id)
    if session.scenario:
        raise UsageError(f"Session {session_id} is a role-play.", "Go on with it from the home screen.")
    if session.state not in UNFINISHED:
        raise UsageError(f"Session {session_id} is handed in.", f"See it with: coach show {session_id}")
    return Rehearsal(ws, actor, session)


def unfinished(ws: Workspace, actor: Actor) -> tuple[Session, ...]:
    """Return the actor's sittings that can be gone on with, the newest first."""
    return tuple(s for s in table.sessions_of(ws.store, actor.id) if s.state in UNFINISHED and not s.scenario)


def _last_sitting(ws: Workspace, person: Person, standard: str, method: str) -> str:
    """Return the id of the sitting a resit repeats. Raises NotFoundError where nothing was handed in yet."""
    for session in table.sessions_of(ws.store, person.id):
        if (session.standard, session.method) == (standard, method) and can_be_resat(session):
            return session.id
    raise NotFoundError(f"There is no earlier sitting of {method} to resit.", "Start a first one without --resit.")


def can_be_resat(session: Session) -> bool:
    """Tell whether a session is a sitting that a resit may repeat: handed in, and no role-play."""
    return session.state in HANDED_IN and session.scenario is None


def _is_observed(standard: Standard, method: str) -> bool:
    found = standard.methods_by_id.get(method)
    return found is not None and found.conversation == "observed"


def _questions_of(ws: Workspace, session_id: str) -> tuple[str, ...]:
    return tuple(question.id for question in table.questions_of(ws.store, session_id))


def _check_method(standard: Standard, method: str, criteria: tuple[Criterion, ...]) -> None:
    if not criteria:
        known = ", ".join(m.id for m in standard.methods)
        raise NotFoundError(f"{standard.id} has no method {method}.", f"Its methods are {known}.")


def _check_lengths(plan: Plan) -> None:
    if plan.minutes is not None and not 1 <= plan.minutes <= 240:
        raise UsageError(f"{plan.minutes} minutes is out of range.", "Give 1 to 240.")
    if plan.questions is not None and not 1 <= plan.questions <= 30:
        raise UsageError(f"{plan.questions} questions is out of range.", "Give 1 to 30.")
