from collections.abc import Collection
from itertools import chain, combinations, product

import pytest

from coach.content.library import Library
from coach.review.grades import Grade, grade_method, grade_overall
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


OVERALL: dict[tuple[Grade, Grade, Grade], Grade] = {
    ("fail", "fail", "fail"): "fail",
    ("fail", "fail", "pass"): "fail",
    ("fail", "fail", "distinction"): "fail",
    ("fail", "pass", "pass"): "fail",
    ("fail", "pass", "distinction"): "fail",
    ("fail", "distinction", "distinction"): "fail",
    ("pass", "pass", "pass"): "pass",
    ("pass", "pass", "distinction"): "pass",
    ("pass", "distinction", "distinction"): "pass",
    ("distinction", "distinction", "distinction"): "distinction",
}
GRADES: tuple[Grade, ...] = ("fail", "pass", "distinction")


@pytest.mark.parametrize("grades", list(product(GRADES, repeat=3)), ids="-".join)
def test_overall(grades: tuple[Grade, Grade, Grade]) -> None:
    lowest_first = sorted(grades, key=GRADES.index)
    expected = next(grade for key, grade in OVERALL.items() if sorted(key, key=GRADES.index) == lowest_first)
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
