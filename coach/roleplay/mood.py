"""How a line moves a customer's mood and patience, unless the scenario says otherwise."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from coach.roleplay.model import HIGHEST, LOWEST
from coach.roleplay.moves import FIXING, HEARING

IN_WORDS: Mapping[int, str] = {
    -3: "furious",
    -2: "angry",
    -1: "put out",
    0: "calm",
    1: "warming",
    2: "pleased",
    3: "delighted",
}
ANGRY = -2
"""From here down a customer wants to be heard before anything is mended."""

NEARLY_GONE = 2
"""The patience at which a customer gives a warning."""

_CALM = 0
_PLEASED = 2
_WEARS_OFF = 2
_HEARD_IN_TIME = 2
_COSTS_MOOD: Mapping[str, int] = {"rude": -2, "blame": -1, "refuse": -1, "stall": -1, "jargon": -1}
_COSTS_PATIENCE: Mapping[str, int] = {"rude": -3, "blame": -2, "refuse": -1, "stall": -1, "jargon": -1}
_LIFTS: Mapping[str, int] = {
    "empathise": _CALM,
    "apologise": _CALM,
    "listen": _CALM,
    "summarise": _CALM,
    "offer": _PLEASED,
    "offer-options": _PLEASED,
    "promise": _PLEASED,
    "adapt": _PLEASED,
    "hand-over": _PLEASED,
    "over-promise": _PLEASED,
}
"""The moves that lift the mood by one, each with the mood that it lifts to at most."""

_SOFTENS = frozenset({"empathise", "apologise"})


@dataclass(frozen=True, slots=True)
class Felt:
    """By how much a line changes mood and patience."""

    mood: int
    patience: int


def felt(moves: Collection[str], mood: int, made: Mapping[str, int], feels: Mapping[str, int]) -> Felt:
    """Return what a line does to a customer in some mood, given how often each move was made before.

    `feels` holds the moves that this customer takes otherwise. Being heard calms, and calms an angry customer more
    where it comes before any mending; only help pleases; a move lifts the mood twice and no more.
    """
    costs = [_COSTS_MOOD[move] for move in moves if move in _COSTS_MOOD and move not in feels]
    costs += [feels[move] for move in moves if feels.get(move, 0) < 0]
    patience = min((_COSTS_PATIENCE[move] for move in moves if move in _COSTS_PATIENCE), default=0)
    if costs:
        soft = min(costs) == -1 and not _SOFTENS.isdisjoint(moves) and "blame" not in moves
        return Felt(0 if soft else min(costs), patience)
    heard_before = any(made.get(move, 0) for move in HEARING)
    heard = not HEARING.isdisjoint(moves)
    if mood <= ANGRY and not heard and not heard_before:
        own = max((feels.get(move, 0) for move in moves), default=0)
        return Felt(max(own, 0), patience if FIXING.isdisjoint(moves) else patience - 1)
    lift = max((_lift(move, mood, made, feels) for move in moves), default=0)
    first = heard and not heard_before
    if first and mood < _CALM and not any(made.get(move, 0) for move in FIXING):
        lift = max(lift, min(_HEARD_IN_TIME, _CALM - mood))
    return Felt(lift, patience + first)


def _lift(move: str, mood: int, made: Mapping[str, int], feels: Mapping[str, int]) -> int:
    if made.get(move, 0) >= _WEARS_OFF:
        return 0
    if move in feels:
        return feels[move]
    return 1 if move in _LIFTS and mood < _LIFTS[move] else 0


def on_the_scale(mood: int) -> int:
    """Return a mood no lower than furious and no higher than delighted."""
    return max(LOWEST, min(HIGHEST, mood))
