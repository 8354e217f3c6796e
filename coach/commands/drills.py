"""coach speak, coach again: one question said out loud, one question answered a second time."""

import io
import sys

import click

from coach.commands.shared import signed_in, store_option, workspace


@click.command()
@click.option("--apprentice", metavar="NAME", required=True, help="Who rehearses.")
@click.option("--method", metavar="ID", help="If not the one that comes next.")
@click.option("--focus", metavar="REFS", default="", help="Criteria to rehearse above all, as K2.4,B2.1.")
@click.option("--again", metavar="SESSION[:N]", default="", help="Question N of a session, once more.")
@click.option("--new", is_flag=True, help="Start another, even where one is unfinished.")
@store_option
def speak(apprentice: str, method: str | None, focus: str, again: str, new: bool) -> None:
    """Answer one question out loud against the clock, then note the points you made; they are mapped and kept.

    Line by line, for screen readers too. One that was left off is gone on with.
    Example: coach speak --apprentice "Aisha Rahman" --focus K2.4
    """
    from coach.plain.speak import speak as say_it
    from coach.services import speaking
    from coach.services.second_try import question_again
    from coach.services.today import method_for

    ws = workspace()
    actor = signed_in(ws, apprentice, "apprentice")
    refs = tuple(ref.strip() for ref in focus.split(",") if ref.strip())
    left = () if new or again or refs or method else speaking.unfinished(ws, actor)
    if left:
        spoken = speaking.take_up(ws, actor, left[0].id)
    elif again:
        method, question = question_again(ws, actor, *_place(again))
        spoken = speaking.start(ws, actor, method, questions=(question,))
    else:
        chosen, refs = method_for(ws, actor, method, refs)
        spoken = speaking.start(ws, actor, chosen, focus=refs)
    _read_any_bytes()
    say_it(ws, actor, spoken, sys.stdin, sys.stdout)


@click.command()
@click.argument("about", metavar="[WORDS|SESSION:N]", required=False, default="")
@click.option("--apprentice", metavar="NAME", required=True, help="Who rehearses.")
@store_option
def again(about: str, apprentice: str) -> None:
    """Answer a question a second time, and see side by side what changed.

    WORDS find it by what was asked or said; without them it is the last one answered.
    Example: coach again 7hk2m9qp:1 --apprentice "Aisha Rahman"
    """
    from coach.plain.interview import go_through
    from coach.plain.lines import Lines, Talk
    from coach.services.second_try import find, start_again

    ws = workspace()
    actor = signed_in(ws, apprentice, "apprentice")
    place = _place(about) if ":" in about else find(ws, actor, about)
    rehearsal = start_again(ws, actor, *place)
    _read_any_bytes()
    go_through(ws, actor, rehearsal, Lines(sys.stdin), Talk(sys.stdout))


def _place(written: str) -> tuple[str, int]:
    """Return a session's id and the number of a question, 1 where none is given."""
    session, _, number = written.partition(":")
    return session, int(number) if number.isdecimal() else 1


def _read_any_bytes() -> None:
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
