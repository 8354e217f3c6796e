"""Coverage and grades in lines."""

from collections.abc import Mapping

from coach.coverage.state import COVERAGE_STATES, CoverageState
from coach.reports.views import ApprenticeCoverage, ApprenticeGrades, CohortCoverage
from coach.review.grades import MethodGrade

GLYPHS: Mapping[CoverageState, str] = {
    "untried": "·",
    "suggested": "?",
    "waiting": "…",
    "attempted": "×",
    "passed": "✓",
}


def apprentice_in_lines(coverage: ApprenticeCoverage) -> list[str]:
    """Return one apprentice's criteria with their states in words, then what to rehearse next."""
    lines = [f"{coverage.name}, {coverage.standard}"]
    for criterion in coverage.criteria:
        lines.append(f"{criterion.ref} {criterion.title} ({criterion.level}): {criterion.state}")
    counts = ", ".join(f"{coverage.count(state)} {state}" for state in reversed(COVERAGE_STATES))
    lines.append(f"In all: {counts}.")
    for step in coverage.next_steps:
        lines.append(f"Rehearse next: {step.ref} {step.title}, as {step.why}.")
    return lines


def cohort_in_lines(table: CohortCoverage) -> list[str]:
    """Return a line for each apprentice and one for each criterion that somebody has not passed."""
    lines = [table.title]
    for apprentice in table.apprentices:
        counts = ", ".join(f"{apprentice.count(state)} {state}" for state in reversed(COVERAGE_STATES))
        lines.append(f"{apprentice.name}: {counts}.")
    total = len(table.apprentices)
    for ref in table.refs:
        lines.append(f"{ref} {table.titles[ref]}: passed by {table.passed_by(ref)} of {total}.")
    return lines


def grade_in_lines(grades: ApprenticeGrades) -> list[str]:
    """Return each method's mock grade, what is missing for the next one, and the grade overall."""
    lines = [f"Mock grades of {grades.apprentice} on the marks so far"]
    lines += [f"{grades.titles[method]}: {grade.grade}. {missing(grade)}" for method, grade in grades.methods.items()]
    return [*lines, f"Overall: {grades.overall}."]


def missing(grade: MethodGrade) -> str:
    """Say what stands between a method and its next grade."""
    if grade.missing_for_pass:
        return f"For a pass: {', '.join(grade.missing_for_pass)}."
    if grade.grade == "distinction" or not grade.distinctions_of:
        return "Nothing is missing."
    if grade.capped:
        return "A resit is capped at pass."
    still = grade.distinctions_needed - grade.distinctions
    if still == len(grade.missing_for_distinction):
        return f"For a distinction: {', '.join(grade.missing_for_distinction)}."
    return f"For a distinction: {still} more of {', '.join(grade.missing_for_distinction)}."
