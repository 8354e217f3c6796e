"""A chat with the coach line by line, and its answers as documents."""

import shlex
from collections.abc import Iterable
from typing import Any, Protocol

from coach.reports.foreign import one_line
from coach.services.chat import Chat
from coach.talk.context import IN_WORDS
from coach.talk.understanding import Answer, Offer


class Say(Protocol):
    """Whatever shows a line."""

    def __call__(self, line: str, /) -> None:
        """Show one line."""
        ...


def chat(talk: Chat, lines: Iterable[str], say: Say, name: str) -> None:
    """Talk until the lines run out; each answer is shown with what it offers."""
    say("Coach: ask me anything about your assessment, or say what you want to practise. An empty line ends it.")
    for typed in lines:
        if not typed.strip():
            break
        for answer in talk.say(typed):
            for line in answer_in_lines(answer, name):
                say(line)
    say("Coach: what you typed is kept.")


def answer_in_lines(answer: Answer, name: str) -> list[str]:
    """Return an answer and what it offers."""
    lines = [f"Coach: {one_line(answer.reply)}"]
    lines += [f"  {number}. {one_line(offer.label)}" for number, offer in enumerate(answer.offers, 1)]
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
            minutes = f" --minutes {second}" if second else ""
            return f"coach interview --plain {who} --method {first}{minutes}"
        case "roleplay":
            return f"coach roleplay {first} --plain {who}"
        case "resume":
            return f"coach interview --plain {who}"
        case "open":
            return f"coach {'programme' if first == 'programme' else 'coverage'} {who}"
        case "read":
            return f"coach show {first}"
        case "question":
            return _asked(f"give me a question on {first}", who)
        case "today" | "quick":
            return _asked(f"what can I do in {second or first} minutes", who)
        case "easy":
            return _asked("give me an easy question", who)
        case "intent":
            return _asked(IN_WORDS.get(first, first), who)
    return _asked(rest, who)


def _asked(text: str, who: str) -> str:
    return f"coach ask {shlex.quote(text)} {who}"


def offered(offers: Iterable[Offer]) -> list[str]:
    """Return offers as a numbered list."""
    return [f"{number} {offer.label}" for number, offer in enumerate(offers, 1)]
