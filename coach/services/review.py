"""Review: what waits, marking it, signing it off."""

from datetime import datetime

import msgspec

from coach.content.diagnostic import nearest
from coach.errors import NotFoundError, UsageError
from coach.interview.states import Event, after
from coach.reports.views import QueueItem, ReviewedItem
from coach.review.marks import MARKS, MarkValue
from coach.services.rights import Actor, require
from coach.services.sessions import list_sessions, marks_known_until, session_row
from coach.services.workspace import Workspace
from coach.store import judgements
from coach.store import sessions as table
from coach.store.judgements import Mark
from coach.store.sessions import Session
from coach.store.store import Writer

LONGEST_COMMENT = 4000


def queue(ws: Workspace, actor: Actor) -> tuple[QueueItem, ...]:
    """Return what waits for review, the oldest first."""
    require(actor, "review")
    now = ws.now()
    items = []
    for session in table.sessions_for_review(ws.store):
        handed_in = session.handed_in_at or session.touched_at
        suggestions = judgements.suggestions_of(ws.store, session.id)
        items.append(
            QueueItem(
                session_id=session.id,
                apprentice=session.apprentice,
                cohort=session.cohort,
                method_title=ws.library.standard(session.standard).methods_by_id[session.method].title,
                mode=session.mode,
                state=session.state,
                handed_in_at=handed_in,
                days=max(0, (now - datetime.fromisoformat(handed_in)).days),
                questions=len(session.progress.answered),
                suggested=len({stored.suggestion.ref for stored in suggestions}),
                reviewer=session.reviewer if session.state == "in-review" else None,
            )
        )
    return tuple(items)


def reviewed_lately(ws: Workspace, actor: Actor, at_most: int = 8) -> tuple[ReviewedItem, ...]:
    """Return the sessions signed off last, the newest first."""
    require(actor, "review")
    now = ws.now()
    signed = [(s.reviewed_at, s) for s in list_sessions(ws, actor) if s.state == "reviewed" and s.reviewed_at]
    signed.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(
        ReviewedItem(
            session_id=session.id,
            apprentice=session.apprentice,
            cohort=session.cohort,
            method_title=ws.library.standard(session.standard).methods_by_id[session.method].title,
            mode=session.mode,
            reviewer=session.reviewer,
            reviewed_at=reviewed_at,
            days=max(0, (now - datetime.fromisoformat(reviewed_at)).days),
        )
        for reviewed_at, session in signed[:at_most]
    )


def open_review(ws: Workspace, actor: Actor, session_id: str) -> Session:
    """Take a waiting or reviewed session into review; one that is in review already is only returned."""
    session = session_row(ws, session_id)
    require(actor, "review", session.apprentice_id)
    if session.state == "in-review":
        return session
    _move(ws, session, "reopen" if session.state == "reviewed" else "open-review", actor.id)
    return session_row(ws, session_id)


def put_back(ws: Workspace, actor: Actor, session_id: str) -> None:
    """Leave a session for later: it waits again, and the marks given so far stay."""
    session = session_row(ws, session_id)
    require(actor, "review", session.apprentice_id)
    if session.state == "in-review":
        _move(ws, session, "put-back", None)


def mark(
    ws: Workspace, actor: Actor, session_id: str, question: int, ref: str, value: MarkValue, comment: str = ""
) -> None:
    """Mark a criterion in the answer to a question; a mark given before is kept and replaced.

    Raises NotAllowedError for anybody but a trainer, NotFoundError for a question or ref that is not there.
    """
    session = session_row(ws, session_id)
    require(actor, "review", session.apprentice_id)
    _check_mark(ws, session, question, ref, value, comment)
    if session.state != "in-review":
        session = open_review(ws, actor, session_id)
    now = ws.timestamp()
    with ws.store.write() as writer:
        judgements.add_mark(
            writer, session_id, session.apprentice_id, question, ref, value, comment.strip(), actor.id, now
        )
        judgements.refresh_coverage(writer, session.apprentice_id, [ref], now)


def sign_off(ws: Workspace, actor: Actor, session_id: str, feedback: str = "") -> None:
    """Close a review: the apprentice sees the marks and the feedback; with none given, the feedback of before stays."""
    session = session_row(ws, session_id)
    require(actor, "review", session.apprentice_id)
    if session.state == "waiting":
        session = open_review(ws, actor, session_id)
    state = after(session.state, "sign-off")
    before = judgements.sign_off_of(ws.store, session_id)
    earlier = before.feedback if before else ""
    now = ws.timestamp()
    with ws.store.write() as writer:
        judgements.add_sign_off(writer, session_id, actor.id, feedback.strip() or earlier, now)
        _write_state(writer, session, state, actor.id, now)


def history(ws: Workspace, actor: Actor, session_id: str) -> tuple[Mark, ...]:
    """Return every mark ever given in a session, the replaced ones too, the oldest first.

    An apprentice sees those that a sign-off has followed.
    """
    session = session_row(ws, session_id)
    until = marks_known_until(ws, actor, session)
    return judgements.marks_of(ws.store, session_id, every=True, until=until) if until else ()


def _move(ws: Workspace, session: Session, event: Event, reviewer_id: str | None) -> None:
    state = after(session.state, event)
    with ws.store.write() as writer:
        _write_state(writer, session, state, reviewer_id, ws.timestamp())


def _write_state(writer: Writer, session: Session, state: str, reviewer_id: str | None, now: str) -> None:
    progress = msgspec.structs.replace(session.progress, state=state)
    table.save_progress(writer, session.id, progress, now)
    table.set_reviewer(writer, session.id, reviewer_id)
    refs = judgements.refs_touched(writer, session.id)
    judgements.refresh_coverage(writer, session.apprentice_id, refs, now)


def _check_mark(ws: Workspace, session: Session, question: int, ref: str, value: str, comment: str) -> None:
    if value not in MARKS:
        raise UsageError(f"{value} is not a mark.", f"Marks are {', '.join(MARKS)}.")
    questions = len(table.questions_of(ws.store, session.id))
    if not 1 <= question <= questions:
        raise NotFoundError(f"Session {session.id} has no question {question}.", f"It has 1 to {questions}.")
    refs = [criterion.ref for criterion in ws.library.standard(session.standard).criteria_of(session.method)]
    refs += [c.ref for c in ws.library.standard(session.standard).criteria_of(session.method, face_to_face=False)]
    if ref not in refs:
        hint = nearest(ref, refs) or f"coach standards {session.standard} lists them."
        raise NotFoundError(f"{ref} is not a criterion of this session's {session.method}.", hint)
    if len(comment) > LONGEST_COMMENT:
        raise UsageError(f"That comment has {len(comment)} characters; at most {LONGEST_COMMENT} fit.", "Shorten it.")
