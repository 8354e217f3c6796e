"""The trainer's desk in lines: how long feedback takes, how far trainers agree, how far suggestions held."""

from collections.abc import Sequence

from coach.coverage.assignment import Assignment, AssignmentState
from coach.reports.second_look import AgreementView, PlaceToSettle
from coach.reports.views import FeedbackAges, QueueItem
from coach.reports.words import ago, counted, on_day
from coach.review.marks import IN_WORDS
from coach.review.second_look import Agreement, kappa_in_words


def queue_in_words(waiting: int) -> str:
    """Say how many sessions wait for review."""
    if not waiting:
        return "nothing waits"
    return f"{counted(waiting, 'session')} {'waits' if waiting == 1 else 'wait'} for review"


def facts_in_words(item: QueueItem) -> list[str]:
    """Say how long a session waits, how many answers it has and how much is suggested."""
    suggested = f"{counted(item.suggested, 'criterion', 'criteria')} suggested"
    return [ago(item.days), counted(item.questions, "answer"), suggested]


def desk_in_words(item: QueueItem) -> str:
    """Say on whose desk a session is; nothing where it is on nobody's."""
    if item.claimed_by:
        return f"on the desk of {item.claimed_by}"
    return f"in review by {item.reviewer}" if item.state == "in-review" and item.reviewer else ""


def ages_in_words(ages: FeedbackAges) -> str:
    """Say how long feedback took lately and how old the oldest waiting session is."""
    parts = []
    if ages.oldest_waiting_days is not None:
        parts.append(f"The oldest has waited {counted(ages.oldest_waiting_days, 'day')}.")
    if ages.median_hours is not None and ages.ninetieth_hours is not None:
        took = f"Feedback takes {span(ages.median_hours)} as a rule"
        parts.append(f"{took}; nine in ten have it within {span(ages.ninetieth_hours)} (last 90 days).")
    return " ".join(parts) or "No feedback was given in the last 90 days."


def span(hours: float) -> str:
    """Write a span in the unit that fits it."""
    if hours < 1:
        return counted(max(1, round(hours * 60)), "minute")
    if hours < 48:
        return counted(round(hours), "hour")
    return counted(round(hours / 24), "day")


def agreement_in_lines(view: AgreementView, *, ids: bool = False) -> list[str]:
    """Return agreement over all second looks in lines, then what is to be settled, with its sessions' ids if wanted."""
    if view.agreement is None:
        return ["No second look is finished yet. The first ten reviews of every trainer turn up in the queue for one."]
    lines = [f"{counted(view.looks, 'second look')}: {_share(view.agreement)}."]
    lines += [f"{place.session_id}  " * ids + place_in_words(place) for place in view.to_settle]
    return [*lines, "Nothing is to be settled."] if not view.to_settle else lines


def _share(found: Agreement) -> str:
    share = f"{found.agreed} of {counted(found.places, 'mark')} agree"
    if not found.says_something:
        return f"{share}, too few to say how far"
    kappa = "" if found.kappa is None else f", Cohen's kappa {found.kappa:.2f}"
    return f"{share}, {found.percent:.0f} %{kappa} ({kappa_in_words(found.kappa)})"


def place_in_words(place: PlaceToSettle) -> str:
    """Return a disagreement in one line."""
    return (
        f"{place.apprentice}, {on_day(place.handed_in_at)}, question {place.question}, {place.ref} {place.title}: "
        f"{place.first_by} says {IN_WORDS[place.first]}, {place.second_by} says {IN_WORDS[place.second]}."
    )


STATES_IN_WORDS: dict[AssignmentState, str] = {
    "open": "open",
    "late": "late",
    "done": "done",
    "withdrawn": "taken back",
}


def assignment_in_words(assignment: Assignment, state: AssignmentState, method_title: str) -> str:
    """Return an assignment in one line, as a trainer reads it."""
    due = f", by {assignment.due_on}" if assignment.due_on else ""
    note = f" “{assignment.note}”" if assignment.note else ""
    refs = ", ".join(assignment.refs)
    return f"{assignment.apprentice}: {method_title}, {refs}{due}: {STATES_IN_WORDS[state]}.{note}"


def assignments_in_lines(rows: Sequence[tuple[Assignment, AssignmentState, str]]) -> list[str]:
    """Return assignments in lines, each with its id."""
    return [f"{each.id}  {assignment_in_words(each, state, title)}" for each, state, title in rows] or [
        "Nothing is assigned."
    ]
