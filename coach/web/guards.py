"""What every request has to pass: it names this server, comes from its own pages, and from somebody signed in."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import hdrs, web
from aiohttp.typedefs import Middleware

from coach import log
from coach.errors import CoachError
from coach.web.logins import Login, Logins
from coach.web.page import HEADERS, html, rendered

COOKIE = "coach"
FOR_ANYBODY = ("/sign-in", "/assets/")
READS = (hdrs.METH_GET, hdrs.METH_HEAD)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def cookie_name(public_url: str) -> str:
    """Return the cookie's name; over TLS one that browsers take from nobody but this host."""
    return f"__Host-{COOKIE}" if public_url.startswith("https://") else COOKIE


def guarded(public_url: str, logins: Logins) -> Middleware:
    """Return the middleware of a server with a public address."""
    host = urlsplit(public_url).netloc
    hosts, origins = _alike(host), {f"{urlsplit(public_url).scheme}://{each}" for each in _alike(host)}
    name = cookie_name(public_url)

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.host not in hosts:
            return _refused(421, "Not here", "This server does not go by that name.")
        origin = request.headers.get(hdrs.ORIGIN)
        if (origin is not None and origin not in origins) or (origin is None and _needs_origin(request)):
            return _refused(403, "Not from there", "That came from a page that is not coach's.")
        login = logins.of(request.cookies.get(name, ""))
        if login is not None:
            request["login"], request["actor"] = login, login.actor
        elif not request.path.startswith(FOR_ANYBODY):
            if request.path == "/ws":
                return _refused(401, "Signed out", "Sign in again.")
            raise web.HTTPSeeOther("/sign-in", headers=HEADERS)
        try:
            return await handler(request)
        except web.HTTPForbidden:
            return _refused(403, "Not from there", "That came from a page that was open for too long. Try it again.")
        except web.HTTPNotFound:
            return _refused(404, "Not found", "There is nothing here.")
        except web.HTTPMethodNotAllowed as error:
            return _refused(405, "Not like that", "This page can only be read.", {"Allow": error.headers["Allow"]})
        except web.HTTPRequestEntityTooLarge:
            return _refused(413, "Too much", "That is more than this page takes.")
        except CoachError as error:
            log.trouble("browser", error)
            return _refused(503, "Not now", str(error))
        except Exception as error:
            if isinstance(error, web.HTTPException):
                raise
            log.mistake(error)
            return _refused(500, "That did not work", "coach made a mistake here; its log says more. Try it again.")

    return guard


def login_of(request: web.Request) -> Login:
    """Return who asks; the guard let nobody else through."""
    login: Login = request["login"]
    return login


def _needs_origin(request: web.Request) -> bool:
    """A browser names the origin of each form and each socket; what names none is none of our pages."""
    return request.method not in READS or request.path == "/ws"


def _alike(host: str) -> set[str]:
    """Return the names by which this machine knows itself where it serves only itself."""
    name, colon, port = host.rpartition(":") if ":" in host else (host, "", "")
    if name in ("127.0.0.1", "localhost"):
        return {f"{each}{colon}{port}" for each in ("127.0.0.1", "localhost")}
    return {host}


def _refused(status: int, title: str, sentence: str, headers: dict[str, str] | None = None) -> web.Response:
    return html(rendered("server/told.html", title=title, sentence=sentence), status, headers)
