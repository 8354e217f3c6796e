"""The moves a line to a customer can make, and who reads them off a line."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Protocol

MOVES: Mapping[str, str] = {
    "greet": "greet",
    "open-question": "ask an open question",
    "closed-question": "ask a closed question",
    "listen": "take up what was said",
    "summarise": "sum up",
    "empathise": "show that you feel for them",
    "apologise": "apologise",
    "explain": "explain",
    "offer-options": "offer a choice",
    "offer": "offer a way out",
    "set-limit": "say kindly what can't be done",
    "promise": "promise something by a time",
    "check-understanding": "check that it was understood",
    "escalate": "take it to somebody who may decide",
    "hand-over": "pass it on with its history",
    "verify": "check who you are speaking to",
    "adapt": "adapt to what they need",
    "close": "bring it to a close",
    "blame": "put the blame on somebody",
    "rude": "be rude",
    "jargon": "talk in jargon",
    "over-promise": "promise more than you can keep",
    "refuse": "say a flat no",
    "stall": "say nothing useful",
}
"""Every move by its id, in words that follow “you could” or “did you”."""

HEARING = frozenset({"empathise", "apologise", "listen", "summarise"})
"""Moves that tell a customer that somebody heard them."""

QUESTIONS = frozenset({"open-question", "closed-question", "verify", "check-understanding"})
"""Moves that want an answer."""

FIXING = frozenset({"explain", "offer", "offer-options", "promise", "set-limit", "over-promise"})
"""Moves that go to work on the matter."""

HARMING = frozenset({"rude", "blame", "refuse", "stall", "jargon"})
"""Moves that cost goodwill."""

TOGETHER = "+"


class MoveReader(Protocol):
    """Whoever can tell which moves a line makes, given what the customer said before it."""

    def moves_of(self, line: str, customer: str) -> tuple[str, ...]:
        """Return the moves of a line, none where it makes none."""
        ...


@cache
def parts(wanted: str) -> frozenset[str]:
    """Return the moves of one item of a condition: `empathise+offer` wants both in the same line."""
    return frozenset(part.strip() for part in wanted.split(TOGETHER))


def makes(wanted: Collection[str], moves: Collection[str]) -> bool:
    """Whether a line's moves fulfil one of the items wanted."""
    return any(item in moves or (TOGETHER in item and parts(item).issubset(moves)) for item in wanted)
