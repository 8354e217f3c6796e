"""Words and counts that several kinds of report have in common."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from coach.coverage.state import COVERAGE_STATES, CoverageState
from coach.reports.report import Column
from coach.reports.views import ApprenticeCoverage, CriterionState
from coach.review.grades import MethodGrade
from coach.standards.model import Standard

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SUGGESTIONS_ASIDE = "Only a trainer's marks count here; what was suggested or waits for a mark is listed apart."
A_MOCK = "These are marks of a practice. They are no result of an assessment and promise none."

STATE_COLUMNS = (
    Column("passed", "Passed", "number"),
    Column("attempted", "Attempted, not passed", "number"),
    Column("waiting", "Waiting for a mark", "number"),
    Column("suggested", "Suggested only", "number"),
    Column("untried", "Untried", "number"),
    Column("of", "Of", "number"),
)
"""How many criteria, or apprentices, are in each state."""


def state_counts(states: Sequence[CoverageState]) -> tuple[int, ...]:
    """Count some states as the columns of states have them."""
    return (*(states.count(state) for state in reversed(COVERAGE_STATES)), len(states))


def open_passes(criteria: Iterable[CriterionState]) -> int:
    """Count the pass criteria among some that are not passed."""
    return sum(1 for criterion in criteria if criterion.level == "pass" and criterion.state != "passed")


def day(moment: str | None) -> str | None:
    """Return the day of a moment (both ISO 8601)."""
    return moment[:10] if moment else None


def day_in_words(moment: str) -> str:
    """Write the day of a moment as in a letter: `2 March 2026`."""
    found = date.fromisoformat(moment[:10])
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def standard_title(standard: Standard) -> str:
    """Write a standard with its level and the version of its plan."""
    return f"{standard.title}, level {standard.level}, plan v{standard.plan_version}"


def sentence(text: str) -> str:
    """Return a text that begins as a sentence does."""
    return f"{text[:1].upper()}{text[1:]}"


def missing(grade: MethodGrade) -> str:
    """Say what stands between a method and its next grade."""
    if grade.missing_for_pass:
        return f"Missing for a pass: {', '.join(grade.missing_for_pass)}."
    if grade.grade == "distinction" or not grade.distinctions_of:
        return "Nothing is missing."
    if grade.capped:
        return "A resit is capped at pass."
    still = grade.distinctions_needed - grade.distinctions
    if still == len(grade.missing_for_distinction):
        return f"Missing for a distinction: {', '.join(grade.missing_for_distinction)}."
    return f"Missing for a distinction: {still} more of {', '.join(grade.missing_for_distinction)}."


def criterion_states(coverage: ApprenticeCoverage) -> Mapping[str, CriterionState]:
    """Return each criterion with its state, by ref."""
    return {criterion.ref: criterion for criterion in coverage.criteria}


def listed_refs(refs: Iterable[str]) -> str:
    """Write refs as they stand in a cell."""
    return ", ".join(refs)
