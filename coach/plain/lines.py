"""Lines in and lines out: what the plain mode reads from and writes to."""

import queue
import threading
from collections.abc import Sequence
from typing import TextIO

from coach.interview.sitting import Turn
from coach.reports.foreign import one_line

_SPEAKERS = {"assessor": "Assessor", "apprentice": "You", "clock": "Clock", "coach": "Coach"}


class Talk:
    """Writes speaker-labelled lines."""

    def __init__(self, target: TextIO) -> None:
        self._target = target

    def turns(self, turns: Sequence[Turn]) -> None:
        """Write what was said, each turn by its speaker."""
        for turn in turns:
            self._line(_SPEAKERS[turn.speaker], turn.text)

    def coach(self, text: str) -> None:
        """Write a line of the coach's."""
        self._line("Coach", text)

    def clock(self, text: str) -> None:
        """Write a line of the clock's."""
        self._line("Clock", text)

    def _line(self, speaker: str, text: str) -> None:
        print(f"{speaker}: {one_line(text)}", file=self._target, flush=True)


class Lines:
    """Reads lines on a thread of its own, so that the clock can speak while nobody types."""

    def __init__(self, source: TextIO) -> None:
        self._waiting: queue.Queue[str | None] = queue.Queue()
        self._put_back: list[str] = []
        self._source = source
        threading.Thread(target=self._read, daemon=True).start()

    def wait(self, seconds: float | None = None) -> str | None:
        """Return the next line, or None from the end on. Raises queue.Empty when the seconds are over."""
        if self._put_back:
            return self._put_back.pop()
        line = self._waiting.get(timeout=seconds)
        if line is None:
            self._waiting.put(None)
        return line

    def put_back(self, line: str) -> None:
        """Make a line the next one again."""
        self._put_back.append(line)

    def _read(self) -> None:
        try:
            for line in self._source:
                self._waiting.put(line.rstrip("\r\n"))
        except (OSError, ValueError):
            pass  # a source that cannot be read on has ended
        finally:
            self._waiting.put(None)
