"""What a transcript says of a sitting so far: whole answers, and since when it stands still."""

from collections.abc import Sequence

from coach.interview.sitting import Turn
from coach.store.sessions import StoredTurn


def paused_at(turns: Sequence[StoredTurn]) -> str | None:
    """Return when a pause began that has not ended, whatever was said in it."""
    began = None
    for stored in turns:
        if stored.turn.kind == "pause":
            began = began or stored.said_at
        elif stored.turn.kind == "resume":
            began = None
    return began


def joined(before: str, text: str) -> str:
    """Return what was said before and now, a blank line between."""
    return f"{before}\n\n{text}" if before and text else before or text


def answers_in(turns: Sequence[Turn]) -> dict[int, str]:
    """Return the whole answer to each question: what was sent to it and to its probes, a blank line between."""
    answers: dict[int, str] = {}
    for turn in turns:
        if turn.kind == "answer" and turn.question is not None:
            answers[turn.question] = joined(answers.get(turn.question, ""), turn.text)
    return answers
