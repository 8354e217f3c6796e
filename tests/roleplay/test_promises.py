"""A promise with a time is remembered, come back to, and stood by or not."""

import pytest

from coach.roleplay.line import read_line
from coach.roleplay.promises import promise_in
from tests.roleplay.plays import play

PROMISE = ("I'll ring you by four", "promise")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("I'll ring you by four", "by four"),
        ("I'll ring you tomorrow at 10", "tomorrow at 10"),
        ("someone will be there tomorrow between 8 and 1", "tomorrow between 8 and 1"),
        ("we'll be there 8 to 10 tomorrow", "8 to 10 tomorrow"),
        ("you'll have it within the next 20 minutes", "within the next 20 minutes"),
        ("It's due at noon. I'll send it on by half past two tomorrow.", "by half past two tomorrow"),
        ("half 9 latest, I'll ring", "half 9"),
        ("I'll ring you at some point", ""),
    ],
)
def test_the_time_of_a_promise_is_kept_in_its_own_words(text: str, when: str) -> None:
    promise = promise_in(read_line(text, ["promise"]), 1)
    assert (promise.when if promise else "") == when


def test_only_a_promise_promises() -> None:
    assert play([("We close at 4pm", "explain")]).promises == ()


def test_a_promise_without_a_time_is_asked_for_one() -> None:
    turn = play([("I'll ring you back", "promise")]).turns[-1]
    assert turn.said[-1].pool == "promises asks_when"


def test_a_promise_is_come_back_to_before_a_good_end() -> None:
    state = play([PROMISE, ("Bye", "close")], scene="deal")
    assert state.ending == ""
    assert "by four" in state.turns[-1].reply
    state = play([PROMISE, ("Bye", "close"), ("Yes, by four", "promise")], scene="deal")
    assert state.ending == "sent"
    assert state.turns[-1].said[0].pool == "promises kept"


def test_a_mere_yes_stands_by_it() -> None:
    assert play([PROMISE, ("Bye", "close"), ("yes absolutely", "")], scene="deal").ending == "sent"


def test_a_promise_nobody_stands_by_costs_mood_and_patience() -> None:
    state = play([PROMISE, ("Bye", "close"), ("erm", "stall")], scene="deal")
    assert state.ending == ""
    assert state.turns[-1].said[0].pool == "promises doubted"
    assert state.mood == state.turns[-2].mood - 1
    assert play([PROMISE, ("Bye", "close"), ("erm", "stall"), ("Bye", "close")], scene="deal").ending == "sent"


def test_a_promise_said_again_is_not_asked_about() -> None:
    assert play([PROMISE, ("So I'll ring by four. Bye", "summarise close")], scene="deal").ending == "sent"


def test_a_promise_in_the_last_line_is_not_asked_about() -> None:
    assert play([("I'll ring you by four. Bye now", "promise close")], scene="deal").ending == "sent"


def test_the_same_time_twice_is_one_promise() -> None:
    assert len(play([PROMISE, ("By four, as I said", "promise")], scene="deal").promises) == 1


def test_it_is_come_back_to_when_talk_gets_nowhere() -> None:
    state = play([PROMISE, ("hm", "adapt"), ("hm", "adapt"), ("hm", "adapt")], scene="deal")
    asked = [turn.number for turn in state.turns if turn.said[-1].pool == "promises asks_again"]
    assert asked == [4]
