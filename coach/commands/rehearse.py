"""coach interview, coach sessions, coach show: sitting a mock and seeing it again."""

import io
import sys
from pathlib import Path
from typing import Literal

import click

from coach.commands.shared import (
    as_option,
    asker,
    banks_option,
    json_option,
    passphrase_for,
    print_json,
    store_option,
    workspace,
)


@click.command()
@click.option("--plain", is_flag=True, help="Line by line, for screen readers and pipes.")
@click.option("--apprentice", metavar="NAME", help="Who rehearses.")
@click.option("--standard", metavar="ID", help="If not the apprentice's own.")
@click.option("--method", metavar="ID", help="project-interview or professional-discussion.")
@click.option("--organisation", metavar="ID", help="If not the apprentice's own.")
@click.option("--mode", type=click.Choice(["exam", "practice"]), default="practice", show_default=True)
@click.option("--seed", type=int, help="The same seed draws the same questions.")
@click.option("--minutes", type=int, help="A shorter mock; a practice then has one question for each six minutes.")
@click.option("--questions", type=int, help="How many questions.")
@click.option("--focus", metavar="REFS", default="", help="Criteria to rehearse above all, as K2.4,B2.1.")
@click.option("--resit", is_flag=True, help="Repeat the last sitting with other questions; the rules cap its grade.")
@click.option("--new", is_flag=True, help="Start another, even where one is unfinished.")
@banks_option
@store_option
def interview(
    plain: bool,
    apprentice: str | None,
    standard: str | None,
    method: str | None,
    organisation: str | None,
    mode: Literal["exam", "practice"],
    seed: int | None,
    minutes: int | None,
    questions: int | None,
    focus: str,
    resit: bool,
    new: bool,
    banks: tuple[Path, ...],
) -> None:
    """Sit a mock interview or professional discussion.

    Example: coach interview --plain --apprentice "Aisha Rahman" --method professional-discussion
    """
    from coach.errors import UsageError
    from coach.services.rehearse import Plan

    if not plain:
        if any((standard, method, organisation, seed is not None, minutes, questions, focus, resit, new, banks)):
            raise UsageError("The app asks for these settings itself.", "Add --plain, or leave them out.")
        from coach.commands.app import open_app

        open_app(apprentice)
        return
    if not apprentice or not method:
        raise UsageError("An interview in plain mode needs --apprentice and --method.", "See coach interview --help.")
    from coach.plain.interview import hold

    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    refs = tuple(ref.strip() for ref in focus.split(",") if ref.strip())
    plan = Plan(method, mode, standard, organisation, minutes, questions, seed, refs, resit)
    ws = workspace(banks)
    passphrase = passphrase_for(ws, apprentice, "apprentice")
    hold(ws, apprentice, plan, sys.stdin, sys.stdout, new=new, passphrase=passphrase)


@click.command()
@click.option("--apprentice", metavar="NAME", help="Only this apprentice's.")
@as_option
@json_option
@store_option
def sessions(apprentice: str | None, as_name: str | None, as_json: bool) -> None:
    """List sessions, the newest first.

    Example: coach sessions --apprentice "Aisha Rahman"
    """
    from coach.interview.clock import in_words
    from coach.interview.states import IN_WORDS
    from coach.services.sessions import list_sessions, shown_elapsed

    ws = workspace()
    actor = asker(ws, as_name)
    found = list_sessions(ws, actor, apprentice)
    if as_json:
        print_json(
            [
                {
                    "id": s.id,
                    "apprentice": s.apprentice,
                    "standard": s.standard,
                    "method": s.method,
                    "organisation": s.organisation,
                    "mode": s.mode,
                    "state": s.state,
                    "started": s.started_at,
                    "elapsed": round(shown_elapsed(s, actor.id), 1),
                    "questions": s.terms.questions,
                    "answered": len(s.progress.answered),
                }
                for s in found
            ]
        )
        return
    for s in found:
        click.echo(
            f"{s.id}  {s.started_at[:10]}  {s.apprentice}: {s.method} ({s.mode}), {IN_WORDS[s.state]}, "
            f"{len(s.progress.answered)} of {s.terms.questions} answered in {in_words(shown_elapsed(s, actor.id))}"
        )
    if not found:
        click.echo("No sessions yet.")


@click.command()
@click.argument("session")
@as_option
@json_option
@store_option
def show(session: str, as_name: str | None, as_json: bool) -> None:
    """Print a session: the conversation, what was found in it, the marks.

    Example: coach show 7hk2m9qp
    """
    from coach.plain.session import session_in_lines
    from coach.reports.documents import session_document
    from coach.reports.second_try import change_in_lines
    from coach.services.second_try import changes
    from coach.services.sessions import view_session

    ws = workspace()
    actor = asker(ws, as_name)
    view = view_session(ws, actor, session)
    if as_json:
        print_json(session_document(view))
        return
    click.echo("\n".join(session_in_lines(view)))
    titles = {criterion.ref: criterion.title for criterion in view.criteria}
    for change in changes(ws, actor, session):
        click.echo("\n".join(["", *change_in_lines(change, titles)]))
