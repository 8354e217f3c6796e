from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.coverage.state import COVERAGE_STATES
from coach.errors import UsageError
from coach.interview.states import EVENTS, HANDED_IN, IN_WORDS, STATES, TRANSITIONS, UNFINISHED, Event, State, after
from coach.review.marks import MARKS

APPRENTICES_EVENTS = ("begin", "answer", "pause", "resume", "close", "hand-in", "drop")
JUDGEMENTS = {str(value) for value in (*MARKS, *COVERAGE_STATES)} - {"waiting"}
EVERY_STEP = list(product(STATES, EVENTS))


@pytest.mark.parametrize(("state", "event"), [step for step in EVERY_STEP if step in TRANSITIONS])
def test_a_step_of_the_table_is_taken(state: State, event: Event) -> None:
    assert after(state, event) == TRANSITIONS[state, event]


@pytest.mark.parametrize(("state", "event"), [step for step in EVERY_STEP if step not in TRANSITIONS])
def test_every_other_step_is_refused_in_a_sentence(state: State, event: Event) -> None:
    with pytest.raises(UsageError) as refused:
        after(state, event)
    sentence = str(refused.value)
    assert sentence.startswith("This session is ") and sentence.endswith(".")
    assert IN_WORDS[state] in sentence
    assert event in sentence


def test_the_table_knows_no_other_states_or_events() -> None:
    assert {state for state, _ in TRANSITIONS} | set(TRANSITIONS.values()) <= set(STATES)
    assert {event for _, event in TRANSITIONS} == set(EVENTS)


def test_every_state_can_be_reached_and_has_words() -> None:
    seen: set[State] = set()
    open_states: list[State] = ["introduction"]
    while open_states:
        state = open_states.pop()
        if state not in seen:
            seen.add(state)
            open_states.extend(target for (origin, _), target in TRANSITIONS.items() if origin == state)
    assert seen == set(STATES) == set(IN_WORDS)


def test_a_session_is_unfinished_or_handed_in_or_dropped() -> None:
    assert set(STATES) == UNFINISHED | HANDED_IN | {"dropped"}
    assert not UNFINISHED & HANDED_IN


def test_a_state_is_never_a_mark() -> None:
    assert not set(MARKS) & (set(STATES) | set(EVENTS) | set(IN_WORDS.values()))


@given(st.lists(st.sampled_from(EVENTS), max_size=40))
def test_no_path_of_events_reaches_a_judgement(events: list[Event]) -> None:
    state: State = "introduction"
    for event in events:
        if (state, event) in TRANSITIONS:
            state = after(state, event)
        assert state not in JUDGEMENTS


@given(st.lists(st.sampled_from(APPRENTICES_EVENTS), max_size=40))
def test_what_an_apprentice_can_do_ends_with_waiting_for_a_review_or_is_dropped(events: list[Event]) -> None:
    state: State = "introduction"
    for event in events:
        if (state, event) in TRANSITIONS:
            state = after(state, event)
    assert state in UNFINISHED | {"waiting", "dropped"}


def test_the_way_from_first_word_to_a_reopened_review() -> None:
    state: State = "introduction"
    path: list[Event] = [
        "begin", "answer", "pause", "resume", "answer", "close", "hand-in",
        "open-review", "put-back", "open-review", "sign-off", "reopen", "sign-off",
    ]  # fmt: skip
    for event in path:
        state = after(state, event)
    assert state == "reviewed"
