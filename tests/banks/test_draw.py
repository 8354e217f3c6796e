from collections.abc import Sequence
from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coach.banks.draw import Draw, draw
from coach.banks.model import Difficulty, Question
from coach.content.library import Library
from coach.standards.model import Criterion
from tests.builders_core import criteria, criterion, question

DIFFICULTIES: tuple[Difficulty, ...] = ("easy", "medium", "hard")
SEEDS = st.integers(min_value=0, max_value=2**32)
FOREIGN = "X9.9"


@st.composite
def plans(give: st.DrawFn) -> tuple[Criterion, ...]:
    """Up to eight criteria, pass and distinction, of up to three sections."""
    levels = give(st.lists(st.booleans(), min_size=1, max_size=8))
    homes = [give(st.sampled_from(("K1", "S1", "B1"))) for _ in levels]
    return tuple(
        criterion(f"{home}.{place}{'' if is_pass else '*'}")
        for place, (home, is_pass) in enumerate(zip(homes, levels, strict=True))
    )


@st.composite
def banks(give: st.DrawFn, plan: Sequence[Criterion], at_most: int = 11) -> tuple[Question, ...]:
    """Up to eleven questions; some ask about a criterion of another method, some about nothing of this one."""
    refs = [*(c.ref for c in plan), FOREIGN]
    targets = st.lists(st.sampled_from(refs), min_size=1, max_size=3, unique=True)
    asked = give(st.lists(st.tuples(targets, st.sampled_from(DIFFICULTIES)), max_size=at_most))
    return tuple(
        question(f"q{place}", *chosen, difficulty=difficulty) for place, (chosen, difficulty) in enumerate(asked)
    )


@st.composite
def plans_with_banks(give: st.DrawFn) -> tuple[tuple[Criterion, ...], tuple[Question, ...]]:
    plan = give(plans())
    return plan, give(banks(plan))


def passes(plan: Sequence[Criterion]) -> set[str]:
    return {c.ref for c in plan if c.level == "pass"}


def reached(questions: Sequence[Question]) -> set[str]:
    return {target for asked in questions for target in asked.targets}


def askable(bank: Sequence[Question], plan: Sequence[Criterion]) -> list[Question]:
    return [asked for asked in bank if reached([asked]) & {c.ref for c in plan}]


def most_by_trying_all(bank: Sequence[Question], plan: Sequence[Criterion], count: int) -> int:
    size = min(count, len(bank))
    return max(len(reached(chosen) & passes(plan)) for chosen in combinations(bank, size))


def ids(drawn: Draw) -> list[str]:
    return [asked.id for asked in drawn.questions]


EIGHT = criteria(*(f"K1.{place}" for place in range(8)))


@settings(max_examples=200)
@given(
    st.one_of(plans_with_banks(), st.tuples(st.just(EIGHT), banks(EIGHT))),
    st.integers(min_value=1, max_value=5),
    SEEDS,
)
def test_no_choice_of_so_many_questions_covers_more_pass_criteria(
    case: tuple[tuple[Criterion, ...], tuple[Question, ...]], count: int, seed: int
) -> None:
    plan, bank = case
    drawn = draw(bank, plan, seed=seed, count=count)
    assert len(reached(drawn.questions) & passes(plan)) == most_by_trying_all(bank, plan, count)


@given(plans_with_banks(), st.integers(min_value=1, max_value=6), SEEDS, st.data())
def test_no_gap_keeps_the_draw_from_covering_all_that_can_be_covered(
    case: tuple[tuple[Criterion, ...], tuple[Question, ...]], count: int, seed: int, data: st.DataObject
) -> None:
    plan, bank = case
    within_reach = reached(bank) & passes(plan)
    assume(most_by_trying_all(bank, plan, count) == len(within_reach))
    weights = st.dictionaries(st.sampled_from([c.ref for c in plan]), st.floats(min_value=0, max_value=50))
    drawn = draw(bank, plan, seed=seed, count=count, gaps=data.draw(weights))
    assert set(drawn.covered) == within_reach


@given(plans_with_banks(), st.integers(min_value=1, max_value=6), SEEDS)
def test_it_says_truly_what_is_covered_and_what_is_not(
    case: tuple[tuple[Criterion, ...], tuple[Question, ...]], count: int, seed: int
) -> None:
    plan, bank = case
    drawn = draw(bank, plan, seed=seed, count=count)
    assert set(drawn.covered) == reached(drawn.questions) & passes(plan)
    assert set(drawn.uncovered) == passes(plan) - set(drawn.covered)
    assert sorted((*drawn.covered, *drawn.uncovered)) == sorted(passes(plan))
    assert drawn.seed == seed


@given(plans_with_banks(), st.integers(min_value=1, max_value=12), SEEDS)
def test_as_many_questions_as_wanted_none_twice_none_about_other_things(
    case: tuple[tuple[Criterion, ...], tuple[Question, ...]], count: int, seed: int
) -> None:
    plan, bank = case
    drawn = draw(bank, plan, seed=seed, count=count)
    assert len(drawn.questions) == min(count, len(askable(bank, plan)))
    assert len(set(ids(drawn))) == len(drawn.questions)
    assert set(ids(drawn)) <= {asked.id for asked in askable(bank, plan)}


@given(plans_with_banks(), st.integers(min_value=1, max_value=6), SEEDS, st.data())
def test_the_same_wishes_give_the_same_draw_in_whatever_order_the_bank_stands(
    case: tuple[tuple[Criterion, ...], tuple[Question, ...]], count: int, seed: int, data: st.DataObject
) -> None:
    plan, bank = case
    shuffled = data.draw(st.permutations(bank))
    assert ids(draw(shuffled, plan, seed=seed, count=count)) == ids(draw(bank, plan, seed=seed, count=count))


def test_different_seeds_give_different_draws() -> None:
    plan = criteria("K1.1")
    bank = [question(f"q{place}", "K1.1") for place in range(30)]
    assert len({tuple(ids(draw(bank, plan, seed=seed, count=5))) for seed in range(20)}) == 20


@settings(max_examples=40)
@given(SEEDS)
def test_ten_questions_that_cover_everything_are_found_among_many_that_do_not(seed: int) -> None:
    chance = Random(seed)
    refs = [f"K{place % 4}.{place}" for place in range(20)]
    plan = criteria(*refs)
    chance.shuffle(refs)
    hidden = [question(f"hidden-{place}", *refs[place * 2 : place * 2 + 2]) for place in range(10)]
    popular = refs[:7]
    decoys = [question(f"decoy-{place}", *chance.sample(popular, 3)) for place in range(40)]
    drawn = draw(hidden + decoys, plan, seed=seed)
    assert drawn.uncovered == ()


def test_a_bank_that_cannot_cover_all_says_what_stays_open() -> None:
    plan = criteria("K1.1", "K1.2", "K1.3", "K1.4*")
    bank = [question("a", "K1.1"), question("b", "K1.2"), question("c", "K1.1", "K1.4")]
    drawn = draw(bank, plan, seed=1, count=3)
    assert drawn.covered == ("K1.1", "K1.2")
    assert drawn.uncovered == ("K1.3",)


def test_two_questions_cover_four_by_leaving_the_rarest_and_the_one_in_the_middle() -> None:
    plan = criteria("K1.1", "K1.2", "K1.3", "K1.4", "K1.5")
    bank = [
        question("left", "K1.2", "K1.3"),
        question("middle", "K1.1", "K1.2"),
        question("right", "K1.1", "K1.5"),
        question("rare", "K1.4"),
    ]
    for seed in range(20):
        drawn = draw(bank, plan, seed=seed, count=2)
        assert set(ids(drawn)) == {"left", "right"}
        assert drawn.uncovered == ("K1.4",)


def test_an_empty_bank_draws_nothing_and_says_so() -> None:
    drawn = draw([], criteria("K1.1", "K1.2*"), seed=1)
    assert drawn.questions == ()
    assert drawn.uncovered == ("K1.1",)


@given(plans_with_banks(), st.integers(min_value=1, max_value=6), SEEDS, st.data())
def test_what_a_failed_sitting_asked_comes_only_when_nothing_else_is_left(
    case: tuple[tuple[Criterion, ...], tuple[Question, ...]], count: int, seed: int, data: st.DataObject
) -> None:
    plan, bank = case
    assume(bank)
    avoid = set(data.draw(st.lists(st.sampled_from([asked.id for asked in bank]), unique=True)))
    drawn = set(ids(draw(bank, plan, seed=seed, count=count, avoid=avoid)))
    others = {asked.id for asked in askable(bank, plan)} - avoid
    if drawn & avoid:
        assert others <= drawn
    assert len(drawn) == min(count, len(askable(bank, plan)))


@given(plans_with_banks(), SEEDS, st.data())
def test_a_gap_is_asked_about_whenever_there_is_room_for_it(
    case: tuple[tuple[Criterion, ...], tuple[Question, ...]], seed: int, data: st.DataObject
) -> None:
    plan, bank = case
    possible = sorted(reached(bank) & {c.ref for c in plan})
    assume(possible)
    gap = data.draw(st.sampled_from(possible))
    room = len(passes(plan)) + 1
    drawn = draw(bank, plan, seed=seed, count=room, gaps={gap: 3.0})
    assert gap in reached(drawn.questions)


def test_of_questions_that_cover_as_much_those_for_the_gaps_come_first() -> None:
    plan = criteria("K1.1", "K1.2*", "K1.3*")
    bank = [question("a", "K1.1"), question("b", "K1.1", "K1.2"), question("c", "K1.1", "K1.3")]
    for seed in range(20):
        assert ids(draw(bank, plan, seed=seed, count=1, gaps={"K1.3": 1.0})) == ["c"]
        assert ids(draw(bank, plan, seed=seed, count=1, gaps={"K1.2": 5.0, "K1.3": 3.0})) == ["b"]


def test_no_gap_is_worth_an_uncovered_pass_criterion() -> None:
    plan = criteria("K1.1", "K1.2", "K1.3*")
    bank = [question("both", "K1.1", "K1.2"), question("gap", "K1.1", "K1.3")]
    for seed in range(20):
        assert ids(draw(bank, plan, seed=seed, count=1, gaps={"K1.3": 99.0})) == ["both"]


def test_where_so_few_questions_cannot_cover_everything_the_gaps_come_first() -> None:
    plan = criteria("K1.1", "K1.2", "K1.3", "K1.4")
    bank = [question("two", "K1.1", "K1.2"), question("gap", "K1.3"), question("other", "K1.4")]
    for seed in range(20):
        assert ids(draw(bank, plan, seed=seed, count=1)) == ["two"]
        assert ids(draw(bank, plan, seed=seed, count=1, gaps={"K1.3": 3.0})) == ["gap"]
        assert set(ids(draw(bank, plan, seed=seed, count=2, gaps={"K1.3": 3.0}))) == {"gap", "two"}


def test_one_heavy_gap_does_not_take_every_free_place() -> None:
    plan = criteria("K1.1", "K1.2")
    bank = [
        *(question(f"heavy-{place}", "K1.1") for place in range(9)),
        *(question(f"light-{place}", "K1.2") for place in range(9)),
    ]
    drawn = draw(bank, plan, seed=4, count=8, gaps={"K1.1": 5.0, "K1.2": 3.0})
    heavy = sum(id_.startswith("heavy") for id_ in ids(drawn))
    assert 4 <= heavy <= 6


@given(plans_with_banks(), SEEDS)
def test_distinction_criteria_are_reached_when_the_passes_leave_room(
    case: tuple[tuple[Criterion, ...], tuple[Question, ...]], seed: int
) -> None:
    plan, bank = case
    drawn = draw(bank, plan, seed=seed, count=len(plan))
    wanted = reached(bank) & {c.ref for c in plan}
    assert wanted <= reached(drawn.questions)


def test_gaps_come_before_other_distinction_criteria() -> None:
    plan = criteria("K1.1", "K1.2*", "K1.3*", "K1.4*")
    bank = [question("pass", "K1.1"), question("two", "K1.2", "K1.3"), question("gap", "K1.4")]
    for seed in range(20):
        assert set(ids(draw(bank, plan, seed=seed, count=2))) == {"pass", "two"}
        assert set(ids(draw(bank, plan, seed=seed, count=2, gaps={"K1.4": 1.0}))) == {"pass", "gap"}


@given(plans_with_banks(), st.integers(min_value=1, max_value=6), SEEDS, st.data())
def test_among_questions_about_the_same_the_longest_unasked_are_drawn(
    case: tuple[tuple[Criterion, ...], tuple[Question, ...]], count: int, seed: int, data: st.DataObject
) -> None:
    plan, bank = case
    known = {c.ref for c in plan}
    ages = {asked.id: data.draw(st.integers(min_value=1, max_value=9)) for asked in bank if data.draw(st.booleans())}
    drawn = draw(bank, plan, seed=seed, count=count, asked_before=ages)
    left = [asked for asked in askable(bank, plan) if asked not in drawn.questions]
    for asked in drawn.questions:
        for other in left:
            if reached([asked]) & known == reached([other]) & known:
                assert ages.get(other.id, 99) <= ages.get(asked.id, 99)


def test_a_question_never_asked_is_drawn_before_one_of_last_time() -> None:
    plan = criteria("K1.1", "K1.2*", "K1.3*")
    bank = [question("lately", "K1.1", "K1.2"), question("never", "K1.1", "K1.3"), question("long-ago", "K1.1", "K1.3")]
    for seed in range(20):
        assert ids(draw(bank, plan, seed=seed, count=1, asked_before={"lately": 1, "long-ago": 5})) == ["never"]


@given(plans_with_banks(), st.integers(min_value=1, max_value=11), SEEDS)
def test_the_opener_is_the_easiest_drawn(
    case: tuple[tuple[Criterion, ...], tuple[Question, ...]], count: int, seed: int
) -> None:
    plan, bank = case
    drawn = draw(bank, plan, seed=seed, count=count).questions
    if drawn:
        easiest = min(drawn, key=lambda asked: DIFFICULTIES.index(asked.difficulty))
        assert drawn[0].difficulty == easiest.difficulty


@given(plans_with_banks(), st.integers(min_value=1, max_value=11), SEEDS)
def test_sections_are_kept_together_and_get_harder(
    case: tuple[tuple[Criterion, ...], tuple[Question, ...]], count: int, seed: int
) -> None:
    plan, bank = case
    section = {c.ref: c.section for c in plan}
    drawn = draw(bank, plan, seed=seed, count=count).questions
    homes = [next(section[target] for target in asked.targets if target in section) for asked in drawn]
    changes = sum(1 for before, after in pairwise(homes) if before != after)
    assert changes == max(0, len(set(homes)) - 1)
    for home in set(homes):
        hardness = [DIFFICULTIES.index(a.difficulty) for a, at in zip(drawn, homes, strict=True) if at == home]
        assert hardness == sorted(hardness)


METHODS = [
    ("l3-css-1.0", "project-interview"),
    ("l3-css-1.0", "professional-discussion"),
    ("l3-css-1.1", "project-interview"),
    ("l3-css-1.1", "professional-discussion"),
    ("l2-csp", "showcase"),
    ("l2-csp", "professional-discussion"),
]


@pytest.mark.parametrize(("standard", "method"), METHODS)
def test_ten_shipped_questions_cover_every_pass_criterion_whatever_the_seed(
    shipped: Library, standard: str, method: str
) -> None:
    plan = shipped.standard(standard).criteria_of(method)
    for seed in range(25):
        drawn = draw(shipped.questions(standard, method), plan, seed=seed)
        assert len(drawn.questions) == 10
        assert drawn.uncovered == ()


# Ten questions of at most three targets hardly reach the showcase's 29 pass criteria, so it has no room for more.
@pytest.mark.parametrize(("standard", "method"), [pair for pair in METHODS if pair[1] != "showcase"])
def test_of_the_shipped_questions_each_gap_gets_one(shipped: Library, standard: str, method: str) -> None:
    plan = shipped.standard(standard).criteria_of(method)
    for gap in plan:
        drawn = draw(shipped.questions(standard, method), plan, seed=3, gaps={gap.ref: 5.0})
        assert gap.ref in reached(drawn.questions)
        assert drawn.uncovered == ()
