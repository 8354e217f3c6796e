"""What an apprentice does not hand in, and the extra time they have, stay theirs."""

from pathlib import Path

import pytest

from coach.errors import NotAllowedError
from coach.services import cohort, rehearse, review, roleplay, today
from coach.services.rights import OWNER
from coach.services.sessions import list_sessions, view_session
from tests.builders import (
    METHOD,
    Cue,
    ScriptedClock,
    apprentice,
    give_extra_time,
    hand_in,
    question,
    trainer,
    workspace,
)

ON_BOTH_ENGINES = True

ASKED = (question("q1", "Tell me of a complaint.", ("K1.4",)),)
ANSWER = "I rang the customer back."


def test_a_trainer_reads_only_what_is_handed_in(tmp_path: Path) -> None:
    ws = workspace(tmp_path, ScriptedClock(), [Cue("K1.4", "rang", "calling back")])
    aisha, marsha = apprentice(ws), trainer(ws)
    rehearsal = rehearse.start(ws, aisha, rehearse.Plan(METHOD, questions=1), ASKED)
    rehearsal.open()
    rehearsal.say_as_answer(ANSWER)
    with pytest.raises(NotAllowedError, match="not handed this in"):
        view_session(ws, marsha, rehearsal.session_id)
    assert cohort.behind(ws, marsha, "Aisha Rahman", "K1.4").sessions == ()
    rehearsal.request("end")
    rehearsal.hand_in({})
    assert len(cohort.behind(ws, marsha, "Aisha Rahman", "K1.4").sessions) == 1

    talk = roleplay.start(ws, aisha, "third-missed-visit")
    talk.say("I'm so sorry, Dawn.", ("apologise",))
    talk.end()
    talk.discard()
    with pytest.raises(NotAllowedError, match="kept this to themself"):
        view_session(ws, marsha, talk.session_id)
    assert [s.id for s in list_sessions(ws, marsha, "Aisha Rahman")] == [rehearsal.session_id]
    assert {s.id for s in list_sessions(ws, aisha)} == {rehearsal.session_id, talk.session_id}
    assert view_session(ws, OWNER, talk.session_id).questions[0].answer


def test_extra_time_shows_in_no_time_a_trainer_sees(tmp_path: Path) -> None:
    clock = ScriptedClock()
    ws = workspace(tmp_path, clock)
    aisha = apprentice(ws)
    give_extra_time(ws, aisha, 50)
    rehearsal = rehearse.start(ws, aisha, rehearse.Plan(METHOD, questions=1, minutes=10), ASKED)
    rehearsal.open()
    clock.advance(minutes=6)
    rehearsal.request("pause")
    clock.advance(minutes=1)
    rehearsal.request("resume")
    clock.advance(minutes=6)
    rehearsal.say_as_answer(ANSWER)
    rehearsal.request("end")
    rehearsal.hand_in({})
    own, seen = (view_session(ws, who, rehearsal.session_id) for who in (aisha, trainer(ws)))
    assert (own.elapsed, seen.elapsed) == (720, 480)
    assert (own.stops[0].at, seen.stops[0].at) == (360, 240)
    assert max(turn.at for q in seen.questions for turn in q.turns) <= 480
    assert seen.questions[0].seconds == pytest.approx(own.questions[0].seconds * 2 / 3, abs=0.1)


def test_a_review_is_no_day_of_practice(tmp_path: Path) -> None:
    clock = ScriptedClock()
    ws = workspace(tmp_path, clock)
    aisha, marsha = apprentice(ws), trainer(ws)
    today.show_days_practised(ws, aisha, shown=True)
    session = hand_in(ws, clock, aisha, ASKED, [ANSWER])
    clock.advance(days=3)
    review.mark(ws, marsha, session, 1, "K1.4", "passed")
    review.sign_off(ws, marsha, session)
    assert today.days_practised(ws, aisha) == 1
