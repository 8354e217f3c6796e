"""coach export, import, erase, purge: a person's record taken out, brought in, and let go of."""

import sys
from pathlib import Path

import click

from coach.commands.shared import as_option, asker, json_option, print_json, store_option, workspace
from coach.errors import CoachError, UsageError


@click.command()
@click.option("--apprentice", required=True, metavar="NAME")
@click.option("--output", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The ZIP to write.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@as_option
@store_option
def export(apprentice: str, output: Path, force: bool, as_name: str | None) -> None:
    """Take an apprentice's record out whole: JSON, CSV and a page to read, in one ZIP.

    Example: coach export --apprentice "Aisha Rahman" --output aisha.zip --as "Aisha Rahman"
    """
    from coach.content.outside_file import write_outside
    from coach.services.export import export_record

    if output.exists() and not force:
        raise UsageError(f"{output} is there already.", "Name another file, or add --force to write over it.")
    ws = workspace()
    made = export_record(ws, asker(ws, as_name), apprentice)
    write_outside(output, made.content, force=force, private=True)
    click.echo(f"{output} is written: {_in_words(made.rows)}.")
    for sentence in made.left_out:
        click.echo(f"Left out: {sentence}")


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--keep", "resolution", flag_value="keep", help="Where both differ, keep what is here.")
@click.option("--replace", "resolution", flag_value="replace", help="Where both differ, take the file's instead.")
@click.option("--same", multiple=True, metavar="NAME", help="Somebody of that name is the same person here.")
@click.option("--name", default="", metavar="NAME", help="The name the apprentice is to have here.")
@as_option
@json_option
@store_option
@click.pass_context
def import_(
    ctx: click.Context,
    file: Path,
    resolution: str | None,
    same: tuple[str, ...],
    name: str,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Bring in a record that coach export wrote, all of it or, with an open conflict, none.

    Example: coach import aisha.zip
    """
    from coach.content.record_zip import read_record
    from coach.reports.foreign import one_line
    from coach.services.import_record import import_record
    from coach.services.meeting import Wishes

    ws = workspace()
    actor = asker(ws, as_name)
    wishes = Wishes("keep" if resolution == "keep" else "replace" if resolution == "replace" else "", same, name)
    found = import_record(ws, actor, read_record(file), wishes)
    if as_json:
        print_json(found)
        ctx.exit(1 if found.open_conflicts else 0)
    for sentence in found.left_out:
        click.echo(f"Not in the file: {one_line(sentence)}")
    for conflict in found.conflicts:
        done = {"": "", "keep": " Kept as it is here.", "replace": " Replaced by the file's."}[conflict.settled]
        click.echo(one_line(f"{conflict.table} {conflict.key}: {conflict.problem}.{done}"), err=not conflict.settled)
    if found.open_conflicts:
        raise CoachError(
            f"Nothing was written; conflicts: {len(found.open_conflicts)}.",
            "Decide with --keep or --replace, --same NAME or --name NAME.",
        )
    if not found.written:
        click.echo(f"Nothing to do: all of it is here already ({found.already_here}).")
        return
    click.echo(f"{found.name} is here: {_in_words(found.rows)} written, {found.already_here} here already.")
    for added in found.trainers_added:
        click.echo(f"{added} came along as a trainer, since marks are theirs; to sign in they need a passphrase.")


@click.command()
@click.argument("name", required=False)
@click.option("--yes", is_flag=True, help="Do not ask for the name again.")
@click.option("--no-counts", is_flag=True, help="Take them out of the sums of their cohort too.")
@click.option("--traces", is_flag=True, help="Only overwrite what an erasure before could not, as the file was in use.")
@as_option
@json_option
@store_option
def erase(name: str | None, yes: bool, no_counts: bool, traces: bool, as_name: str | None, as_json: bool) -> None:
    """Erase an apprentice: every record, the copies coach keeps, and the free space of the file.

    Example: coach erase "Aisha Rahman" --yes
    """
    from coach.services import erase as service
    from coach.services.people import find
    from coach.services.rights import require
    from coach.store.people import name_key

    ws = workspace()
    actor = asker(ws, as_name)
    if traces == bool(name):
        raise UsageError("Say whom to erase.", "Give one name; --traces goes without one.")
    if name is None:
        service.scrub(ws, actor)
        click.echo("The free space of the store is overwritten.")
        return
    require(actor, "custody")
    person = find(ws, name)
    if not yes and name_key(_typed(person.name)) != name_key(person.name):
        raise CoachError("That is not the name; nothing was erased.", "Try again.")
    receipt = service.erase(ws, actor, person.id, counts=not no_counts)
    if as_json:
        print_json(receipt)
        return
    click.echo(f"Erased on {receipt.at}: {_in_words(receipt.erased)}. Entry {receipt.audit_entry} of the audit trail.")
    for path in receipt.copies_rewritten:
        click.echo(f"The copy {path} was rewritten without them.")
    for path in receipt.copies_removed:
        click.echo(f"The copy {path} was damaged and held them; it was removed.")
    if receipt.counts_kept:
        click.echo("What they had reached stays in the sums of their cohort, without a name.")
    if receipt.name_still_in:
        click.echo(f"Texts of other people's records still hold the name: {', '.join(receipt.name_still_in)}.")
    click.echo("Reports, exports and copies that somebody put elsewhere are not reached: delete those yourself.")


@click.command()
@click.option("--answers-months", type=int, default=12, show_default=True, help="How long answers are kept.")
@click.option("--marks-months", type=int, default=72, show_default=True, help="How long marks and sign-offs are kept.")
@click.option("--dry-run", is_flag=True, help="Show what is due and write nothing, as it does without --yes.")
@click.option("--yes", is_flag=True, help="Take it out.")
@as_option
@json_option
@store_option
def purge(answers_months: int, marks_months: int, dry_run: bool, yes: bool, as_name: str | None, as_json: bool) -> None:
    """Take out what has been kept long enough, counted from the sign-off; shows it first.

    Example: coach purge --answers-months 12 --marks-months 72
    """
    from coach.services import purge as service

    if dry_run and yes:
        raise UsageError("A dry run takes nothing out.", "Give --dry-run or --yes.")
    ws = workspace()
    found = service.purge(ws, asker(ws, as_name), answers_months=answers_months, marks_months=marks_months, do_it=yes)
    if as_json:
        print_json(found)
        return
    did, lose, go = ("Taken out", "lost", "went") if found.done else ("Due", "would lose", "would go")
    click.echo(f"{did}, of {found.apprentices} apprentices: {_in_words(found.rows) or 'nothing'}.")
    click.echo(f"Completed before {found.answers_before[:10]}: {found.sittings_losing_answers} {lose} the answers.")
    click.echo(f"Completed before {found.marks_before[:10]}: {found.sittings_going} {go} whole, marks and all.")
    click.echo(f"As old and staying, since never finished or reviewed: {found.unfinished_staying}.")
    for path in found.copies_changed:
        click.echo(f"The copy {path} was changed too.")
    if not found.done and (found.sittings_losing_answers or found.sittings_going):
        click.echo("Nothing was taken out. To do it, add --yes.")


def _typed(name: str) -> str:
    """Ask for the name; whoever pipes something in has to say --yes."""
    if not sys.stdin.isatty():
        raise UsageError("Erasing asks for the name to be typed again, and nobody is here to.", "Add --yes.")
    click.echo(f"This erases {name} for good. There is no way back.", err=True)
    typed: str = click.prompt("Type the name again", err=True)
    return typed


def _in_words(rows: dict[str, int]) -> str:
    return ", ".join(f"{table.replace('_', ' ')} {number}" for table, number in rows.items() if number)
