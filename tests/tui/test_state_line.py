"""The line below the box: what the store says is there whole."""

import pytest

from coach.errors import StoreError
from coach.services import rehearse
from coach.services.rehearse import Rehearsal
from coach.tui.app import CoachApp
from coach.tui.screens.interview import InterviewScreen
from coach.tui.widgets.answer_box import AnswerBox
from tests.tui.desk import shown_by
from tests.tui.screen_text import settled
from tests.tui.spring import Spring

FULL = (
    "The disk is full, so what you type cannot be kept in the store now.",
    "Free some space; it is tried again by itself.",
)


async def test_trouble_longer_than_a_line_can_be_read_to_its_end(
    small: Spring, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = rehearse.start(small.ws, small.aisha, rehearse.Plan("project-interview", questions=2))
    async with CoachApp(small.ws, "Aisha Rahman").run_test(size=(80, 24)) as pilot:
        shown = await shown_by(pilot, InterviewScreen(mock))
        assert "say help for more" in shown

        def refuse(*_: object) -> None:
            raise StoreError(*FULL)

        monkeypatch.setattr(Rehearsal, "save_draft", refuse)
        pilot.app.screen.query_one("#answer", AnswerBox).text = "So I rang her back."
        await settled(pilot)
        await pilot.pause(1)
        assert " ".join(FULL) in " ".join((await settled(pilot)).split())
