from collections.abc import Sequence
from functools import reduce
from itertools import combinations
from operator import or_

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.banks.cover import best_cover

MASKS = st.lists(st.integers(min_value=0, max_value=255), max_size=11)
FEW_BITS = st.frozensets(st.integers(min_value=0, max_value=7), min_size=1, max_size=3)
SPARSE = st.lists(FEW_BITS.map(lambda bits: sum(1 << bit for bit in bits)), max_size=11)
WANTED = st.integers(min_value=0, max_value=255)


def covered(masks: Sequence[int], chosen: Sequence[int], wanted: int) -> int:
    return (reduce(or_, (masks[index] for index in chosen), 0) & wanted).bit_count()


def best_by_trying_all(masks: Sequence[int], wanted: int, count: int) -> int:
    size = min(count, len(masks))
    return max(covered(masks, chosen, wanted) for chosen in combinations(range(len(masks)), size))


@settings(max_examples=400)
@given(st.one_of(MASKS, SPARSE), st.one_of(WANTED, st.just(255)), st.integers(min_value=0, max_value=6))
def test_no_subset_covers_more(masks: list[int], wanted: int, count: int) -> None:
    chosen = best_cover(masks, wanted, count, ())
    assert len(chosen) <= count
    assert len(set(chosen)) == len(chosen)
    assert covered(masks, chosen, wanted) == best_by_trying_all(masks, wanted, count)


@given(MASKS, WANTED, st.data())
def test_never_worse_than_the_first_guess(masks: list[int], wanted: int, data: st.DataObject) -> None:
    start = data.draw(st.lists(st.sampled_from(range(len(masks))), unique=True, max_size=5)) if masks else []
    chosen = best_cover(masks, wanted, len(start), start)
    assert covered(masks, chosen, wanted) >= covered(masks, start, wanted)


def test_a_guess_that_cannot_be_bettered_stays_as_it_is() -> None:
    assert best_cover([0b11, 0b01, 0b10], 0b11, 2, (2, 1)) == (2, 1)


def test_the_greedy_way_is_not_always_the_best() -> None:
    masks = [0b001111, 0b010101, 0b101010]
    assert sorted(best_cover(masks, 0b111111, 2, (0, 1))) == [1, 2]


def test_the_rarest_is_given_up_where_that_covers_more() -> None:
    assert best_cover([0b0001, 0b1110], 0b1111, 1, ()) == (1,)
    assert sorted(best_cover([0b00001, 0b00110, 0b11000, 0b00010], 0b11111, 2, (0, 3))) == [1, 2]


def test_what_is_not_wanted_counts_for_nothing() -> None:
    assert best_cover([0b1110, 0b0001], 0b0001, 1, (0,)) == (1,)


def test_nothing_to_choose_from_nothing_wanted_nothing_allowed() -> None:
    assert best_cover([], 0b11, 3, ()) == ()
    assert best_cover([0b11], 0, 3, ()) == ()
    assert best_cover([0b11], 0b11, 0, ()) == ()


def test_a_search_too_large_to_finish_still_betters_its_guess() -> None:
    masks = [(0b111 << (place * 7 % 38)) | (1 << (place * 11 % 40)) for place in range(200)]
    wanted = (1 << 40) - 1
    start = tuple(range(8))
    chosen = best_cover(masks, wanted, 8, start)
    assert len(chosen) <= 8
    assert covered(masks, chosen, wanted) > covered(masks, start, wanted)
