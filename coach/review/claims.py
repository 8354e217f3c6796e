"""Claims: how long a session stays on the desk of a trainer who does nothing to it."""

from datetime import datetime, timedelta

CLAIM_HOURS = 12


def still_holds(claimed_at: str, now: datetime) -> bool:
    """Tell whether a claim made or renewed at a moment (ISO 8601) keeps others off the session."""
    return now - datetime.fromisoformat(claimed_at) <= timedelta(hours=CLAIM_HOURS)
