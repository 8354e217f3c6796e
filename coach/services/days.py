"""Days as people give them."""

from datetime import date

from coach.errors import UsageError


def checked_day(text: str, what: str = "") -> date:
    """Return a day written as ISO 8601 (2026-03-31); `what` names it in the refusal. Raises UsageError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        named = f"The {what} {text}" if what else text
        raise UsageError(f"{named} is not a date.", "Write it as 2026-03-31.") from None
