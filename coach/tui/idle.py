"""How long nobody has touched the app, whatever the clock did meanwhile."""

from collections.abc import Callable
from datetime import datetime


class IdleWatch:
    """Remembers the last touch by two clocks: one stands still while a laptop sleeps, the other can be set back."""

    def __init__(self, reading: Callable[[], float], now: Callable[[], datetime]) -> None:
        self._reading = reading
        self._now = now
        self.touch()

    def touch(self) -> None:
        """Begin again."""
        self._read_at, self._at = self._reading(), self._now()

    def seconds(self) -> float:
        """Return for how long there was no touch: the longer of what the two clocks say."""
        return max(self._reading() - self._read_at, (self._now() - self._at).total_seconds())
