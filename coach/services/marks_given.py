"""Every mark that stands for an apprentice, over all their sessions."""

from collections.abc import Iterator, Mapping

from coach.interview.states import HANDED_IN
from coach.reports.kinds.mark_sheet import PlacedMark, by_ref
from coach.services import people
from coach.services.rights import Actor
from coach.services.sessions import as_seen, marks_known_until
from coach.services.watch import end_of
from coach.services.workspace import Workspace
from coach.store import judgements
from coach.store import sessions as table


def marks_given(
    ws: Workspace, actor: Actor, apprentice: str, as_of: str | None = None
) -> Mapping[str, tuple[PlacedMark, ...]]:
    """Return the marks by ref, the one that decides first; with a day (ISO 8601), those that stood at its end.

    An apprentice is told a session's marks once it is signed off, and so for no day before that.
    """
    person = people.apprentice_for(ws, actor, apprentice)
    moment = end_of(as_of) if as_of else judgements.ALWAYS
    return by_ref(_placed(ws, actor, person.id, moment))


def _placed(ws: Workspace, actor: Actor, apprentice_id: str, moment: str) -> Iterator[PlacedMark]:
    for session in table.sessions_of(ws.store, apprentice_id):
        if session.state not in HANDED_IN:
            continue
        until = marks_known_until(ws, actor, session)
        if until is None or (actor.role == "apprentice" and until > moment):
            continue
        for mark in judgements.marks_of(ws.store, session.id, until=min(until, moment)):
            yield PlacedMark(as_seen(mark), session.id, mark.question)
