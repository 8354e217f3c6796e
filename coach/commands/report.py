"""coach report: mark sheets, letters, transcripts, matrices and overviews as files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from coach.commands.shared import as_option, asker, store_option, workspace
from coach.errors import UsageError
from coach.reports.report import Format, Report

F = TypeVar("F", bound=Callable[..., Any])
_FORMATS: tuple[Format, ...] = get_args(Format)


def output_options(command: F) -> F:
    """Add what every report takes: who asks, the store, the format and where it goes."""
    options: tuple[Callable[[Any], Any], ...] = (
        store_option,
        as_option,
        click.option("--force", is_flag=True, help="Overwrite the file where it is there already."),
        click.option("--table", metavar="NAME", help="For CSV: one table, its column titles in the first line."),
        click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file."),
        click.option(
            "--format", "format_", type=click.Choice(_FORMATS), help="If the file's name does not tell it; else md."
        ),
    )
    for option in options:
        command = option(command)
    return command


@click.group()
def report() -> None:
    """Write a report: Markdown, HTML, CSV, XLSX or JSON.

    Example: coach report cohort --cohort "Spring" --output spring.xlsx
    """


@report.command(name="mark-sheet")
@click.option("--session", metavar="ID", help="One session.")
@click.option("--apprentice", metavar="NAME", help="Or all sessions of an apprentice.")
@click.option("--method", metavar="ID", help="With --apprentice: one method.")
@output_options
def mark_sheet(session: str | None, apprentice: str | None, method: str | None, as_name: str | None, **to: Any) -> None:
    """Write every criterion with its mark, and the mock grade.

    Example: coach report mark-sheet --session 7hk2m9qp --output marks.html --as "Marsha Delgado"
    """
    from coach.services.reports import apprentice_marks, session_marks

    if bool(session) == bool(apprentice) or (session and method):
        raise UsageError(
            "A mark sheet is for a session or for an apprentice.", "Give --session, or --apprentice and maybe --method."
        )
    ws = workspace()
    actor = asker(ws, as_name)
    made = session_marks(ws, actor, session) if session else apprentice_marks(ws, actor, apprentice or "", method)
    _write(made, **to)


@report.command()
@click.option("--session", required=True, metavar="ID")
@output_options
def feedback(session: str, as_name: str | None, **to: Any) -> None:
    """Write the letter to the apprentice on a session that is signed off.

    Example: coach report feedback --session 7hk2m9qp --output letter.html
    """
    from coach.services.reports import feedback_letter

    ws = workspace()
    _write(feedback_letter(ws, asker(ws, as_name), session), **to)


@report.command()
@click.option("--session", required=True, metavar="ID")
@output_options
def transcript(session: str, as_name: str | None, **to: Any) -> None:
    """Write what was asked and said in a session.

    Example: coach report transcript --session 7hk2m9qp --output transcript.md
    """
    from coach.services.reports import session_transcript

    ws = workspace()
    _write(session_transcript(ws, asker(ws, as_name), session), **to)


@report.command()
@click.option("--apprentice", required=True, metavar="NAME")
@output_options
def portfolio(apprentice: str, as_name: str | None, **to: Any) -> None:
    """Write the portfolio's pieces against the criteria, with what the rules object to.

    Example: coach report portfolio --apprentice "Aisha Rahman" --output portfolio.xlsx
    """
    from coach.services.reports import portfolio_of_evidence

    ws = workspace()
    _write(portfolio_of_evidence(ws, asker(ws, as_name), apprentice), **to)


@report.command(name="project-map")
@click.option("--apprentice", required=True, metavar="NAME")
@output_options
def project_map(apprentice: str, as_name: str | None, **to: Any) -> None:
    """Write the project report's sections with the criteria each can carry.

    Example: coach report project-map --apprentice "Aisha Rahman" --output map.html
    """
    from coach.services.reports import project_report_map

    ws = workspace()
    _write(project_report_map(ws, asker(ws, as_name), apprentice), **to)


@report.command()
@click.option("--apprentice", required=True, metavar="NAME")
@output_options
def gateway(apprentice: str, as_name: str | None, **to: Any) -> None:
    """Write how ready an apprentice is for the gateway: checklist, dates, readiness by section.

    Example: coach report gateway --apprentice "Aisha Rahman" --output gateway.html
    """
    from coach.services.reports import gateway_of

    ws = workspace()
    _write(gateway_of(ws, asker(ws, as_name), apprentice), **to)


@report.command()
@click.option("--cohort", metavar="NAME", help="One cohort.")
@click.option("--standard", metavar="ID", help="One standard.")
@click.option("--as-of", metavar="DATE", help="As it was at the end of a day, as 2026-03-31.")
@output_options
def cohort(cohort: str | None, standard: str | None, as_of: str | None, as_name: str | None, **to: Any) -> None:
    """Write where a cohort stands, those who need help first.

    Example: coach report cohort --cohort "Spring" --output spring.xlsx --as "Marsha Delgado"
    """
    from coach.services.reports import cohort_overview

    ws = workspace()
    _write(cohort_overview(ws, asker(ws, as_name), cohort=cohort, standard=standard, as_of=as_of), **to)


@report.command()
@click.option("--since", required=True, metavar="DATE", help="From that day on, as 2026-03-31.")
@click.option("--apprentice", metavar="NAME", help="One apprentice.")
@click.option("--cohort", metavar="NAME", help="One cohort.")
@output_options
def changes(since: str, apprentice: str | None, cohort: str | None, as_name: str | None, **to: Any) -> None:
    """Write what changed since a day: marks, states, sign-offs, assignments.

    Example: coach report changes --since 2026-03-31 --cohort "Spring" --as "Marsha Delgado"
    """
    from coach.services.reports import what_changed

    if apprentice and cohort:
        raise UsageError("Changes are those of an apprentice or of a cohort.", "Give one of the two.")
    ws = workspace()
    _write(what_changed(ws, asker(ws, as_name), since, apprentice=apprentice, cohort=cohort), **to)


def _write(made: Report, format_: Format | None, output: Path | None, table: str | None, force: bool) -> None:
    """Write a report to its file, or to where the command's output goes. Raises UsageError."""
    from coach.content.outside_file import write_outside
    from coach.reports.render import rendered

    chosen = format_ or _told_by(output)
    if chosen == "xlsx" and output is None:
        raise UsageError("An XLSX report needs a file.", "Add --output and its name.")
    if table and chosen != "csv":
        raise UsageError("One table alone is for CSV.", "Add --format csv, or leave --table out.")
    data = rendered(made, chosen, table)
    if output is None:
        click.echo(data, nl=False)
        return
    write_outside(output, data, force=force, private=True)
    click.echo(f"Written to {output}.")


def _told_by(output: Path | None) -> Format:
    """Return the format that a file's name tells. Raises UsageError for one that tells none."""
    if output is None:
        return "md"
    ending = output.suffix.lower().lstrip(".")
    if ending not in _FORMATS:
        raise UsageError(f"The name {output.name} tells no format.", f"Add --format and one of {', '.join(_FORMATS)}.")
    return ending
