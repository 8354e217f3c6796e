"""A chat with the coach line by line, and its answers as documents."""

import shlex
from collections.abc import Iterable
from typing import Any, Protocol

from coach.coverage.today import MINUTES_A_QUESTION
from coach.reports.foreign import one_line
from coach.services.chat import Chat
from coach.talk.context import IN_WORDS
from coach.talk.understanding import Answer, Offer


class Say(Protocol):
    """Whatever shows a line."""

    def __call__(self, line: str, /) -> None:
        """Show one line."""
        ...


def chat(talk: Chat, lines: Iterable[str], say: Say, name: str, since: str | None = None) -> None:
    """Greet, then talk until the lines run out; each answer is shown with what it offers."""
    say(f"Coach: {one_line(talk.greet(since))}")
    say("Coach: ask me anything about your assessment, or say what you want to practise. An empty line ends it.")
    talk.get_ready()
    for typed in lines:
        if not typed.strip():
            break
        for answer in talk.say(typed):
            for line in answer_in_lines(answer, name):
                say(line)
        talk.get_ready()
    say("Coach: bye for now. The answers you gave are kept.")


def with_the_question(answers: tuple[Answer, ...], act: str) -> tuple[Answer, ...]:
    """Return answers whose last says how to answer the question it asked, where the talk ends with it."""
    if not act or not answers:
        return answers
    last = answers[-1]
    return (*answers[:-1], Answer(last.understood, last.reply, (Offer("Answer it", act), *last.offers)))


def answer_in_lines(answer: Answer, name: str, *, commands: bool = False) -> list[str]:
    """Return an answer and what it offers; with `commands` the one that does the first of it, for who cannot answer."""
    lines = [f"Coach: {one_line(answer.reply)}"]
    lines += [f"  {number}. {one_line(offer.label)}" for number, offer in enumerate(answer.offers, 1)]
    if answer.offers and commands:
        lines.append(f"  Number 1 by itself: {command_for(answer.offers[0].command, name)}")
    if answer.act:
        lines.append(f"  Start it with: {command_for(answer.act, name)}")
    return lines


def answer_document(answer: Answer, name: str) -> dict[str, Any]:
    """Return an answer in the command line's shape."""
    understood = answer.understood
    offers = [{"label": each.label, "command": command_for(each.command, name)} for each in answer.offers]
    if answer.act:
        offers.insert(0, {"label": "Start it", "command": command_for(answer.act, name)})
    return {
        "intent": understood.intent,
        "slots": dict(understood.slots),
        "confidence": round(understood.confidence, 4),
        "reply": answer.reply,
        "offers": offers,
    }


def command_for(act: str, name: str) -> str:
    """Return the command that does what an act stands for."""
    kind, _, rest = act.partition(":")
    who = f"--apprentice {shlex.quote(name)}"
    first, _, second = rest.partition(":")
    match kind:
        case "start":
            return _interview(who, first, minutes=second)
        case "drill":
            questions, minutes, refs = second.split(":")
            return _interview(who, first, questions=questions, minutes=minutes, focus=refs)
        case "practise":
            refs, _, seed = second.partition(":")
            return _interview(who, first, questions="1", minutes=str(MINUTES_A_QUESTION), focus=refs, seed=seed)
        case "again":
            return f"coach again {rest} {who}"
        case "speak":
            return f"coach speak {who} --method {first}{f' --focus {second}' if second else ''}"
        case "speak-again":
            return f"coach speak {who} --again {rest}"
        case "roleplay":
            return f"coach roleplay {first} --plain {who}"
        case "resume":
            return _resumed(second, who)
        case "open":
            return f"coach {'programme' if first == 'programme' else 'coverage'} {who}"
        case "read":
            return f"coach show {first}"
        case "question":
            return _asked(f"give me a question on {first}", who)
        case "quick":
            return _asked(f"what can I do in {first} minutes", who)
        case "easy":
            return _asked("give me an easy question", who)
        case "intent":
            return _asked(IN_WORDS.get(first, first), who)
    return _asked(rest, who)


def _interview(who: str, method: str, **options: str) -> str:
    more = "".join(f" --{name} {value}" for name, value in options.items() if value)
    return f"coach interview --plain {who} --method {method}{more}"


def _resumed(what: str, who: str) -> str:
    """Return the command that goes on with a sitting; `what` is its kind and its scenario or method."""
    kind, _, rest = what.partition(":")
    if kind == "roleplay":
        return f"coach roleplay {rest} --plain {who}"
    return f"coach speak {who}" if kind == "speak" else _interview(who, rest)


def _asked(text: str, who: str) -> str:
    return f"coach ask {shlex.quote(text)} {who}"


def offered(offers: Iterable[Offer]) -> list[str]:
    """Return offers as a numbered list."""
    return [f"{number} {offer.label}" for number, offer in enumerate(offers, 1)]
