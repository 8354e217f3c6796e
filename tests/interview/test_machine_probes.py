from itertools import pairwise

import pytest

from coach.interview.progress import Heard
from coach.interview.voice import Moment
from tests.builders_core import said, terms, voice
from tests.interview.talk import ALL_HEARD, NOTHING_HEARD, asked_in, begun

# --- supplementary questions


def test_a_probe_is_for_a_criterion_not_shown_before_a_missing_part_of_the_story() -> None:
    talk = begun()
    talk.answer(heard=Heard(frozenset({"K1.1"}), ("result",)))
    assert talk.turns[-1].text == "p1 K1.2"
    talk.answer(heard=Heard(frozenset({"K1.1", "K1.2"}), ("result",)))
    assert talk.turns[-1].text == "p1 result"


def test_no_probe_is_asked_about_what_was_shown() -> None:
    talk = begun()
    talk.answer(heard=ALL_HEARD)
    assert talk.turns[-1].text == "What about q2?"


@pytest.mark.parametrize("allowed", [0, 1, 2, 3])
def test_no_more_probes_than_the_rules_allow_and_none_twice(allowed: int) -> None:
    talk = begun(terms(probes=allowed))
    while talk.progress.current == 1:
        talk.answer(heard=NOTHING_HEARD)
    probes = [turn.text for turn in talk.turns if turn.kind == "probe" and turn.question == 1]
    assert len(probes) == allowed
    assert len(set(probes)) == allowed


def test_a_question_come_back_to_gets_no_probes_beyond_its_number() -> None:
    talk = begun(terms(probes=1))
    talk.answer(heard=NOTHING_HEARD)
    talk.ask("later")
    talk.answer()
    talk.answer()
    assert asked_in(talk.turns)[-1] == 1
    talk.answer(heard=NOTHING_HEARD)
    assert [turn.question for turn in talk.turns if turn.kind == "probe"] == [1]


def test_nobody_in_a_hurry_is_probed() -> None:
    unhurried = begun(minutes_gone=20)
    unhurried.answer(heard=NOTHING_HEARD)
    assert unhurried.turns[-1].kind == "probe"
    hurried = begun(minutes_gone=50)
    hurried.answer(heard=NOTHING_HEARD)
    assert hurried.turns[-1].text == "What about q2?"


def test_the_last_question_is_probed_until_the_last_minute() -> None:
    talk = begun(questions=1, minutes_gone=58)
    talk.answer(heard=NOTHING_HEARD)
    assert talk.turns[-1].kind == "probe"
    talk.wait(90).answer(heard=NOTHING_HEARD)
    assert talk.state == "rating"


# --- the words


def test_every_answer_is_met_with_thanks_and_no_verdict() -> None:
    talk = begun(questions=10)
    for number in range(9):
        turns = talk.answer(heard=ALL_HEARD if number % 2 else Heard())
        assert turns[1].kind == "acknowledgement"
        assert not any(word in turns[1].text.casefold() for word in ("good", "great", "well done", "right answer"))
        while talk.progress.current == number + 1:
            talk.ask("finished")


@pytest.mark.parametrize("heard", [ALL_HEARD, NOTHING_HEARD], ids=["no probes", "two probes each"])
@pytest.mark.parametrize("moment", ["acknowledge", "next-question", "probe", "back-to", "set-aside"])
def test_nothing_is_said_the_same_way_twice_running(moment: Moment, heard: Heard) -> None:
    talk = begun(terms(questions=10, minutes=600), questions=10)
    for _ in range(4):
        talk.ask("later")
    while talk.state == "answering":
        talk.answer(heard=heard)
    wordings = [turn.text for turn in talk.turns if turn.text in voice().says[moment]]
    assert all(before != after for before, after in pairwise(wordings))


def test_the_same_seed_says_the_same_words() -> None:
    def whole(seed: int) -> str:
        talk = begun(seed=seed)
        while talk.state == "answering":
            talk.wait(60).answer(heard=NOTHING_HEARD)
        return said(talk.turns)

    assert whole(5) == whole(5)
    assert len({whole(seed) for seed in range(8)}) > 4
