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
    """A resit that the organisation holds at a pass."""
    attempted: bool = True
    """Whether a trainer has found something to mark here; before that the grade says nothing of the apprentice."""

    @property
    def distinctions_short(self) -> int:
        """How many more distinction criteria a distinction takes."""
        return max(0, self.distinctions_needed - self.distinctions)


class MissingInMethod(msgspec.Struct, frozen=True):
    """What a method lacks for the next grade overall: `needed` of these refs."""

    method: str
    needed: int
    refs: tuple[str, ...]


class NextGrade(msgspec.Struct, frozen=True):
    """The next grade overall and what stands before it; `grade` is None where no more marks lead to a better one."""

    grade: Literal["pass", "distinction"] | None
    missing: tuple[MissingInMethod, ...] = ()
    held_at_pass: tuple[str, ...] = ()
    """Methods that cannot become a distinction: capped, or without a distinction criterion."""


def grade_method(
    criteria: Sequence[Criterion],
    passed: Collection[str],
    *,
    attempted: Collection[str] = (),
    distinctions_needed: int | None = None,
    capped_at_pass: bool = False,
) -> MethodGrade:
    """Grade a method: a pass takes every pass criterion; a distinction also the distinction criteria.

    `attempted` holds the refs marked attempted, not passed: they show that the method has been tried at all.
    `distinctions_needed` is how many distinction criteria are enough (None: all). A resit may be capped at pass.
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
        attempted=any(c.ref in passed or c.ref in attempted for c in criteria),
    )


def grade_overall(grades: Mapping[str, Grade]) -> Grade:
    """Return the overall grade: any fail is a fail, distinction only where every method is one, else pass.

    Source: the grade tables of the level 3 plans; Innovate Awarding's document fails the whole below all pass criteria.
    """
    if not grades or "fail" in grades.values():
        return "fail"
    return "distinction" if set(grades.values()) == {"distinction"} else "pass"


def next_grade(methods: Mapping[str, MethodGrade]) -> NextGrade:
    """Return the grade overall that comes next, with what each method lacks for it."""
    overall = grade_overall({method: grade.grade for method, grade in methods.items()})
    if overall == "distinction":
        return NextGrade(None)
    if overall == "fail":
        short = tuple(
            MissingInMethod(method, len(grade.missing_for_pass), grade.missing_for_pass)
            for method, grade in methods.items()
            if grade.missing_for_pass
        )
        return NextGrade("pass", short)
    held = tuple(method for method, grade in methods.items() if grade.capped or not grade.distinctions_of)
    if held:
        return NextGrade(None, held_at_pass=held)
    return NextGrade(
        "distinction",
        tuple(
            MissingInMethod(method, grade.distinctions_short, grade.missing_for_distinction)
            for method, grade in methods.items()
            if grade.grade != "distinction"
        ),
    )


def all_attempted(methods: Mapping[str, MethodGrade]) -> bool:
    """Tell whether every method has been tried, so that a grade overall says something."""
    return bool(methods) and all(grade.attempted for grade in methods.values())
