"""Options and output that commands have in common."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from coach.errors import NotAllowedError
from coach.reports.foreign import one_line
from coach.services.backups import DailyBackup
from coach.services.rights import Actor
from coach.services.workspace import Workspace, open_workspace
from coach.store.people import Role

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
    backup = DailyBackup(ws.store.file, ws.now) if ws.store.file else None
    if backup:
        backup.start()

    def finish() -> None:
        ws.store.close()
        if error := backup.finish() if backup else None:
            click.echo(one_line(f"Today's backup could not be made. {error}"), err=True)

    root.call_on_close(finish)
    return ws


def asker(ws: Workspace, name: str | None) -> Actor:
    """Return who is asking: the person named, once signed in, or the owner of this machine."""
    from coach.services.sign_in import owner

    return signed_in(ws, name) if name else owner(ws)


def signed_in(ws: Workspace, name: str, role: Role | None = None) -> Actor:
    """Return the person named as the one who asks; a passphrase is asked for where they have one."""
    from coach.services.sign_in import actor_named

    return actor_named(ws, name, role, passphrase_for(ws, name, role))


def passphrase_for(ws: Workspace, name: str, role: Role | None = None) -> str | None:
    """Return what COACH_PASSPHRASE says or is typed without echo; None where this person needs no passphrase."""
    from coach.services.sign_in import asks_passphrase

    if not asks_passphrase(ws, name, role):
        return None
    return os.environ.get("COACH_PASSPHRASE") or typed_passphrase(f"Passphrase of {name}", "COACH_PASSPHRASE")


def typed_passphrase(prompt: str, variable: str, *, twice: bool = False) -> str:
    """Return what is typed without echo. Raises NotAllowedError where nobody is at a terminal to type it."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise NotAllowedError(f"{prompt}: nobody is here to type it.", f"Use a terminal, or set {variable}.")
    again = f"{prompt}, again" if twice else False
    typed: str = click.prompt(prompt, hide_input=True, err=True, confirmation_prompt=again)
    return typed


def print_json(document: object) -> None:
    """Print one JSON document, keys sorted."""
    plain = msgspec.to_builtins(document, str_keys=True)
    click.echo(json.dumps(plain, sort_keys=True, indent=2, ensure_ascii=False))
