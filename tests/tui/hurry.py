"""Waiting costs no time in tests of the app: where nothing is left to do, the clock jumps to what comes next."""

import asyncio
import selectors
from selectors import SelectorKey

FRAME = 0.02
"""Seconds: a little longer than the app waits before it draws what has changed."""


class _NoWaiting(selectors.DefaultSelector):
    """Looks for input, and counts as waited what it was asked to wait."""

    waited = 0.0
    rounds = 0

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        self.rounds += 1
        ready = super().select(timeout if timeout is None else 0)
        if not ready:
            self.waited += max(0.0, timeout or 0.0)
        return ready


class HurryingLoop(asyncio.SelectorEventLoop):
    """A loop whose timers come in their order, each as soon as all before it is done."""

    def __init__(self) -> None:
        self._selecting = _NoWaiting()
        super().__init__(self._selecting)

    def time(self) -> float:
        return super().time() + self._selecting.waited

    @property
    def rounds(self) -> int:
        """How often it has looked for something to do."""
        return self._selecting.rounds


async def nothing_to_do(*_: float) -> None:
    """Wait until nothing has happened for a frame, however busy the machine is; Textual's own asks the processor."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, HurryingLoop)
    before = -1
    while loop.rounds - before > 2:
        before = loop.rounds
        await asyncio.sleep(FRAME)
