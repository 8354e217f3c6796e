"""What somebody sees first: where they stand and what they can do now."""

from dataclasses import dataclass
from datetime import date

from coach.interview.states import UNFINISHED
from coach.reports.views import ApprenticeCoverage
from coach.services import people
from coach.services.rights import Actor
from coach.services.watch import coverage_of
from coach.services.workspace import Workspace
from coach.standards.organisation import Organisation
from coach.store import sessions as table
from coach.store.people import Person
from coach.store.sessions import Session


@dataclass(frozen=True, slots=True)
class MethodOffer:
    """A method that can be rehearsed as a mock now, with the rules it runs by."""

    method: str
    title: str
    minutes: int | None
    questions: int | None
    passed: int
    of: int


@dataclass(frozen=True, slots=True)
class Home:
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
        if method.conversation != "questions" or not ws.library.questions(standard.id, method.id):
            continue
        rules = organisation.rules(method.id)
        own = [criterion for criterion in coverage.criteria if criterion.method == method.id]
        offers.append(
            MethodOffer(
                method=method.id,
                title=method.title,
                minutes=rules.minutes.value if rules.minutes else None,
                questions=rules.questions.value if rules.questions else None,
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
    )


def _lately(session: Session, today: date) -> bool:
    return session.reviewed_at is not None and (today - date.fromisoformat(session.reviewed_at[:10])).days <= 14
