"""Screens as plain text: dumped from the strips, compared with committed goldens.

COACH_GOLDENS=write pytest tests/tui   writes the goldens anew; read the difference before committing it.
"""

import os
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

GOLDENS = Path(__file__).parents[1] / "goldens"


def screen_text(app: App[Any]) -> str:
    """Return what the terminal shows, a line a row, without trailing spaces."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


async def settled(pilot: Pilot[Any]) -> str:
    """Wait until nothing is left to do, then return the screen."""
    await pilot.wait_for_scheduled_animations()
    await pilot.pause()
    return screen_text(pilot.app)


def compare_golden(name: str, shown: str) -> None:
    """Compare a screen with its golden, or write the golden where that is asked for."""
    path = GOLDENS / f"{name}.txt"
    if os.environ.get("COACH_GOLDENS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert path.exists(), f"{path} is missing; write it with COACH_GOLDENS=write"
    assert shown == path.read_text(encoding="utf-8"), f"{name} looks different now:\n{shown}"
