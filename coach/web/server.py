"""`coach serve`: the app in the browser, for whoever signed in on the page."""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web
from textual_serve.server import Server, to_int

from coach import log
from coach.errors import CoachError
from coach.services import grants, sign_in
from coach.services.workspace import Workspace
from coach.web.child import Child
from coach.web.doors import Doors
from coach.web.guards import guarded, login_of
from coach.web.logins import Login, Logins, Tries
from coach.web.page import HEADERS, add_assets, html, rendered
from coach.web.pages import add_pages

TRIES, TRIES_SECONDS = 10, 60.0
SECONDS_BETWEEN_ROUNDS = 5.0
SECONDS_TO_STOP = 10.0
LARGEST_MESSAGE = 4 * 2**20
"""Bytes of one message from a page; a paste of a megabyte fits."""
WIDEST, TALLEST = 400, 200
READER = "coach-reader"
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self' {socket}; "
    "img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the page of the app may load; xterm.js writes its own styles into the page."""
_WAITING_CSP = HEADERS["Content-Security-Policy"].replace("style-src", "script-src 'self'; style-src")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the server was asked to run; an empty public address stands for host and port."""

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    places: int = 30
    idle_minutes: float = 20


class CoachServer(Server):
    """The server of one store."""

    def __init__(
        self, workspace: Callable[[], Workspace], wishes: Wishes, reading: Callable[[], float] = time.monotonic
    ) -> None:
        """`workspace` opens the store, and is called in the thread that works with it."""
        super().__init__(
            "coach", host=wishes.host, port=wishes.port, title="coach", public_url=wishes.public_url or None
        )
        self._workspace = workspace
        self._behind_proxy = bool(wishes.public_url)
        self.logins = Logins(wishes.places, wishes.idle_minutes * 60, reading)
        self._tries = Tries(TRIES, TRIES_SECONDS, reading)

    async def _make_app(self) -> web.Application:
        doors = Doors(self._workspace, self.logins, self._tries, self.public_url, behind_proxy=self._behind_proxy)
        app = web.Application(middlewares=[guarded(self.public_url, self.logins)], client_max_size=64 * 1024)
        app.router.add_get("/", self.handle_index)
        app.router.add_get("/ws", self.handle_websocket)
        app.router.add_get("/download/{key}", self.handle_download)
        doors.add_to(app)
        add_assets(app)
        add_pages(app, self._workspace)
        app.on_shutdown.append(self._end_all)
        app.cleanup_ctx.append(self._looking_after)
        return app

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """Show the page of the app, or the line for it."""
        login = login_of(request)
        if "reader" in request.query:
            back = web.HTTPSeeOther("/")
            back.set_cookie(READER, "1" if request.query["reader"] == "1" else "0", httponly=True, samesite="Strict")
            raise back
        if place := self.logins.place_in_line(login):
            text = rendered("server/waiting.html", place=place)
            return html(text, 503, {"Retry-After": "5", "Content-Security-Policy": _WAITING_CSP})
        parts = urlsplit(self.public_url)
        socket = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"
        text = rendered(
            "server/terminal.html",
            actor=login.actor,
            csrf=login.csrf,
            reader=request.cookies.get(READER) == "1",
        )
        return html(text, headers={**HEADERS, "Content-Security-Policy": _CSP.format(socket=socket)})

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Connect a page to the program of whoever is signed in."""
        login = login_of(request)
        page = web.WebSocketResponse(heartbeat=15, max_msg_size=LARGEST_MESSAGE)
        await page.prepare(request)
        if self.logins.place_in_line(login):
            await page.send_json(["out"])
            await page.close()
            return page
        width, height = _size(request.query.get("width"), request.query.get("height"))
        async with login.connecting:
            child = await self._child_of(login)
            await child.show_on(page, width, height)
        try:
            await _hear(page, child, login, self.logins)
        finally:
            child.left_by(page)
            login.seen = self.logins.now()
        return page

    async def _child_of(self, login: Login) -> Child:
        if login.child is not None and login.child.ending:
            await login.child.end()
        if login.child is None or login.child.ended.is_set():
            grant = await asyncio.to_thread(self._grant_for, login)
            login.child = Child(grant, self.download_manager)
        return login.child

    def _sent_away(self) -> list[Login]:
        """Return those who were erased, or whose passphrase a lead took away or gave anew, since they signed in."""
        logins = self.logins.everybody()
        if not logins:
            return []
        ws = self._workspace()
        with contextlib.closing(ws.store):
            return [each for each in logins if not sign_in.may_stay(ws, each.actor.id, each.proof)]

    def _grant_for(self, login: Login) -> str:
        with contextlib.closing(self._workspace().store) as store:
            return grants.give(Workspace(store), login.actor)

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """Hand over a file that one's own program made."""
        login = login_of(request)
        try:
            made = await self.download_manager.get_download_metadata(request.match_info["key"])
        except KeyError:
            raise web.HTTPNotFound from None
        if made.app_service is not login.child:
            raise web.HTTPNotFound
        return await super().handle_download(request)

    async def _looking_after(self, _: web.Application) -> AsyncIterator[None]:
        """End what nobody looks at any more, now and then."""
        rounds = asyncio.create_task(self._rounds())
        yield
        rounds.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await rounds

    async def _end_all(self, _: web.Application) -> None:
        """Have every program keep what is open and end, before the server waits for the pages to go."""
        await asyncio.gather(*(login.child.end() for login in self.logins.everybody() if login.child))

    async def _rounds(self) -> None:
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_ROUNDS)
            try:
                await self.sign_out_the_gone()
            except CoachError as error:
                log.trouble("browser sessions", error)

    async def sign_out_the_gone(self) -> None:
        """Sign out who was away too long or may not stay, and end their programs; what they typed is in the store."""
        for login in {*self.logins.gone_quiet(), *await asyncio.to_thread(self._sent_away)}:
            self.logins.remove(login)
            if login.child:
                await login.child.end()


def _size(width: str | None, height: str | None) -> tuple[int, int]:
    return _within(width, 80, WIDEST), _within(height, 24, TALLEST)


def _within(value: object, usual: int, most: int) -> int:
    return max(1, min(to_int(str(value), usual), most))


async def _hear(page: web.WebSocketResponse, child: Child, login: Login, logins: Logins) -> None:
    """Pass on what a page sends until it goes; what no page of ours would send ends it."""
    async for message in page:
        if message.type != WSMsgType.TEXT:
            continue
        try:
            kind, *values = json.loads(message.data)
            if kind == "stdin":
                login.seen = logins.now()
                await child.send_bytes(str(values[0]).encode("utf-8", "replace"))
            elif kind == "resize":
                await child.set_terminal_size(
                    _within(values[0]["width"], 80, WIDEST), _within(values[0]["height"], 24, TALLEST)
                )
            elif kind == "ping":
                await page.send_json(["pong", ""])
            elif kind == "blur":
                await child.blur()
            elif kind == "focus":
                await child.focus()
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            await page.close()


def serve(workspace: Callable[[], Workspace], wishes: Wishes, told: Callable[[str], None]) -> None:
    """Serve until told to stop; say where once it listens. Raises CoachError where the address cannot be used."""
    server = CoachServer(workspace, wishes)
    logging.getLogger("textual-serve").setLevel(logging.CRITICAL)

    def listening(_: str) -> None:
        told(f"coach is at {server.public_url}. Ctrl+C ends it.")

    try:
        web.run_app(
            server._make_app(),
            host=wishes.host,
            port=wishes.port,
            access_log=None,
            print=listening,
            shutdown_timeout=SECONDS_TO_STOP,
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise CoachError(f"{wishes.host}:{wishes.port} cannot be used: {reason}.", "Try another --port.") from error
