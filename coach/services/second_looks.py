"""Second looks: another trainer marks a sampled review afresh, and both settle what they see differently."""

from coach.errors import NotAllowedError, NotFoundError, UsageError
from coach.reports.second_look import AgreementView, OpenLook, PlaceToSettle
from coach.review.marks import MARKS, MarkValue
from coach.review.second_look import Place, agreement, disagreements, paired
from coach.services.review import begin_marking
from coach.services.rights import Actor, require
from coach.services.sessions import answer_to, session_row
from coach.services.workspace import Workspace
from coach.store import coverage as stored_coverage
from coach.store import judgements, sessions
from coach.store import second_looks as table
from coach.store.second_looks import SecondLook


def open_looks(ws: Workspace, actor: Actor) -> tuple[OpenLook, ...]:
    """Return the sampled reviews that wait for a second look by the actor: nobody looks twice at their own."""
    require(actor, "review")
    return tuple(
        OpenLook(look.session_id, session.apprentice, _title(ws, session), look.first_marker, look.sampled_at)
        for look in table.second_looks(ws.store)
        if look.closed_at is None and look.first_marker_id != actor.id and look.second_marker_id in (None, actor.id)
        for session in [session_row(ws, look.session_id)]
    )


def places(ws: Workspace, actor: Actor, session_id: str) -> tuple[Place, ...]:
    """Return the places the first trainer marked, without the marks: the second look is blind."""
    require(actor, "review")
    return tuple(sorted(table.first_marks_of(ws.store, _look(ws, session_id))))


def own_marks(ws: Workspace, actor: Actor, session_id: str) -> dict[Place, MarkValue]:
    """Return the actor's marks of a second look so far."""
    require(actor, "review")
    look = _look(ws, session_id)
    return table.second_marks_of(ws.store, session_id) if look.second_marker_id == actor.id else {}


def mark_again(ws: Workspace, actor: Actor, session_id: str, question: int, ref: str, value: MarkValue) -> None:
    """Mark a place afresh; it counts for agreement only. Raises NotAllowedError for one's own review."""
    require(actor, "review")
    if value not in MARKS:
        raise UsageError(f"{value} is not a mark.", f"Marks are {', '.join(MARKS)}.")
    with ws.store.write() as writer:
        look = _open_look(ws, actor, session_id)
        if (question, ref) not in table.first_marks_of(ws.store, look):
            raise NotFoundError(f"{ref} has no first mark in question {question}.", "Take one of the places listed.")
        if look.second_marker_id is None:
            table.set_second_marker(writer, session_id, actor.id)
        table.add_second_mark(writer, session_id, question, ref, value, actor.id, ws.timestamp())


def finish(ws: Workspace, actor: Actor, session_id: str) -> AgreementView:
    """Close a second look and return how far the two agree. Raises UsageError while a place is unmarked."""
    require(actor, "review")
    with ws.store.write() as writer:
        look = _open_look(ws, actor, session_id)
        left = set(table.first_marks_of(ws.store, look)) - set(table.second_marks_of(ws.store, session_id))
        if left:
            raise UsageError(f"{len(left)} of the marks are still to be given.", "Mark every place, then finish.")
        table.close_second_look(writer, session_id, ws.timestamp())
    return _agreement(ws, [_look(ws, session_id)])


def agreement_of(ws: Workspace, actor: Actor) -> AgreementView:
    """Return the agreement over every finished second look, with what is still to be settled."""
    require(actor, "review")
    return _agreement(ws, [look for look in table.second_looks(ws.store) if look.closed_at is not None])


def settle(ws: Workspace, actor: Actor, session_id: str, question: int, ref: str, value: MarkValue, why: str) -> None:
    """Settle a disagreement: the settled mark is added to the marks, with the reason; both earlier ones are kept.

    Where it changes the mark that stands, the review is open again, and the next sign-off tells the apprentice.
    Raises UsageError without a reason, NotFoundError where there is nothing to settle.
    """
    session = session_row(ws, session_id)
    require(actor, "review", session.apprentice_id)
    if not why.strip():
        raise UsageError("A settled mark needs its reason.", "Say in a line what decided it.")
    if value not in MARKS:
        raise UsageError(f"{value} is not a mark.", f"Marks are {', '.join(MARKS)}.")
    now = ws.timestamp()
    with ws.store.write() as writer:
        open_places = {(place.question, place.ref) for place in _to_settle(ws, _look(ws, session_id))}
        if (question, ref) not in open_places:
            raise NotFoundError(
                f"Nothing is to be settled at {ref} in question {question}.", "Take one that is listed."
            )
        standing = next(m for m in judgements.marks_of(ws.store, session_id) if (m.question, m.ref) == (question, ref))
        if standing.mark != value:
            begin_marking(ws, writer, actor.id, session, now)
        table.settle(writer, session_id, question, ref, value, why.strip(), actor.id, now)
        judgements.add_mark(
            writer,
            session_id,
            session.apprentice_id,
            question,
            ref,
            value,
            standing.comment,
            actor.id,
            now,
            why.strip(),
        )
        stored_coverage.refresh_coverage(writer, session.apprentice_id, [ref], now)


def _agreement(ws: Workspace, looks: list[SecondLook]) -> AgreementView:
    pairs: list[tuple[MarkValue, MarkValue]] = []
    open_places: list[PlaceToSettle] = []
    for look in looks:
        pairs += paired(table.first_marks_of(ws.store, look), table.second_marks_of(ws.store, look.session_id))
        open_places += _to_settle(ws, look)
    return AgreementView(len(looks), agreement(pairs), tuple(open_places))


def _to_settle(ws: Workspace, look: SecondLook) -> tuple[PlaceToSettle, ...]:
    if look.closed_at is None:
        return ()
    session = session_row(ws, look.session_id)
    settled = {(each.question, each.ref) for each in table.settlements_of(ws.store, look.session_id)}
    first, second = table.first_marks_of(ws.store, look), table.second_marks_of(ws.store, look.session_id)
    criteria = ws.library.standard(session.standard).by_ref
    texts = {n: q.text for n, q in enumerate(sessions.questions_of(ws.store, session.id), 1)}
    return tuple(
        PlaceToSettle(
            session_id=session.id,
            apprentice=session.apprentice,
            handed_in_at=session.handed_in_at or session.started_at,
            question=each.question,
            question_text=texts.get(each.question, ""),
            answer=answer_to(ws, session.id, each.question),
            ref=each.ref,
            title=criteria[each.ref].title,
            first=each.first,
            first_by=look.first_marker,
            second=each.second,
            second_by=look.second_marker or "",
        )
        for each in disagreements(first, second)
        if (each.question, each.ref) not in settled
    )


def _look(ws: Workspace, session_id: str) -> SecondLook:
    found = table.second_looks(ws.store, session_id)
    if not found:
        raise NotFoundError(
            f"Session {session_id} is not up for a second look.", "coach second-look lists those that are."
        )
    return found[0]


def _open_look(ws: Workspace, actor: Actor, session_id: str) -> SecondLook:
    look = _look(ws, session_id)
    if look.first_marker_id == actor.id:
        raise NotAllowedError("A second look at one's own marks shows nothing.", "Leave it to another trainer.")
    if look.closed_at is not None:
        raise UsageError("This second look is finished.", "What the two see differently can be settled.")
    if look.second_marker_id not in (None, actor.id):
        raise NotAllowedError(f"{look.second_marker} has begun this second look.", "Take another.")
    return look


def _title(ws: Workspace, session: sessions.Session) -> str:
    return ws.library.standard(session.standard).methods_by_id[session.method].title
