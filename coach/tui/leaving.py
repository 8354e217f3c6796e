"""Leaving the app, by a key, by a closed terminal or by a mistake: what is typed is kept first."""

import asyncio
import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.tui.app import CoachApp


SECONDS_BETWEEN_LOOKS = 1.0
"""How often it is looked whether the terminal is still there."""


def keep_all(app: "CoachApp", *, leaving: bool = True) -> None:
    """Keep what every screen holds, whatever else is wrong; where the app is left, give back what was claimed too."""
    for screen in reversed(app.screen_stack):
        for work in ("keep", "give_back") if leaving else ("keep",):
            with contextlib.suppress(Exception):
                getattr(screen, work)()


def mind_signals(app: "CoachApp") -> None:
    """Keep what is typed when the terminal closes, with SIGHUP or without, or the system asks to end (SIGTERM)."""
    if app.is_headless or app.is_web or not hasattr(signal, "SIGHUP"):
        return

    def hang_up() -> None:
        keep_all(app)
        # Nobody is there to read on, and writing to a terminal that is gone can hang.
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGHUP)

    def end() -> None:
        keep_all(app)
        app.exit()

    def look() -> None:
        # A program that is not told of the end of its terminal would read its end of file over and over.
        if not os.isatty(terminal):
            hang_up()

    terminal = sys.__stdin__.fileno() if sys.__stdin__ else -1
    if os.isatty(terminal):
        app.set_interval(SECONDS_BETWEEN_LOOKS, look)
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, hang_up)
    loop.add_signal_handler(signal.SIGTERM, end)
