"""coach serve: the app in the browser."""

from contextlib import closing

import click

from coach.commands.shared import store_option
from coach.errors import NotAllowedError, UsageError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; only this machine's.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen at.")
@click.option("--public-url", default="", metavar="URL", help="How browsers reach it through a proxy.")
@click.option(
    "--places", type=click.IntRange(1, 1000), default=30, show_default=True, help="How many may use it at once."
)
@click.option(
    "--idle", type=click.IntRange(1, 720), default=20, show_default=True, help="Minutes until it ends unused."
)
@store_option
def serve(host: str, port: int, public_url: str, places: int, idle: int) -> None:
    """Serve the app and plain pages to browsers, with a sign-in; the store has to be shared.

    Example: coach serve --port 8000
    """
    from urllib.parse import urlsplit

    from coach.services.sign_in import is_shared
    from coach.services.workspace import open_workspace

    parts = urlsplit(public_url)
    if public_url and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/")):
        raise UsageError(f"{public_url} is no address of a server.", "Write it as https://coach.college.example.")
    if host not in ("127.0.0.1", "localhost", "::1") and not public_url:
        raise UsageError(
            "Other machines would reach this server without TLS.", "Say how they reach it: --public-url https://…"
        )
    try:
        from coach.web.server import Wishes
        from coach.web.server import serve as run
    except ImportError as error:
        raise UsageError("The browser needs more of coach.", "Install coach[web].") from error
    ws = open_workspace()
    with closing(ws.store):
        if not is_shared(ws):
            raise NotAllowedError(
                "This store is not shared, so nobody could sign in.", "A lead can share it: coach store shared on"
            )
    wishes = Wishes(host, port, public_url.rstrip("/"), places, idle)
    run(open_workspace, wishes, click.echo)
