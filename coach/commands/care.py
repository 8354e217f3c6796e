"""coach doctor, coach backup, coach restore: looking after the store."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.commands.shared import as_option, asker, json_option, print_json, store_option

if TYPE_CHECKING:
    from coach.services.rights import Actor


@click.command()
@json_option
@store_option
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Say where the data is, whether it is sound, and what to do where it is not; exit 1 then.

    Example: coach doctor
    """
    from coach import paths
    from coach.content.library import Library
    from coach.services.doctor import examine
    from coach.services.workspace import utc_now

    findings = examine(paths.store_address(), Library(), utc_now())
    wrong = [finding for finding in findings if finding.to_do]
    if as_json:
        problems = [{"name": each.name, "value": each.value, "to_do": each.to_do} for each in wrong]
        print_json({finding.name: finding.value for finding in findings} | {"problems": problems})
    else:
        for finding in findings:
            click.echo(f"{finding.name}: {finding.value}{f'. What to do: {finding.to_do}.' if finding.to_do else ''}")
        click.echo(f"problems: {len(wrong) or 'none'}")
    if wrong:
        ctx.exit(1)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@as_option
@json_option
@store_option
def backup(file: Path, force: bool, as_name: str | None, as_json: bool) -> None:
    """Copy the store into a file, also while somebody works in it; the copy is checked before it gets its name.

    Example: coach backup coach-2026-03-31.db
    """
    from coach import paths
    from coach.services.backups import make

    made = make(_asking(as_name), paths.store_file(), file, over=force)
    if as_json:
        print_json({"file": str(file), "rows": made.rows, "schema": made.steps[-1]})
    else:
        click.echo(f"{file} is written and checked: {_contents(made.rows)}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@as_option
@json_option
@store_option
def restore(file: Path, as_name: str | None, as_json: bool) -> None:
    """Put a backup in the store's place; the store that was there is kept, and it is said where.

    Example: coach restore coach-2026-03-31.db
    """
    from coach import paths
    from coach.services.backups import restore as put_back
    from coach.services.workspace import utc_now

    store = paths.store_file()
    found, aside = put_back(_asking(as_name), store, file, utc_now())
    if as_json:
        print_json({"store": str(store), "kept": str(aside) if aside else None, "rows": found.rows})
        return
    click.echo(f"{store} holds what {file} held: {_contents(found.rows)}.")
    if aside:
        click.echo(f"What was there before is kept as {aside}.")


def _asking(name: str | None) -> "Actor":
    """Return who asks, signed in where the store wants it; a store that cannot be opened asks nobody."""
    from coach import paths
    from coach.services.sign_in import keeper_of
    from coach.services.workspace import open_workspace

    if keeper := keeper_of(paths.store_file()):
        return keeper
    ws = open_workspace()
    with closing(ws.store):
        return asker(ws, name)


def _contents(rows: object) -> str:
    from coach.reports.words import counted

    counts = rows if isinstance(rows, dict) else {}
    people, sessions, marks = (counts.get(table, 0) for table in ("people", "sessions", "marks"))
    return f"{counted(people, 'person', 'people')}, {counted(sessions, 'session')}, {counted(marks, 'mark')}"
