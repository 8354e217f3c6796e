"""Words nobody checked, in every place that somebody can write: they show as characters and steer nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import TextArea

from coach.coverage.portfolio import Piece
from coach.services import assign, people, portfolio, programme, review, second_looks
from coach.services import cohort as service
from coach.tui.app import CoachApp
from coach.tui.screens.agreement import AgreementScreen
from coach.tui.screens.cohort import CohortScreen
from coach.tui.screens.portfolio import PortfolioScreen
from coach.tui.screens.programme import ProgrammeScreen
from coach.tui.screens.queue import QueueScreen
from coach.tui.screens.review import ReviewScreen
from coach.tui.screens.second_look import SecondLookScreen
from coach.tui.screens.weakest import WeakestScreen
from coach.tui.screens.write import Write
from tests.builders import METHOD, ScriptedClock, apprentice, hand_in, trainer, workspace
from tests.tui.desk import shown_by, words
from tests.tui.screen_text import screen_text, settled
from tests.tui.spring import CUES, QUESTIONS, Spring

MARKUP = "[/foo] [b"
NAME = f"Zoë {MARKUP} {'von und zu ' * 5}Ende"
TURNED = f"{MARKUP}old] \u202edna ti nrut \u2066\x1b[31m"
LONG = f"{MARKUP}old] {'word ' * 300}end"
STEERING = {"\u202e", "\u2066", "\x1b"}


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Spring]:
    """An apprentice, a trainer and a cohort with names that look like markup, and such words all over the store."""
    clock = ScriptedClock()
    ws = workspace(tmp_path, clock, CUES)
    marsha, owen = trainer(ws), trainer(ws, f"Owen {MARKUP}")
    zoe = apprentice(ws, NAME, cohort=f"Spring {MARKUP}", organisation="vtct-skills")
    answer = f"I rang the warehouse {TURNED} and it ended well."
    reviewed = hand_in(ws, clock, zoe, QUESTIONS[:1], (answer,))
    review.mark(ws, owen, reviewed, 1, "K4.5", "passed", TURNED)
    review.attach(ws, owen, reviewed, 1, "K4.6", 0, 30)
    review.sign_off(ws, owen, reviewed, LONG, strengths=TURNED, next_steps=MARKUP)
    second_looks.mark_again(ws, marsha, reviewed, 1, "K4.5", "none")
    second_looks.finish(ws, marsha, reviewed)
    open_look = hand_in(ws, clock, zoe, QUESTIONS[:1], (f"{answer} Again.",))
    review.mark(ws, owen, open_look, 1, "K4.5", "attempted", LONG[:900])
    review.sign_off(ws, owen, open_look)
    waiting = hand_in(ws, clock, zoe, QUESTIONS[:1], (f"{answer} {'word ' * 200}",))
    review.mark(ws, marsha, waiting, 1, "K4.5", "passed", TURNED)
    review.put_back(ws, marsha, waiting)
    assign.assign(ws, marsha, [NAME], METHOD, ["K1.2"], note=f"{TURNED} {'word ' * 100}")
    programme.tick(ws, marsha, zoe.id, "english", note=TURNED)
    for note in (TURNED, LONG):
        portfolio.save_piece(ws, zoe, zoe.id, Piece("", 0, f"Letter {MARKUP}", "other", None, note, ()))
    yield Spring(ws, clock, marsha, zoe, waiting)
    ws.store.close()


def _screens(made: Spring) -> Iterator[Screen[None]]:
    yield ReviewScreen(made.session)
    yield SecondLookScreen(second_looks.open_looks(made.ws, made.marsha)[0].session_id)
    yield AgreementScreen()
    yield CohortScreen()
    yield WeakestScreen(service.grids(made.ws, made.marsha)[0], f"Spring {MARKUP}")
    yield ProgrammeScreen(made.aisha.id)
    yield PortfolioScreen(made.aisha.id)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_screen_of_the_desk_shows_it_as_characters(hostile: Spring, size: tuple[int, int]) -> None:
    async with CoachApp(hostile.ws, "Marsha Delgado").run_test(size=size, notifications=True) as pilot:
        shown = await settled(pilot)
        assert f"Zoë {MARKUP}" in shown
        for screen in _screens(hostile):
            shown = await shown_by(pilot, screen)
            assert f"Zoë {MARKUP}" in words(pilot) + shown, type(screen)
            assert not STEERING & set(shown), type(screen)
            assert shown.splitlines()[-1].endswith("f1 Keys")


async def test_every_dialog_of_the_desk_shows_it_as_characters(hostile: Spring) -> None:
    async with CoachApp(hostile.ws, "Marsha Delgado").run_test(size=(120, 40), notifications=True) as pilot:
        for screen in _screens(hostile):
            await shown_by(pilot, screen)
            for key in ("enter", "h", "c", "w", "n", "x", "a", "slash", "d", "o", "s"):
                await pilot.press(key)
                assert not STEERING & set(screen_text(pilot.app)), (type(screen), key)
                while pilot.app.screen_stack[-1] is not screen and screen in pilot.app.screen_stack:
                    await pilot.press("escape")
            while not isinstance(pilot.app.screen, QueueScreen):
                await pilot.press("escape")
                await settled(pilot)


async def test_the_apprentice_reads_it_as_characters(hostile: Spring) -> None:
    async with CoachApp(hostile.ws, NAME).run_test() as pilot:
        shown = await settled(pilot)
        assert f"asks you to rehearse K1.2. “{MARKUP}old]" in " ".join(shown.split())
        assert not STEERING & set(shown)
        assert shown.splitlines()[-1].endswith("f1 Keys")


async def test_a_comment_is_given_back_to_change_without_what_steers(hostile: Spring) -> None:
    async with CoachApp(hostile.ws, "Marsha Delgado").run_test() as pilot:
        await shown_by(pilot, ReviewScreen(hostile.session))
        await pilot.press("up", "c")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Write)
        text = pilot.app.screen.query_one(TextArea).text
        assert text.startswith(f"{MARKUP}old]")
        assert not STEERING & set(text)


def test_no_name_can_steer_a_terminal(hostile: Spring) -> None:
    everybody: list[str] = [person.name for person in people.everybody(hostile.ws)]
    assert not STEERING & set("".join(everybody))
