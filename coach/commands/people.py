"""coach people: who rehearses and who reviews."""

import os
from pathlib import Path

import click

from coach.commands.shared import (
    as_option,
    asker,
    json_option,
    passphrase_for,
    print_json,
    store_option,
    typed_passphrase,
    workspace,
)
from coach.errors import CoachError, NotFoundError


@click.group()
def people() -> None:
    """Add, change, import and list apprentices and trainers.

    Example: coach people list
    """


@people.command()
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(["apprentice", "trainer", "lead"]))
@click.option("--standard", metavar="ID", help="An apprentice's standard, for example l3-css-1.1.")
@click.option("--organisation", metavar="ID", help="An apprentice's assessment organisation, for example vtct-skills.")
@click.option("--cohort", metavar="NAME")
@click.option("--face-to-face/--not-face-to-face", default=True, help="Whether they meet customers in person.")
@click.option("--sector", default="", help="contact-centre, retail, public-service, hospitality or finance.")
@click.option("--started", metavar="DATE", help="When the apprenticeship began, as 2026-03-31.")
@click.option("--gateway", metavar="DATE", help="When gateway is planned.")
@as_option
@json_option
@store_option
def add(
    name: str,
    role: str,
    standard: str | None,
    organisation: str | None,
    cohort: str | None,
    face_to_face: bool,
    sector: str,
    started: str | None,
    gateway: str | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Add somebody.

    Example: coach people add "Aisha Rahman" --role apprentice --standard l3-css-1.1 --organisation vtct-skills
    """
    from coach.services.people import NewPerson
    from coach.services.people import add as add_person

    ws = workspace()
    new = NewPerson(
        name=name,
        role="trainer" if role == "trainer" else "lead" if role == "lead" else "apprentice",
        standard=standard,
        organisation=organisation,
        cohort=cohort,
        face_to_face=face_to_face,
        sector=sector,
        started_on=started,
        gateway_on=gateway,
    )
    person = add_person(ws, asker(ws, as_name), new)
    if as_json:
        print_json({"id": person.id, "name": person.name, "role": person.role})
    else:
        click.echo(f"{person.name} is here as {person.role} ({person.id}).")


@people.command()
@click.argument("name")
@click.option("--standard", metavar="ID", help="For example l3-css-1.1.")
@click.option("--organisation", metavar="ID", help="For example vtct-skills.")
@click.option("--cohort", metavar="NAME", help='The cohort they are in from now on; "" for none.')
@click.option("--face-to-face/--not-face-to-face", default=None, help="Whether they meet customers in person.")
@click.option("--sector", metavar="NAME", help="contact-centre, retail, public-service, hospitality or finance.")
@click.option("--workplace", metavar="TEXT")
@click.option("--started", metavar="DATE", help='When the apprenticeship began, as 2026-03-31; "" for not known.')
@click.option("--gateway", metavar="DATE", help='When gateway is planned; "" for not yet.')
@as_option
@json_option
@store_option
def change(
    name: str,
    standard: str | None,
    organisation: str | None,
    cohort: str | None,
    face_to_face: bool | None,
    sector: str | None,
    workplace: str | None,
    started: str | None,
    gateway: str | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Change what is known of somebody; what is not named stays.

    Example: coach people change "Aisha Rahman" --cohort "Northgate autumn" --gateway 2026-06-30
    """
    from coach.plain.people import person_in_full, person_in_json
    from coach.services.people import Changes
    from coach.services.people import change as change_person

    ws = workspace()
    changes = Changes(standard, organisation, cohort, face_to_face, sector, workplace, started, gateway)
    person = change_person(ws, asker(ws, as_name), name, changes)
    if as_json:
        print_json(person_in_json(person))
    else:
        click.echo(person_in_full(person))


@people.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@store_option
def template(file: Path, force: bool) -> None:
    """Write a filled sample to start from; any spreadsheet opens it.

    Example: coach people template people.csv
    """
    from coach.content.outside_file import write_outside
    from coach.content.people_csv import sample

    write_outside(file, sample(), force=force)
    click.echo(f"{file} is written. Put your own people in, then see what would happen:")
    click.echo(f'  coach people import "{file}" --dry-run')


@people.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Show what would happen, and write nothing.")
@click.option("--remove-missing", is_flag=True, help="Take apprentices out of the file's cohorts who are not in it.")
@as_option
@json_option
@store_option
@click.pass_context
def import_(
    ctx: click.Context, file: Path, dry_run: bool, remove_missing: bool, as_name: str | None, as_json: bool
) -> None:
    """Add and change people from a CSV file, all of them or, with a mistake in it, none.

    Example: coach people import apprentices.csv --dry-run
    """
    from coach.content.people_csv import read_people
    from coach.plain.people import import_in_json, import_in_lines
    from coach.reports.foreign import one_line
    from coach.services.people_import import import_people

    ws = workspace()
    actor = asker(ws, as_name)
    report = import_people(ws, actor, read_people(file), dry_run=dry_run, remove_missing=remove_missing)
    if as_json:
        print_json(import_in_json(report, dry_run=dry_run))
        ctx.exit(1 if report.problems else 0)
    for note in report.notes:
        click.echo(f"Note: {note}", err=True)
    if report.written or dry_run:
        nobody = [] if report.problems else ["The file names nobody."]
        for line in import_in_lines(report) or nobody:
            click.echo(line)
    for problem in report.problems:
        click.echo(one_line(str(problem)), err=True)
    if report.problems:
        raise CoachError(f"Nothing was written; places to mend: {len(report.problems)}.", "Mend them and try again.")
    if dry_run:
        click.echo("Nothing was written. To do it, leave out --dry-run.")


@people.command(name="list")
@click.option("--cohort", metavar="NAME", help="Only who is in this cohort.")
@as_option
@json_option
@store_option
def list_(cohort: str | None, as_name: str | None, as_json: bool) -> None:
    """List everybody, or a cohort.

    Example: coach people list
    """
    from coach.content.diagnostic import nearest
    from coach.plain.people import person_in_json, person_in_line
    from coach.services.people import listed
    from coach.store.people import name_key

    ws = workspace()
    everyone = listed(ws, asker(ws, as_name))
    if cohort is not None:
        known = {name_key(p.cohort): p.cohort for p in everyone if p.cohort}
        if name_key(cohort) not in known:
            raise NotFoundError(f"Nobody is in a cohort called {cohort}.", nearest(cohort, list(known.values())))
        everyone = tuple(p for p in everyone if p.cohort and name_key(p.cohort) == name_key(cohort))
    if as_json:
        print_json([person_in_json(person) for person in everyone])
        return
    for person in everyone:
        click.echo(person_in_line(person))
    if not everyone:
        click.echo("Nobody is here yet. Open the app with coach, or use coach people add.")


@people.command()
@click.argument("name")
@click.option("--reset", is_flag=True, help="Take a forgotten one away, so that they choose another.")
@as_option
@store_option
def passphrase(name: str, reset: bool, as_name: str | None) -> None:
    """Choose or change your passphrase; with --as, a lead gives somebody theirs.

    It is typed without echo, or read from COACH_PASSPHRASE; a new one in place of another from COACH_NEW_PASSPHRASE.
    Example: coach people passphrase "Marsha Delgado"
    """
    from coach.services import sign_in
    from coach.services.people import find

    ws = workspace()
    if reset:
        sign_in.take_passphrase_away(ws, asker(ws, as_name), name)
        click.echo(f"The passphrase of {find(ws, name).name} is taken away.")
        return
    if as_name:
        lead = asker(ws, as_name)
        sign_in.give_passphrase(ws, lead, name, _new_passphrase(name))
        click.echo(f"{find(ws, name).name} has a passphrase. Hand it over; the app asks them to choose their own.")
        return
    current = passphrase_for(ws, name)
    new = _new_passphrase(name, None if current else os.environ.get("COACH_PASSPHRASE"))
    actor = sign_in.choose_passphrase(ws, name, new, current)
    click.echo(f"The passphrase of {actor.name} is set. Every door asks for it from now on.")


def _new_passphrase(name: str, first: str | None = None) -> str:
    """Return the first passphrase as given, or a new one; typed twice where no variable holds it."""
    given = first or os.environ.get("COACH_NEW_PASSPHRASE")
    return given or typed_passphrase(f"New passphrase of {name}", "COACH_NEW_PASSPHRASE", twice=True)
