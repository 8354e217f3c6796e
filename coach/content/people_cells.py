"""What one cell of a CSV file of people says: a day, a yes or a no, a percentage, a name."""

import re
from datetime import date

from coach.content.people_csv import shortened
from coach.errors import UsageError

NOTHING = "none"
"""The word that takes away what was known; an empty cell leaves it as it is."""

LONGEST = 300

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_UK = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", re.ASCII)
_MIDNIGHT = re.compile(r"[T ]00?:00(:00(\.0+)?)?Z?$")
_YEARS = range(2000, 2100)
_YES = {"yes", "y", "true", "1"}
_NO = {"no", "n", "false", "0"}
_FORMULA = ("=", "+", "-", "@")


def day(cell: str) -> str:
    """Return a day as ISO 8601, from 2026-03-31 or, day first as in the UK, 31/03/2026.

    Raises UsageError for anything else.
    """
    bare = _MIDNIGHT.sub("", cell)
    if _SHORT_YEAR.fullmatch(bare):
        raise UsageError(f"{shortened(cell)} leaves the century open.", "Write it as 2026-03-31 or 31/03/2026.")
    if found := _ISO.fullmatch(bare):
        year, month, number = map(int, found.groups())
    elif found := _UK.fullmatch(bare):
        number, month, year = int(found[1]), int(found[3]), int(found[4])
    else:
        raise UsageError(f"{shortened(cell)} is not a date.", "Write it as 2026-03-31 or 31/03/2026.")
    try:
        meant = date(year, month, number)
    except ValueError:
        first = "; the day comes first" if found.re is _UK and month > 12 else ""
        raise UsageError(f"{shortened(cell)} is not a date{first}.", "Write it as 2026-03-31.") from None
    if year not in _YEARS:
        raise UsageError(f"The year {year} cannot be meant.", "Write the day as 2026-03-31.")
    return meant.isoformat()


def yes_or_no(cell: str) -> bool:
    """Return what a yes or a no means. Raises UsageError for anything else."""
    word = cell.casefold()
    if word not in _YES | _NO:
        raise UsageError(f"{shortened(cell)} is neither yes nor no.", "Write yes or no.")
    return word in _YES


def private_percent(cell: str) -> int:
    """Return a whole percentage. Raises UsageError that never repeats what stood there."""
    digits = cell.removesuffix("%").strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 3 and int(digits) <= 100):
        raise UsageError("this is no whole percentage.", "Write a number from 0 to 100.")
    return int(digits)


def check_length(cell: str) -> None:
    """Raise UsageError for a cell that no detail of anybody fills."""
    if len(cell) > LONGEST:
        raise UsageError(f"this cell has {len(cell):,} characters.", f"At most {LONGEST} fit.")


def no_formula(cell: str) -> str:
    """Return text that no spreadsheet would reckon with. Raises UsageError for the rest."""
    if cell.startswith(_FORMULA):
        told = f"{shortened(cell)} begins with {cell[0]}, which a spreadsheet takes for a formula."
        raise UsageError(told, "Write it without.")
    return cell


def or_nothing(cell: str) -> str:
    """Return the cell, or empty text where it says that there is nothing."""
    return "" if cell.casefold() == NOTHING else cell
