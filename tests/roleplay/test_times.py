"""By when something is said to be done."""

import pytest

from coach.roleplay.line import read_line
from coach.roleplay.promises import Promised, promise_in, stands_by
from tests.roleplay.plays import play


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("We'd take £2 a week off it, and I'll ring you by friday", "by Friday"),
        ("It's £2 a week", ""),
        ("I'll knock £33 off for the 2 nights", ""),
        ("You've waited since Monday, so I'll ring by four today", "by four today"),
        ("We close at 5 but I'll have it ready by 4", "by 4"),
        ("TOMORROW BY 10 I'LL RING", "tomorrow by 10"),
        ("Tomorrow at 9 I'll ring you", "tomorrow at 9"),
        ("monday at 9 I'll ring you", "Monday at 9"),
        ("I'll ring before 4PM", "before 4PM"),
        ("youll be sat down by half 7, 10 minutes tops, well before your speech at 9", "by half 7"),
        ("so i can book you another one for tomorrow 8 till 1", "tomorrow 8 till 1"),
        ("you rang 3 days ago, I'll sort it this afternoon", "this afternoon"),
        ("It'll be here within the next 20 minutes", "within the next 20 minutes"),
        ("I'll be with you in a second", ""),
        ("I'll ring her about tomorrow", ""),
    ],
)
def test_it_is_what_will_be_in_the_words_it_was_said_in(text: str, when: str) -> None:
    promise = promise_in(read_line(text, ["promise"]), 1)
    assert (promise.when if promise else "") == when


def test_a_remedy_with_a_time_is_a_promise() -> None:
    assert promise_in(read_line("I'll bring it up in twenty minutes", ["offer"]), 1) is not None
    assert promise_in(read_line("Would you like it tomorrow at 10?", ["offer"]), 1) is None
    assert promise_in(read_line("I'll lend you one for tonight", ["offer"]), 1) is None
    assert promise_in(read_line("I'll do it today or tomorrow", ["offer", "offer-options"]), 1) is None


def test_a_time_given_when_it_was_asked_for_is_the_promises() -> None:
    state = play([("I'll ring you back", "promise"), ("Half past two", "")])
    assert state.turns[0].said[-1].pool == "promises asks_when"
    assert [promise.when for promise in state.promises] == ["half past two"]


@pytest.mark.parametrize("text", ["Yes that's right", "yeah it will", "definitely", "ok yes", "I promise"])
def test_a_yes_that_looks_like_nothing_stands_by_a_promise(text: str) -> None:
    assert stands_by(Promised(1, "by four", ("four",)), read_line(text, ["stall"]))


@pytest.mark.parametrize("text", ["not sure", "yes probably", "I think it should", "erm"])
def test_half_a_yes_does_not(text: str) -> None:
    assert stands_by(Promised(1, "by four", ("four",)), read_line(text, ["stall"])) is False
