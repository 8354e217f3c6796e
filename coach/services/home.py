"""What somebody sees first: where they stand and what they can do now."""

from datetime import date

import msgspec

from coach.coverage.assignment import Assignment
from coach.interview.sitting import minutes_by_rule
from coach.interview.states import UNFINISHED
from coach.reports.views import ApprenticeCoverage
from coach.services import people
from coach.services.assign import assignments
from coach.services.rehearse import can_be_resat
from coach.services.rights import Actor
from coach.services.today import days_practised
from coach.services.watch import coverage_of
from coach.services.workspace import Workspace
from coach.standards.organisation import Organisation
from coach.store import sessions as table
from coach.store.people import Person
from coach.store.sessions import Session


class MethodOffer(msgspec.Struct, frozen=True):
    """A method that can be rehearsed as a mock now, with the rules it runs by."""

    method: str
    title: str
    minutes: int
    passed: int
    of: int


class Home(msgspec.Struct, frozen=True):
    """Where an apprentice stands."""

    person: Person
    standard_title: str
    organisation: Organisation
    expired: bool
    days_to_gateway: int | None
    unfinished: tuple[Session, ...]
    newly_reviewed: tuple[Session, ...]
    waiting: int
    coverage: ApprenticeCoverage
    offers: tuple[MethodOffer, ...]
    assigned: tuple[Assignment, ...]
    """What a trainer asks for and is not done yet, the earliest due first."""
    days_practised: int | None
    """On how many of the last fourteen days they rehearsed; None where they don't want it said."""


def home_of(ws: Workspace, actor: Actor) -> Home:
    """Return what an apprentice's home shows."""
    person = people.find(ws, actor.id, "apprentice")
    standard = ws.library.standard(person.standard or "")
    organisation = ws.library.organisation(person.organisation or "")
    coverage = coverage_of(ws, actor, person.id)
    sessions = table.sessions_of(ws.store, person.id)
    today = ws.now().date()
    offers = []
    for method in standard.methods:
        rules = organisation.rules(method.id)
        observed = method.conversation == "observed"
        own = [criterion for criterion in coverage.criteria if criterion.method == method.id]
        offers.append(
            MethodOffer(
                method=method.id,
                title=f"questions of the {method.title}" if observed else method.title,
                minutes=minutes_by_rule(rules, observed=observed),
                passed=sum(1 for criterion in own if criterion.state == "passed"),
                of=len(own),
            )
        )
    return Home(
        person=person,
        standard_title=f"{standard.title}, level {standard.level}",
        organisation=organisation,
        expired=organisation.expired(today),
        days_to_gateway=(date.fromisoformat(person.gateway_on) - today).days if person.gateway_on else None,
        unfinished=tuple(s for s in sessions if s.state in UNFINISHED),
        newly_reviewed=tuple(s for s in sessions if s.state == "reviewed" and _lately(s, today)),
        waiting=sum(1 for s in sessions if s.state in ("waiting", "in-review")),
        coverage=coverage,
        offers=tuple(offers),
        days_practised=days_practised(ws, actor),
        assigned=tuple(a for a in assignments(ws, actor) if a.state(today) in ("open", "late")),
    )


class Setup(msgspec.Struct, frozen=True):
    """What is to be known before a mock of a method starts."""

    title: str
    minutes: int
    advice: tuple[str, ...]
    last_sat_on: str | None
    """The day (ISO 8601) of the sitting that a resit would repeat."""


def setup_of(ws: Workspace, actor: Actor, method: str) -> Setup:
    """Return a method's length and the organisation's word on the order, for the actor."""
    person = people.find(ws, actor.id, "apprentice")
    standard = ws.library.standard(person.standard or "")
    organisation = ws.library.organisation(person.organisation or "")
    titles = {each.id: each.title.lower() for each in standard.methods}
    rules = organisation.rules(method)
    observed = standard.methods_by_id[method].conversation == "observed"
    handed_in = [s for s in table.sessions_of(ws.store, person.id) if s.method == method and can_be_resat(s)]
    return Setup(
        title=standard.methods_by_id[method].title,
        minutes=minutes_by_rule(rules, observed=observed),
        advice=tuple(
            f"{organisation.title} {'wants' if rule.value.required else 'advises'} the {titles[rule.value.first]} "
            f"before the {titles[rule.value.then]}."
            for rule in organisation.order
            if rule.value.then == method
        ),
        last_sat_on=handed_in[0].started_at[:10] if handed_in else None,
    )


def _lately(session: Session, today: date) -> bool:
    return session.reviewed_at is not None and (today - date.fromisoformat(session.reviewed_at[:10])).days <= 14
