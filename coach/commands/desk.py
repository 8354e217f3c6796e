"""coach second-look, settle, assign, assignments: the trainer's desk from the command line."""

from typing import Literal

import click

from coach.commands.review import trainer_option
from coach.commands.shared import as_option, asker, json_option, print_json, store_option, workspace


@click.command(name="second-look")
@click.argument("session", required=False)
@click.option("--question", type=int, help="The question's number.")
@click.option("--ref", help="The criterion, for example K2.4.")
@click.option("--mark", "value", type=click.Choice(["passed", "attempted", "none"]))
@click.option("--finish", is_flag=True, help="Finish the second look and say how far the two agree.")
@trainer_option
@json_option
@store_option
def second_look(
    session: str | None,
    question: int | None,
    ref: str | None,
    value: Literal["passed", "attempted", "none"] | None,
    finish: bool,
    trainer: str,
    as_json: bool,
) -> None:
    """List the reviews that wait for a second look, mark one afresh, or with none waiting see how far trainers agree.

    Example: coach second-look --as "Marsha Delgado"
    """
    from coach.plain.desk import agreement_in_lines
    from coach.review.marks import IN_WORDS
    from coach.services import second_looks

    ws = workspace()
    actor = asker(ws, trainer)
    if session is None:
        looks, agreed = second_looks.open_looks(ws, actor), second_looks.agreement_of(ws, actor)
        if as_json:
            print_json({"waiting": looks, "agreement": agreed})
            return
        for look in looks:
            click.echo(
                f"{look.session_id}  {look.apprentice}: {look.method_title}, first marked by {look.first_marker}"
            )
        click.echo("\n".join(agreement_in_lines(agreed, ids=True)))
        return
    if finish:
        view = second_looks.finish(ws, actor, session)
        if as_json:
            print_json(view)
        else:
            click.echo("\n".join(agreement_in_lines(view, ids=True)))
        return
    if question is None or ref is None or value is None:
        places = second_looks.places(ws, actor, session)
        marks = second_looks.own_marks(ws, actor, session)
        if as_json:
            print_json([{"question": n, "ref": r, "mark": marks.get((n, r))} for n, r in places])
            return
        for place in places:
            mark = marks.get(place)
            click.echo(f"question {place[0]}, {place[1]}: {IN_WORDS[mark] if mark else 'to be marked'}")
        return
    second_looks.mark_again(ws, actor, session, question, ref, value)
    click.echo(f"{ref} in question {question} of {session}: {IN_WORDS[value]}, as a second look.")


@click.command()
@click.argument("session")
@click.option("--question", required=True, type=int, help="The question's number.")
@click.option("--ref", required=True, help="The criterion, for example K2.4.")
@click.option("--mark", "value", required=True, type=click.Choice(["passed", "attempted", "none"]))
@click.option("--why", required=True, help="What decided it.")
@trainer_option
@store_option
def settle(
    session: str, question: int, ref: str, value: Literal["passed", "attempted", "none"], why: str, trainer: str
) -> None:
    """Settle what two trainers marked differently; both marks and the reason are kept.

    Example: coach settle 7hk2m9qp --question 3 --ref K2.4 --mark passed --why "Figures given." --as "Owen Pritchard"
    """
    from coach.review.marks import IN_WORDS
    from coach.services import second_looks

    ws = workspace()
    second_looks.settle(ws, asker(ws, trainer), session, question, ref, value, why)
    click.echo(f"{ref} in question {question} of {session} is settled: {IN_WORDS[value]}.")


@click.command()
@click.argument("names", nargs=-1)
@click.option("--method", metavar="ID", help="For example professional-discussion.")
@click.option("--ref", "refs", multiple=True, help="A criterion; may be given several times.")
@click.option("--by", "due_on", metavar="DATE", help="By when, as 2026-03-31.")
@click.option("--note", default="", help="A line they read with it.")
@click.option("--withdraw", metavar="ID", help="Take an assignment back.")
@as_option
@json_option
@store_option
def assign(
    names: tuple[str, ...],
    method: str | None,
    refs: tuple[str, ...],
    due_on: str | None,
    note: str,
    withdraw: str | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Ask apprentices to rehearse criteria; without --ref, list what is assigned to them or to everybody.

    Example: coach assign "Aisha Rahman" --method project-interview --ref K1.2 --by 2026-12-04 --as "Marsha Delgado"
    """
    from coach.plain.desk import assignments_in_lines
    from coach.services import assign as service

    ws = workspace()
    actor = asker(ws, as_name)
    if withdraw:
        service.withdraw(ws, actor, withdraw)
        click.echo(f"Assignment {withdraw} is taken back.")
        return
    if refs or method:
        if not names:
            raise click.UsageError("Name the apprentices to assign it to.")
        if not method:
            raise click.UsageError("Say which method with --method.")
        found = service.assign(ws, actor, names, method, refs, due_on=due_on, note=note)
    elif names:
        found = tuple(each for name in names for each in service.assignments(ws, actor, name))
    else:
        found = service.assignments(ws, actor)
    today = ws.now().date()
    titles = {m.id: m.title for standard in ws.library.standards for m in standard.methods}
    rows = [(each, each.state(today), titles.get(each.method, each.method)) for each in found]
    if as_json:
        print_json([{"assignment": each, "state": state} for each, state, _ in rows])
    else:
        click.echo("\n".join(assignments_in_lines(rows)))
