"""Review: taking a session onto the desk, marking it, signing it off."""

from datetime import datetime

from coach.content.diagnostic import nearest
from coach.errors import ClaimedError, NotFoundError, UsageError
from coach.interview.states import Event, State, after
from coach.reports.views import CommentOffer
from coach.review.claims import still_holds
from coach.review.comments import to_use_again
from coach.review.marks import MARKS, MarkValue
from coach.review.quality import SuggestionQuality
from coach.review.second_look import wants_second_look
from coach.services.rights import Actor, require
from coach.services.sessions import answer_to, marks_known_until, session_row
from coach.services.workspace import Workspace
from coach.store import coverage as stored_coverage
from coach.store import desk, judgements, second_looks
from coach.store import sessions as table
from coach.store.judgements import Mark, SignOff
from coach.store.sessions import Session
from coach.store.store import Writer

LONGEST_COMMENT = 4000


def open_review(ws: Workspace, actor: Actor, session_id: str, *, take_over: bool = False) -> Session:
    """Take a waiting or reviewed session onto the actor's desk.

    Raises ClaimedError where it lies on another trainer's, unless it is taken over.
    """
    session = session_row(ws, session_id)
    require(actor, "review", session.apprentice_id)
    now = ws.timestamp()
    with ws.store.write() as writer:
        if not take_over:
            _refuse_claimed(ws, writer, actor.id, session_id)
        desk.set_claim(writer, session_id, actor.id, now)
        state, _ = table.standing(writer, session_id)
        if state != "in-review":
            following = after(state, "reopen" if state == "reviewed" else "open-review")
            _write_state(writer, session, following, actor.id, now)
        else:
            table.set_reviewer(writer, session_id, actor.id)
    return session_row(ws, session_id)


def put_back(ws: Workspace, actor: Actor, session_id: str) -> None:
    """Leave a session for later: it waits again, and the marks given so far stay. Another trainer's is left alone."""
    session = session_row(ws, session_id)
    require(actor, "review", session.apprentice_id)
    with ws.store.write() as writer:
        claim = desk.claim_of(writer, session_id)
        if claim is not None and claim.trainer_id != actor.id:
            return
        desk.release_claim(writer, session_id)
        if table.standing(writer, session_id)[0] == "in-review":
            _write_state(writer, session, after("in-review", "put-back"), None, ws.timestamp())


def mark(
    ws: Workspace,
    actor: Actor,
    session_id: str,
    question: int,
    ref: str,
    value: MarkValue,
    comment: str = "",
    why: str = "",
) -> None:
    """Mark a criterion in the answer to a question; a mark given before is kept and replaced.

    `why` says why it is replaced. Raises NotAllowedError for anybody but a trainer, NotFoundError for a question or
    ref that is not there, ClaimedError where another trainer has the session on their desk.
    """
    session = session_row(ws, session_id)
    require(actor, "review", session.apprentice_id)
    _check_mark(ws, session, question, ref, value, comment)
    _check_length("reason", why)
    now = ws.timestamp()
    with ws.store.write() as writer:
        begin_marking(ws, writer, actor.id, session, now)
        judgements.add_mark(
            writer, session_id, session.apprentice_id, question, ref, value, comment.strip(), actor.id, now, why.strip()
        )
        stored_coverage.refresh_coverage(writer, session.apprentice_id, [ref], now)


def attach(ws: Workspace, actor: Actor, session_id: str, question: int, ref: str, start: int, end: int) -> None:
    """Attach words of an answer to a criterion the mapper missed; offsets count characters of the answer.

    Raises UsageError for a passage that is not in the answer.
    """
    session = session_row(ws, session_id)
    require(actor, "review", session.apprentice_id)
    _check_mark(ws, session, question, ref, "none", "")
    answer = answer_to(ws, session_id, question)
    words = answer[start:end] if 0 <= start < end <= len(answer) else ""
    if not words.strip():
        raise UsageError("No words of the answer are chosen.", f"Choose some of its {len(answer)} characters.")
    now = ws.timestamp()
    with ws.store.write() as writer:
        begin_marking(ws, writer, actor.id, session, now)
        desk.attach(writer, session_id, question, ref, start, end, words, actor.id, now)


def detach(ws: Workspace, actor: Actor, session_id: str, question: int, ref: str) -> int:
    """Take away the words attached to a criterion in an answer; return how many passages that were."""
    session = session_row(ws, session_id)
    require(actor, "review", session.apprentice_id)
    with ws.store.write() as writer:
        _refuse_claimed(ws, writer, actor.id, session_id)
        passages = desk.detach(writer, session_id, question, ref)
        if passages:
            begin_marking(ws, writer, actor.id, session, ws.timestamp())
    return passages


def comments_for(ws: Workspace, actor: Actor, session_id: str, ref: str, value: MarkValue) -> tuple[CommentOffer, ...]:
    """Return comments to take as they are: what this apprentice was told before, what trainers use here, then ours."""
    session = session_row(ws, session_id)
    require(actor, "review", session.apprentice_id)
    fell_short = value != "passed"
    earlier = desk.earlier_comments(ws.store, session.apprentice_id, ref, session_id) if fell_short else ()
    used = to_use_again(desk.written_comments(ws.store, ref, value))
    first_name = session.apprentice.split()[0]
    offers = [CommentOffer(text, used.get(text, 0), f"{first_name} was told this before") for text in earlier]
    offers += [CommentOffer(text, uses, f"used on {ref}") for text, uses in used.items() if text not in earlier]
    known = {offer.text for offer in offers}
    everywhere = desk.comment_uses(ws.store)
    ours = [text for text in ws.library.comments.get(value, ()) if text not in known]
    ours.sort(key=lambda text: -everywhere.get(text, 0))
    return (*offers, *(CommentOffer(text, everywhere.get(text, 0), "to start from") for text in ours))


def sign_off(
    ws: Workspace, actor: Actor, session_id: str, feedback: str = "", *, strengths: str = "", next_steps: str = ""
) -> None:
    """Close a review: the apprentice sees the marks and what is written; what is left empty stays as it was before.

    A sample of first reviews is put up for a second look by another trainer.
    """
    session = session_row(ws, session_id)
    require(actor, "review", session.apprentice_id)
    for what, text in (("feedback", feedback), ("list of strengths", strengths), ("list of next steps", next_steps)):
        _check_length(what, text)
    before = judgements.sign_off_of(ws.store, session_id)
    now = ws.timestamp()
    written = SignOff(
        signed_by=actor.name,
        signed_at=now,
        feedback=feedback.strip() or (before.feedback if before else ""),
        strengths=strengths.strip() or (before.strengths if before else ""),
        next_steps=next_steps.strip() or (before.next_steps if before else ""),
    )
    with ws.store.write() as writer:
        _refuse_claimed(ws, writer, actor.id, session_id)
        state, _ = table.standing(writer, session_id)
        if state == "waiting":
            state = after(state, "open-review")
        signed_off = after(state, "sign-off")
        judgements.add_sign_off(writer, session_id, actor.id, written)
        _write_state(writer, session, signed_off, actor.id, now)
        desk.release_claim(writer, session_id)
        if before is None and second_looks.has_marked(writer, actor.id, session_id):
            reviewed_before = second_looks.signed_off_before(writer, actor.id, session_id)
            if wants_second_look(reviewed_before, session_id):
                second_looks.add_second_look(writer, session_id, actor.id, now)


def suggestion_quality(ws: Workspace, actor: Actor, standard: str) -> dict[str, SuggestionQuality]:
    """Return by ref what became of a standard's suggestions once trainers marked them."""
    require(actor, "watch")
    return {each.ref: each for each in desk.suggestion_quality(ws.store, standard)}


def history(ws: Workspace, actor: Actor, session_id: str) -> tuple[Mark, ...]:
    """Return every mark ever given in a session, the replaced ones too, the oldest first.

    An apprentice sees those that a sign-off has followed.
    """
    session = session_row(ws, session_id)
    until = marks_known_until(ws, actor, session)
    return judgements.marks_of(ws.store, session_id, every=True, until=until) if until else ()


def _refuse_claimed(ws: Workspace, writer: Writer, trainer_id: str, session_id: str) -> None:
    """Raise ClaimedError where another trainer has the session on their desk and was active lately."""
    claim = desk.claim_of(writer, session_id)
    if claim is None or claim.trainer_id == trainer_id or not still_holds(claim.claimed_at, ws.now()):
        return
    since = datetime.fromisoformat(claim.claimed_at)
    raise ClaimedError(
        f"{claim.trainer} has this review open since {since:%H:%M} UTC.", "Choose another, or take this one over."
    )


def meanwhile(ws: Workspace, actor: Actor, session_id: str, signed_at: str | None) -> str:
    """Return in a sentence what another trainer did to a session under review, empty where nothing.

    `signed_at` is the sign-off (ISO 8601 UTC) known already.
    """
    session = session_row(ws, session_id)
    require(actor, "review", session.apprentice_id)
    sign_off = judgements.sign_off_of(ws.store, session_id)
    if sign_off is not None and sign_off.signed_at != signed_at:
        return f"{sign_off.signed_by} has just signed this review off."
    claim = desk.claim_of(ws.store, session_id)
    if claim is not None and claim.trainer_id != actor.id and still_holds(claim.claimed_at, ws.now()):
        return f"{claim.trainer} has taken this review over."
    return ""


def begin_marking(ws: Workspace, writer: Writer, trainer_id: str, session: Session, now: str) -> None:
    """Make sure that the session is in review and not on another trainer's desk; a claim is renewed, or taken over.

    Raises ClaimedError where another trainer was active on it lately.
    """
    _refuse_claimed(ws, writer, trainer_id, session.id)
    claim = desk.claim_of(writer, session.id)
    if claim is not None:
        desk.set_claim(writer, session.id, trainer_id, now)
    state, _ = table.standing(writer, session.id)
    if state == "in-review":
        if claim is not None:
            table.set_reviewer(writer, session.id, trainer_id)
        return
    event: Event = "reopen" if state == "reviewed" else "open-review"
    _write_state(writer, session, after(state, event), trainer_id, now)


def _write_state(writer: Writer, session: Session, state: State, reviewer_id: str | None, now: str) -> None:
    table.set_state(writer, session.id, state)
    table.set_reviewer(writer, session.id, reviewer_id)
    refs = stored_coverage.refs_touched(writer, session.id)
    stored_coverage.refresh_coverage(writer, session.apprentice_id, refs, now)


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
    _check_length("comment", comment)


def _check_length(what: str, text: str) -> None:
    if len(text) > LONGEST_COMMENT:
        raise UsageError(f"That {what} has {len(text)} characters; at most {LONGEST_COMMENT} fit.", "Shorten it.")
