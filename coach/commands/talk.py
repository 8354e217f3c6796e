"""coach ask, coach moves: what a line means, and what the coach answers to it."""

import sys

import click
import msgspec

from coach.commands.lines import opened, write_lines
from coach.commands.shared import json_option, print_json, signed_in, store_option, workspace
from coach.errors import UsageError
from coach.services.rights import Actor
from coach.services.workspace import Workspace


class AskLine(msgspec.Struct, frozen=True):
    """One line of a JSONL file said to the coach."""

    id: str
    text: str


class MoveLine(msgspec.Struct, frozen=True):
    """One line of a JSONL file said to a customer, and what the customer said before it."""

    id: str
    text: str
    customer: str = ""


@click.command()
@click.argument("text", metavar="[TEXT|FILE]", required=False)
@click.option("--apprentice", metavar="NAME", help="Who asks; may be left out where only one apprentice is here.")
@click.option("--jsonl", is_flag=True, help="Read lines from FILE or -, a JSON object each; only say what they mean.")
@json_option
@store_option
def ask(text: str | None, apprentice: str | None, jsonl: bool, as_json: bool) -> None:
    """Ask the coach about your assessment, or say what you want to practise; without TEXT it is a chat.

    Example: coach ask "how long have I got?" --apprentice "Aisha Rahman"
    """
    if jsonl:
        _understand_lines(text)
        return
    from coach.plain.chat import answer_document, answer_in_lines, chat, with_the_question
    from coach.services.chat import Chat
    from coach.services.greeting import visit

    ws = workspace()
    actor = _asking(ws, apprentice)
    talk = Chat(ws, actor, ws.library.intent_reader)
    if text is None:
        chat(talk, (line.rstrip("\n") for line in sys.stdin), click.echo, actor.name, visit(ws, actor))
        return
    answers = with_the_question(talk.say(text), talk.open_act)
    if not answers:
        raise UsageError("Nothing was asked.", 'For example: coach ask "what am I missing?"')
    if as_json:
        print_json(answer_document(answers[0], actor.name))
        return
    for answer in answers:
        for line in answer_in_lines(answer, actor.name, commands=True):
            click.echo(line)


@click.command()
@click.argument("file", metavar="[FILE|-]", required=False)
@click.option("--jsonl", is_flag=True, required=True, expose_value=False, help="A JSON object a line, in and out.")
@store_option
def moves(file: str | None) -> None:
    """Say which moves lines to a customer make.

    Example: coach moves --jsonl lines.jsonl
    """
    from coach.content.library import Library

    reader = Library().move_reader

    def answer(item: MoveLine) -> dict[str, object]:
        found = reader.moves_of(item.text, item.customer) if reader else ()
        return {"id": item.id, "moves": list(found)}

    with opened(file) as lines:
        write_lines(lines, MoveLine, answer)


def _understand_lines(file: str | None) -> None:
    from coach.content.library import Library

    reader = Library().intent_reader

    def answer(item: AskLine) -> dict[str, object]:
        meant = reader.understand(item.text)
        return {
            "id": item.id,
            "intent": meant.intent,
            "slots": dict(meant.slots),
            "confidence": meant.confidence,
            "nearest": list(meant.nearest),
        }

    with opened(file) as lines:
        write_lines(lines, AskLine, answer)


def _asking(ws: Workspace, name: str | None) -> Actor:
    """Return the apprentice named, or the only one there is. Raises UsageError where that is not clear."""
    from coach.services.people import everybody
    from coach.services.sign_in import owner

    if name:
        return signed_in(ws, name, "apprentice")
    owner(ws)
    apprentices = [person.name for person in everybody(ws) if person.role == "apprentice"]
    if len(apprentices) != 1:
        who = "Nobody is here yet" if not apprentices else "Several apprentices are here"
        raise UsageError(f"{who}.", "Say who asks with --apprentice NAME.")
    return signed_in(ws, apprentices[0], "apprentice")
