"""Options and output that commands have in common."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from coach.reports.foreign import one_line
from coach.services.backups import DailyBackup
from coach.services.rights import OWNER, Actor
from coach.services.workspace import Workspace, open_workspace

F = TypeVar("F", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
as_option = click.option("--as", "as_name", metavar="NAME", help="Who is asking; needed where a trainer's rights are.")


def store_option(command: F) -> F:
    """Add --store to a command; it works before and after the command's name."""
    return click.option("--store", metavar="PATH", expose_value=False, callback=_use_store, help="The store to use.")(
        command
    )


def _use_store(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        os.environ["COACH_STORE"] = value


def banks_option(command: F) -> F:
    """Add --banks to a command."""
    return click.option(
        "--banks",
        "banks",
        multiple=True,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="A folder with question banks of your own.",
    )(command)


def workspace(banks: tuple[Path, ...] = ()) -> Workspace:
    """Open the store in use; it is closed when the command ends, and by then there is a backup of the day."""
    ws = open_workspace(banks=banks)
    root = click.get_current_context().find_root()
    backup = DailyBackup(ws.store.path, ws.now)
    backup.start()

    def finish() -> None:
        ws.store.close()
        if error := backup.finish():
            click.echo(one_line(f"Today's backup could not be made. {error}"), err=True)

    root.call_on_close(finish)
    return ws


def asker(ws: Workspace, name: str | None) -> Actor:
    """Return who is asking: the person named, or the owner of this machine."""
    from coach.services.people import actor_named

    return actor_named(ws, name) if name else OWNER


def print_json(document: object) -> None:
    """Print one JSON document, keys sorted."""
    plain = msgspec.to_builtins(document, str_keys=True)
    click.echo(json.dumps(plain, sort_keys=True, indent=2, ensure_ascii=False))
