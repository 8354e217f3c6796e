"""coach standards, coach draw, coach check: what is assessed and asked."""

from pathlib import Path

import click

from coach.commands.shared import as_option, asker, banks_option, json_option, print_json, store_option, workspace
from coach.content.library import Library
from coach.plain.standards import standard_in_json, standard_in_lines, standards_in_lines
from coach.reports.foreign import one_line


@click.command()
@click.argument("id_", metavar="[ID]", required=False)
@json_option
@store_option
def standards(id_: str | None, as_json: bool) -> None:
    """Print the standards, their criteria and each organisation's rules.

    Example: coach standards l3-css-1.1
    """
    library = Library()
    chosen = [library.standard(id_)] if id_ else list(library.standards)
    if as_json:
        print_json([standard_in_json(standard, library.organisations_of(standard.id)) for standard in chosen])
        return
    if not id_:
        click.echo("\n".join(standards_in_lines(chosen)))
        return
    click.echo("\n".join(standard_in_lines(chosen[0], library.organisations_of(id_))))


@click.command()
@click.option("--standard", required=True, metavar="ID", help="For example l3-css-1.1.")
@click.option("--method", required=True, metavar="ID", help="For example project-interview.")
@click.option("--count", default=10, show_default=True, type=click.IntRange(1, 100), help="How many questions.")
@click.option("--seed", type=int, help="The same seed draws the same questions.")
@click.option("--for", "for_name", metavar="NAME", help="An apprentice, whose gaps then steer the draw.")
@as_option
@banks_option
@json_option
@store_option
def draw(
    standard: str,
    method: str,
    count: int,
    seed: int | None,
    for_name: str | None,
    as_name: str | None,
    banks: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Draw questions and say which criteria they cover.

    Example: coach draw --standard l3-css-1.0 --method project-interview --seed 7
    """
    from coach.services.people import apprentice_for
    from coach.services.rehearse import draw_for
    from coach.services.workspace import random_seed

    ws = workspace(banks)
    person = apprentice_for(ws, asker(ws, as_name), for_name) if for_name else None
    drawn = draw_for(
        ws,
        ws.library.standard(standard),
        method,
        count=count,
        seed=random_seed() if seed is None else seed,
        person=person,
    )
    if as_json:
        questions = [{"id": q.id, "text": q.text, "targets": q.targets} for q in drawn.questions]
        print_json({"seed": drawn.seed, "questions": questions, "covered": drawn.covered, "uncovered": drawn.uncovered})
        return
    for number, question in enumerate(drawn.questions, 1):
        targets = ", ".join(question.targets)
        click.echo(f"{number:2}. {one_line(question.text)}\n    {one_line(question.id)}: {targets}")
    click.echo(f"Seed {drawn.seed}. Pass criteria covered: {', '.join(drawn.covered) or 'none'}.")
    click.echo(f"Not covered: {', '.join(drawn.uncovered) or 'none'}.")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Leave with 1 for warnings too.")
@json_option
@store_option
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...], strict: bool, as_json: bool) -> None:
    """Look through banks, lexicons, standards and organisations for mistakes; with no PATH through ours.

    Example: coach check my_banks/
    """
    from coach.content.check import check_paths

    found = check_paths(paths)
    if as_json:
        print_json(
            [
                {
                    "file": d.file,
                    "line": d.line,
                    "column": d.column,
                    "code": d.code,
                    "severity": d.severity,
                    "message": d.message,
                    "hint": d.hint,
                }
                for d in found
            ]
        )
    else:
        for diagnostic in found:
            click.echo(one_line(f"{diagnostic.severity}: {diagnostic}"))
        if not found:
            click.echo("Nothing to mend.")
    if any(strict or diagnostic.severity == "error" for diagnostic in found):
        ctx.exit(1)
