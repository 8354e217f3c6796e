"""A terminal that closes, or a system that shuts down, costs nothing that was typed."""

import signal
from collections.abc import Callable

import pytest

from coach.services.rehearse import Rehearsal
from tests.builders_edges import Place, an_apprentice, sit
from tests.durability.zygote import Terminal, Zygote

TYPED = "I had begun to tell of the lift"


@pytest.fixture
def sitting(place: Place) -> Rehearsal:
    """A mock under way, left for now."""
    ws = place.open()
    rehearsal = sit(ws, an_apprentice(ws))
    rehearsal.open()
    return rehearsal


def hung_up(terminal: Terminal) -> None:
    terminal.kill(signal.SIGHUP)


def asked_to_end(terminal: Terminal) -> None:
    terminal.kill(signal.SIGTERM)


@pytest.mark.parametrize("end", [hung_up, asked_to_end, Terminal.close])
def test_the_app_keeps_what_is_typed(
    programs: Zygote, place: Place, sitting: Rehearsal, end: Callable[[Terminal], None]
) -> None:
    terminal = programs.start_on_terminal("app", str(place.file), sitting.session_id)
    terminal.until_shown("saved as you type")
    terminal.type(TYPED)
    terminal.until_shown("8 words")
    end(terminal)
    terminal.ended()
    assert sitting.draft() == TYPED


def test_an_app_that_is_left_alone_with_a_closed_terminal_ends(
    programs: Zygote, place: Place, sitting: Rehearsal
) -> None:
    terminal = programs.start_on_terminal("app_that_ignores_hang_ups", str(place.file), sitting.session_id)
    terminal.until_shown("saved as you type")
    terminal.type(TYPED)
    terminal.until_shown("8 words")
    terminal.close()
    terminal.ended()
    assert sitting.draft() == TYPED


@pytest.mark.parametrize("end", [hung_up, Terminal.close])
def test_the_line_mode_keeps_every_line_that_was_entered(
    programs: Zygote, place: Place, sitting: Rehearsal, end: Callable[[Terminal], None]
) -> None:
    terminal = programs.start_on_terminal("interview", str(place.file))
    terminal.until_shown("Go on with it?")
    terminal.type(f"yes\n{TYPED}\nand of the stairs\n/time\n")
    terminal.until_shown("Clock: You've used")
    end(terminal)
    terminal.ended()
    assert sitting.draft() == f"{TYPED}\nand of the stairs"
