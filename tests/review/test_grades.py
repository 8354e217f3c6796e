from collections.abc import Collection, Mapping
from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.library import Library
from coach.review.grades import (
    Grade,
    MethodGrade,
    MissingInMethod,
    NextGrade,
    all_attempted,
    grade_method,
    grade_overall,
    next_grade,
)
from tests.builders_core import criteria

PASSES = ("K1.1", "K1.2", "K1.3")
DISTINCTIONS = ("K1.4", "K1.5", "K1.6")
PLAN = criteria(*PASSES, *(f"{ref}*" for ref in DISTINCTIONS))


def subsets(refs: Collection[str]) -> list[tuple[str, ...]]:
    return list(chain.from_iterable(combinations(refs, size) for size in range(len(refs) + 1)))


EVERY_WAY = [(*passes, *distinctions) for passes, distinctions in product(subsets(PASSES), subsets(DISTINCTIONS))]


@pytest.mark.parametrize("passed", EVERY_WAY, ids=" ".join)
def test_level_3_a_pass_takes_every_pass_criterion_a_distinction_every_criterion(passed: tuple[str, ...]) -> None:
    found = grade_method(PLAN, passed)
    if not set(PASSES) <= set(passed):
        assert found.grade == "fail"
    elif not set(DISTINCTIONS) <= set(passed):
        assert found.grade == "pass"
    else:
        assert found.grade == "distinction"
    assert found.missing_for_pass == tuple(ref for ref in PASSES if ref not in passed)
    assert found.missing_for_distinction == tuple(ref for ref in DISTINCTIONS if ref not in passed)
    assert (found.passes, found.passes_of) == (3 - len(found.missing_for_pass), 3)
    assert (found.distinctions, found.distinctions_of) == (3 - len(found.missing_for_distinction), 3)
    assert found.distinctions_needed == 3


@pytest.mark.parametrize(
    ("method", "needed", "of"), [("showcase", 7, 10), ("observation", 4, 5), ("professional-discussion", 3, 4)]
)
def test_level_2_a_distinction_takes_most_distinction_criteria(
    shipped: Library, method: str, needed: int, of: int
) -> None:
    rules = shipped.organisation("innovate-awarding").rules(method)
    assert rules.distinctions_needed and rules.distinctions_needed.value == needed
    plan = [c for c in shipped.standard("l2-csp").criteria if c.method == method]
    passes = [c.ref for c in plan if c.level == "pass"]
    distinctions = [c.ref for c in plan if c.level == "distinction"]
    assert len(distinctions) == of
    for have in range(of + 1):
        found = grade_method(plan, [*passes, *distinctions[:have]], distinctions_needed=needed)
        assert found.grade == ("distinction" if have >= needed else "pass")
        assert (found.distinctions, found.distinctions_needed, found.distinctions_of) == (have, needed, of)
        one_short = grade_method(plan, [*passes[1:], *distinctions[:have]], distinctions_needed=needed)
        assert one_short.grade == "fail"


@pytest.mark.parametrize("passed", EVERY_WAY, ids=" ".join)
def test_level_2_any_two_of_three_will_do(passed: tuple[str, ...]) -> None:
    found = grade_method(PLAN, passed, distinctions_needed=2)
    enough = len(set(DISTINCTIONS) & set(passed)) >= 2
    expected = "fail" if not set(PASSES) <= set(passed) else "distinction" if enough else "pass"
    assert found.grade == expected


@pytest.mark.parametrize("passed", EVERY_WAY, ids=" ".join)
@pytest.mark.parametrize("needed", [None, 2])
def test_a_capped_resit_is_at_best_a_pass(passed: tuple[str, ...], needed: int | None) -> None:
    free = grade_method(PLAN, passed, distinctions_needed=needed)
    capped = grade_method(PLAN, passed, distinctions_needed=needed, capped_at_pass=True)
    assert capped.grade == ("fail" if free.grade == "fail" else "pass")
    assert capped.capped and not free.capped
    assert capped.missing_for_distinction == free.missing_for_distinction


def test_a_method_without_distinction_criteria_has_no_distinction() -> None:
    assert grade_method(criteria("K1.1"), ["K1.1"]).grade == "pass"
    assert grade_method(criteria("K1.1"), ["K1.1"], distinctions_needed=3).distinctions_needed == 0


def test_marks_for_other_methods_count_for_nothing() -> None:
    assert grade_method(PLAN, ["S1.1", "S1.2"]).passes == 0
    assert grade_method(PLAN, [*PASSES, "S1.1"]).grade == "pass"


GRADES: tuple[Grade, ...] = ("fail", "pass", "distinction")
OVERALL = {"FFF": "F", "FFP": "F", "FFD": "F", "FPP": "F", "FPD": "F", "FDD": "F"} | {
    "PPP": "P",
    "PPD": "P",
    "PDD": "P",
    "DDD": "D",
}
"""The grade overall by those of the methods, the lowest first, each by its initial."""


@pytest.mark.parametrize("grades", list(product(GRADES, repeat=3)), ids="-".join)
def test_overall(grades: tuple[Grade, Grade, Grade]) -> None:
    initials = "".join(grade[0].upper() for grade in sorted(grades, key=GRADES.index))
    expected = next(grade for grade in GRADES if grade[0].upper() == OVERALL[initials])
    assert grade_overall(dict(zip(("a", "b", "c"), grades, strict=True))) == expected


def test_nothing_graded_yet_is_no_pass() -> None:
    assert grade_overall({}) == "fail"


@pytest.mark.parametrize("standard", ["l3-css-1.0", "l3-css-1.1"])
def test_the_real_methods_of_level_3(shipped: Library, standard: str) -> None:
    plan = shipped.standard(standard)
    for method in plan.methods:
        found = plan.criteria_of(method.id)
        passes = [c.ref for c in found if c.level == "pass"]
        everything = [c.ref for c in found]
        assert grade_method(found, []).grade == "fail"
        assert grade_method(found, passes).grade == "pass"
        assert grade_method(found, everything[:-1]).grade != "distinction"
        assert grade_method(found, everything).grade == "distinction"


# What comes next


METHODS = ("showcase", "observation", "discussion")
PASSED_FOR: dict[Grade, tuple[str, ...]] = {
    "fail": PASSES[:1],
    "pass": (*PASSES, DISTINCTIONS[0]),
    "distinction": (*PASSES, *DISTINCTIONS),
}


def graded(grades: tuple[Grade, Grade, Grade], capped: Collection[str] = ()) -> dict[str, MethodGrade]:
    """Three methods on the same criteria, each at the grade asked for unless it is capped below it."""
    return {
        method: grade_method(PLAN, PASSED_FOR[grade], capped_at_pass=method in capped)
        for method, grade in zip(METHODS, grades, strict=True)
    }


def overall_of(methods: Mapping[str, MethodGrade]) -> Grade:
    return grade_overall({method: grade.grade for method, grade in methods.items()})


@pytest.mark.parametrize("grades", list(product(GRADES, repeat=3)), ids="-".join)
def test_what_comes_next_overall(grades: tuple[Grade, Grade, Grade]) -> None:
    found = next_grade(graded(grades))
    expected = {"fail": "pass", "pass": "distinction", "distinction": None}[overall_of(graded(grades))]
    lacking: dict[Grade, tuple[str, ...]] = {"fail": PASSES[1:], "pass": DISTINCTIONS[1:], "distinction": ()}
    short = "fail" if expected == "pass" else "pass"
    assert found.grade == expected
    assert found.held_at_pass == ()
    assert found.missing == tuple(
        MissingInMethod(method, 2, lacking[grade])
        for method, grade in zip(METHODS, grades, strict=True)
        if grade == short
    )


@pytest.mark.parametrize("grades", list(product(GRADES, repeat=3)), ids="-".join)
@pytest.mark.parametrize("capped", [each for each in subsets(METHODS) if each], ids=" ".join)
def test_with_a_capped_method_the_whole_is_at_best_a_pass(
    grades: tuple[Grade, Grade, Grade], capped: tuple[str, ...]
) -> None:
    methods = graded(grades, capped)
    overall, found = overall_of(methods), next_grade(methods)
    assert overall == ("fail" if "fail" in grades else "pass")
    if overall == "fail":
        assert found == next_grade(graded(grades))
    else:
        assert (found.grade, found.missing, found.held_at_pass) == (None, (), capped)


def test_level_2_overall_at_both_sides_of_every_threshold(shipped: Library) -> None:
    organisation, standard = shipped.organisation("innovate-awarding"), shipped.standard("l2-csp")
    enough = {"showcase": 7, "observation": 4, "professional-discussion": 3}
    for one_short in (None, *enough):
        methods = {}
        for method, needed in enough.items():
            plan = standard.criteria_of(method)
            passes = [c.ref for c in plan if c.level == "pass"]
            distinctions = [c.ref for c in plan if c.level == "distinction"]
            have = needed - (method == one_short)
            rule = organisation.rules(method).distinctions_needed
            methods[method] = grade_method(
                plan, [*passes, *distinctions[:have]], distinctions_needed=rule.value if rule else None
            )
        found = next_grade(methods)
        if one_short is None:
            assert (overall_of(methods), found.grade) == ("distinction", None)
            continue
        (lack,) = found.missing
        assert (overall_of(methods), found.grade) == ("pass", "distinction")
        assert (lack.method, lack.needed) == (one_short, 1)
        assert lack.refs == methods[one_short].missing_for_distinction


def test_a_method_without_distinction_criteria_holds_the_whole_at_pass() -> None:
    methods = {"a": grade_method(criteria("K1.1"), ["K1.1"]), "b": grade_method(PLAN, [*PASSES])}
    assert next_grade(methods) == NextGrade(None, held_at_pass=("a",))


PASSED = st.frozensets(st.sampled_from(PASSES + DISTINCTIONS))
NEEDED = st.one_of(st.none(), st.integers(1, 3))


@given(PASSED, PASSED, NEEDED, st.booleans())
def test_more_passes_never_lower_a_grade(
    passed: frozenset[str], more: frozenset[str], needed: int | None, capped: bool
) -> None:
    before, after = (
        grade_method(PLAN, refs, distinctions_needed=needed, capped_at_pass=capped) for refs in (passed, passed | more)
    )
    assert GRADES.index(after.grade) >= GRADES.index(before.grade)
    assert set(after.missing_for_pass) <= set(before.missing_for_pass)
    assert after.distinctions_short <= before.distinctions_short


@given(st.tuples(PASSED, PASSED, PASSED), st.tuples(PASSED, PASSED, PASSED))
def test_more_passes_anywhere_never_lower_the_whole(
    passed: tuple[frozenset[str], ...], more: tuple[frozenset[str], ...]
) -> None:
    before, after = (
        overall_of({name: grade_method(PLAN, refs) for name, refs in zip(METHODS, all_refs, strict=True)})
        for all_refs in (passed, [one | other for one, other in zip(passed, more, strict=True)])
    )
    assert GRADES.index(after) >= GRADES.index(before)


@given(st.tuples(PASSED, PASSED, PASSED), NEEDED)
def test_what_is_said_to_be_missing_is_enough_and_one_less_is_not(
    passed: tuple[frozenset[str], ...], needed: int | None
) -> None:
    def methods(also: Mapping[str, Collection[str]]) -> dict[str, MethodGrade]:
        return {
            name: grade_method(PLAN, refs | set(also.get(name, ())), distinctions_needed=needed)
            for name, refs in zip(METHODS, passed, strict=True)
        }

    before = methods({})
    found = next_grade(before)
    if found.grade is None:
        assert overall_of(before) == "distinction"
        return
    granted = {each.method: each.refs[: each.needed] for each in found.missing}
    assert GRADES.index(overall_of(methods(granted))) >= GRADES.index(found.grade)
    for method, refs in granted.items():
        assert overall_of(methods({**granted, method: refs[1:]})) == overall_of(before)


# Nothing attempted yet


@pytest.mark.parametrize(
    ("passed", "attempted", "expected"),
    [
        ((), (), False),
        (("K1.1",), (), True),
        ((), ("K1.1",), True),
        (("S9.9",), ("S9.8",), False),
        (DISTINCTIONS, (), True),
    ],
)
def test_a_method_is_attempted_once_a_mark_of_it_shows_something(
    passed: tuple[str, ...], attempted: tuple[str, ...], expected: bool
) -> None:
    found = grade_method(PLAN, passed, attempted=attempted)
    assert found.attempted == expected
    assert found.passes + found.distinctions == len(set(passed) & {*PASSES, *DISTINCTIONS})


def test_the_whole_is_graded_once_every_method_is_attempted() -> None:
    untried, tried = grade_method(PLAN, ()), grade_method(PLAN, (), attempted=["K1.1"])
    assert not all_attempted({})
    assert not all_attempted({"a": untried, "b": tried})
    assert all_attempted({"a": tried, "b": tried})
