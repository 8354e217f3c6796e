"""What the coach greets an apprentice with: where they stand, in a few sentences."""

from collections.abc import Sequence
from datetime import date

from coach.reports.words import counted, on_day
from coach.services import people
from coach.services.home import Home
from coach.services.rights import Actor
from coach.services.today import WINDOW_DAYS
from coach.services.workspace import Workspace
from coach.store import people as people_table
from coach.store.sessions import Session
from coach.talk.replies import Wordings

_LAST_VISIT = "last_visit"
_DAYS_IN_WEEKS = 14
"""Days from which on a length of time is said in weeks."""


def visit(ws: Workspace, actor: Actor) -> str | None:
    """Write down that an apprentice is here, and return when (ISO 8601 UTC) they were here last."""
    people.find(ws, actor.id, "apprentice")
    last = people_table.private_setting(ws.store, actor.id, _LAST_VISIT)
    with ws.store.write(actor.id, quiet=True) as writer:
        people_table.set_private(writer, actor.id, _LAST_VISIT, ws.timestamp())
    return last


def greeting(home: Home, since: str | None, today: date, words: Wordings) -> tuple[str, ...]:
    """Return what is said on coming in; `since` is the last visit (ISO 8601 UTC), None for the first."""
    said = [words.say("greeting", name=home.person.name.split()[0])]
    if home.days_to_gateway is not None and home.days_to_gateway >= 0:
        said.append(words.say("greeting.gateway", when=ahead(home.days_to_gateway)))
    if home.unfinished:
        newest = home.unfinished[0]
        said.append(words.say("greeting.unfinished", what=what_of(newest), day=on_day(newest.started_at)))
    marked = [s for s in home.newly_reviewed if since is None or (s.reviewed_at or "") > since]
    if len(marked) > 1:
        said.append(words.say("greeting.marks.several", count=counted(len(marked), "session")))
    elif marked:
        said.append(words.say("greeting.marks", what=what_of(marked[0]), day=on_day(marked[0].started_at)))
    if home.assigned:
        said.append(_assigned(home, today, words))
    if home.waiting:
        said.append(words.say("greeting.waiting", count=counted(home.waiting, "session")))
    if home.days_practised:
        said.append(words.say("days", days=home.days_practised, window=WINDOW_DAYS))
    if not (home.unfinished or home.newly_reviewed or home.waiting or home.assigned or home.coverage.count("passed")):
        said.append(words.say("greeting.new"))
    return tuple(said)


def ahead(days: int) -> str:
    """Say how far off a day is: today, tomorrow, in 5 days, in 6 weeks."""
    if days <= 1:
        return "tomorrow" if days else "today"
    return f"in {counted(days, 'day')}" if days < _DAYS_IN_WEEKS else f"in {counted(days // 7, 'week')}"


def what_of(session: Session) -> str:
    """Say what a sitting is."""
    return "role-play" if session.scenario else session.method.replace("-", " ")


def _assigned(home: Home, today: date, words: Wordings) -> str:
    first = home.assigned[0]
    late = first.state(today) == "late"
    by = f" by {on_day(first.due_on)}" if first.due_on else ""
    refs = _some(first.refs)
    key = "greeting.assigned.late" if late else "greeting.assigned"
    return words.say(key, trainer=first.assigned_by, refs=refs, by=by)


def _some(refs: Sequence[str], shown: int = 3) -> str:
    more = f" and {len(refs) - shown} more" if len(refs) > shown else ""
    return f"{', '.join(refs[:shown])}{more}"
