"""A role-play under way: all that is remembered of it, from which the next step follows."""

from collections.abc import Mapping

import msgspec

from coach.roleplay.promises import Promised


class Piece(msgspec.Struct, frozen=True):
    """One wording the customer used, and the pool it is from."""

    pool: str
    text: str


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the apprentice's and what came of it."""

    number: int
    line: str
    moves: tuple[str, ...]
    scene: str
    """Where it was said."""
    said: tuple[Piece, ...]
    mood: int
    """The customer's mood after it."""
    patience: int
    rule: str = ""
    """The name of the reply that was given, if one was."""
    told: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    promised: str = ""
    """When something was promised for, in the words it was promised in."""

    @property
    def reply(self) -> str:
        """What the customer said; where a message without a full stop is followed by another, it gets one."""
        return " ".join([*(_paused(piece.text) for piece in self.said[:-1]), *(piece.text for piece in self.said[-1:])])


def _paused(text: str) -> str:
    return f"{text}." if text[-1:].isalnum() else text


class Asked(msgspec.Struct, frozen=True):
    """A promise that the customer has just come back to, and the ending that waits for the answer, if one does."""

    promise: int
    ending: str = ""


class Play(msgspec.Struct, frozen=True, kw_only=True):
    """A state; every step makes a new one."""

    seed: int
    scene: str
    mood: int
    patience: int
    opening: str
    start_mood: int
    known: tuple[str, ...] = ()
    """Facts in the order they were told."""
    made: Mapping[str, int] = {}
    """How often each move was made."""
    used: Mapping[str, int] = {}
    """How often each pool of wordings was used."""
    turns: tuple[Turn, ...] = ()
    promises: tuple[Promised, ...] = ()
    asked: Asked | None = None
    owed: tuple[str, ...] = ()
    """Facts that were asked for by name in a scene that was too early for them."""
    nowhere: int = 0
    """How many lines in a row got nowhere."""
    warned: bool = False
    ending: str = ""

    @property
    def last_said(self) -> str:
        """The customer's last words."""
        return self.turns[-1].reply if self.turns else self.opening

    @property
    def verified(self) -> bool:
        """Whether the apprentice has checked who they speak to, so that the screen shows all."""
        return "verify" in self.made
