"""What somebody means by a line, as far as it was understood."""

from collections.abc import Mapping
from typing import Protocol

import msgspec

Slots = Mapping[str, str | int]


class Understood(msgspec.Struct, frozen=True):
    """The intent of a line with its slots, how sure it is (0 to 1), and the three nearest intents, best first."""

    intent: str
    slots: Slots
    confidence: float
    nearest: tuple[str, ...]
    sure: bool = True
    """Whether it is sure enough to act on without asking back."""


class IntentReader(Protocol):
    """Whoever can tell what a line means."""

    def understand(self, text: str) -> Understood:
        """Return the intent of a line with its slots."""
        ...


class Offer(msgspec.Struct, frozen=True):
    """Something that can be done next: what is shown, and the command or the words that do it."""

    label: str
    command: str


class Answer(msgspec.Struct, frozen=True):
    """What the coach says to a line, and what it offers; `act` is what the app is to open once it was agreed to."""

    understood: Understood
    reply: str
    offers: tuple[Offer, ...] = ()
    act: str = ""
