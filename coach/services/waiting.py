"""The queue: what waits for a trainer, what was reviewed lately, and how long feedback takes."""

from datetime import datetime, timedelta
from math import ceil
from statistics import median

from coach.reports.views import FeedbackAges, QueueItem, ReviewedItem
from coach.review.claims import still_holds
from coach.services.rights import Actor, require
from coach.services.workspace import Workspace, in_iso
from coach.store import desk, judgements
from coach.store import sessions as table
from coach.store.people import name_key
from coach.store.sessions import Session

LATELY_DAYS = 90
"""How far back the figures on feedback look."""


def queue(
    ws: Workspace,
    actor: Actor,
    *,
    cohort: str | None = None,
    method: str | None = None,
    apprentice: str | None = None,
) -> tuple[QueueItem, ...]:
    """Return what waits for review, the oldest first; the filters go by cohort, method id and apprentice's name."""
    require(actor, "review")
    now = ws.now()
    claims = desk.claims(ws.store)
    suggested = judgements.suggested_counts(ws.store)
    items = []
    for session in table.sessions_for_review(ws.store):
        if not _wanted(session, cohort, method, apprentice):
            continue
        handed_in = session.handed_in_at or session.touched_at
        claim = claims.get(session.id)
        items.append(
            QueueItem(
                session_id=session.id,
                apprentice=session.apprentice,
                cohort=session.cohort,
                method=session.method,
                method_title=ws.library.standard(session.standard).methods_by_id[session.method].title,
                mode=session.mode,
                state=session.state,
                handed_in_at=handed_in,
                days=max(0, (now - datetime.fromisoformat(handed_in)).days),
                questions=len(session.progress.answered),
                suggested=suggested.get(session.id, 0),
                reviewer=session.reviewer if session.state == "in-review" else None,
                claimed_by=claim.trainer if claim and still_holds(claim.claimed_at, now) else None,
            )
        )
    return tuple(items)


def _wanted(session: Session, cohort: str | None, method: str | None, apprentice: str | None) -> bool:
    return (
        (cohort is None or (session.cohort is not None and name_key(session.cohort) == name_key(cohort)))
        and method in (None, session.method)
        and (apprentice is None or name_key(apprentice) in name_key(session.apprentice))
    )


def reviewed_lately(ws: Workspace, actor: Actor, at_most: int = 8) -> tuple[ReviewedItem, ...]:
    """Return the sessions signed off last, the newest first."""
    require(actor, "review")
    now = ws.now()
    return tuple(
        ReviewedItem(
            session_id=session.id,
            apprentice=session.apprentice,
            cohort=session.cohort,
            method_title=ws.library.standard(session.standard).methods_by_id[session.method].title,
            mode=session.mode,
            reviewer=session.reviewer,
            reviewed_at=session.reviewed_at or "",
            days=max(0, (now - datetime.fromisoformat(session.reviewed_at or "")).days),
        )
        for session in table.sessions_reviewed_last(ws.store, at_most)
    )


def feedback_ages(ws: Workspace, actor: Actor) -> FeedbackAges:
    """Return how long feedback took over the last ninety days, and how old the oldest waiting session is."""
    require(actor, "review")
    now = ws.now()
    hours = desk.feedback_hours(ws.store, in_iso(now - timedelta(days=LATELY_DAYS)))
    waiting = table.oldest_hand_in_waiting(ws.store)
    return FeedbackAges(
        sessions=len(hours),
        median_hours=median(hours) if hours else None,
        ninetieth_hours=ninetieth(hours),
        oldest_waiting_days=max(0, (now - datetime.fromisoformat(waiting)).days) if waiting else None,
    )


def ninetieth(values: tuple[float, ...]) -> float | None:
    """Return the value that nine in ten do not exceed (the 90th percentile by nearest rank); of none None."""
    return sorted(values)[ceil(len(values) * 9 / 10) - 1] if values else None
