"""The interview line by line: what is said, what is understood, what is kept when the lines or the disk end."""

import io
import queue
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from coach.errors import StoreError
from coach.interview.clock import in_words
from coach.plain import interview
from coach.plain.interview import hold
from coach.services import rehearse, sign_in
from coach.services.rehearse import Plan
from coach.services.rights import Actor
from coach.services.sessions import list_sessions, view_session
from coach.services.workspace import Workspace
from coach.store import sessions as table
from tests.builders_edges import (
    METHOD,
    QUESTIONS,
    Place,
    RefusingStore,
    an_apprentice,
    finish,
    one_sentence,
    sit,
    three_questions,
)

NAME = "Aisha Rahman"
ANSWER = "This shows K2.4 and no more"
LABELLED = re.compile(r"(Assessor|Clock|Coach|You): \S.*")
SENT = (ANSWER, "", "/done")
RATED = ("p", "a", "n", "")
TO_THE_END = (*SENT, *SENT, *SENT, *RATED)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "coach.db", library=three_questions())
    yield place
    place.close()


@pytest.fixture
def ws(place: Place) -> Workspace:
    ws = place.open()
    an_apprentice(ws)
    return ws


@pytest.fixture
def aisha(ws: Workspace) -> Actor:
    return sign_in.actor_named(ws, NAME)


def talk(ws: Workspace, *lines: str, new: bool = False, **plan: Any) -> list[str]:
    """Hold an interview over these lines; return what was printed."""
    target = io.StringIO()
    wanted = Plan(plan.pop("method", METHOD), **{"questions": len(QUESTIONS)} | plan)
    hold(ws, NAME, wanted, io.StringIO("".join(f"{line}\n" for line in lines)), target, new=new)
    printed = target.getvalue().splitlines()
    assert all(LABELLED.fullmatch(line) and line.isprintable() for line in printed), printed
    return printed


def newest(ws: Workspace) -> Any:
    """Return the session that was started last, as its apprentice sees it."""
    actor = sign_in.actor_named(ws, NAME)
    return view_session(ws, actor, list_sessions(ws, actor)[0].id)


def said(ws: Workspace, kind: str) -> list[str]:
    """Return all turns of a kind in the newest session."""
    stored = table.turns_of(ws.store, newest(ws).id)
    return [one.turn.text for one in stored if one.turn.kind == kind]


# From the first word to the last


def test_a_whole_interview(ws: Workspace) -> None:
    printed = talk(ws, *TO_THE_END)
    assert printed[0].startswith("Assessor: ") and "Aisha" in printed[0]
    asked = [line.removeprefix("Assessor: ") for line in printed]
    assert [question.text in asked for question in QUESTIONS] == [True] * 3
    view = newest(ws)
    assert view.state == "waiting"
    assert [question.answer for question in view.questions] == [ANSWER] * 3
    assert printed[-1] == (
        f"Coach: Session {view.id}. See it, with the words found and model pointers: coach show {view.id}"
    )
    assert "Coach: Suggested so far: K2.4." in printed
    assert f"Coach: You answered 3 of 3 questions in {in_words(0)}." in printed


def test_what_is_printed_is_what_is_kept(ws: Workspace) -> None:
    printed = talk(ws, *TO_THE_END)
    stored = [one.turn for one in table.turns_of(ws.store, newest(ws).id)]
    speakers = {"assessor": "Assessor", "clock": "Clock"}
    expected = [f"{speakers[turn.speaker]}: {turn.text}" for turn in stored if turn.speaker in speakers]
    assert [line for line in printed if not line.startswith("Coach: ")] == expected


def test_an_answer_has_as_many_lines_as_are_typed_before_an_empty_one(ws: Workspace) -> None:
    talk(ws, "  I'd a man in with a boiler", "  that was leaking", "repeat", "and I rang him back.", "")
    assert said(ws, "answer") == ["I'd a man in with a boiler\n  that was leaking\nrepeat\nand I rang him back."]


def test_empty_lines_alone_send_nothing(ws: Workspace) -> None:
    talk(ws, "", "   ", "", "\t")
    assert said(ws, "answer") == []


def test_lines_may_end_as_they_do_elsewhere(ws: Workspace) -> None:
    hold(ws, NAME, Plan(METHOD, questions=3), io.StringIO(f"{ANSWER}\r\n\r\n", newline=""), io.StringIO())
    assert said(ws, "answer") == [ANSWER]


# What can be asked for, as a command and in plain words


@pytest.mark.parametrize(
    ("command", "plain_words", "kind"),
    [
        ("/repeat", "sorry, can you say that again?", "repeat"),
        ("/rephrase", "could you rephrase the question", "rephrasing"),
        ("/time", "how long have I got left?", "time"),
        ("/help", "what can I say", "help"),
        ("/pause", "can we pause please", "pause"),
        ("/explain sla", "what do you mean by SLA", "glossary"),
        ("/later", "can we come back to this later", "acknowledgement"),
        ("/skip", "skip this one", "acknowledgement"),
        ("/end", "I'd like to stop", "closing"),
    ],
)
def test_a_command_and_its_plain_words_do_the_same(ws: Workspace, command: str, plain_words: str, kind: str) -> None:
    def heard(line: str) -> tuple[list[str], list[str]]:
        talk(ws, line, new=True)
        kinds = [one.turn.kind for one in table.turns_of(ws.store, newest(ws).id)]
        return kinds, said(ws, "answer")

    kinds, answers = heard(command)
    assert kind in kinds
    assert answers == []
    assert heard(plain_words) == (kinds, answers)


def test_pause_and_resume(ws: Workspace) -> None:
    printed = talk(ws, "pause", "I'm back", ANSWER, "")
    clock = [line for line in printed if line.startswith("Clock: ")]
    assert len(clock) == 2 and "Say resume" in clock[0] and "running again" in clock[1]
    assert said(ws, "answer") == [ANSWER]


def test_a_question_set_aside_comes_back_with_nothing_in_its_answer_but_the_answer(ws: Workspace) -> None:
    talk(ws, "come back to this later", *SENT, *SENT, ANSWER, "", "/done", "/skip")
    assert [question.answer for question in newest(ws).questions] == [ANSWER] * 3


def test_an_answer_begun_waits_with_the_question_that_is_set_aside(ws: Workspace) -> None:
    printed = talk(ws, "It began on a Monday", "/later", *SENT, *SENT, "and was over by noon.", "", "/done", "/skip")
    assert "Coach: You had begun: It began on a Monday" in printed
    assert newest(ws).questions[0].answer == "It began on a Monday\nand was over by noon."


def test_a_command_amid_an_answer_leaves_it_as_it_is(ws: Workspace) -> None:
    talk(ws, "It began on a Monday", "/time", "/repeat", "/nonsense", "and was over by noon.", "")
    assert said(ws, "answer") == ["It began on a Monday\nand was over by noon."]


@pytest.mark.parametrize("command", ["/done", "/finished", "/next", "/Done", "/end"])
def test_a_command_that_ends_the_answer_sends_what_is_typed(ws: Workspace, command: str) -> None:
    talk(ws, "It began on a Monday", "This shows K2.4 by noon", command)
    assert said(ws, "answer") == ["It began on a Monday\nThis shows K2.4 by noon"]
    assert newest(ws).state == ("waiting" if command == "/end" else "answering")


def test_a_command_that_is_none_is_told_with_the_nearest(ws: Workspace) -> None:
    printed = talk(ws, "/repaet", "/", "/etc/passwd")
    told = [line for line in printed if "is not a command here" in line]
    assert len(told) == 3 and told[0] == "Coach: /repaet is not a command here. Did you mean /repeat?"
    assert said(ws, "answer") == []


# Practice and exam


def test_practice_says_what_a_question_is_after_and_what_an_answer_shows(ws: Workspace) -> None:
    printed = talk(ws, *SENT)
    first = next(question for line in printed for question in QUESTIONS if question.text in line)
    titles = ws.library.standard("l3-css-1.0").by_ref
    after = ", ".join(f"{ref} {titles[ref].title}" for ref in first.targets)
    assert f"Coach: Question 1 of 3. It is after {after}." in printed
    assert f"Coach: Suggested, likely: K2.4 {titles['K2.4'].title}, by “K2.4”." in printed
    assert any(line.startswith("Coach: No sign yet of the situation") for line in printed)


def test_an_exam_gives_no_hint_before_the_rating(ws: Workspace) -> None:
    printed = talk(ws, *SENT, "pause", "/time", *SENT, *SENT, *RATED, mode="exam")
    spoken = [line for line in printed if line.startswith("Coach: ")]
    assert spoken[0] == "Coach: Before you see what was found, rate yourself as your trainer will."
    assert any("the clock doesn't stop" in line for line in printed)
    assert newest(ws).state == "waiting"


# The self-rating


def test_ratings_on_the_trainers_scale(ws: Workspace) -> None:
    printed = talk(ws, *SENT, *SENT, *SENT, "P", "attempted", "what?", "N", "")
    assert newest(ws).self_ratings == {"K2.4": "passed", "K3.1": "attempted", "K3.2": "none"}
    assert "Coach: Say p, a or n; an empty line leaves this one out; /skip leaves the rest." in printed
    rated = "K2.4 passed, K3.1 attempted, not passed, K3.2 no evidence"
    assert f"Coach: You rated yourself: {rated}." in printed


def test_the_rest_of_the_ratings_may_be_left(ws: Workspace) -> None:
    talk(ws, *SENT, *SENT, *SENT, "p", "/skip")
    assert (newest(ws).state, newest(ws).self_ratings) == ("waiting", {"K2.4": "passed"})


def test_only_what_was_asked_and_answered_is_rated(ws: Workspace) -> None:
    printed = talk(ws, *SENT, "/skip", "/end", "n")
    asked = [line for line in printed if line.endswith(": p, a or n?")]
    rated = list(newest(ws).questions[0].targets)
    assert [line.split()[1] for line in asked] == rated
    assert newest(ws).self_ratings == dict.fromkeys(rated, "none")


def test_an_interview_without_an_answer_is_not_rated_and_ends_in_a_sentence(ws: Workspace) -> None:
    printed = talk(ws, "/skip", "/skip", "/end")
    assert not [line for line in printed if "rate yourself" in line]
    assert "nothing to hand in" in printed[-1]
    assert newest(ws).state == "dropped"


def test_what_is_typed_to_a_question_that_is_skipped_is_kept_as_its_answer(ws: Workspace) -> None:
    talk(ws, "It began on a Monday", "/skip", *SENT, "/end", "/skip")
    assert [question.answer for question in newest(ws).questions] == ["It began on a Monday", ANSWER, ""]


def test_lines_that_end_while_rating_hand_in_what_is_rated(ws: Workspace) -> None:
    talk(ws, *SENT, *SENT, *SENT, "p")
    assert (newest(ws).state, newest(ws).self_ratings) == ("waiting", {"K2.4": "passed"})


# Lines that end early, and going on


def test_lines_that_end_early_keep_the_session(ws: Workspace) -> None:
    printed = talk(ws, *SENT, "And then there was")
    id_ = newest(ws).id
    assert printed[-2:] == [
        f"Coach: Session {id_} is kept as it stands.",
        f'Coach: Go on with: coach interview --plain --apprentice "{NAME}" --method {METHOD}',
    ]
    assert newest(ws).state == "answering"
    assert ws.store.rows("SELECT question, text FROM drafts") == [{"question": 2, "text": "And then there was"}]


def test_no_line_at_all(ws: Workspace) -> None:
    assert any("is kept as it stands" in line for line in talk(ws))


@pytest.mark.parametrize("reply", ["yes", "Y", "", "Yes, please.", "go on", "ok"])
def test_an_unfinished_session_is_offered_and_gone_on_with(place: Place, ws: Workspace, reply: str) -> None:
    talk(ws, *SENT, "And then there was")
    place.clock.advance(minutes=5)
    later = place.open()
    printed = talk(later, reply, "a third line", "")
    left = in_words(3600)
    assert printed[:2] == [
        f"Coach: You have an unfinished {METHOD} from 2026-03-02, at question 2, with {left} left.",
        "Coach: Go on with it? Say yes, or no to start another.",
    ]
    assert printed[2].startswith("Clock: We were interrupted for 5 minutes.")
    assert "Coach: You had begun: And then there was" in printed
    assert len(list_sessions(later, sign_in.actor_named(later, NAME))) == 1
    assert newest(later).questions[1].answer == "And then there was\na third line"


@pytest.mark.parametrize("reply", ["no", "N", "No.", "no thanks", "new", "start another"])
def test_no_starts_another_and_keeps_the_first(place: Place, ws: Workspace, reply: str) -> None:
    talk(ws, *SENT, "And then there was")
    place.clock.advance(minutes=5)
    talk(ws, reply, *SENT)
    actor = sign_in.actor_named(ws, NAME)
    assert [session.progress.current for session in list_sessions(ws, actor)] == [2, 2]
    assert len(rehearse.unfinished(ws, actor)) == 2


def test_a_reply_that_is_already_an_answer_counts_as_one(ws: Workspace) -> None:
    talk(ws, *SENT)
    talk(ws, "It was a Monday and this shows B2.1 by noon", "")
    assert newest(ws).questions[1].answer == "It was a Monday and this shows B2.1 by noon"


def test_a_reply_that_is_a_command_is_obeyed(ws: Workspace) -> None:
    talk(ws, *SENT)
    talk(ws, "/time")
    assert len(said(ws, "time")) == 1


def test_lines_that_end_at_the_offer_keep_the_session(ws: Workspace) -> None:
    talk(ws, *SENT)
    printed = talk(ws)
    assert any("is kept as it stands" in line for line in printed)
    assert newest(ws).state == "answering"


def test_another_is_started_unasked_where_that_is_wanted_or_the_method_differs(place: Place, ws: Workspace) -> None:
    talk(ws, *SENT)
    for plan in ({"new": True}, {"method": "project-interview"}):
        place.clock.advance(minutes=1)
        printed = talk(ws, **plan)
        assert not [line for line in printed if "unfinished" in line]
    assert len(list_sessions(ws, sign_in.actor_named(ws, NAME))) == 3


def test_a_session_left_at_the_rating_is_gone_on_with_there(ws: Workspace, aisha: Actor) -> None:
    finish(sit(ws, aisha))
    printed = talk(ws, "yes", "a", "/skip")
    assert printed[0].endswith("with your own rating still to give.")
    assert (newest(ws).state, newest(ws).self_ratings) == ("waiting", {"K2.4": "attempted"})


def test_a_reply_to_the_offer_may_be_the_first_rating(ws: Workspace, aisha: Actor) -> None:
    finish(sit(ws, aisha))
    talk(ws, "p", "/skip")
    assert newest(ws).self_ratings == {"K2.4": "passed"}


def test_a_pause_is_still_one_after_a_break(place: Place, ws: Workspace) -> None:
    talk(ws, "pause")
    place.clock.advance(minutes=30)
    printed = talk(ws, "yes", "how long left", "resume")
    assert "Coach: The clock is stopped; say resume to go on." in printed
    assert [stop.seconds for stop in newest(ws).stops] == [1800.0]


# Text that would steer a terminal


STEERING = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202eK2.4\u2066\x00\x08\x7f"


@pytest.mark.parametrize(
    "lines",
    [
        (f"I {STEERING} K2.4 rang her", "", "/done"),
        (f"/{STEERING}",),
        (f"/explain {STEERING}", f"what do you mean by {STEERING}"),
        (f"half an answer {STEERING}",),
        (*SENT, *SENT, *SENT, STEERING, "p"),
    ],
)
def test_nothing_typed_can_steer_the_terminal(ws: Workspace, lines: Sequence[str]) -> None:
    talk(ws, *lines)
    if newest(ws).state == "answering":
        talk(ws, "yes", "")


def test_what_was_typed_is_kept_as_it_was(ws: Workspace) -> None:
    talk(ws, f"I {STEERING} K2.4 rang her", "")
    assert said(ws, "answer") == [f"I {STEERING} K2.4 rang her"]


def test_bytes_that_are_no_text_end_the_lines_and_lose_nothing(ws: Workspace) -> None:
    source = io.TextIOWrapper(io.BytesIO(b"It was a Monday\n" + b"x" * 9_000 + b"\n\xff\xfe\n"), encoding="utf-8")
    hold(ws, NAME, Plan(METHOD, questions=3), source, io.StringIO())
    assert newest(ws).state == "answering"
    assert "It was a Monday" in ws.store.rows("SELECT text FROM drafts")[0]["text"]


# Time, and a disk that is full


class Played:
    """Stands in for the reading thread: lines, things that happen between them, and seconds without a line."""

    lines: Sequence[str | Callable[[], object]] = ()

    def __init__(self, _: object) -> None:
        self._left = list(self.lines)

    def wait(self, seconds: float | None = None) -> str | None:
        """Return the next line; what happens in between makes a second pass where one is waited for."""
        while self._left:
            step = self._left.pop(0)
            if isinstance(step, str):
                return step
            step()
            if seconds is not None:
                raise queue.Empty
        return None


def play(monkeypatch: pytest.MonkeyPatch, ws: Workspace, *lines: str | Callable[[], object], **plan: Any) -> list[str]:
    """Hold an interview over lines and happenings; return what was printed."""
    monkeypatch.setattr(interview, "Lines", type("Lines", (Played,), {"lines": lines}))
    target = io.StringIO()
    hold(ws, NAME, Plan(METHOD, **{"questions": len(QUESTIONS)} | plan), io.StringIO(), target)
    return target.getvalue().splitlines()


def test_the_clock_speaks_while_nobody_types(place: Place, ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def minutes(number: float) -> Callable[[], None]:
        return lambda: place.clock.advance(minutes=number)

    steps = (minutes(30), minutes(20), minutes(5), minutes(4), minutes(1), ANSWER, minutes(7), "/skip")
    printed = play(monkeypatch, ws, *steps)
    clock = [line.removeprefix("Clock: ") for line in printed if line.startswith("Clock: ")]
    starts = ("Half of the time", "Ten minutes left", "Five minutes left", "One minute left", "That's the full time")
    assert [line.startswith(start) for line, start in zip(clock, starts, strict=False)] == [True] * 5
    assert clock[-1] == "The time is over. What you had written is kept as your answer."
    assert newest(ws).questions[0].answer == ANSWER
    assert newest(ws).state == "waiting"


def test_seconds_without_a_line_are_written_down(place: Place, ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    play(monkeypatch, ws, lambda: place.clock.advance(seconds=40), lambda: place.clock.advance(seconds=2))
    assert newest(ws).elapsed == 42.0


@pytest.fixture
def full_disk(place: Place) -> tuple[Workspace, RefusingStore]:
    ws = place.open(RefusingStore)
    an_apprentice(ws)
    assert isinstance(ws.store, RefusingStore)
    return ws, ws.store


def test_a_disk_that_is_full_for_a_while_loses_no_line(
    full_disk: tuple[Workspace, RefusingStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    ws, store = full_disk

    def fill() -> None:
        store.refuse_from = 1

    def free() -> None:
        store.refuse_from = None

    typed = ("before it was full", fill, "while it was full", "still full", "", free, "and after", "")
    printed = play(monkeypatch, ws, *typed, *SENT[2:], *SENT)
    told = [line for line in printed if "disk is full" in line]
    assert 1 <= len(told) <= 3
    one_sentence(told[0].removeprefix("Coach: ").partition(". ")[0] + ".")
    answer = "before it was full\nwhile it was full\nstill full\nand after"
    assert [question.answer for question in newest(ws).questions][:2] == [answer, ANSWER]


def test_a_hand_in_that_the_disk_refuses_may_be_tried_again(
    full_disk: tuple[Workspace, RefusingStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    ws, store = full_disk

    def fill() -> None:
        store.refuse_from = 1

    def free() -> None:
        store.refuse_from = None

    printed = play(monkeypatch, ws, *SENT, *SENT, *SENT, "p", "p", "p", fill, "p", "", free, "", "")
    assert len([line for line in printed if "An empty line tries again." in line]) == 2
    assert newest(ws).state == "waiting"
    assert set(newest(ws).self_ratings.values()) == {"passed"}


def test_a_store_that_refuses_the_start_says_so(full_disk: tuple[Workspace, RefusingStore]) -> None:
    ws, store = full_disk
    store.refuse_from = 1
    with pytest.raises(StoreError) as refusal:
        talk(ws, *SENT)
    one_sentence(refusal.value)
