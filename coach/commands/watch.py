"""coach coverage, coach grade: where apprentices stand."""

import click

from coach.commands.shared import as_option, asker, json_option, print_json, store_option, workspace


@click.command()
@click.option("--apprentice", metavar="NAME", help="One apprentice.")
@click.option("--cohort", metavar="NAME", help="One cohort.")
@click.option("--standard", metavar="ID", help="One standard.")
@click.option("--as-of", metavar="DATE", help="As it was at the end of a day, as 2026-03-31.")
@as_option
@json_option
@store_option
def coverage(
    apprentice: str | None,
    cohort: str | None,
    standard: str | None,
    as_of: str | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Show which criteria are covered and where the gaps are.

    Example: coach coverage --apprentice "Aisha Rahman"
    """
    from coach.plain.coverage import apprentice_in_lines, cohort_in_lines, erased_in_lines
    from coach.reports.documents import apprentice_document, coverage_document
    from coach.services.erase import erased_counts
    from coach.services.watch import cohort_coverage, coverage_of

    ws = workspace()
    actor = asker(ws, as_name)
    if apprentice:
        one = coverage_of(ws, actor, apprentice, as_of)
        if as_json:
            refs = [criterion.ref for criterion in one.criteria]
            print_json({"criteria": refs, "apprentices": [apprentice_document(one)]})
        else:
            click.echo("\n".join(apprentice_in_lines(one)))
        return
    tables = cohort_coverage(ws, actor, cohort=cohort, standard=standard, as_of=as_of)
    erased = erased_counts(ws, actor, cohort, standard)
    if as_json:
        print_json(coverage_document(tables) | ({"erased": erased} if erased else {}))
        return
    for table in tables:
        click.echo("\n".join(cohort_in_lines(table)))
    if not tables:
        click.echo("No apprentices here yet.")
    for line in erased_in_lines(erased):
        click.echo(line)


@click.command()
@click.option("--apprentice", required=True, metavar="NAME")
@as_option
@json_option
@store_option
def grade(apprentice: str, as_name: str | None, as_json: bool) -> None:
    """Show the mock grade per method and overall, and what is missing for the next.

    Example: coach grade --apprentice "Aisha Rahman"
    """
    from coach.plain.coverage import grade_in_lines
    from coach.services.watch import grades_of

    ws = workspace()
    grades = grades_of(ws, asker(ws, as_name), apprentice)
    if as_json:
        print_json(grades)
    else:
        click.echo("\n".join(grade_in_lines(grades)))
