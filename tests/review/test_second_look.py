from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.review.marks import MARKS, MarkValue
from coach.review.second_look import (
    Disagreement,
    Place,
    agreement,
    disagreements,
    kappa_in_words,
    paired,
    wants_second_look,
)

Pair = tuple[MarkValue, MarkValue]
PAIRS = st.lists(st.tuples(st.sampled_from(MARKS), st.sampled_from(MARKS)), min_size=1, max_size=40)
PLACES = st.dictionaries(
    st.tuples(st.integers(1, 5), st.sampled_from(["K1.1", "K1.2", "S2.1"])), st.sampled_from(MARKS), max_size=15
)


def table(counts: Sequence[Sequence[int]]) -> list[Pair]:
    """Every pair of a table: a row for the first trainer's mark, a column for the second's."""
    return [
        (first, second)
        for first, row in zip(MARKS, counts, strict=True)
        for second, count in zip(MARKS, row, strict=True)
        for _ in range(count)
    ]


@pytest.mark.parametrize(
    ("counts", "agreed", "percent", "kappa"),
    [
        # observed 35/50, by chance (25*30 + 25*20) / 2500 = 0.5
        ([[20, 5, 0], [10, 15, 0], [0, 0, 0]], 35, 70, 0.4),
        # observed 60/100, by chance 0.6*0.7 + 0.4*0.3 = 0.54
        ([[45, 15, 0], [25, 15, 0], [0, 0, 0]], 60, 60, 0.06 / 0.46),
        # the same agreement in percent, by chance 0.6*0.3 + 0.4*0.7 = 0.46
        ([[25, 35, 0], [5, 35, 0], [0, 0, 0]], 60, 60, 0.14 / 0.54),
        # observed 24/30, by chance (12*11 + 8*10 + 10*9) / 900 = 302/900
        ([[10, 2, 0], [1, 6, 1], [0, 2, 8]], 24, 80, 418 / 598),
        # both see everything differently
        ([[0, 0, 1], [0, 0, 0], [1, 0, 0]], 0, 0, -1),
        # both see everything alike, and not everything the same
        ([[3, 0, 0], [0, 2, 0], [0, 0, 1]], 6, 100, 1),
        # as often alike as chance would have it
        ([[1, 1, 0], [1, 1, 0], [0, 0, 0]], 2, 50, 0),
    ],
)
def test_agreement_of_tables_worked_out_by_hand(
    counts: list[list[int]], agreed: int, percent: float, kappa: float
) -> None:
    found = agreement(table(counts))
    assert found is not None
    assert (found.places, found.agreed) == (sum(map(sum, counts)), agreed)
    assert found.percent == pytest.approx(percent)
    assert found.kappa == pytest.approx(kappa)


@pytest.mark.parametrize("mark", MARKS)
def test_where_both_only_ever_give_one_mark_there_is_nothing_to_tell_apart(mark: MarkValue) -> None:
    found = agreement([(mark, mark)] * 7)
    assert found is not None
    assert (found.percent, found.kappa) == (100, None)
    assert kappa_in_words(found.kappa) == "nothing to tell apart yet"


def test_without_a_place_in_common_there_is_no_agreement() -> None:
    assert agreement([]) is None


def in_fractions(pairs: list[Pair]) -> Fraction | None:
    """Cohen's kappa slowly and exactly."""
    count = len(pairs)
    observed = Fraction(sum(one == other for one, other in pairs), count)
    chance = sum(
        (
            Fraction(sum(p[0] == m for p in pairs), count) * Fraction(sum(p[1] == m for p in pairs), count)
            for m in MARKS
        ),
        Fraction(0),
    )
    return None if chance == 1 else (observed - chance) / (1 - chance)


@given(PAIRS)
def test_kappa_is_what_exact_arithmetic_says_and_does_not_mind_who_was_first(pairs: list[Pair]) -> None:
    found = agreement(pairs)
    swapped = agreement([(other, one) for one, other in pairs])
    exact = in_fractions(pairs)
    assert found is not None and swapped is not None
    if exact is None:
        assert found.kappa is None and swapped.kappa is None
    else:
        assert found.kappa == pytest.approx(float(exact)) == pytest.approx(swapped.kappa)
        assert -1 <= exact <= 1
    assert found.percent == swapped.percent


@pytest.mark.parametrize(
    ("kappa", "words"),
    [
        (1.0, "almost perfect"),
        (0.81, "almost perfect"),
        (0.8, "substantial"),
        (0.61, "substantial"),
        (0.6, "moderate"),
        (0.41, "moderate"),
        (0.4, "fair"),
        (0.21, "fair"),
        (0.2, "slight"),
        (0.01, "slight"),
        (0.0, "no better than chance"),
        (-1.0, "no better than chance"),
        (None, "nothing to tell apart yet"),
    ],
)
def test_what_a_kappa_means(kappa: float | None, words: str) -> None:
    assert kappa_in_words(kappa) == words


def test_only_places_that_both_marked_are_compared_in_the_order_of_the_answers() -> None:
    first: dict[Place, MarkValue] = {(2, "K1.1"): "passed", (1, "S2.1"): "none", (1, "K1.1"): "attempted"}
    second: dict[Place, MarkValue] = {(1, "K1.1"): "passed", (2, "K1.1"): "passed", (3, "K1.1"): "none"}
    assert paired(first, second) == (("attempted", "passed"), ("passed", "passed"))
    assert disagreements(first, second) == (Disagreement(1, "K1.1", "attempted", "passed"),)


@given(PLACES, PLACES)
def test_every_place_in_common_is_agreed_on_or_to_be_settled(
    first: dict[Place, MarkValue], second: dict[Place, MarkValue]
) -> None:
    pairs = paired(first, second)
    found = agreement(pairs)
    apart = disagreements(first, second)
    assert len(pairs) == len(first.keys() & second.keys())
    assert (found.agreed if found else 0) + len(apart) == len(pairs)
    assert all(first[each.question, each.ref] == each.first != each.second for each in apart)


# The sample


SESSIONS = [f"id{number:05}" for number in range(4000)]


@pytest.mark.parametrize("before", range(10))
def test_each_of_the_first_ten_reviews_is_looked_at_again(before: int) -> None:
    assert all(wants_second_look(before, session) for session in SESSIONS[:50])


def test_after_that_it_is_about_a_tenth() -> None:
    share = sum(wants_second_look(10, session) for session in SESSIONS) / len(SESSIONS)
    assert 0.085 <= share <= 0.115


@given(st.text(max_size=12), st.integers(10, 10_000), st.integers(0, 5))
def test_the_draw_depends_on_the_session_and_the_seed_alone(session: str, before: int, seed: int) -> None:
    assert wants_second_look(before, session, seed=seed) == wants_second_look(10, session, seed=seed)


def test_another_seed_draws_another_sample() -> None:
    drawn = [{s for s in SESSIONS if wants_second_look(10, s, seed=seed)} for seed in (0, 1)]
    assert drawn[0] != drawn[1]
    assert len(drawn[0] & drawn[1]) < len(drawn[0]) / 2
