import msgspec
import pytest

from coach.errors import UsageError
from coach.interview.phrases import Intent
from coach.interview.sitting import Turn
from tests.builders_core import kinds, said, terms
from tests.interview.talk import NOTHING_HEARD, asked_in, begun

# --- pausing


def test_a_practice_may_be_paused_and_the_pause_costs_no_time() -> None:
    talk = begun(minutes_gone=10)
    talk.ask("pause")
    assert talk.state == "paused"
    assert talk.wait(900).elapsed == 600
    back = talk.resume(900.0)
    assert "50 minutes left" in said(back)
    assert talk.wait(60).elapsed == 660
    (stopped,) = talk.progress.clock.stops
    assert (stopped.at, stopped.seconds, stopped.reason) == (600, 900, "pause")


def test_an_exam_is_not_paused() -> None:
    talk = begun(terms("exam"))
    assert "doesn't stop" in said(talk.ask("pause"))
    assert talk.state == "answering"
    assert talk.wait(60).elapsed == 60
    assert talk.progress.clock.stops == ()


@pytest.mark.parametrize("intent", ["repeat", "rephrase", "later", "skip", "finished", "stuck", "pause", "glossary"])
def test_while_paused_nothing_goes_on_but_the_apprentice_is_told_why(intent: Intent) -> None:
    talk = begun()
    talk.ask("pause")
    before = talk.progress
    (told,) = talk.ask(intent, "sla")
    assert "stopped" in told.text and "resume" in told.text
    assert msgspec.structs.replace(talk.progress, turns=before.turns) == before


def test_while_paused_the_clock_says_nothing_and_the_end_may_come() -> None:
    talk = begun()
    talk.ask("pause")
    assert talk.wait(9999).tick("words") == ()
    assert talk.ask("time") and talk.ask("help")
    talk.ask("end")
    assert talk.state == "rating"
    assert talk.elapsed == 0


def test_an_answer_while_paused_is_refused() -> None:
    talk = begun()
    talk.ask("pause")
    with pytest.raises(UsageError, match="paused"):
        talk.answer()


# --- interruptions


@pytest.mark.parametrize(
    ("stood_still", "words"),
    [(45.0, "45 seconds"), (600.0, "10 minutes"), (2 * 86_400.0, "2 days"), (None, "a while")],
)
def test_an_interruption_is_told_with_its_length_and_the_question_comes_again(
    stood_still: float | None, words: str
) -> None:
    talk = begun(minutes_gone=20)
    turns = talk.crash(stood_still)
    assert f"interrupted for {words}" in turns[0].text
    assert "40 minutes left" in turns[0].text
    assert turns[-1].text == "What about q1?"
    assert talk.elapsed == 1200
    (stopped,) = talk.progress.clock.stops
    assert (stopped.at, stopped.seconds, stopped.reason) == (1200, stood_still, "interruption")


def test_after_an_interruption_the_question_is_said_as_it_was_last_put() -> None:
    talk = begun()
    talk.ask("rephrase")
    assert talk.crash(60.0)[-1].text == "Tell me about q1."


def test_a_pause_after_an_interruption_is_told_as_a_pause() -> None:
    talk = begun()
    talk.crash(60.0)
    talk.ask("pause")
    assert "Welcome back" in said(talk.resume(30.0))
    assert [stopped.reason for stopped in talk.progress.clock.stops] == ["interruption", "pause"]


def test_a_pause_outlives_the_process() -> None:
    talk = begun(minutes_gone=5)
    talk.ask("pause")
    assert talk.crash(3600.0) == ()
    assert talk.state == "paused"
    assert "55 minutes left" in said(talk.resume(3600.0))


# --- the time running out


def test_warnings_come_in_words_and_once() -> None:
    talk = begun(terms("exam", questions=3))
    heard: list[Turn] = []
    for _ in range(3600):
        heard.extend(talk.wait(1).tick("still writing"))
    assert [turn.at for turn in heard] == [1800, 3000, 3300, 3540, 3600, 3600]
    assert all(turn.speaker == "clock" for turn in heard)
    assert "Half" in heard[0].text and "2 questions still to come" in heard[0].text
    assert [turn.text.split()[0] for turn in heard[1:4]] == ["Ten", "Five", "One"]


def test_full_time_says_what_stays_unasked_and_how_long_an_answer_may_run_over() -> None:
    turns = begun(questions=2, minutes_gone=60).tick("still writing")
    assert kinds(turns) == ["time-up", "tolerance"]
    assert "1 question stays unasked." in turns[0].text
    assert "up to 6 minutes" in turns[1].text
    assert "2 questions stay unasked." in said(begun(questions=3, minutes_gone=60).tick())
    assert "unasked" not in said(begun(questions=1, minutes_gone=60).tick())


def test_an_answer_under_way_may_run_into_the_tolerance_and_is_the_last() -> None:
    talk = begun(minutes_gone=63)
    assert talk.tick("still writing")[-1].kind == "tolerance"
    turns = talk.wait(60).answer("and that is how it ended", heard=NOTHING_HEARD)
    assert kinds(turns) == ["answer", "closing"]
    assert talk.progress.answered == (1,)
    assert talk.state == "rating"
    assert talk.elapsed == 64 * 60


@pytest.mark.parametrize("intent", ["skip", "finished"])
def test_after_full_time_going_on_means_closing(intent: Intent) -> None:
    talk = begun(minutes_gone=20)
    talk.answer(heard=NOTHING_HEARD)
    assert talk.turns[-1].kind == "probe"
    talk.wait(41 * 60).ask(intent)
    assert talk.state == "rating"
    assert asked_in(talk.turns) == [1]


def test_after_full_time_no_question_can_be_put_off_for_a_new_one() -> None:
    talk = begun(minutes_gone=61)
    talk.ask("later")
    assert asked_in(talk.turns) == [1]
    assert (talk.progress.current, talk.state) == (1, "answering")


def test_past_the_tolerance_what_is_typed_becomes_the_answer() -> None:
    talk = begun(minutes_gone=66)
    turns = talk.tick("  so I rang her and ")
    answer = next(turn for turn in turns if turn.kind == "answer")
    assert (answer.speaker, answer.text, answer.question) == ("apprentice", "so I rang her and", 1)
    assert talk.progress.answered == (1,)
    assert talk.state == "rating"
    assert talk.tick("more") == ()


def test_past_the_tolerance_an_empty_box_is_no_answer() -> None:
    talk = begun(minutes_gone=70)
    assert "answer" not in kinds(talk.tick("  \n"))
    assert talk.progress.answered == ()
    assert talk.state == "rating"


def test_without_a_tolerance_full_time_takes_what_is_typed() -> None:
    talk = begun(terms(tolerance_percent=0), minutes_gone=60)
    assert "answer" in kinds(talk.tick("so I rang her"))
    assert talk.state == "rating"


def test_what_was_typed_to_a_question_set_aside_and_never_sent_is_gathered_after_the_close() -> None:
    talk = begun()
    talk.ask("later")
    talk.answer()
    talk.ask("end")
    turns = talk.gather(1, "half an answer")
    assert (turns[0].kind, turns[0].text, turns[0].question) == ("answer", "half an answer", 1)
    assert "question 1" in turns[1].text and "kept" in turns[1].text
    assert set(talk.progress.answered) == {1, 2}
    assert (talk.state, talk.progress.current) == ("rating", None)
    talk.gather(1, "and the other half")
    assert len(talk.progress.answered) == 2


def test_an_answer_sent_too_late_is_still_kept() -> None:
    talk = begun(minutes_gone=80)
    talk.answer("late but whole")
    assert talk.progress.answered == (1,)
    assert "late but whole" in said(talk.turns)
    assert talk.state == "rating"
