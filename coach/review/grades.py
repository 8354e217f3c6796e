"""Mock grades by the organisations' rules, and what is missing for the next one."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

import msgspec

from coach.standards.model import Criterion

Grade = Literal["fail", "pass", "distinction"]


class MethodGrade(msgspec.Struct, frozen=True):
    """A method's grade on the marks so far, with the refs that stand between it and the next."""

    grade: Grade
    passes: int
    passes_of: int
    distinctions: int
    distinctions_of: int
    distinctions_needed: int
    missing_for_pass: tuple[str, ...]
    missing_for_distinction: tuple[str, ...]
    """Distinction refs not passed yet; `distinctions_needed` says how many of all are enough."""
    capped: bool = False


def grade_method(
    criteria: Sequence[Criterion],
    passed: Collection[str],
    *,
    distinctions_needed: int | None = None,
    capped_at_pass: bool = False,
) -> MethodGrade:
    """Grade a method: a pass takes every pass criterion; a distinction also the distinction criteria.

    `distinctions_needed` is how many of them are enough (None: all). At a resit the grade may be capped at pass.
    Source: Highfield kit, Grading; Innovate Awarding document, grading tables.
    """
    passes = [c.ref for c in criteria if c.level == "pass"]
    distinctions = [c.ref for c in criteria if c.level == "distinction"]
    needed = len(distinctions) if distinctions_needed is None else min(distinctions_needed, len(distinctions))
    missing_pass = tuple(ref for ref in passes if ref not in passed)
    missing_distinction = tuple(ref for ref in distinctions if ref not in passed)
    have = len(distinctions) - len(missing_distinction)
    grade: Grade = "fail" if missing_pass else "pass"
    if grade == "pass" and distinctions and have >= needed and not capped_at_pass:
        grade = "distinction"
    return MethodGrade(
        grade=grade,
        passes=len(passes) - len(missing_pass),
        passes_of=len(passes),
        distinctions=have,
        distinctions_of=len(distinctions),
        distinctions_needed=needed,
        missing_for_pass=missing_pass,
        missing_for_distinction=missing_distinction,
        capped=capped_at_pass,
    )


def grade_overall(grades: Mapping[str, Grade]) -> Grade:
    """Return the overall grade: any fail is a fail, distinction only where every method is one, else pass.

    Source: the grade tables of the level 3 plans; Innovate Awarding's document fails the whole below all pass criteria.
    """
    if not grades or "fail" in grades.values():
        return "fail"
    return "distinction" if set(grades.values()) == {"distinction"} else "pass"
