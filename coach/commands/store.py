"""coach store: who has to sign in, and when the app locks."""

from contextlib import closing
from pathlib import Path
from typing import Literal

import click

from coach.commands.shared import as_option, asker, json_option, print_json, store_option, workspace
from coach.errors import UsageError


@click.group()
def store() -> None:
    """Say who has to sign in to this store, and when the app locks.

    Example: coach store lock 10
    """


@store.command()
@click.argument("switch", metavar="on|off", type=click.Choice(["on", "off"]))
@as_option
@store_option
def shared(switch: Literal["on", "off"], as_name: str | None) -> None:
    """Make everybody sign in, apprentices too; without --as nobody sees records then. A lead needs a passphrase first.

    Example: coach store shared on
    """
    from coach.services.sign_in import set_shared

    ws = workspace()
    set_shared(ws, asker(ws, as_name), on=switch == "on")
    told = "shared: everybody signs in from now on" if switch == "on" else "personal again"
    click.echo(f"The store {ws.store.name} is {told}.")


@store.command()
@click.argument("minutes", metavar="MINUTES|off")
@as_option
@store_option
def lock(minutes: str, as_name: str | None) -> None:
    """Lock the app after so many idle minutes, for whoever has a passphrase; 10 unless set.

    Example: coach store lock 10
    """
    from coach.services.sign_in import set_lock_minutes

    if minutes != "off" and not minutes.isdecimal():
        raise UsageError(f"{minutes} is no number of minutes.", "Give a number, or off.")
    ws = workspace()
    set_lock_minutes(ws, asker(ws, as_name), 0 if minutes == "off" else int(minutes))
    click.echo(
        "The app never locks by itself." if minutes in ("off", "0") else f"The app locks after {minutes} minutes."
    )


@store.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@as_option
@json_option
def copy(source: str, target: str, as_name: str | None, as_json: bool) -> None:
    """Copy a whole store into a new one, each a file or postgresql://…; counts and checksums of both are compared.

    Example: coach store copy coach.db new.db
    """
    from coach.paths import address_of
    from coach.services.copy_store import copy_store
    from coach.services.workspace import open_workspace
    from coach.store.store import open_store

    where = address_of(source)
    if isinstance(where, Path) and not where.is_file():
        raise UsageError(f"There is no store at {where}.", "Name the store to copy first, then the new one.")
    ws = open_workspace(where)
    with closing(ws.store):
        actor = asker(ws, as_name)
        with closing(open_store(address_of(target))) as new:
            sums = copy_store(ws, actor, new)
            name = new.name
    if as_json:
        print_json({"store": name, "tables": sums})
        return
    for table, found in sums.items():
        click.echo(f"{table}: {found.rows:,} rows, {found.digest[:16]}")
    click.echo(f"{name} holds what {ws.store.name} holds: {sum(each.rows for each in sums.values()):,} rows, compared.")
