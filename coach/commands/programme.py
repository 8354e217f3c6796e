"""coach programme, coach portfolio: the way to the gateway from the command line."""

import click

from coach.commands.shared import as_option, asker, json_option, print_json, store_option, workspace

apprentice_option = click.option("--apprentice", required=True, metavar="NAME")


@click.command()
@apprentice_option
@click.option("--tick", metavar="ITEM", help="Tick an item of the gateway checklist, for example english.")
@click.option("--untick", metavar="ITEM", help="Take a tick away.")
@click.option("--note", default="", help="A note beside the tick.")
@click.option("--day", "days", multiple=True, metavar="METHOD=DATE", help="Set when a method is held.")
@as_option
@json_option
@store_option
def programme(
    apprentice: str,
    tick: str | None,
    untick: str | None,
    note: str,
    days: tuple[str, ...],
    as_name: str | None,
    as_json: bool,
) -> None:
    """Show readiness per method, the gateway checklist and what is due when; tick items and set dates.

    Example: coach programme --apprentice "Aisha Rahman" --day project-interview=2027-03-02 --as "Marsha Delgado"
    """
    from coach.plain.programme import programme_in_lines
    from coach.services import programme as service

    ws = workspace()
    actor = asker(ws, as_name)
    if tick:
        service.tick(ws, actor, apprentice, tick, note=note)
    if untick:
        service.tick(ws, actor, apprentice, untick, done=False)
    for each in days:
        method, _, day = each.partition("=")
        service.set_day(ws, actor, apprentice, method, day or None)
    found = service.programme_of(ws, actor, apprentice)
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(programme_in_lines(found)))


@click.command()
@apprentice_option
@click.option("--add", "title", metavar="TITLE", help="Add a piece of evidence.")
@click.option("--change", "number", type=int, metavar="NUMBER", help="Change the piece of a number.")
@click.option("--remove", type=int, metavar="NUMBER", help="Take a piece out.")
@click.option("--title", "new_title", help="Its title, where it is changed.")
@click.option("--kind", help="For example work-product, witness-statement, recording.")
@click.option("--dated", metavar="DATE", help="The day it is from, as 2026-03-31.")
@click.option("--ref", "refs", multiple=True, help="A criterion it serves; may be given several times.")
@click.option("--minutes", type=int, help="How long it is, where it is a video.")
@click.option("--note", help="What it shows.")
@as_option
@json_option
@store_option
def portfolio(
    apprentice: str,
    title: str | None,
    number: int | None,
    remove: int | None,
    new_title: str | None,
    kind: str | None,
    dated: str | None,
    refs: tuple[str, ...],
    minutes: int | None,
    note: str | None,
    as_name: str | None,
    as_json: bool,
) -> None:
    """Show a portfolio with what the organisation's rules say to it; add, change or take out a piece.

    Example: coach portfolio --apprentice "Aisha Rahman" --add "Complaint, June" --kind work-product --ref S1.2
    """
    from msgspec.structs import replace

    from coach.coverage.portfolio import Piece, PieceKind
    from coach.errors import NotFoundError
    from coach.plain.programme import portfolio_in_lines
    from coach.services import portfolio as service

    ws = workspace()
    actor = asker(ws, as_name)
    if remove is not None:
        service.remove_piece(ws, actor, apprentice, remove)
    if title is not None or number is not None:
        piece = Piece("", 0, title or "", "other", None, "", ())
        if number is not None:
            have = service.portfolio_of(ws, actor, apprentice).pieces
            found = next((each for each in have if each.number == number), None)
            if found is None:
                raise NotFoundError(f"There is no piece {number}.", "coach portfolio lists them.")
            piece = found
        known: PieceKind = service.kind_named(kind) if kind else piece.kind
        changed = replace(
            piece,
            title=new_title or piece.title,
            kind=known,
            dated_on=dated or piece.dated_on,
            refs=refs or piece.refs,
            video_minutes=minutes if minutes is not None else piece.video_minutes,
            note=note if note is not None else piece.note,
        )
        service.save_piece(ws, actor, apprentice, changed)
    view = service.portfolio_of(ws, actor, apprentice)
    if as_json:
        print_json(view)
    else:
        click.echo("\n".join(portfolio_in_lines(view)))
