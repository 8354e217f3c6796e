"""coach, coach demo, coach doctor: opening the app and looking after it."""

import sys
import tempfile
from pathlib import Path

import click

from coach.commands.shared import json_option, print_json, store_option, workspace
from coach.errors import UsageError


def open_app(person: str | None = None) -> None:
    """Open the app on the store in use, for an apprentice where one is named.

    Raises UsageError where there is no terminal to open it in.
    """
    if not sys.stdout.isatty():
        raise UsageError("The app needs a terminal.", "For lines instead: coach interview --plain --help")
    from coach.services.people import find
    from coach.services.sign_in import is_shared
    from coach.tui.app import CoachApp

    ws = workspace()
    if person and not is_shared(ws):
        find(ws, person, "apprentice")
    CoachApp(ws, person).run()


@click.command()
@click.option("--plain", is_flag=True, help="Print who is in the demo and what to try, line by line.")
@click.option("--keep", metavar="PATH", type=click.Path(path_type=Path), help="Write the demo store here and keep it.")
def demo(plain: bool, keep: Path | None) -> None:
    """Open the app on a made-up cohort in a throw-away store.

    Example: coach demo
    """
    from coach.demo.cohort import fill
    from coach.services.workspace import open_workspace

    lines_only = plain or keep is not None
    if not lines_only and not sys.stdout.isatty():
        raise UsageError("The app needs a terminal.", "For lines instead: coach demo --plain")
    with tempfile.TemporaryDirectory(prefix="coach-demo-") as folder:
        ws = open_workspace(keep or Path(folder) / "demo.db")
        told = fill(ws)
        if lines_only:
            click.echo("\n".join(told))
        else:
            from coach.tui.app import CoachApp

            CoachApp(ws, demo=True).run()
        ws.store.close()


@click.command()
@json_option
@store_option
def doctor(as_json: bool) -> None:
    """Say where the data is, whether it is sound, and what the terminal can do.

    Example: coach doctor
    """
    from coach.services.doctor import examine

    findings = examine(workspace())
    if as_json:
        print_json({finding.name: finding.value for finding in findings})
        return
    for finding in findings:
        click.echo(f"{finding.name}: {finding.value}")
