"""Who has handed nothing in for a while: a trainer may want a word with them."""

from datetime import datetime

from coach.interview.states import HANDED_IN
from coach.reports.views import QuietItem
from coach.services import people
from coach.services.rights import Actor, require
from coach.services.workspace import Workspace
from coach.store import sessions as table
from coach.store.people import name_key

QUIET_DAYS = 14
"""After so many days without a hand-in an apprentice is listed."""


def quiet(ws: Workspace, actor: Actor, *, cohort: str | None = None) -> tuple[QuietItem, ...]:
    """Return the apprentices who handed nothing in for a fortnight: those who never did, then the longest ago first.

    What somebody practises without handing it in is theirs alone and counts for nothing here.
    """
    require(actor, "watch")
    last: dict[str, str] = {}
    for session in table.all_sessions(ws.store):
        if session.state in HANDED_IN and session.handed_in_at:
            last[session.apprentice_id] = max(last.get(session.apprentice_id, ""), session.handed_in_at)
    today = ws.now().date()
    items = []
    for person in people.everybody(ws):
        if person.role != "apprentice" or (cohort is not None and name_key(person.cohort or "") != name_key(cohort)):
            continue
        on = datetime.fromisoformat(last[person.id]).date() if person.id in last else None
        days = max(0, (today - on).days) if on else None
        if days is None or days >= QUIET_DAYS:
            items.append(QuietItem(person.id, person.name, person.cohort, on.isoformat() if on else None, days))
    return tuple(sorted(items, key=lambda item: (item.last_on or "", item.apprentice.casefold())))
