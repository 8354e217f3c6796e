"""coach queue, coach mark, coach sign-off: a trainer's work from the command line."""

from typing import Literal

import click

from coach.commands.shared import asker, json_option, print_json, store_option, workspace

trainer_option = click.option("--as", "trainer", required=True, metavar="TRAINER", help="Who marks.")


@click.command()
@trainer_option
@click.option("--cohort", metavar="NAME")
@click.option("--method", metavar="ID")
@click.option("--apprentice", metavar="NAME", help="A part of the name will do.")
@json_option
@store_option
def queue(trainer: str, cohort: str | None, method: str | None, apprentice: str | None, as_json: bool) -> None:
    """List what waits for review, the oldest first.

    Example: coach queue --as "Marsha Delgado"
    """
    from coach.plain.desk import ages_in_words
    from coach.services import waiting

    ws = workspace()
    actor = asker(ws, trainer)
    items = waiting.queue(ws, actor, cohort=cohort, method=method, apprentice=apprentice)
    if as_json:
        print_json(items)
        return
    click.echo(ages_in_words(waiting.feedback_ages(ws, actor)))
    for item in items:
        days = f"{item.days} day{'' if item.days == 1 else 's'}"
        click.echo(f"{item.session_id}  {item.apprentice}: {item.method_title} ({item.mode}), {days} old")
    if not items:
        click.echo("Nothing waits for review.")


@click.command()
@click.argument("session")
@click.option("--question", required=True, type=int, help="The question's number.")
@click.option("--ref", required=True, help="The criterion, for example K2.4.")
@click.option("--mark", "value", required=True, type=click.Choice(["passed", "attempted", "none"]))
@trainer_option
@click.option("--comment", default="", help="What the apprentice should read beside it.")
@click.option("--why", default="", help="Why it replaces the mark before it.")
@store_option
def mark(
    session: str,
    question: int,
    ref: str,
    value: Literal["passed", "attempted", "none"],
    trainer: str,
    comment: str,
    why: str,
) -> None:
    """Mark a criterion in the answer to a question; a mark given before is kept and replaced.

    Example: coach mark 7hk2m9qp --question 3 --ref K2.4 --mark passed --as "Marsha Delgado"
    """
    from coach.review.marks import IN_WORDS
    from coach.services import review

    ws = workspace()
    review.mark(ws, asker(ws, trainer), session, question, ref, value, comment, why)
    click.echo(f"{ref} in question {question} of {session}: {IN_WORDS[value]}.")


@click.command(name="sign-off")
@click.argument("session")
@trainer_option
@click.option("--feedback", default="", help="What the apprentice reads first.")
@click.option("--strengths", default="", help="What went well.")
@click.option("--next-steps", default="", help="What to work on.")
@store_option
def sign_off(session: str, trainer: str, feedback: str, strengths: str, next_steps: str) -> None:
    """Close the review of a session; the apprentice then sees its marks.

    Example: coach sign-off 7hk2m9qp --as "Marsha Delgado" --feedback "A clear story, well told."
    """
    from coach.services import review

    ws = workspace()
    review.sign_off(ws, asker(ws, trainer), session, feedback, strengths=strengths, next_steps=next_steps)
    click.echo(f"Session {session} is reviewed.")
