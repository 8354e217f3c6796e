"""When a criterion that was passed is worth another go: the free spaced repetition scheduler (FSRS)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from fsrs import Card, Rating, Scheduler

from coach.review.marks import MarkValue

RATINGS: dict[MarkValue, Rating] = {"none": Rating.Again, "attempted": Rating.Hard, "passed": Rating.Good}
LONGEST_DAYS = 60
"""No criterion rests longer than this, whatever the scheduler thinks of it."""


def due_on(shown: Iterable[tuple[date, MarkValue]], *, gateway_on: date | None = None) -> date | None:
    """Return the day a criterion is due again, from the days it was shown and how each was judged.

    With a gateway ahead it is due the day before at the latest. None where it was never shown.
    """
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False)
    card = None
    for day, mark in sorted(shown, key=lambda pair: pair[0]):
        moment = datetime.combine(day, time(), UTC)
        card = card or Card(card_id=1, due=moment)
        card, _ = scheduler.review_card(card, RATINGS[mark], moment)
    if card is None:
        return None
    due, last = card.due.date(), card.last_review
    if gateway_on is not None and last is not None and last.date() < gateway_on <= due:
        return max(last.date(), gateway_on - timedelta(days=1))
    return due
