"""Today, a drill, a trainer's mark, and Today has changed."""

from pathlib import Path

from coach.services import assign, rehearse, review
from coach.services.home import home_of
from coach.services.rehearse import Plan
from coach.services.today import today_for
from tests.builders import ScriptedClock, apprentice, trainer, workspace


def test_what_was_drilled_and_marked_is_no_longer_asked_for(tmp_path: Path) -> None:
    clock = ScriptedClock()
    ws = workspace(tmp_path, clock)
    aisha, marsha = apprentice(ws), trainer(ws)
    (first,) = today_for(ws, aisha, 5)
    assert (first.kind, first.questions) == ("gap", 1)

    drill = rehearse.start(ws, aisha, Plan(first.method, questions=1, minutes=5, focus=first.refs))
    drill.open()
    assert drill.question is not None and set(first.refs) <= set(drill.question.targets)
    clock.advance(minutes=3)
    drill.say_as_answer("I rang her back the same day and told her what we could do, and she stayed with us.")
    drill.request("end")
    assert [item.kind for item in today_for(ws, aisha, 5)] == ["resume"]
    drill.hand_in({})
    (second,) = today_for(ws, aisha, 5)
    assert second.kind == "gap"

    review.mark(ws, marsha, drill.session_id, 1, first.refs[0], "attempted", "What came of it?")
    assert today_for(ws, aisha, 5)[0].kind == "gap"
    review.sign_off(ws, marsha, drill.session_id)
    (third,) = today_for(ws, aisha, 5)
    assert (third.kind, third.refs) == ("attempted", first.refs)
    assert "2 March" in third.why

    assign.assign(ws, marsha, ["Aisha Rahman"], first.method, ["K2.1"], due_on="2026-03-09", note="For Monday")
    (fourth,) = today_for(ws, aisha, 5)
    assert (fourth.kind, fourth.refs) == ("assignment", ("K2.1",))
    assert [each.note for each in home_of(ws, aisha).assigned] == ["For Monday"]

    again = rehearse.start(ws, aisha, Plan(first.method, questions=1, minutes=5, focus=("K2.1",)))
    again.open()
    again.say_as_answer(
        "We follow each customer from the first call to the end of the job, and I drew it on the board."
    )
    again.request("end")
    again.hand_in({})
    assert home_of(ws, aisha).assigned == ()

    clock.advance(minutes=5)
    review.mark(ws, marsha, drill.session_id, 1, first.refs[0], "passed", why="Heard again.")
    review.sign_off(ws, marsha, drill.session_id)
    assert all(first.refs[0] not in item.refs for item in today_for(ws, aisha, 60))
