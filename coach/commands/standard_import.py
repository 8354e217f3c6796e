"""coach standard: statements of a standard of one's own."""

import re
from pathlib import Path

import click

from coach.commands.shared import json_option, print_json, store_option
from coach.errors import UsageError

_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*", re.ASCII)
_LONGEST_ID = 60


@click.group()
def standard() -> None:
    """Begin a standard of your own from what Skills England publishes.

    Example: coach standard import standard.json --id events-1.0
    """


@standard.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--id", "id_", required=True, metavar="ID", help="What the standard is called here, such as events-1.0.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Otherwise statements-ID.yaml.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@json_option
@store_option
def import_(file: Path, id_: str, output: Path | None, force: bool, as_json: bool) -> None:
    """Write the statements of a Skills England standard (JSON) as a file of ours.

    Example: coach standard import standard.json --id events-1.0
    """
    from coach.content.library import STANDARD_IDS
    from coach.content.outside_file import write_outside
    from coach.content.schemas import schema_name, schema_text
    from coach.content.skills_england import read_skills_england, statements_yaml
    from coach.reports.foreign import one_line

    if not _ID.fullmatch(id_) or len(id_) > _LONGEST_ID:
        raise UsageError(f"{id_} cannot be an id.", "Use small letters, digits, hyphens and dots, as in events-1.0.")
    if id_ in STANDARD_IDS:
        raise UsageError(f"{id_} is a standard that comes with coach.", "Choose another id.")
    target = output or Path(f"statements-{id_}.yaml")
    statements = read_skills_england(file, id_)
    write_outside(target, statements_yaml(statements).encode(), force=force)
    write_outside(target.parent / schema_name("statements"), schema_text("statements").encode(), force=True)
    kinds = ("knowledge", "skill", "behaviour")
    counts = {kind: sum(each.type == kind for each in statements.statements) for kind in kinds}
    missing = _missing(id_)
    if as_json:
        print_json(
            {
                "id": id_,
                "file": str(target),
                "reference": statements.reference,
                "version": statements.version,
                "statements": counts,
                "duties": len(statements.duties),
                "missing": missing,
            }
        )
        return
    title = " ".join(part for part in (statements.title, statements.reference) if part)
    click.echo(one_line(f"{target} is written: {title}, version {statements.version}."))
    told = ", ".join(f"{kind} {count}" for kind, count in {**counts, "duties": len(statements.duties)}.items())
    click.echo(f"Statements: {told}. Look it over with: coach check {target}")
    click.echo("Before anybody can rehearse for it, these are missing:")
    for part in missing:
        click.echo(f"  {part}")


def _missing(id_: str) -> list[str]:
    """Return what a statement list lacks before it is a standard that can be used."""
    return [
        f"{id_}.yaml: the plan, with its version and its assessment methods",
        f"criteria-{id_}.yaml: sections, and the criteria of each method; Skills England's file has none",
        f"under criteria: of each statement in statements-{id_}.yaml, the refs that evidence it",
        "organisations/: an organisation with its rules for this standard",
        "question_banks/ and mapping/data/lexicon/: questions, and what answers are listened to for",
        "the id in the program's list of standards (docs/author.md)",
    ]
