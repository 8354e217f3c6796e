"""coach bank: question banks of one's own."""

from pathlib import Path

import click

from coach import paths
from coach.commands.shared import banks_option, json_option, print_json
from coach.content.library import Library
from coach.content.outside_file import write_outside
from coach.content.schemas import schema_name, schema_text


@click.group()
def bank() -> None:
    """Make and list question banks.

    Example: coach bank list
    """


@bank.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
def new(file: Path | None, force: bool) -> None:
    """Write a filled, commented sample bank to start from; with no FILE among your own banks.

    Example: coach bank new my-questions.yaml
    """
    target = file or paths.own_banks() / "my-bank.yaml"
    if file is None:
        paths.own_banks().mkdir(parents=True, exist_ok=True)
    write_outside(target, paths.SAMPLE_BANK.read_bytes(), force=force)
    write_outside(target.parent / schema_name("question-bank"), schema_text("question-bank").encode(), force=True)
    click.echo(f"{target} is written. Look it over with: coach check {target}")


@bank.command(name="list")
@banks_option
@json_option
def list_(banks: tuple[Path, ...], as_json: bool) -> None:
    """List every bank in use, with its questions by standard.

    Example: coach bank list
    """
    library = Library(banks)
    found = library.banks
    if as_json:
        print_json(
            [
                {
                    "id": each.id,
                    "title": each.title,
                    "method": each.method,
                    "extends": each.extends or None,
                    "questions": {standard: len(each.questions_for(standard)) for standard in each.standards},
                }
                for each in found
            ]
        )
        return
    for each in found:
        counts = ", ".join(f"{len(each.questions_for(standard))} for {standard}" for standard in each.standards)
        more = f" (extends {each.extends})" if each.extends else ""
        click.echo(f"{each.id}{more}: {each.title}, {each.method}; {counts}")
    for diagnostic in library.refused:
        click.echo(f"Left out: {diagnostic}", err=True)
