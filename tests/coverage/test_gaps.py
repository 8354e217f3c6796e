import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.banks.draw import draw
from coach.coverage.gaps import WHY, gap_weights, gaps, next_to_rehearse
from coach.coverage.state import COVERAGE_STATES, CoverageState
from tests.builders_core import criteria, question

PLAN = criteria("K1.1", "K1.2", "K1.3", "K1.4", "K1.5", "K1.6*", "K1.7*")
REFS = [criterion.ref for criterion in PLAN]
STATES = st.dictionaries(st.sampled_from(REFS), st.sampled_from(COVERAGE_STATES))
ONE_OF_EACH: dict[str, CoverageState] = {
    "K1.1": "passed",
    "K1.2": "waiting",
    "K1.3": "suggested",
    "K1.4": "untried",
    "K1.5": "attempted",
    "K1.6": "attempted",
    "K1.7": "untried",
}


@given(STATES)
def test_a_gap_is_what_is_not_passed(states: dict[str, CoverageState]) -> None:
    found = gaps(PLAN, states)
    assert sorted(gap.criterion.ref for gap in found) == sorted(ref for ref in REFS if states.get(ref) != "passed")
    assert all(gap.state == states.get(gap.criterion.ref, "untried") for gap in found)
    assert all(gap.weight > 0 for gap in found)


@given(STATES)
def test_the_heaviest_gap_comes_first_and_equal_ones_in_the_plans_order(states: dict[str, CoverageState]) -> None:
    found = gaps(PLAN, states)
    keys = [(-gap.weight, REFS.index(gap.criterion.ref)) for gap in found]
    assert keys == sorted(keys)


def test_what_was_tried_and_failed_comes_before_what_was_never_tried_and_that_before_what_is_waiting() -> None:
    assert [gap.criterion.ref for gap in gaps(PLAN, ONE_OF_EACH)] == ["K1.5", "K1.4", "K1.6", "K1.7", "K1.3", "K1.2"]


@pytest.mark.parametrize("state", ["attempted", "untried", "suggested", "waiting"])
def test_a_pass_criterion_is_wanted_more_than_a_distinction_criterion_in_the_same_state(state: CoverageState) -> None:
    weights = gap_weights(PLAN, dict.fromkeys(REFS, state))
    assert weights["K1.1"] > weights["K1.6"] > 0


def test_a_newcomer_has_every_criterion_for_a_gap() -> None:
    assert [gap.criterion.ref for gap in gaps(PLAN, {})] == REFS


def test_somebody_who_passed_everything_has_none() -> None:
    assert gaps(PLAN, dict.fromkeys(REFS, "passed")) == ()
    assert next_to_rehearse(PLAN, dict.fromkeys(REFS, "passed")) == ()


@given(STATES, st.integers(min_value=0, max_value=9))
def test_what_waits_for_the_trainer_is_not_to_be_rehearsed_again_now(
    states: dict[str, CoverageState], at_most: int
) -> None:
    found = next_to_rehearse(PLAN, states, at_most=at_most)
    assert list(found) == [gap for gap in gaps(PLAN, states) if gap.state != "waiting"][:at_most]


@given(STATES)
def test_every_gap_says_why_in_words(states: dict[str, CoverageState]) -> None:
    for gap in gaps(PLAN, states):
        assert gap.why == WHY[gap.state]
        assert len(gap.why.split()) >= 3


def test_what_is_only_suggested_is_called_suggested() -> None:
    assert "suggested" in WHY["suggested"] and "not marked" in WHY["suggested"]


@given(STATES)
def test_the_weights_are_those_of_the_gaps(states: dict[str, CoverageState]) -> None:
    assert gap_weights(PLAN, states) == {gap.criterion.ref: gap.weight for gap in gaps(PLAN, states)}


def test_the_next_draw_goes_to_what_is_missing() -> None:
    bank = [question(f"q{place}", ref) for place, ref in enumerate(REFS[5:])]
    bank += [question("all-passes", *REFS[:5])]
    before = draw(bank, PLAN, seed=1, count=2, gaps=gap_weights(PLAN, ONE_OF_EACH))
    assert {asked.id for asked in before.questions} == {"all-passes", "q0"}
    after = draw(bank, PLAN, seed=1, count=2, gaps=gap_weights(PLAN, ONE_OF_EACH | {"K1.6": "passed"}))
    assert {asked.id for asked in after.questions} == {"all-passes", "q1"}
