"""A mock from the draw to the hand-in: what is kept, what survives, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from coach.banks.model import Question
from coach.content.library import Library
from coach.errors import CoachError, NotFoundError, StoreError, UsageError
from coach.interview.clock import Stop, in_words
from coach.review.marks import MarkValue
from coach.services import people, rehearse, review, waiting
from coach.services.rehearse import Plan, Rehearsal, draw_for, take_up
from coach.services.rights import Actor
from coach.services.sessions import session_row, view_session
from coach.services.workspace import Workspace
from coach.store import coverage as stored_coverage
from coach.store import sessions
from tests.builders import give_extra_time
from tests.builders_edges import (
    METHOD,
    QUESTIONS,
    STANDARD,
    Place,
    RefusingStore,
    a_trainer,
    an_apprentice,
    content,
    finish,
    kinds,
    one_sentence,
    sit,
)

HOUR = 3600.0
ANSWER = "This shows K2.4 and no more"


def stored(ws: Workspace, rehearsal: Rehearsal) -> list[str]:
    """Return the transcript as another program would read it."""
    return [one.turn.text for one in sessions.turns_of(ws.store, rehearsal.session_id)]


# A sitting from start to end


def test_a_whole_sitting(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    said = [*rehearsal.open()]
    assert [turn.text for turn in said if turn.kind == "question"] == [QUESTIONS[0].text]
    place.clock.advance(minutes=2)
    turns = rehearsal.say(ANSWER)
    assert kinds(turns) == [
        "apprentice:answer",
        "assessor:acknowledgement",
        "assessor:acknowledgement",
        "assessor:probe",
    ]
    said += turns
    place.clock.advance(seconds=30)
    said += rehearsal.say("that's all")
    assert rehearsal.progress.current == 2
    said += rehearsal.say("can we come back to this later?")
    assert rehearsal.progress.current == 3
    place.clock.advance(minutes=3)
    said += rehearsal.say("This shows K3.1 and K3.2 in one go")
    said += rehearsal.request("finished")
    assert rehearsal.progress.current == 2
    place.clock.advance(minutes=1)
    said += rehearsal.say("This shows B2.1 at the end")
    said += rehearsal.request("finished")

    assert rehearsal.progress.state == "rating"
    assert rehearsal.progress.answered == (1, 3, 2)
    assert rehearsal.transcript() == tuple(said)
    assert stored(ws, rehearsal) == [turn.text for turn in said]
    assert [criterion.ref for criterion in rehearsal.to_rate()] == ["K2.4", "K3.1", "K3.2", "B2.1"]

    rehearsal.hand_in({"K2.4": "passed", "B2.1": "none"})
    view = view_session(ws, aisha, rehearsal.session_id)
    assert (view.state, view.handed_in_at) == ("waiting", ws.timestamp())
    assert [question.answer for question in view.questions] == [
        ANSWER,
        "This shows B2.1 at the end",
        "This shows K3.1 and K3.2 in one go",
    ]
    assert [question.seconds for question in view.questions] == [150.0, 60.0, 180.0]
    assert view.suggested == ("K2.4", "K3.1", "K3.2", "B2.1")
    assert view.self_ratings == {"K2.4": "passed", "B2.1": "none"}
    assert view.elapsed == 390.0
    states = stored_coverage.coverage_of(ws.store, [aisha.id])[aisha.id]
    assert states == dict.fromkeys(("K2.4", "K3.1", "K3.2", "B2.1"), "waiting")


def test_an_answer_to_a_follow_up_belongs_to_the_whole_answer(ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    rehearsal.say(f"  {ANSWER}\n\n")
    rehearsal.say("And B2.1 too\nover two lines")
    (question, *_) = view_session(ws, aisha, rehearsal.session_id).questions
    assert question.answer == f"{ANSWER}\n\nAnd B2.1 too\nover two lines"
    assert {one.ref: [e.text for e in one.evidence] for one in question.suggestions} == {
        "K2.4": ["K2.4"],
        "B2.1": ["B2.1"],
    }
    assert all(question.answer[e.start : e.end] == e.text for one in question.suggestions for e in one.evidence)
    assert set(rehearsal.heard(1).suggestions) == set(question.suggestions)


def test_a_live_answer_is_mapped_with_what_was_sent_before(ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    rehearsal.say(ANSWER)
    assert [one.ref for one in rehearsal.live("and B2.1 now").suggestions] == ["K2.4", "B2.1"]
    assert view_session(ws, aisha, rehearsal.session_id).suggested == ("K2.4",)


def test_nothing_typed_is_no_answer(ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    before = content(ws.store)
    assert rehearsal.say(" \n\t ") == ()
    assert content(ws.store) == before


def test_the_terms_are_the_organisations(ws: Workspace, aisha: Actor) -> None:
    terms = sit(ws, aisha, mode="exam").sitting.terms
    assert (terms.allowed, terms.tolerance, terms.minutes_by_rule) == (HOUR, HOUR / 10, 60)


def test_extra_time_is_given_and_never_shown(ws: Workspace, aisha: Actor) -> None:
    give_extra_time(ws, aisha, 25)
    rehearsal = sit(ws, aisha)
    assert rehearsal.sitting.terms.allowed == HOUR * 1.25
    finish(rehearsal)
    rehearsal.hand_in({})
    view = view_session(ws, a_trainer(ws), rehearsal.session_id)
    assert (view.minutes_by_rule, view.tolerance) == (60, 360.0)
    assert "25" not in msgspec.json.encode([view.stops, view.minutes_by_rule, view.tolerance]).decode()


# Drafts


def test_a_draft_is_saved_and_restored_question_by_question(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    rehearsal.save_draft("The first, half\nsaid")
    rehearsal.request("later")
    assert rehearsal.draft() == ""
    rehearsal.save_draft("The second")

    again = take_up(place.open(), aisha, rehearsal.session_id)
    assert (again.progress.current, again.draft()) == (2, "The second")
    again.open()
    again.request("skip")
    again.request("skip")
    assert (again.progress.current, again.draft()) == (1, "The first, half\nsaid")


def test_sending_an_answer_or_emptying_the_box_ends_the_draft(ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    rehearsal.save_draft(ANSWER)
    rehearsal.save_draft("")
    assert rehearsal.draft() == ""
    rehearsal.save_draft(ANSWER)
    rehearsal.say(ANSWER)
    assert ws.store.rows("SELECT * FROM drafts") == []


def test_a_request_that_was_saved_as_a_draft_is_not_kept_as_an_answer_begun(ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    rehearsal.save_draft("come back to this later")
    rehearsal.say("come back to this later")
    rehearsal.request("skip")
    rehearsal.request("skip")
    assert (rehearsal.progress.current, rehearsal.draft()) == (1, "")


def test_a_slash_command_leaves_an_answer_begun_where_it_is(ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    rehearsal.save_draft("It was a Tuesday")
    rehearsal.say("/time")
    assert rehearsal.draft() == "It was a Tuesday"


def test_what_was_typed_and_never_sent_becomes_an_answer_with_the_hand_in(ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    rehearsal.say("This shows B2.1 first")
    rehearsal.save_draft("and K2.4 at the end")
    rehearsal.request("end")
    assert [criterion.ref for criterion in rehearsal.to_rate()] == ["K2.4"]
    rehearsal.hand_in({})
    (question, *_) = view_session(ws, aisha, rehearsal.session_id).questions
    assert question.answer == "This shows B2.1 first\n\nand K2.4 at the end"
    assert all(question.answer[e.start : e.end] == e.text for one in question.suggestions for e in one.evidence)
    assert stored_coverage.coverage_of(ws.store)[aisha.id] == {"K2.4": "waiting", "B2.1": "waiting"}
    assert ws.store.rows("SELECT * FROM drafts") == []


def test_a_sitting_without_an_answer_is_dropped_and_troubles_nobody(ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    rehearsal.request("end")
    rehearsal.hand_in({})
    assert session_row(ws, rehearsal.session_id).state == "dropped"
    assert rehearse.unfinished(ws, aisha) == ()
    assert waiting.queue(ws, a_trainer(ws)) == ()
    assert stored_coverage.coverage_of(ws.store) == {}
    with pytest.raises(UsageError) as refusal:
        take_up(ws, aisha, rehearsal.session_id)
    one_sentence(refusal.value)
    with pytest.raises(UsageError):
        review.open_review(ws, a_trainer(ws, "Owen Pritchard"), rehearsal.session_id)


# After a crash


def test_a_sitting_goes_on_where_it_stood(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    place.clock.advance(minutes=4)
    rehearsal.say(ANSWER)
    rehearsal.request("finished")
    place.clock.advance(seconds=100)
    rehearsal.save_draft("So there was this")
    before = rehearsal.progress.clock.remaining(rehearsal.reading())
    place.clock.advance(minutes=10)

    later = place.open()
    (open_session,) = rehearse.unfinished(later, aisha)
    again = take_up(later, aisha, open_session.id)
    assert (again.progress.current, again.draft()) == (2, "So there was this")
    assert again.progress.clock.remaining(again.reading()) == before
    clock_turn, question_turn = again.open()
    assert (clock_turn.speaker, clock_turn.kind) == ("clock", "interrupted")
    assert in_words(600) in clock_turn.text and in_words(before) in clock_turn.text
    assert question_turn.text == QUESTIONS[1].text
    assert again.progress.clock.remaining(again.reading()) == before
    assert again.progress.clock.stops == (Stop(at=340.0, seconds=600.0, reason="interruption"),)
    assert stored(later, again)[-2:] == [clock_turn.text, question_turn.text]
    assert again.sitting == rehearsal.sitting

    place.clock.advance(seconds=20)
    again.say("This shows B2.1 now")
    again.request("finished")
    assert again.progress.current == 3
    assert session_row(later, again.session_id).elapsed == 360.0


def test_a_beat_keeps_the_time_between_two_words(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    place.clock.advance(seconds=90)
    rehearsal.beat()
    place.clock.advance(seconds=1)
    assert session_row(place.open(), rehearsal.session_id).elapsed == 90.0


def test_time_spent_never_becomes_less(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    place.clock.advance(seconds=90)
    rehearsal.beat()
    again = take_up(place.open(), aisha, rehearsal.session_id)
    again.open()
    assert again.progress.clock.elapsed(again.reading()) == 90.0
    place.clock.advance(seconds=5)
    again.beat()
    assert session_row(ws, rehearsal.session_id).elapsed == 95.0


def test_an_interruption_of_unknown_length_is_told_as_such(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    place.clock.advance(minutes=-5)
    again = take_up(place.open(), aisha, rehearsal.session_id)
    (told, _) = again.open()
    assert "for a while" in told.text
    assert again.progress.clock.stops[-1].seconds is None


def test_a_pause_stays_a_pause_and_is_told_in_full(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    place.clock.advance(seconds=30)
    rehearsal.say("pause please")
    place.clock.advance(minutes=3)
    rehearsal.save_draft("typed while the clock stood still")
    rehearsal.request("time")
    place.clock.advance(minutes=4)

    again = take_up(place.open(), aisha, rehearsal.session_id)
    assert (again.progress.state, again.open()) == ("paused", ())
    place.clock.advance(minutes=1)
    again.request("repeat")
    again.request("resume")
    assert again.progress.clock.stops == (Stop(at=30.0, seconds=480.0, reason="pause"),)
    assert again.progress.clock.elapsed(again.reading()) == 30.0


def test_an_answer_ends_a_pause(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    rehearsal.request("pause")
    place.clock.advance(minutes=3)
    assert kinds(rehearsal.say(ANSWER))[:2] == ["clock:resume", "apprentice:answer"]


def test_exam_mode_has_no_pause(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha, mode="exam")
    rehearsal.open()
    rehearsal.request("pause")
    place.clock.advance(minutes=1)
    assert (rehearsal.progress.state, rehearsal.progress.clock.elapsed(rehearsal.reading())) == ("answering", 60.0)


def test_a_sitting_never_opened_begins_at_the_beginning(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    place.clock.advance(days=1)
    again = take_up(place.open(), aisha, rehearsal.session_id)
    assert kinds(again.open())[0] == "assessor:introduction"
    assert again.progress.clock.stops == ()


def test_what_is_unfinished_comes_newest_first(place: Place, ws: Workspace, aisha: Actor) -> None:
    first = sit(ws, aisha)
    place.clock.advance(minutes=1)
    second = sit(ws, aisha)
    assert [session.id for session in rehearse.unfinished(ws, aisha)] == [second.session_id, first.session_id]
    finish(second)
    assert len(rehearse.unfinished(ws, aisha)) == 2
    second.hand_in({})
    assert [session.id for session in rehearse.unfinished(ws, aisha)] == [first.session_id]


# At full time


def test_what_is_typed_when_the_tolerance_ends_becomes_the_answer(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    place.clock.advance(minutes=59)
    rehearsal.save_draft("This shows")
    place.clock.advance(minutes=7)
    turns = rehearsal.tick("This shows K2.4 at last")
    assert [turn.text for turn in turns if turn.kind == "answer"] == ["This shows K2.4 at last"]
    assert rehearsal.progress.state == "rating"
    assert [one.ref for one in rehearsal.heard(1).suggestions] == ["K2.4"]
    assert ws.store.rows("SELECT * FROM drafts") == []
    assert rehearsal.tick("late") == ()


def test_no_new_question_starts_after_full_time(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    place.clock.advance(minutes=61)
    rehearsal.tick("")
    assert rehearsal.progress.current == 1
    rehearsal.say(ANSWER)
    assert rehearsal.progress.current is None
    assert rehearsal.progress.state == "rating"


# When the store refuses a write


def before_opening(rehearsal: Rehearsal, _: Place) -> None:
    pass


def amid_an_answer(rehearsal: Rehearsal, place: Place) -> None:
    rehearsal.open()
    place.clock.advance(minutes=1)
    rehearsal.say("This shows B2.1 before the rest")
    place.clock.advance(minutes=1)
    rehearsal.save_draft(ANSWER)


def reopened(rehearsal: Rehearsal, place: Place) -> None:
    amid_an_answer(rehearsal, place)
    place.clock.advance(minutes=2)


def past_the_tolerance(rehearsal: Rehearsal, place: Place) -> None:
    amid_an_answer(rehearsal, place)
    place.clock.advance(minutes=70)


def left_unsent(rehearsal: Rehearsal, place: Place) -> None:
    amid_an_answer(rehearsal, place)
    rehearsal.request("end")


def at_the_rating(rehearsal: Rehearsal, place: Place) -> None:
    amid_an_answer(rehearsal, place)
    finish(rehearsal)


MOMENTS: dict[str, tuple[Callable[[Rehearsal, Place], None], Callable[[Rehearsal], object]]] = {
    "opening": (before_opening, lambda rehearsal: rehearsal.open()),
    "opening again": (reopened, lambda rehearsal: rehearsal.open()),
    "an answer": (amid_an_answer, lambda rehearsal: rehearsal.say(ANSWER)),
    "a request": (amid_an_answer, lambda rehearsal: rehearsal.request("later")),
    "the last tick": (past_the_tolerance, lambda rehearsal: rehearsal.tick(ANSWER)),
    "the end": (amid_an_answer, lambda rehearsal: rehearsal.request("end")),
    "the hand-in with an answer begun": (left_unsent, lambda rehearsal: rehearsal.hand_in({"K2.4": "none"})),
    "the hand-in": (at_the_rating, lambda rehearsal: rehearsal.hand_in({"K2.4": "passed"})),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_write_that_fails_changes_nothing_and_may_be_tried_again(tmp_path: Path, moment: str) -> None:
    prepare, do = MOMENTS[moment]

    def arrive(name: str) -> tuple[Place, RefusingStore, Rehearsal]:
        place = Place(tmp_path / f"{name}.db")
        ws = place.open(RefusingStore)
        rehearsal = sit(ws, an_apprentice(ws))
        prepare(rehearsal, place)
        assert isinstance(ws.store, RefusingStore)
        return place, ws.store, rehearsal

    place, store, rehearsal = arrive("unhindered")
    expected = do(rehearsal)
    statements = store.written
    after, progress, transcript = content(store), rehearsal.progress, rehearsal.transcript()
    place.close()
    assert statements > 1

    for statement in range(1, statements + 1):
        place, store, rehearsal = arrive(f"refused-{statement}")
        before = content(store), rehearsal.progress, rehearsal.transcript(), rehearsal.draft()
        heard = rehearsal.heard(1)
        store.refuse_from = statement
        with pytest.raises(StoreError) as refusal:
            do(rehearsal)
        assert "disk is full" in one_sentence(refusal.value)
        assert (content(store), rehearsal.progress, rehearsal.transcript(), rehearsal.draft()) == before
        assert rehearsal.heard(1) == heard
        store.refuse_from = None
        assert do(rehearsal) == expected
        assert (content(store), rehearsal.progress, rehearsal.transcript()) == (after, progress, transcript)
        place.close()


def test_a_draft_that_cannot_be_kept_is_said_so(place: Place) -> None:
    ws = place.open(RefusingStore)
    rehearsal = sit(ws, an_apprentice(ws))
    rehearsal.open()
    rehearsal.save_draft("kept")
    assert isinstance(ws.store, RefusingStore)
    ws.store.refuse_from = 1
    with pytest.raises(StoreError):
        rehearsal.save_draft("not kept")
    with pytest.raises(StoreError):
        rehearsal.beat()
    assert ws.store.rows("SELECT text FROM drafts") == [{"text": "kept"}]
    assert rehearsal.draft() == "not kept"


# What is refused


def test_nothing_can_be_said_before_the_start_or_after_the_end(ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    for text in (ANSWER, "repeat the question", "/later", "pause"):
        with pytest.raises(UsageError) as refusal:
            rehearsal.say(text)
        one_sentence(refusal.value)
    finish(rehearsal)
    for text in (ANSWER, "repeat the question", "/later", "pause", "/end", "how long left", "what is an sla"):
        with pytest.raises(UsageError) as refusal:
            rehearsal.say(text)
        assert "No question is open now." in one_sentence(refusal.value)


def test_a_slash_that_is_no_command_leaves_the_text_with_the_caller(ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    before = content(ws.store)
    with pytest.raises(UsageError, match="Did you mean /repeat"):
        rehearsal.say("/repaet")
    assert content(ws.store) == before


def test_an_interview_is_handed_in_once_and_only_at_its_end(ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    with pytest.raises(UsageError) as refusal:
        rehearsal.hand_in({})
    one_sentence(refusal.value)
    finish(rehearsal)
    rehearsal.hand_in({})
    with pytest.raises(UsageError):
        rehearsal.hand_in({})
    with pytest.raises(UsageError, match="is handed in"):
        take_up(ws, aisha, rehearsal.session_id)


def test_a_second_window_cannot_undo_what_the_first_went_on_to_do(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    other = place.open()
    stale = take_up(other, aisha, rehearsal.session_id)
    stale.open()
    with pytest.raises(UsageError) as refusal:
        rehearsal.say(ANSWER)
    assert "went on elsewhere" in one_sentence(refusal.value)

    finish(stale)
    stale.hand_in({})
    review.sign_off(other, a_trainer(other), stale.session_id)
    after = content(ws.store)
    for work in (
        lambda: rehearsal.say(ANSWER),
        lambda: rehearsal.request("end"),
        lambda: rehearsal.save_draft("late"),
        rehearsal.beat,
    ):
        with pytest.raises(UsageError):
            work()
    assert content(ws.store) == after


def test_a_second_window_cannot_hand_in_again(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = sit(ws, aisha)
    finish(rehearsal)
    stale = take_up(place.open(), aisha, rehearsal.session_id)
    rehearsal.hand_in({"K2.4": "none"})
    review.sign_off(ws, a_trainer(ws), rehearsal.session_id)
    with pytest.raises(UsageError):
        stale.hand_in({"K2.4": "passed"})
    view = view_session(ws, aisha, rehearsal.session_id)
    assert (view.state, view.self_ratings) == ("reviewed", {"K2.4": "none"})


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (Plan("juggling"), "has no method juggling"),
        (Plan(METHOD, standard="l3-css-2.0"), "No standard goes by l3-css-2.0"),
        (Plan(METHOD, organisation="ofsted"), "No organisation goes by ofsted"),
        (Plan(METHOD, organisation="vtct-skills"), "does not assess l3-css-1.0 here"),
        (Plan(METHOD, minutes=0), "0 minutes is out of range"),
        (Plan(METHOD, minutes=100_000), "100000 minutes is out of range"),
        (Plan(METHOD, questions=0), "0 questions is out of range"),
        (Plan(METHOD, questions=-3), "-3 questions is out of range"),
    ],
)
def test_a_plan_that_cannot_be_sat(ws: Workspace, aisha: Actor, plan: Plan, told: str) -> None:
    with pytest.raises(CoachError) as refusal:
        rehearse.start(ws, aisha, plan)
    assert told in one_sentence(refusal.value)
    assert ws.store.rows("SELECT * FROM sessions") == []


def test_a_method_that_no_bank_has_a_question_for(place: Place, aisha: Actor) -> None:
    class NoQuestions(Library):
        def questions(self, standard: str, method: str) -> tuple[Question, ...]:  # noqa: ARG002
            return tuple(msgspec.structs.replace(question, targets=("K1.1",)) for question in QUESTIONS)

    place.library = NoQuestions()
    with pytest.raises(NotFoundError) as refusal:
        rehearse.start(place.open(), aisha, Plan(METHOD))
    assert f"No question bank has questions for {METHOD} of {STANDARD}." in one_sentence(refusal.value)


def test_a_session_that_is_not_there(ws: Workspace, aisha: Actor) -> None:
    with pytest.raises(NotFoundError) as refusal:
        take_up(ws, aisha, "nowhere")
    assert "No session goes by nowhere." in one_sentence(refusal.value)


# The draw that follows the marks


def test_the_second_draw_prefers_the_gaps(place: Place, ws: Workspace, aisha: Actor) -> None:
    rehearsal = rehearse.start(ws, aisha, Plan(METHOD, seed=1))
    finish(rehearsal)
    rehearsal.hand_in({})
    asked = {question.id for question in rehearsal.sitting.questions}
    marsha = a_trainer(ws)
    weak = {"K4.1", "B3.1"}
    for criterion in rehearsal.criteria:
        value: MarkValue = "attempted" if criterion.ref in weak else "passed"
        review.mark(ws, marsha, rehearsal.session_id, 1, criterion.ref, value)
    review.sign_off(ws, marsha, rehearsal.session_id)
    place.clock.advance(days=1)

    standard, person = ws.library.standard(STANDARD), people.find(ws, aisha.id)
    for seed in range(5):
        anyone = draw_for(ws, standard, METHOD, count=10, seed=seed)
        hers = draw_for(ws, standard, METHOD, count=10, seed=seed, person=person)
        for ref in weak:
            assert _asks(hers.questions, ref) > _asks(anyone.questions, ref)
        assert hers.uncovered == ()
        assert len({question.id for question in hers.questions} & asked) <= 3


def test_a_focus_comes_before_all_other_wishes(ws: Workspace, aisha: Actor) -> None:
    def asked(focus: tuple[str, ...]) -> int:
        rehearsal = rehearse.start(ws, aisha, Plan(METHOD, questions=4, seed=3, focus=focus))
        return _asks(rehearsal.sitting.questions, "K1.7")

    assert asked(("K1.7",)) > asked(())


def _asks(questions: tuple[Question, ...], ref: str) -> int:
    return sum(ref in question.targets for question in questions)
