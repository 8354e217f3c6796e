"""coach, coach demo: opening the app."""

import sys
import tempfile
from pathlib import Path

import click

from coach.commands.shared import workspace
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
        told = fill(ws, kept=keep)
        if lines_only:
            click.echo("\n".join(told))
        else:
            from coach.tui.app import CoachApp

            CoachApp(ws, demo=True).run()
        ws.store.close()
