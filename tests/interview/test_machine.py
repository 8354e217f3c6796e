from typing import get_args

import pytest

from coach.content.library import Library
from coach.errors import UsageError
from coach.interview.phrases import Intent
from coach.interview.sitting import terms_for
from tests.builders_core import interview, said, terms
from tests.interview.talk import NOTHING_HEARD, Talk, asked_in, begun

INTENTS: tuple[Intent, ...] = get_args(Intent)


# --- the introduction


@pytest.mark.parametrize(
    ("name", "method", "minutes", "tolerance"),
    [
        ("highfield", "project-interview", "60 minutes", "6 minutes"),
        ("achieve-partners", "project-interview", "60 minutes", None),
        ("gateway-qualifications", "professional-discussion", "60 minutes", "6 minutes"),
        ("vtct-skills", "professional-discussion", "60 minutes", "6 minutes"),
        ("innovate-awarding", "professional-discussion", "60 minutes", None),
    ],
)
def test_the_introduction_gives_this_organisations_rules(
    shipped: Library, name: str, method: str, minutes: str, tolerance: str | None
) -> None:
    held = terms_for(shipped.organisation(name), method, "exam")
    words = said(Talk(interview(held)).begin())
    assert f"{minutes} and 3 questions" in words
    assert (f"run over by up to {tolerance}" in words) if tolerance else ("When the time is up, we stop." in words)


def test_the_assessor_says_who_they_are_and_to_whom_they_speak() -> None:
    words = said(Talk(interview(apprentice="Aisha Rahman")).begin())
    assert "Aisha" in words and "Rahman" not in words
    assert "project interview" in words
    assert any(name in words for name in ("Ms Okafor", "Mr Hughes", "Ms Bhatt", "Mr Lindley", "Ms Kowalska"))
    assert "{" not in words


def test_the_first_question_comes_with_the_introduction_and_the_clock_runs_from_there() -> None:
    talk = begun()
    assert talk.turns[-1].text == "What about q1?"
    assert talk.state == "answering"
    assert talk.elapsed == 0
    assert talk.wait(30).elapsed == 30


def test_only_clarifying_questions_are_promised_where_the_rules_allow_no_others() -> None:
    assert "explain something a little further" in said(begun(terms(probes=1)).turns)
    assert "follow-up now and then" in said(begun(terms(probes=2)).turns)


def test_an_exam_is_introduced_without_hints_and_a_practice_with_a_pause() -> None:
    assert "the clock does not stop" in said(begun(terms("exam")).turns)
    assert "you may pause" in said(begun(terms("practice")).turns)


def everything_an_interview_says_of_its_rules(extra_time_percent: int) -> str:
    talk = begun(terms("exam", extra_time_percent=extra_time_percent))
    talk.wait(talk.progress.clock.allowed)
    talk.tick()
    return said(talk.turns)


def test_extra_time_shows_in_nothing_that_is_said_of_the_rules() -> None:
    words = everything_an_interview_says_of_its_rules(25)
    assert words == everything_an_interview_says_of_its_rules(0)
    assert "6 minutes" in words
    assert "extra" not in words.casefold()


# --- what can be asked of the assessor


def test_repeat_says_the_question_in_the_words_it_was_last_put() -> None:
    talk = begun()
    assert "What about q1?" in said(talk.ask("repeat"))
    talk.ask("rephrase")
    assert "Tell me about q1." in said(talk.ask("repeat"))


def test_rephrase_gives_each_other_wording_and_then_says_there_are_no_more() -> None:
    talk = begun()
    assert "Tell me about q1." in said(talk.ask("rephrase"))
    (last,) = talk.ask("rephrase")
    assert "all the ways I have" in last.text and "What about q1?" in last.text


def test_a_new_question_is_put_in_its_first_words_again() -> None:
    talk = begun()
    talk.ask("rephrase")
    talk.answer()
    assert talk.turns[-1].text == "What about q2?"
    assert "Tell me about q2." in said(talk.ask("rephrase"))


def test_the_time_is_told_with_what_is_left_what_is_to_come_and_a_pace() -> None:
    (told,) = begun(minutes_gone=15).ask("time")
    assert told.speaker == "clock"
    assert "15 minutes" in told.text and "45 minutes left" in told.text
    assert "2 questions still to come" in told.text and "15 minutes for each" in told.text


def test_after_full_time_the_time_told_is_that_it_is_up() -> None:
    (told,) = begun(minutes_gone=62).ask("time")
    assert "full time" in told.text


def test_a_question_left_for_later_comes_back_at_the_end() -> None:
    talk = begun()
    talk.ask("later")
    assert talk.turns[-1].text == "What about q2?"
    talk.answer()
    talk.answer()
    assert asked_in(talk.turns) == [1, 2, 3, 1]
    assert talk.state == "answering"
    talk.answer()
    assert talk.state == "rating"
    assert set(talk.progress.answered) == {1, 2, 3}


def test_all_may_be_left_for_later_and_come_back_in_order() -> None:
    talk = begun()
    for _ in range(3):
        talk.ask("later")
    assert asked_in(talk.turns) == [1, 2, 3, 1]
    assert talk.progress.set_aside == (2, 3)


def test_the_last_question_left_cannot_be_put_off() -> None:
    talk = begun(questions=1)
    (answer,) = talk.ask("later")
    assert "last one left" in answer.text
    assert talk.progress.current == 1


def test_skip_goes_on_and_the_question_does_not_come_back() -> None:
    talk = begun()
    talk.ask("skip")
    talk.answer()
    talk.answer()
    assert asked_in(talk.turns) == [1, 2, 3]
    assert talk.state == "rating"
    assert talk.progress.answered == (2, 3)
    assert "1 question was not asked or answered" in talk.turns[-1].text


def test_finished_goes_on_after_an_answer_and_asks_for_one_before() -> None:
    talk = begun()
    (not_yet,) = talk.ask("finished")
    assert talk.progress.current == 1 and not_yet.kind == "help"
    talk.answer(heard=NOTHING_HEARD)
    assert talk.turns[-1].kind == "probe"
    talk.ask("finished")
    assert talk.progress.current == 2


def test_a_term_is_explained_by_any_of_its_names_and_an_unknown_one_owned_up_to() -> None:
    talk = begun()
    assert "A promise of how quickly something is done." in said(talk.ask("glossary", "service level agreement"))
    assert "don't have a short meaning for flibbet" in said(talk.ask("glossary", "flibbet"))
    assert talk.progress.current == 1


@pytest.mark.parametrize("intent", ["repeat", "rephrase", "time", "glossary", "help", "stuck"])
def test_a_request_is_answered_and_moves_nothing(intent: Intent) -> None:
    talk = begun()
    before = talk.progress
    turns = talk.ask(intent, "sla")
    assert turns
    assert (talk.progress.current, talk.progress.to_ask, talk.state) == (1, before.to_ask, "answering")


def test_nobody_stuck_in_an_exam_gets_a_hint() -> None:
    assert "Think of one customer" in said(begun(terms("practice"), seed=1).ask("stuck")) + said(
        begun(terms("practice"), seed=2).ask("stuck")
    ) + said(begun(terms("practice"), seed=3).ask("stuck"))
    for seed in range(10):
        words = said(begun(terms("exam"), seed=seed).ask("stuck"))
        assert "later" in words
        assert "customer" not in words and "Picture" not in words


def test_help_names_the_pause_only_where_there_is_one() -> None:
    assert "pause" in said(begun(terms("practice")).ask("help"))
    assert "pause" not in said(begun(terms("exam")).ask("help"))


def test_ready_said_while_nothing_is_paused_is_not_met_with_silence() -> None:
    assert "What about q1?" in said(begun().ask("resume"))


def test_ending_early_closes_kindly_and_says_what_was_left() -> None:
    talk = begun()
    talk.answer()
    talk.ask("end")
    assert talk.state == "rating"
    assert talk.progress.current is None
    assert "2 questions were not asked or answered" in talk.turns[-1].text
    assert talk.wait(500).elapsed == 0


@pytest.mark.parametrize("intent", INTENTS)
def test_before_the_beginning_and_after_the_end_nothing_can_be_asked(intent: Intent) -> None:
    for talk in (Talk(interview()), begun()):
        if talk.state == "answering":
            talk.ask("end")
        with pytest.raises(UsageError):
            talk.ask(intent, "sla")


def test_before_the_beginning_and_after_the_end_nothing_can_be_answered() -> None:
    ended = begun()
    ended.ask("end")
    for talk in (Talk(interview()), ended):
        with pytest.raises(UsageError):
            talk.answer()


def test_an_interview_begins_once() -> None:
    with pytest.raises(UsageError):
        begun().begin()
