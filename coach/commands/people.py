"""coach people: who rehearses and who reviews."""

import click

from coach.commands.shared import as_option, asker, json_option, print_json, store_option, workspace


@click.group()
def people() -> None:
    """Add and list apprentices and trainers.

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


@people.command(name="list")
@json_option
@store_option
def list_(as_json: bool) -> None:
    """List everybody.

    Example: coach people list
    """
    from coach.services.people import everybody

    everyone = everybody(workspace())
    if as_json:
        print_json(
            [
                {
                    "id": p.id,
                    "name": p.name,
                    "role": p.role,
                    "standard": p.standard,
                    "organisation": p.organisation,
                    "cohort": p.cohort,
                    "face_to_face": p.face_to_face,
                }
                for p in everyone
            ]
        )
        return
    for person in everyone:
        rest = " · ".join(part for part in (person.standard, person.organisation, person.cohort) if part)
        click.echo(f"{person.name} ({person.role}){': ' + rest if rest else ''}")
    if not everyone:
        click.echo("Nobody is here yet. Open the app with coach, or use coach people add.")
