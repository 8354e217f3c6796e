"""Coverage and grades in lines."""

from collections.abc import Iterable, Mapping

from coach.coverage.state import COVERAGE_STATES
from coach.interview.states import IN_WORDS as SESSIONS_IN_WORDS
from coach.mapping.suggestion import how_sure
from coach.reports.cohort import Behind, CellState, SessionBehind, WeakCriterion
from coach.reports.foreign import one_line
from coach.reports.views import ApprenticeCoverage, ApprenticeGrades, CohortCoverage
from coach.reports.words import listed
from coach.review.grades import MethodGrade
from coach.review.marks import IN_WORDS as MARKS_IN_WORDS
from coach.services.erase import ErasedCount
from coach.standards.model import CoachingCard

GLYPHS: Mapping[CellState, str] = {
    "untried": "·",
    "suggested": "?",
    "waiting": "…",
    "attempted": "×",
    "partly": "◐",
    "passed": "✓",
}

IN_WORDS: Mapping[CellState, str] = {
    "untried": "untried",
    "suggested": "suggested, not marked",
    "waiting": "waiting for a mark",
    "attempted": "attempted, not passed",
    "partly": "passed in part",
    "passed": "passed",
}

NOT_GRADED = "not yet graded"
"""Stands for a grade while a trainer has found nothing to mark."""


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


def card_in_lines(card: CoachingCard) -> list[str]:
    """Return a coaching card: the criterion in plain words, what is listened for, how to start, what to avoid."""
    return [
        card.plain,
        f"Assessors listen for: {'; '.join(card.listens_for)}.",
        f"You could start with: {' / '.join(card.starters)}",
        f"Common slips: {'; '.join(card.slips)}.",
    ]


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


def erased_in_lines(counts: Iterable[ErasedCount]) -> list[str]:
    """Return a line for each cohort and standard with people who were erased, and what they had passed."""
    people: dict[tuple[str, str], int] = {}
    passed: dict[tuple[str, str], list[str]] = {}
    for count in counts:
        place = (count.cohort, count.standard)
        if count.state == "erased":
            people[place] = count.apprentices
        elif count.state == "passed":
            passed.setdefault(place, []).append(f"{count.ref} by {count.apprentices}")
    return [
        f"Erased since{f' from {one_line(cohort)}' if cohort else ''}, {standard}: {number}. "
        f"They had passed: {', '.join(passed.get((cohort, standard), ())) or 'nothing'}."
        for (cohort, standard), number in people.items()
    ]


def behind_in_lines(behind: Behind) -> list[str]:
    """Return an apprentice's state on a criterion and every session that speaks of it, with marks and comments."""
    lines = [f"{GLYPHS[behind.state]} {IN_WORDS[behind.state]}. A {behind.level} criterion.", behind.summary]
    for session in behind.sessions:
        lines += ["", *_session_behind(session)]
    if not behind.sessions:
        lines += ["", "No session speaks of it yet."]
    return lines


def _session_behind(session: SessionBehind) -> list[str]:
    lines = [f"{session.method_title} ({session.mode}) of {session.day}, {SESSIONS_IN_WORDS[session.state]}"]
    marked = {number for number, _ in session.marks}
    for number, mark in session.marks:
        comment = f" “{one_line(mark.comment)}”" if mark.comment else ""
        lines.append(f"  Question {number}: {MARKS_IN_WORDS[mark.mark]}, marked by {mark.marked_by}.{comment}")
    for number, suggestion in session.suggestions:
        if number not in marked:
            lines.append(f"  Question {number}: suggested, {how_sure(suggestion.score)}, no mark yet.")
    return lines


def lacking_in_words(weak: WeakCriterion) -> str:
    """Say in which states those are who have not passed a criterion: `2 attempted, 1 untried`."""
    counts = (
        (weak.attempted, "attempted"),
        (weak.waiting, "waiting"),
        (weak.suggested, "suggested"),
        (weak.untried, "untried"),
    )
    return ", ".join(f"{count} {word}" for count, word in counts if count)


def grade_in_lines(grades: ApprenticeGrades) -> list[str]:
    """Return each method's mock grade, what is missing for the next one, and the grade overall."""
    lines = [f"Mock grades of {grades.apprentice} on the marks so far"]
    for method, grade in grades.methods.items():
        lines.append(f"{grades.titles[method]}: {grade.grade if grade.attempted else NOT_GRADED}. {missing(grade)}")
    return [*lines, f"Overall: {overall_in_words(grades)}", *_next_overall(grades)]


def overall_in_words(grades: ApprenticeGrades) -> str:
    """Say the grade overall, or which methods it still waits for."""
    if grades.attempted:
        return f"{grades.overall}."
    untried = [grades.titles[method] for method, grade in grades.methods.items() if not grade.attempted]
    if len(untried) == len(grades.methods):
        return f"{NOT_GRADED}, as nothing is shown and marked yet."
    return f"{NOT_GRADED}, as nothing is shown and marked yet in {listed(untried, 'and')}."


def _next_overall(grades: ApprenticeGrades) -> list[str]:
    """Say what stands between the apprentice and the next grade overall, method by method."""
    following = grades.next
    if following.grade is None:
        capped = [grades.titles[method] for method in following.held_at_pass if grades.methods[method].capped]
        return [f"Overall it stays at pass, as {listed(capped, 'and')} is a resit."] if capped else []
    parts = [_lacking(grades, each.method, each.needed, each.refs) for each in following.missing]
    return [f"For a {following.grade} overall: {'; '.join(parts)}."]


def _lacking(grades: ApprenticeGrades, method: str, needed: int, refs: tuple[str, ...]) -> str:
    grade, title = grades.methods[method], grades.titles[method]
    if not grade.passes and refs == grade.missing_for_pass:
        return f"{title}, all {grade.passes_of} pass criteria"
    return f"{title}, {'' if needed == len(refs) else f'{needed} more of '}{', '.join(refs)}"


def missing(grade: MethodGrade) -> str:
    """Say what stands between a method and its next grade."""
    cap = " A resit is capped at pass." if grade.capped else ""
    if grade.missing_for_pass:
        return f"For a pass: {', '.join(grade.missing_for_pass)}.{cap}"
    if grade.grade == "distinction" or not grade.distinctions_of:
        return "Nothing is missing."
    if grade.capped:
        return cap.strip()
    if grade.distinctions_short == len(grade.missing_for_distinction):
        return f"For a distinction: {', '.join(grade.missing_for_distinction)}."
    return f"For a distinction: {grade.distinctions_short} more of {', '.join(grade.missing_for_distinction)}."
