"""A trainer's Monday: a cohort comes in, six reviews, one settled, the weakest criterion assigned, a report."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.pilot import Pilot
from textual.widgets import Input, Select, TextArea

from coach.cli import group
from coach.services import cohort, review, second_looks, sign_in, waiting
from coach.services.assign import assignments
from coach.services.workspace import Workspace
from coach.store.store import open_store
from coach.tui.app import CoachApp
from coach.tui.screens.agreement import AgreementScreen
from coach.tui.screens.cohort import CohortScreen
from coach.tui.screens.queue import QueueScreen
from coach.tui.screens.review import ReviewScreen
from coach.tui.screens.second_look import SecondLookScreen
from coach.tui.screens.setup import SetupScreen
from coach.tui.screens.weakest import WeakestScreen
from tests.builders import VOICE, ScriptedClock, ScriptedMapper, hand_in
from tests.tui.screen_text import settled
from tests.tui.spring import ANSWERS, CUES, QUESTIONS

SHEET = """\
name,role,cohort,standard,organisation,started,gateway,face to face
Ama Mensah,apprentice,Spring,l3-css-1.1,gateway-qualifications,2025-02-03,2026-06-30,yes
Bryn Pugh,apprentice,Spring,l3-css-1.1,gateway-qualifications,2025-02-03,2026-06-30,yes
Cara Dunn,apprentice,Spring,l3-css-1.1,vtct-skills,2025-03-17,2026-07-31,no
"""
Open = Callable[[], Workspace]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Open, ScriptedClock]:
    """One store file that the app and the commands open anew each time, by one clock."""
    clock, ids = ScriptedClock(), count(1)

    def opened(**_: object) -> Workspace:
        ws = Workspace(
            open_store(tmp_path / "coach.db"), now=clock.now, reading=clock.reading, new_id=lambda: f"id{next(ids):04}"
        )
        ws.__dict__["mapper"] = ScriptedMapper(CUES)
        ws.library.__dict__["voice"] = VOICE
        return ws

    monkeypatch.setattr("coach.commands.shared.open_workspace", opened)
    return opened, clock


async def test_from_the_sheet_to_the_report(office: tuple[Open, ScriptedClock], tmp_path: Path) -> None:
    opened, clock = office
    bring_in_the_cohort(tmp_path)
    the_week_before(opened, clock)
    async with CoachApp(opened(), "Marsha Delgado").run_test(size=(100, 30)) as pilot:
        await review_six(pilot)
        await look_again_and_settle(pilot)
        ref = await find_the_weakest_and_assign_it(pilot)
    export_and_compare(opened, tmp_path, ref)
    async with CoachApp(opened(), "Ama Mensah").run_test(size=(100, 30)) as pilot:
        await find_it_at_home(pilot, ref)


def coach(*words: str) -> str:
    """Run a command as at a prompt; return what it prints."""
    ran = CliRunner().invoke(group, words, catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    return ran.output


def bring_in_the_cohort(folder: Path) -> None:
    sheet = folder / "spring.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    coach("people", "add", "Marsha Delgado", "--role", "trainer")
    coach("people", "add", "Owen Price", "--role", "trainer", "--as", "Marsha Delgado")
    told = coach("people", "import", str(sheet), "--dry-run", "--as", "Marsha Delgado")
    assert "Nothing was written." in told
    assert "Ama Mensah" not in coach("people", "list")
    coach("people", "import", str(sheet), "--as", "Marsha Delgado")
    assert coach("people", "list", "--cohort", "Spring").count("\n") == 3


def the_week_before(opened: Open, clock: ScriptedClock) -> None:
    """Owen reviews one mock; over the weekend six more are handed in."""
    ws = opened()
    owen = sign_in.actor_named(ws, "Owen Price")
    apprentices = [sign_in.actor_named(ws, name) for name in ("Ama Mensah", "Bryn Pugh", "Cara Dunn")]
    first = hand_in(ws, clock, apprentices[0], QUESTIONS, ANSWERS)
    clock.advance(days=1)
    for question, ref in ((1, "K4.5"), (1, "K4.6"), (3, "S3.1")):
        review.mark(ws, owen, first, question, ref, "passed")
    review.sign_off(ws, owen, first, "Good. More figures.")
    for apprentice in (*apprentices, *apprentices):
        clock.advance(days=0.5)
        hand_in(ws, clock, apprentice, QUESTIONS, ANSWERS)
    clock.advance(days=2)
    ws.store.close()


async def review_six(pilot: Pilot[None]) -> None:
    assert "6 sessions wait for review" in await settled(pilot)
    for number in range(6):
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
        await pilot.press("p", "a", "x", "p", "a" if number % 2 else "x", "p", "s")
        await settled(pilot)
        pilot.app.screen.query_one("#feedback", TextArea).text = f"Number {number + 1}: who told whom is clear now."
        pilot.app.screen.query_one("#next", TextArea).text = "Say what followed for the customer."
        await pilot.press("f10")
        await settled(pilot)
        assert isinstance(pilot.app.screen, QueueScreen)
    assert "nothing waits" in await settled(pilot)


async def look_again_and_settle(pilot: Pilot[None]) -> None:
    await pilot.press("home", "enter")
    shown = await settled(pilot)
    assert isinstance(pilot.app.screen, SecondLookScreen)
    assert "3 to mark" in shown
    await pilot.press("p", "a", "p", "s")
    assert "1 second look: 2 of 3 marks agree, too few" in " ".join((await settled(pilot)).split())
    await pilot.press("escape", "a")
    assert "1 to settle" in await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)
    pilot.app.screen.query_one("#mark", Select).value = "attempted"
    pilot.app.screen.query_one("#why", Input).value = "No word of what followed."
    await pilot.press("f10")
    assert "Nothing is to be settled." in await settled(pilot)
    assert isinstance(pilot.app.screen, AgreementScreen)
    await pilot.press("escape")
    assert "1 session waits for review" in await settled(pilot)
    await pilot.press("home", "enter", "s", "y", "f10")
    assert "nothing waits" in await settled(pilot)


async def find_the_weakest_and_assign_it(pilot: Pilot[None]) -> str:
    await pilot.press("c")
    await settled(pilot)
    assert isinstance(pilot.app.screen, CohortScreen)
    await pilot.press("t")
    shown = await settled(pilot)
    assert isinstance(pilot.app.screen, WeakestScreen)
    ref = shown.splitlines()[1].split()[4]
    await pilot.press("enter", "escape", "a")
    await settled(pilot)
    pilot.app.screen.query_one("#due", Input).value = "2026-03-20"
    pilot.app.screen.query_one("#note", Input).value = "Ten minutes will do."
    await pilot.press("f10")
    await settled(pilot)
    assert isinstance(pilot.app.screen, WeakestScreen)
    return ref


def export_and_compare(opened: Open, folder: Path, ref: str) -> None:
    """The report says the same numbers as the store, and nothing is left to do."""
    for name in ("spring.md", "spring.html", "spring.xlsx", "spring.json"):
        coach("report", "cohort", "--cohort", "Spring", "--output", str(folder / name), "--as", "Marsha Delgado")
        assert (folder / name).stat().st_size > 1000
    report = (folder / "spring.md").read_text(encoding="utf-8")
    ws = opened()
    marsha = sign_in.actor_named(ws, "Marsha Delgado")
    (grid,) = cohort.grids(ws, marsha)
    for row in grid.rows:
        line = next(line for line in report.splitlines() if row.name in line)
        assert row.passed == 3
        assert f"| {row.passed} |" in line
        assert line.endswith(f"| {row.of} |")
    assert waiting.queue(ws, marsha) == ()
    assert second_looks.agreement_of(ws, marsha).to_settle == ()
    assert {(task.apprentice, task.refs, task.due_on) for task in assignments(ws, marsha)} == {
        (row.name, (ref,), "2026-03-20") for row in grid.rows
    }
    ws.store.close()


async def find_it_at_home(pilot: Pilot[None], ref: str) -> None:
    shown = " ".join((await settled(pilot)).split())
    assert f"Marsha Delgado asks you to rehearse {ref}, by 20 March. “Ten minutes will do.”" in shown
    assert "Read your trainer's marks" in shown
    await pilot.press("enter")
    assert isinstance(pilot.app.screen, SetupScreen)
    assert ref in await settled(pilot)
