"""A megabyte pasted as an answer: it is taken whole, kept at every step, and read back as it was."""

from pathlib import Path

from coach.content.record_zip import record_in
from coach.services import rehearse, reports
from coach.services.export import export_record
from coach.services.rights import OWNER
from coach.services.sessions import view_session
from tests.builders import METHOD, Cue, ScriptedClock, apprentice, question, workspace
from tests.hostile.stages import shipped

MEGABYTE = 1_000_000
QUESTION = question("q1", "Tell me of it.", ("K1.4",))
PASTED = "\n".join(
    ["On Tuesday I weighed up the risk and rang Mrs Osei back.", *(f"{line}{'k' * 990}" for line in range(1_020))]
)
"""A story with a megabyte of something else behind it; of long words, since reading sentences takes seconds."""


def test_a_megabyte_loses_nothing(tmp_path: Path) -> None:
    assert len(PASTED) > MEGABYTE
    clock = ScriptedClock()
    ws = workspace(tmp_path, clock, [Cue("K1.4", "weighed up the risk", "risk")])
    aisha = apprentice(ws)
    rehearsal = rehearse.start(ws, aisha, rehearse.Plan(METHOD, questions=1), (QUESTION,))
    rehearsal.open()
    rehearsal.save_draft(PASTED)
    rehearsal = rehearse.take_up(ws, aisha, rehearsal.session_id)
    assert rehearsal.draft() == PASTED
    rehearsal.say_as_answer(PASTED)
    clock.advance(seconds=15)
    rehearsal.request("finished")
    rehearsal.hand_in({})
    (asked,) = view_session(ws, aisha, rehearsal.session_id).questions
    assert asked.answer == PASTED
    assert [suggestion.ref for suggestion in asked.suggestions] == ["K1.4"]
    assert reports.session_transcript(ws, aisha, rehearsal.session_id)
    assert any(row["text"] == PASTED for row in record_in(export_record(ws, OWNER, aisha.id).content).tables["turns"])
    ws.store.close()


def test_a_megabyte_goes_through_the_shipped_mapper() -> None:
    for pasted in ("x" * MEGABYTE, "\u202e" * MEGABYTE, "a\n" * (MEGABYTE // 4)):
        assert shipped().mapper.suggest(pasted, {"K1.4": "pass"}) == ()
