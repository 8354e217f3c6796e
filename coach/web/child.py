"""A program started for a browser session: what it may know, and how it goes on while no page looks at it."""

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping

from aiohttp.web import WebSocketResponse
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from coach.web.driver import AGAIN
from coach.web.program import GRANT

HANDED_ON = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "SYSTEMROOT",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "COACH_STORE",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
)
"""All that a program is told of the server's environment."""
SECONDS_TO_END = 5.0


class Child(AppService):
    """One running app; a page may look at it, go and come back."""

    def __init__(self, grant: str, downloads: DownloadManager) -> None:
        super().__init__(
            "coach",
            write_bytes=self._to_page,
            write_str=self._tell_page,
            close=self._leave_page,
            download_manager=downloads,
        )
        self._grant = grant
        self._page: WebSocketResponse | None = None
        self.ended = asyncio.Event()

    @property
    def looked_at(self) -> bool:
        """Whether a page is open on it."""
        return self._page is not None and not self._page.closed

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return self._process.pid if self._process else None

    async def show_on(self, page: WebSocketResponse, width: int, height: int) -> None:
        """Show it on a page, and on no other any more; where it runs already it paints everything again."""
        before, self._page = self._page, page
        if before is not None and not before.closed:
            await before.send_json(["taken"])
            await before.close()
        if self._process is None:
            await self.start(width, height)
        else:
            await self.set_terminal_size(width, height)
            await self.send_meta({"type": AGAIN})

    def left_by(self, page: WebSocketResponse) -> bool:
        """Go on without a page; tell whether it was this one that looked."""
        if self._page is not page:
            return False
        self._page = None
        return True

    async def run(self) -> None:
        """Pass on what the app paints until it ends."""
        try:
            await super().run()
        finally:
            if self._process:
                await self._process.wait()
            self.ended.set()
            await self._leave_page()

    async def end(self) -> None:
        """Have the app keep what is open and end; one that does not is ended by force."""
        if self._process is None or self.ended.is_set():
            return
        await self.send_meta({"type": "quit"})
        try:
            await asyncio.wait_for(self.ended.wait(), SECONDS_TO_END)
        except TimeoutError:
            self._process.kill()
            await self.ended.wait()

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "coach.web.program",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self._build_environment(width, height),
            # A Ctrl+C at the server's terminal is for the server, which ends its programs itself.
            start_new_session=True,
        )
        self._stdin = process.stdin
        return process

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return environment(os.environ, self._grant, width, height)

    async def _to_page(self, data: bytes) -> None:
        if self._page is not None and not self._page.closed:
            await self._page.send_bytes(data)

    async def _tell_page(self, text: str) -> None:
        if self._page is not None and not self._page.closed:
            await self._page.send_str(text)

    async def _leave_page(self) -> None:
        if self._page is not None and not self._page.closed:
            await self._page.send_json(["ended"])
            await self._page.close()


def environment(own: Mapping[str, str], grant: str, width: int, height: int) -> dict[str, str]:
    """Return what a program is told: a few of the server's own variables, what it paints on, and its grant."""
    return {name: own[name] for name in HANDED_ON if name in own} | {
        "TEXTUAL_DRIVER": "coach.web.driver:BrowserDriver",
        "TEXTUAL_FPS": "30",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM_PROGRAM": "textual",
        "COLUMNS": str(width),
        "ROWS": str(height),
        GRANT: grant,
    }
