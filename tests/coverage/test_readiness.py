from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.coverage.readiness import SelfView, method_readiness, passed_by_week, self_view
from coach.coverage.state import COVERAGE_STATES, CoverageState
from coach.review.marks import MARKS, MarkValue
from tests.builders_core import criteria

PLAN = criteria("K1.1", "K1.2", "K1.3", "K1.4", "K1.5*", "K1.6")
REFS = [criterion.ref for criterion in PLAN]
TODAY = date(2026, 3, 30)


def test_a_method_counted_by_what_has_been_shown() -> None:
    states: dict[str, CoverageState] = {
        "K1.1": "passed",
        "K1.2": "attempted",
        "K1.3": "waiting",
        "K1.4": "suggested",
        "K1.5": "passed",
        "S9.9": "passed",
    }
    found = method_readiness("showcase", "Showcase", PLAN, states)
    assert (found.method, found.title, found.passed, found.of) == ("showcase", "Showcase", 2, 6)
    assert (found.attempted, found.waiting, found.untouched) == (("K1.2",), ("K1.3",), ("K1.4", "K1.6"))


@given(st.dictionaries(st.sampled_from(REFS), st.sampled_from(COVERAGE_STATES)))
def test_every_criterion_is_counted_once(states: dict[str, CoverageState]) -> None:
    found = method_readiness("m", "M", PLAN, states)
    assert found.passed + len(found.attempted) + len(found.waiting) + len(found.untouched) == found.of == len(PLAN)


# Self-ratings beside marks


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("rating", MARKS)
def test_one_rating_beside_one_mark(rating: MarkValue, mark: MarkValue) -> None:
    worst_first = ("none", "attempted", "passed")
    higher = worst_first.index(rating) - worst_first.index(mark)
    found = self_view([("K1.1", rating, mark)])
    assert found.agreed == (higher == 0)
    assert found.too_high == (("K1.1",) if higher > 0 else ())
    assert found.too_low == (("K1.1",) if higher < 0 else ())


def test_a_criterion_rated_too_high_twice_is_named_once() -> None:
    pairs: list[tuple[str, MarkValue, MarkValue]] = [
        ("K1.2", "passed", "none"),
        ("K1.1", "passed", "attempted"),
        ("K1.2", "attempted", "none"),
        ("K1.2", "none", "passed"),
        ("K1.3", "passed", "passed"),
    ]
    assert self_view(pairs) == SelfView(agreed=1, too_high=("K1.2", "K1.1"), too_low=("K1.2",))


def test_where_nothing_was_rated_there_is_nothing_to_compare() -> None:
    assert self_view([]) == SelfView(0, (), ())


# Week by week


def test_criteria_passed_by_the_end_of_each_week() -> None:
    days = [TODAY, TODAY - timedelta(days=6), TODAY - timedelta(days=7), TODAY - timedelta(weeks=40)]
    assert passed_by_week(days, TODAY) == (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4)
    assert passed_by_week(days, TODAY, weeks=2) == (2, 4)


def test_before_the_first_pass_the_trend_is_flat() -> None:
    assert passed_by_week([], TODAY) == (0,) * 12


def test_a_day_to_come_counts_for_nothing_yet() -> None:
    assert passed_by_week([TODAY + timedelta(days=1)], TODAY) == (0,) * 12


@given(st.lists(st.dates(date(2025, 6, 1), TODAY), max_size=70), st.integers(1, 20))
def test_the_trend_never_falls_and_ends_with_all_of_them(days: list[date], weeks: int) -> None:
    found = passed_by_week(days, TODAY, weeks=weeks)
    assert len(found) == weeks
    assert list(found) == sorted(found)
    assert found[-1] == len(days)
