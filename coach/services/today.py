"""What an apprentice may rehearse today, from everything the store knows of them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from coach.content.diagnostic import nearest
from coach.coverage import today as core
from coach.coverage.spacing import due_on
from coach.coverage.wishes import Item, Stage, Unfinished, in_turn, section_item
from coach.errors import NotFoundError, UsageError
from coach.interview.sitting import minutes_by_rule
from coach.interview.states import HANDED_IN, UNFINISHED
from coach.services import people
from coach.services.assign import assignments
from coach.services.rights import Actor
from coach.services.second_try import attempted_in
from coach.services.watch import coverage_of
from coach.services.workspace import Workspace
from coach.standards.model import Criterion, Method, Standard
from coach.standards.organisation import Organisation
from coach.store import coverage as stored_coverage
from coach.store import people as people_table
from coach.store import programme
from coach.store import sessions as table
from coach.store.sessions import Session

SHOW_CONSISTENCY = "show_consistency"
WINDOW_DAYS = 14
FEWEST_IN_A_WHOLE_MOCK = 8
"""Questions from which on a sitting counts as a whole mock: a small bank may be short of ten."""


def today_for(ws: Workspace, actor: Actor, minutes: int) -> tuple[Item, ...]:
    """Return what to rehearse in the minutes there are, for the apprentice who asks. Raises UsageError."""
    if not core.FEWEST_MINUTES <= minutes <= core.MOST_MINUTES:
        hint = f"Give {core.FEWEST_MINUTES} to {core.MOST_MINUTES}."
        raise UsageError(f"{minutes} minutes is out of range.", hint)
    return _plan(ws, actor, minutes)


def next_drill(ws: Workspace, actor: Actor) -> Item | None:
    """Return the one question Today would ask now, whatever is half done; None where nothing presses."""
    return next(iter(_plan(ws, actor, core.MINUTES_A_QUESTION, half_done=False)), None)


def _plan(ws: Workspace, actor: Actor, minutes: int, *, half_done: bool = True) -> tuple[Item, ...]:
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
            sections={section.id: section.title for section in standard.sections},
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
            if half_done and s.state in UNFINISHED and not s.scenario
        ],
        marked_on={ref: judged[-1][0] for ref, judged in shown.items()},
        due=due,
        gateway_on=gateway_on,
        tried=attempted_in(ws, actor, [ref for ref, state in coverage.states.items() if state == "attempted"]),
    )


def method_for(ws: Workspace, actor: Actor, method: str | None, refs: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the method and the criteria of one question: those named, else what Today would ask.

    Of refs only those of the method count. Raises NotFoundError for a ref that is none of the apprentice's.
    """
    person = people.find(ws, actor.id, "apprentice")
    criteria = ws.library.standard(person.standard or "").criteria_for(face_to_face=person.face_to_face)
    methods = {criterion.ref: criterion.method for criterion in criteria}
    for ref in refs:
        if ref not in methods:
            raise NotFoundError(f"{ref} is not one of your criteria.", nearest(ref, list(methods)))
    if refs:
        chosen = method or methods[refs[0]]
        return chosen, tuple(ref for ref in refs if methods[ref] == chosen)
    drill = next_drill(ws, actor)
    if drill is not None and method in (None, drill.method):
        return drill.method, drill.refs
    return method or criteria[0].method, ()


def section_drill(ws: Workspace, actor: Actor, section: str, method: str = "") -> Item:
    """Return a drill of one section of the standard: of the method named, else of the one with most of it open.

    Raises NotFoundError for a section that has none of the apprentice's criteria.
    """
    person = people.find(ws, actor.id, "apprentice")
    standard = ws.library.standard(person.standard or "")
    states = coverage_of(ws, actor, person.id).states
    own = [
        c
        for c in standard.criteria_for(face_to_face=person.face_to_face)
        if c.section.casefold() == section.casefold() and method in ("", c.method)
    ]
    if not own:
        known = list(dict.fromkeys(c.section for c in standard.criteria_for(face_to_face=person.face_to_face)))
        raise NotFoundError(f"{section} is no section of your standard.", nearest(section, known))
    return section_item(standard.sections_by_id[own[0].section].title, own, states)


def next_of(ws: Workspace, actor: Actor, method: str) -> Criterion | None:
    """Return the criterion of a method that Today would take first; None where none wants a rehearsal."""
    person = people.find(ws, actor.id, "apprentice")
    criteria = ws.library.standard(person.standard or "").criteria_of(method, face_to_face=person.face_to_face)
    shown = stored_coverage.shown_days(ws.store, person.id)
    marked_on = {ref: datetime.fromisoformat(judged[-1][0]).date() for ref, judged in shown.items()}
    return next(iter(in_turn(criteria, coverage_of(ws, actor, person.id).states, marked_on)), None)


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
    with ws.store.write(actor.id, quiet=True) as writer:
        people_table.set_private(writer, actor.id, SHOW_CONSISTENCY, "yes" if shown else "no")


def _last_whole(sessions: Sequence[Session], method: str) -> date | None:
    """Return the day of the last sitting at full length."""
    days = [
        datetime.fromisoformat(s.started_at).date()
        for s in sessions
        if s.method == method and s.state in HANDED_IN and s.terms.questions >= FEWEST_IN_A_WHOLE_MOCK
    ]
    return max(days, default=None)
