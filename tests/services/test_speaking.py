"""A question answered aloud: the clock, the notes, a crash, the trainer's view, and a second try."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.errors import NotFoundError, UsageError
from coach.interview.aloud import as_points
from coach.plain.session import session_in_lines
from coach.services import rehearse, review, second_try, speaking
from coach.services.rights import Actor
from coach.services.sessions import view_session
from coach.services.today import today_for
from coach.services.workspace import Workspace
from tests.builders import METHOD, Cue, ScriptedClock, apprentice, hand_in, question, trainer, workspace

ASKED = question("limits", "When did you stop at the limit of your authority?", ("K2.4", "K1.5"))
NOTES = "- wanted eighty\n- may give fifty on my own\n\nrang her back by four"
CUES = (Cue("K2.4", "fifty on my own", "a limit"), Cue("K1.5", "back by four", "a time kept"))
TALK = "professional-discussion"


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock()


@pytest.fixture
def ws(tmp_path: Path, clock: ScriptedClock) -> Iterator[Workspace]:
    made = workspace(tmp_path, clock, CUES)
    yield made
    made.store.close()


@pytest.fixture
def aisha(ws: Workspace) -> Actor:
    return apprentice(ws)


def begun(ws: Workspace, aisha: Actor) -> speaking.Speaking:
    spoken = speaking.start(ws, aisha, TALK, questions=(ASKED,))
    spoken.open()
    return spoken


def test_the_clock_counts_the_talking_and_stands_still_for_the_notes(
    ws: Workspace, clock: ScriptedClock, aisha: Actor
) -> None:
    spoken = begun(ws, aisha)
    clock.advance(minutes=2)
    spoken.stop_speaking()
    clock.advance(minutes=30)
    spoken.note(NOTES)
    assert spoken.phase == "done"
    spoken.hand_in({"K2.4": "attempted"})
    view = view_session(ws, trainer(ws), spoken.session_id)
    (noted,) = view.questions
    assert (noted.seconds, noted.answer) == (120.0, as_points(NOTES))
    assert {s.ref for s in noted.suggestions} == {"K2.4", "K1.5"}
    assert [turn.kind for turn in noted.turns].count("probe") == 0
    assert "Answered aloud in 2 minutes. What follows are notes" in "\n".join(session_in_lines(view))


def test_a_point_a_line_and_no_point_runs_into_the_next() -> None:
    assert as_points(NOTES) == "wanted eighty.\nmay give fifty on my own.\nrang her back by four."
    assert as_points(as_points(NOTES)) == as_points(NOTES)
    assert as_points("  \n- ") == ""


def test_it_is_gone_on_with_after_a_crash_while_talking_and_while_noting(
    ws: Workspace, clock: ScriptedClock, aisha: Actor
) -> None:
    first = begun(ws, aisha)
    clock.advance(minutes=1)
    first.beat()
    clock.advance(days=1)
    assert [session.id for session in speaking.unfinished(ws, aisha)] == [first.session_id]
    second = speaking.take_up(ws, aisha, first.session_id)
    second.open()
    clock.advance(minutes=1)
    second.stop_speaking()
    second.save_draft("wanted eighty")
    clock.advance(days=1)
    third = speaking.take_up(ws, aisha, first.session_id)
    assert third.open() == ()
    assert (third.phase, third.draft(), third.seconds_spoken()) == ("noting", "wanted eighty", 120.0)
    third.note("wanted eighty")
    assert speaking.take_up(ws, aisha, first.session_id).phase == "done"


def test_nothing_is_noted_before_it_is_said_or_said_twice(ws: Workspace, aisha: Actor) -> None:
    spoken = begun(ws, aisha)
    with pytest.raises(UsageError, match="Say it first"):
        spoken.note("too soon")
    spoken.stop_speaking()
    assert spoken.note("  \n ") == () and spoken.phase == "noting"
    with pytest.raises(UsageError, match="You have said this one"):
        spoken.stop_speaking()
    ordinary = rehearse.start(ws, aisha, rehearse.Plan(METHOD, questions=1))
    assert not speaking.is_spoken(ws, ordinary.session_id)


def test_what_fell_short_comes_back_as_the_same_question_and_shows_what_changed(
    ws: Workspace, clock: ScriptedClock, aisha: Actor
) -> None:
    marsha = trainer(ws)
    first = hand_in(ws, clock, aisha, (ASKED,), ("I rang her back by four.",), method=TALK)
    assert second_try.changes(ws, aisha, first) == ()
    review.mark(ws, marsha, first, 1, "K2.4", "attempted")
    assert today_for(ws, aisha, 5)[0].kind != "attempted"
    review.sign_off(ws, marsha, first)
    (item,) = today_for(ws, aisha, 5)
    assert (item.kind, item.again) == ("attempted", f"{first}:1")
    assert "the same question" in item.why

    clock.advance(days=1)
    again = second_try.start_again(ws, aisha, first, 1)
    again.open()
    assert again.question is not None and again.question.text == ASKED.text
    again.say_as_answer("I may give fifty on my own, so I asked.")
    again.request("end")
    again.hand_in({})
    (change,) = second_try.changes(ws, aisha, again.session_id)
    assert (change.gained, change.lost) == (("K2.4",), ("K1.5",))
    assert change.marks[0].before == "attempted" and change.marks[0].after is None
    assert second_try.changes(ws, marsha, again.session_id) == (change,)


def test_a_question_is_found_again_by_a_few_words(ws: Workspace, clock: ScriptedClock, aisha: Actor) -> None:
    with pytest.raises(NotFoundError, match="no question yet"):
        second_try.find(ws, aisha)
    boiler = hand_in(ws, clock, aisha, (ASKED,), ("A boiler was out for three days.",), method=TALK)
    clock.advance(days=1)
    other = question("figures", "Which figures do you work with?", ("K2.2",))
    figures = hand_in(ws, clock, aisha, (other,), ("The waiting times.",), method=TALK)
    assert second_try.find(ws, aisha) == (figures, 1)
    assert second_try.find(ws, aisha, "boilers") == (boiler, 1)
    assert second_try.find(ws, aisha, "K2.4") == (boiler, 1)
    with pytest.raises(NotFoundError, match="about parking"):
        second_try.find(ws, aisha, "parking")
    with pytest.raises(NotFoundError, match="no question 7"):
        second_try.question_again(ws, aisha, boiler, 7)
