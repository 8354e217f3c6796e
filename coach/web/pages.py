"""Plain HTML pages under /pages/: what screens show, to be read only and without a script."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web

from coach import log
from coach.errors import CoachError, NotAllowedError, NotFoundError, StoreError, UsageError, by_mistake
from coach.reports.foreign import one_line
from coach.services.rights import Actor
from coach.services.sign_in import speak_as
from coach.services.workspace import Workspace
from coach.web import cohort_pages, desk_pages, downloads, person_pages, session_pages
from coach.web.asking import Asked, File, Page
from coach.web.page import HEADERS, html, rendered

Open = Callable[[], Workspace]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Work = Callable[[Asked], Page | File]

ROUTES: tuple[tuple[str, Work], ...] = (
    ("/pages/", desk_pages.start),
    ("/pages/queue", desk_pages.queue),
    ("/pages/agreement", desk_pages.agreement),
    ("/pages/cohort", cohort_pages.cohort),
    ("/pages/cohort/{report:cohort|changes}.{format}", downloads.of_cohort),
    ("/pages/apprentices/{id}", person_pages.apprentice),
    ("/pages/apprentices/{id}/{report}.{format}", downloads.of_apprentice),
    ("/pages/apprentices/{id}/criteria/{ref}", person_pages.criterion),
    ("/pages/sittings", session_pages.sittings),
    ("/pages/sittings/{id}", session_pages.sitting),
    ("/pages/sittings/{id}/{report}.{format}", downloads.of_sitting),
)
_STATUS: tuple[tuple[type[CoachError], int, str], ...] = (
    (NotAllowedError, 403, "Not for you"),
    (NotFoundError, 404, "Not found"),
    (UsageError, 400, "That cannot be shown"),
    (StoreError, 503, "Not now"),
)


def add_pages(app: web.Application, workspace: Open) -> None:
    """Add the pages to a server whose middleware puts who is asking into `request["actor"]`.

    `workspace` opens the store; it is called in the thread that works for one request, and closed there.
    """
    app.router.add_get("/pages", _with_slash)
    for path, work in ROUTES:
        app.router.add_get(path, _handler(work, workspace))
    app.router.add_route(hdrs.METH_ANY, "/pages/{rest:.*}", _elsewhere)


def _handler(work: Work, workspace: Open) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        actor: Actor | None = request.get("actor")
        if actor is None:
            return _refused(None, NotAllowedError("Nobody is signed in here.", "Sign in first."))
        parts = {name: one_line(value) for name, value in request.match_info.items()}
        query = {name: given for name, value in request.query.items() if (given := one_line(value))}

        def answer() -> web.Response:
            ws = workspace()
            speak_as(ws, actor)
            try:
                return _made(work(Asked(ws, actor, parts, query, request.path)), actor)
            finally:
                ws.store.close()

        try:
            return await asyncio.to_thread(answer)
        except CoachError as error:
            return _refused(actor, error)
        except Exception as error:
            log.mistake(error)
            return _refused(actor, CoachError(by_mistake(error)))

    return handle


def _made(answer: Page | File, actor: Actor) -> web.Response:
    if isinstance(answer, File):
        disposition = f'attachment; filename="{answer.name}"'
        return web.Response(
            body=answer.data,
            headers={**HEADERS, "Content-Type": answer.type, "Content-Disposition": disposition},
        )
    return html(rendered(f"pages/{answer.template}.html", actor=actor, here=answer.here, **answer.values))


def _refused(actor: Actor | None, error: CoachError) -> web.Response:
    status, title = next(
        ((status, title) for kind, status, title in _STATUS if isinstance(error, kind)), (500, "Something went wrong")
    )
    # Hints that name a command are for the terminal.
    hint = "" if "coach " in error.hint else error.hint
    return html(
        rendered("pages/refused.html", actor=actor, here="", title=title, told=error.message, hint=hint), status
    )


async def _with_slash(_request: web.Request) -> web.StreamResponse:
    raise web.HTTPPermanentRedirect("/pages/")


async def _elsewhere(request: web.Request) -> web.StreamResponse:
    actor: Actor | None = request.get("actor")
    if request.method not in (hdrs.METH_GET, hdrs.METH_HEAD):
        told, hint = "These pages are to be read only.", "Go back to the page before this one."
        page = rendered("pages/refused.html", actor=actor, here="", title="Read only", told=told, hint=hint)
        return html(page, 405, {hdrs.ALLOW: "GET, HEAD"})
    return _refused(actor, NotFoundError("There is no such page.", "Begin at the start page."))
