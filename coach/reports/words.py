"""Small words that several shells need: counts, lists and lengths of time ago."""

from collections.abc import Sequence
from datetime import datetime


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: `1 answer`, `3 criteria`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def ago(days: int) -> str:
    """Say how long ago something was, in whole days."""
    return "under a day ago" if days < 1 else f"{counted(days, 'day')} ago"


def on_day(moment: str) -> str:
    """Write the day of a moment (ISO 8601) as it is said: 2 March."""
    day = datetime.fromisoformat(moment)
    return f"{day.day} {day:%B}"


def listed(parts: Sequence[str], last: str = "or") -> str:
    """Write parts as a list in a sentence: `a, b or c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"
