"""What holds whatever is said: never stuck, on the scale, deserved, the same by seed, never the same words running."""

from functools import cache
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coach.content.library import Library
from coach.roleplay.answering import pools
from coach.roleplay.engine import Roleplay
from coach.roleplay.model import MOST_TURNS, Scenario
from coach.roleplay.moves import MOVES, makes
from coach.roleplay.play import Play
from tests.roleplay.plays import small

TEXTS = st.one_of(
    st.sampled_from(["Who is it for?", "I'll ring you by four", "yes", "", "mum's gas was returned", "which door?"]),
    st.text(max_size=40),
)
SAID = st.lists(st.tuples(TEXTS, st.lists(st.sampled_from(list(MOVES)), max_size=4)), max_size=60)
KIND = [move for move in MOVES if move not in ("rude", "blame", "refuse", "stall", "jargon")]
KINDLY = st.lists(st.tuples(TEXTS, st.lists(st.sampled_from(KIND), min_size=1, max_size=3)), max_size=60)
PLACE = st.integers(min_value=0, max_value=50)
SEED = st.integers(min_value=0, max_value=999)


@cache
def scenarios() -> tuple[Scenario, ...]:
    return (small(), *Library().shipped_scenarios.values())


def chosen(place: int) -> Scenario:
    return scenarios()[place % len(scenarios())]


def played(scenario: Scenario, seed: int, said: list[tuple[str, list[str]]]) -> Play:
    roleplay = Roleplay(scenario)
    state = roleplay.begin(seed)
    for text, moves in said:
        if state.ending:
            break
        state = roleplay.say(state, text, moves)
    return state


@given(PLACE, SEED, st.one_of(SAID, KINDLY))
def test_it_is_never_stuck_and_stays_on_the_scale(place: int, seed: int, said: list[tuple[str, list[str]]]) -> None:
    scenario = chosen(place)
    state = played(scenario, seed, said)
    for turn in state.turns:
        assert turn.reply.strip()
        assert "{" not in turn.reply
        assert -3 <= turn.mood <= 3
        assert 0 <= turn.patience <= scenario.customer.patience
    assert state.ending in ("", *scenario.endings)


@given(PLACE, SEED, SAID)
def test_it_always_ends_by_the_fortieth_line(place: int, seed: int, said: list[tuple[str, list[str]]]) -> None:
    state = played(chosen(place), seed, [*said, *[("hm", ["greet"])] * MOST_TURNS])
    assert state.ending
    assert len(state.turns) <= MOST_TURNS


@given(PLACE, SEED, st.one_of(SAID, KINDLY))
def test_a_fact_is_told_only_where_it_is_deserved(place: int, seed: int, said: list[tuple[str, list[str]]]) -> None:
    scenario = chosen(place)
    replies = dict(scenario.replies())
    state = played(scenario, seed, said)
    for turn in state.turns:
        for name in turn.told:
            fact = scenario.facts[name]
            by_reply = turn.rule and name in replies[turn.rule].tells
            deserves = bool(fact.does or fact.mentions) and (not fact.does or makes(fact.does, turn.moves))
            asked = deserves or name in state.owed
            here = not fact.scenes or turn.scene in fact.scenes
            assert by_reply or (asked and here and not {"rude", "blame", "stall", "refuse"} & set(turn.moves))
    assert len(set(state.known)) == len(state.known)


@given(PLACE, SEED, SAID)
def test_the_same_seed_and_lines_give_the_same_play(place: int, seed: int, said: list[tuple[str, list[str]]]) -> None:
    assert played(chosen(place), seed, said) == played(chosen(place), seed, said)


@given(PLACE, SEED, st.one_of(SAID, KINDLY))
def test_no_wording_comes_twice_running(place: int, seed: int, said: list[tuple[str, list[str]]]) -> None:
    state = played(chosen(place), seed, said)
    replies = [state.opening, *(turn.reply for turn in state.turns)]
    assert all(one != other for one, other in pairwise(replies))
    by_pool: dict[str, str] = {}
    every = pools(chosen(place))
    for turn in state.turns:
        for piece in turn.said:
            assert by_pool.get(piece.pool) != piece.text or len(every[piece.pool]) < 2
            by_pool[piece.pool] = piece.text
