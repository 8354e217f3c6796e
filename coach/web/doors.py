"""Signing in and out on a page."""

import asyncio
import contextlib
import secrets
from collections.abc import Callable

from aiohttp import web

from coach import log
from coach.errors import CoachError, NotAllowedError, NotFoundError
from coach.services import sign_in
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from coach.web.guards import cookie_name, login_of
from coach.web.logins import HOURS, Logins, Tries, same
from coach.web.page import html, rendered

FORM = "coach-form"
FORM_MINUTES = 60
_LONGEST_NAME, _LONGEST_PASSPHRASE = 200, 1000


class Doors:
    """The sign-in page and what it leads to."""

    def __init__(
        self,
        workspace: Callable[[], Workspace],
        logins: Logins,
        tries: Tries,
        public_url: str,
        *,
        behind_proxy: bool,
    ) -> None:
        """`behind_proxy` is whether the address of who asks stands in X-Forwarded-For."""
        self._workspace, self._logins, self._tries = workspace, logins, tries
        self._cookie = cookie_name(public_url)
        self._secure = public_url.startswith("https://")
        self._behind_proxy = behind_proxy

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        app.router.add_get("/sign-in", self.show)
        app.router.add_post("/sign-in", self.enter)
        app.router.add_post("/sign-out", self.leave)

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Show the form."""
        if "login" in request:
            raise web.HTTPSeeOther("/")
        return self._form()

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """Let somebody in by name and passphrase."""
        form = await request.post()
        name, passphrase = str(form.get("name", "")).strip(), str(form.get("passphrase", ""))
        kept = request.cookies.get(FORM, "")
        if not kept or not same(kept, str(form.get("csrf", ""))):
            return self._form("This page was open for too long. Try once more.", name, 403)
        address = self._address(request)
        if self._tries.too_many(address):
            return self._form("Too many wrong tries came from here. Wait a minute.", name, 429)
        if not name or len(name) > _LONGEST_NAME or len(passphrase) > _LONGEST_PASSPHRASE:
            return self._form("Give your name and your passphrase.", name[:_LONGEST_NAME], 400)
        try:
            actor, proof = await asyncio.to_thread(self._let_in, name, passphrase)
        except (NotAllowedError, NotFoundError) as error:
            self._tries.refused(address)
            return self._form(str(error), name, 403)
        except CoachError as error:
            log.trouble("sign-in page", error)
            return self._form(str(error), name, 503)
        cookie = self._logins.add(actor, proof)
        onward = web.HTTPSeeOther("/")
        onward.set_cookie(
            self._cookie,
            cookie,
            max_age=HOURS * 3600,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=self._secure,
        )
        onward.del_cookie(FORM, path="/sign-in")
        raise onward

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """Sign out: the program keeps what is open and ends."""
        login = login_of(request)
        form = await request.post()
        if not same(login.csrf, str(form.get("csrf", ""))):
            raise web.HTTPForbidden(text="Sign out with the button on the page.")
        self._logins.remove(login)
        if login.child:
            await login.child.end()
        out = web.HTTPSeeOther("/sign-in")
        out.del_cookie(self._cookie, path="/", httponly=True, samesite="Strict", secure=self._secure)
        raise out

    def _let_in(self, name: str, passphrase: str) -> tuple[Actor, str]:
        ws = self._workspace()
        with contextlib.closing(ws.store):
            actor = sign_in.let_in(ws, name, passphrase=passphrase).actor
            return actor, sign_in.proof_of(ws, actor.id)

    def _form(self, told: str = "", name: str = "", status: int = 200) -> web.Response:
        csrf = secrets.token_urlsafe(32)
        page = html(rendered("server/sign_in.html", told=told, name=name, csrf=csrf), status)
        page.set_cookie(
            FORM,
            csrf,
            max_age=FORM_MINUTES * 60,
            path="/sign-in",
            httponly=True,
            samesite="Strict",
            secure=self._secure,
        )
        return page

    def _address(self, request: web.Request) -> str:
        """Return where a request comes from, as the proxy before this server saw it."""
        if self._behind_proxy and (forwarded := request.headers.get("X-Forwarded-For", "")):
            return forwarded.rpartition(",")[2].strip()
        return request.remote or ""
