"""Sessions as they are shown: lists, and one with everything in it."""

from collections.abc import Sequence

from msgspec.structs import replace

from coach.errors import NotAllowedError, NotFoundError
from coach.interview.sitting import Turn, seconds_per_question
from coach.mapping.craft import craft
from coach.reports.views import AttachedView, MarkView, QuestionView, SessionView
from coach.review.grades import grade_method
from coach.services import people
from coach.services.rights import Actor, may_look_inside, require
from coach.services.workspace import Workspace
from coach.store import desk, judgements
from coach.store import sessions as table
from coach.store.judgements import Mark
from coach.store.sessions import Session


def answer_to(ws: Workspace, session_id: str, question: int) -> str:
    """Return all that was answered to a question, its parts a blank line apart: what evidence counts offsets in."""
    turns = [stored.turn for stored in table.turns_of(ws.store, session_id)]
    return _answer(turns, question)


def list_sessions(ws: Workspace, actor: Actor, apprentice: str | None = None) -> tuple[Session, ...]:
    """Return an apprentice's sessions, or with none named everybody's, the newest first.

    What an apprentice keeps to themself stands in no trainer's list.
    """
    if apprentice is None and actor.role == "apprentice":
        apprentice = actor.id
    if apprentice is None:
        require(actor, "read")
        found = table.all_sessions(ws.store)
    else:
        person = people.find(ws, apprentice)
        require(actor, "read", person.id)
        found = table.sessions_of(ws.store, person.id)
    return tuple(s for s in found if s.state != "dropped" or may_look_inside(actor, s.apprentice_id, s.state))


def shown_elapsed(session: Session, viewer_id: str) -> float:
    """Return the seconds used; for others than the apprentice as on the clock that everybody has."""
    return session.elapsed * _pace(session, viewer_id)


def _pace(session: Session, viewer_id: str) -> float:
    """Return what a second counts for the viewer: extra time is private, so a clock with it runs slower to others."""
    if viewer_id == session.apprentice_id or not session.terms.allowed:
        return 1.0
    return session.terms.minutes_by_rule * 60 / session.terms.allowed


def session_row(ws: Workspace, session_id: str) -> Session:
    """Return a session as stored. Raises NotFoundError for an id that none has."""
    session = table.session(ws.store, session_id)
    if session is None:
        raise NotFoundError(f"No session goes by {session_id}.", "coach sessions lists them.")
    return session


def view_session(ws: Workspace, actor: Actor, session_id: str) -> SessionView:
    """Return a session with its conversation, suggestions and marks.

    Raises NotAllowedError also where a trainer asks for what is not handed in.
    """
    session = session_row(ws, session_id)
    require(actor, "read", session.apprentice_id)
    if not may_look_inside(actor, session.apprentice_id, session.state):
        kept = "kept this to themself" if session.state == "dropped" else "has not handed this in"
        raise NotAllowedError(f"{session.apprentice} {kept}.", "Look at what was handed in.")
    pace = _pace(session, actor.id)
    standard = ws.library.standard(session.standard)
    organisation = ws.library.organisation(session.organisation)
    person = people.find(ws, session.apprentice_id)
    criteria = standard.criteria_of(session.method, face_to_face=person.face_to_face)
    until = marks_known_until(ws, actor, session)
    marks = judgements.marks_of(ws.store, session.id, until=until) if until else ()
    passed = {mark.ref for mark in marks if mark.mark == "passed"}
    needed = organisation.rules(session.method).distinctions_needed
    sign_off = judgements.sign_off_of(ws.store, session_id)
    return SessionView(
        id=session.id,
        apprentice=session.apprentice,
        cohort=session.cohort,
        standard=session.standard,
        method=session.method,
        method_title=standard.methods_by_id[session.method].title,
        organisation=session.organisation,
        organisation_title=organisation.title,
        mode=session.mode,
        state=session.state,
        started_at=session.started_at,
        handed_in_at=session.handed_in_at,
        elapsed=shown_elapsed(session, actor.id),
        minutes_by_rule=session.terms.minutes_by_rule,
        tolerance=session.terms.tolerance_by_rule,
        stops=tuple(replace(stop, at=stop.at * pace) for stop in session.progress.clock.stops),
        questions=_questions(ws, session, marks, until, pace),
        self_ratings=judgements.ratings_of(ws.store, session_id),
        criteria=criteria,
        grade=grade_method(
            criteria,
            passed,
            attempted={mark.ref for mark in marks if mark.mark == "attempted"},
            distinctions_needed=needed.value if needed else None,
            capped_at_pass=session.resit_of is not None and organisation.resit.capped_at is not None,
        ),
        strengths=sign_off.strengths if sign_off else "",
        next_steps=sign_off.next_steps if sign_off else "",
        feedback=sign_off.feedback if sign_off else "",
        signed_by=sign_off.signed_by if sign_off else None,
        signed_at=sign_off.signed_at if sign_off else None,
    )


def marks_known_until(ws: Workspace, actor: Actor, session: Session) -> str | None:
    """Return up to when the actor may know a session's marks; None where an apprentice waits for the sign-off."""
    require(actor, "read", session.apprentice_id)
    if actor.role != "apprentice":
        return judgements.ALWAYS
    sign_off = judgements.sign_off_of(ws.store, session.id)
    return sign_off.signed_at if sign_off else None


def as_seen(mark: Mark) -> MarkView:
    """Return a mark as reports and screens show it."""
    return MarkView(mark.ref, mark.mark, mark.comment, mark.marked_by, mark.marked_at, mark.why)


def _questions(
    ws: Workspace, session: Session, marks: tuple[Mark, ...], until: str | None, pace: float
) -> tuple[QuestionView, ...]:
    """Return the questions; marks and what a trainer attached stand as far as the viewer may know them."""
    turns = [
        replace(stored.turn, at=round(stored.turn.at * pace, 3)) for stored in table.turns_of(ws.store, session.id)
    ]
    seconds = seconds_per_question(turns)
    suggestions = judgements.suggestions_of(ws.store, session.id)
    attached = desk.attached_in(ws.store, session.id, until) if until else ()
    views = []
    for number, question in enumerate(table.questions_of(ws.store, session.id), 1):
        own = tuple(turn for turn in turns if turn.question == number)
        answer = _answer(own, number)
        views.append(
            QuestionView(
                number=number,
                id=question.id,
                text=question.text,
                targets=question.targets,
                turns=own,
                answer=answer,
                seconds=round(seconds.get(number, 0.0), 1),
                suggestions=tuple(s.suggestion for s in suggestions if s.question == number),
                marks=tuple(as_seen(mark) for mark in marks if mark.question == number),
                craft=craft(answer),
                strong_pass=question.strong.pass_,
                strong_distinction=question.strong.distinction,
                attached=tuple(
                    AttachedView(a.ref, a.start, a.end, a.text, a.attached_by) for a in attached if a.question == number
                ),
            )
        )
    return tuple(views)


def _answer(turns: Sequence[Turn], number: int) -> str:
    return "\n\n".join(turn.text for turn in turns if turn.question == number and turn.kind == "answer")
