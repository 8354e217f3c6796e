"""coach audit: the trail of marks and sign-offs."""

import click

from coach.commands.shared import as_option, asker, json_option, print_json, store_option, workspace


@click.group()
def audit() -> None:
    """Look over the trail of marks and sign-offs.

    Example: coach audit verify
    """


@audit.command()
@as_option
@json_option
@store_option
def verify(as_name: str | None, as_json: bool) -> None:
    """Check that no entry was changed or taken out, and that marks and sign-offs are as they were written.

    Example: coach audit verify
    """
    from coach.services.audit import verify as verified

    ws = workspace()
    verdict = verified(ws, asker(ws, as_name))
    if as_json:
        print_json(verdict)
    else:
        for problem in verdict.problems:
            click.echo(problem)
        before = f"; {verdict.unwitnessed} from before the trail began" if verdict.unwitnessed else ""
        sound = "The trail holds." if verdict.holds else "The trail does not hold."
        click.echo(f"{sound} {verdict.entries} entries, {verdict.records} records looked at{before}.")
    if not verdict.holds:
        click.get_current_context().exit(1)


@audit.command(name="list")
@click.option("--since", metavar="DATE", default="", help="From that day on, as 2026-03-31.")
@as_option
@json_option
@store_option
def list_(since: str, as_name: str | None, as_json: bool) -> None:
    """List the entries, the oldest first; they name records and people by id.

    Example: coach audit list --since 2026-03-31
    """
    from coach.services.audit import trail_since
    from coach.services.days import checked_day

    ws = workspace()
    found = trail_since(ws, asker(ws, as_name), checked_day(since).isoformat() if since else "")
    if as_json:
        print_json(found)
        return
    for entry in found:
        click.echo(f"{entry.number}  {entry.at}  {entry.actor_id or 'owner'}  {entry.deed}  {entry.subject}")
    if not found:
        click.echo("No entries.")
