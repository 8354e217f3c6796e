"""What an apprentice may rehearse today, from everything the store knows of them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from coach.coverage import today as core
from coach.coverage.spacing import due_on
from coach.coverage.today import Item, Stage, Unfinished
from coach.errors import UsageError
from coach.interview.sitting import minutes_by_rule
from coach.interview.states import HANDED_IN, UNFINISHED
from coach.services import people
from coach.services.assign import assignments
from coach.services.rights import Actor
from coach.services.watch import coverage_of
from coach.services.workspace import Workspace
from coach.standards.model import Method, Standard
from coach.standards.organisation import Organisation
from coach.store import coverage as stored_coverage
from coach.store import people as people_table
from coach.store import programme
from coach.store import sessions as table
from coach.store.sessions import Session

SHOW_CONSISTENCY = "show_consistency"
WINDOW_DAYS = 14


def today_for(ws: Workspace, actor: Actor, minutes: int) -> tuple[Item, ...]:
    """Return what to rehearse in the minutes there are, for the apprentice who asks. Raises UsageError."""
    if not 1 <= minutes <= 240:
        raise UsageError(f"{minutes} minutes is out of range.", "Give 1 to 240.")
    person = people.find(ws, actor.id, "apprentice")
    standard = ws.library.standard(person.standard or "")
    organisation = ws.library.organisation(person.organisation or "")
    coverage = coverage_of(ws, actor, person.id)
    sessions = table.sessions_of(ws.store, person.id)
    held_on = {method: date.fromisoformat(day) for method, day in programme.dates_of(ws.store, person.id).items()}
    gateway_on = date.fromisoformat(person.gateway_on) if person.gateway_on else None
    today = ws.now().date()
    shown = {
        ref: [(datetime.fromisoformat(at).date(), mark) for at, mark in judged]
        for ref, judged in stored_coverage.shown_days(ws.store, person.id).items()
    }
    due = {ref: day for ref, judged in shown.items() if (day := due_on(judged, gateway_on=gateway_on)) is not None}
    stages = [
        Stage(
            method=method.id,
            title=method.title,
            criteria=standard.criteria_of(method.id, face_to_face=person.face_to_face),
            minutes=minutes_by_rule(organisation.rules(method.id), observed=method.conversation == "observed"),
            held_on=held_on.get(method.id),
            last_mock_on=_last_whole(sessions, method.id),
            can_mock=method.conversation != "observed",
        )
        for method in in_order(standard, organisation)
    ]
    return core.plan(
        minutes,
        today,
        stages,
        coverage.states,
        assignments=[a for a in assignments(ws, actor) if a.state(today) in ("open", "late")],
        unfinished=[
            Unfinished(s.id, s.method, round(max(0.0, s.terms.allowed - s.elapsed) / 60))
            for s in sessions
            if s.state in UNFINISHED and not s.scenario
        ],
        marked_on={ref: judged[-1][0] for ref, judged in shown.items()},
        due=due,
        gateway_on=gateway_on,
    )


def in_order(standard: Standard, organisation: Organisation) -> tuple[Method, ...]:
    """Return the methods in the order the organisation wants or advises, else in the plan's."""
    methods = list(standard.methods)
    for rule in organisation.order:
        ids = [method.id for method in methods]
        if rule.value.first in ids and rule.value.then in ids:
            first, then = ids.index(rule.value.first), ids.index(rule.value.then)
            if first > then:
                methods.insert(then, methods.pop(first))
    return tuple(methods)


def days_practised(ws: Workspace, actor: Actor) -> int | None:
    """Return on how many of the last fourteen days the actor rehearsed; None where they have not switched it on."""
    if people_table.private_setting(ws.store, actor.id, SHOW_CONSISTENCY) != "yes":
        return None
    today = ws.now().date()
    first = today - timedelta(days=WINDOW_DAYS - 1)
    days = {
        datetime.fromisoformat(moment).date()
        for s in table.sessions_of(ws.store, actor.id)
        for moment in (s.started_at, s.touched_at)
    }
    return sum(1 for day in days if first <= day <= today)


def show_days_practised(ws: Workspace, actor: Actor, *, shown: bool) -> None:
    """Switch the count of days on or off for the actor alone."""
    people.find(ws, actor.id, "apprentice")
    with ws.store.write() as writer:
        people_table.set_private(writer, actor.id, SHOW_CONSISTENCY, "yes" if shown else "no")


def _last_whole(sessions: Sequence[Session], method: str) -> date | None:
    """Return the day of the last sitting at full length."""
    days = [
        datetime.fromisoformat(s.started_at).date()
        for s in sessions
        if s.method == method and s.state in HANDED_IN and s.terms.questions >= 8
    ]
    return max(days, default=None)
