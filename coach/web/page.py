"""What every HTML page shares: its frame, its style sheet, its headers; foreign text is text and nothing else."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jinja2
from aiohttp import web
from markupsafe import Markup

from coach.reports.foreign import one_line, safe

ASSETS = Path(__file__).parent / "assets"
SERVED = {
    "coach.css": "text/css",
    "icon.svg": "image/svg+xml",
    "terminal.css": "text/css",
    "terminal.js": "text/javascript",
    "vendor/xterm-6.0.0.css": "text/css",
    "vendor/xterm-6.0.0.js": "text/javascript",
    "vendor/xterm-addon-fit-0.11.0.js": "text/javascript",
    "vendor/xterm-addon-unicode11-0.9.0.js": "text/javascript",
}
"""The files that are served by name, with their types; nothing else is."""
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@cache
def environment() -> jinja2.Environment:
    """Return the templates: everything is escaped, a name that is missing is an error, nothing steers a terminal."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("coach.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"line": one_line, "as_choice": _as_choice}
    return made


def _harmless(value: object) -> object:
    return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _as_choice(word: str) -> tuple[str, str]:
    """Return a choice that is called what it is."""
    return word, word


def rendered(template: str, **values: object) -> str:
    """Return a page as HTML."""
    return environment().get_template(template).render(**values)


def html(text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """Return a page as the answer to a request, with the headers that every page with data has."""
    return web.Response(
        text=text, status=status, content_type="text/html", charset="utf-8", headers={**HEADERS, **(headers or {})}
    )


def add_assets(app: web.Application) -> None:
    """Add the route of the style sheet; only files named here are served."""
    app.router.add_get("/assets/{name:.+}", _asset)


async def _asset(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    if name not in SERVED:
        raise web.HTTPNotFound(text="There is no such file.")
    kept = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    return web.Response(body=_read(name), content_type=SERVED[name], charset="utf-8", headers=kept)


@cache
def _read(name: str) -> bytes:
    return (ASSETS / name).read_bytes()
