"""Which reply a line gets, and which fact it deserves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coach.roleplay.line import Line
from coach.roleplay.model import Fact, Reply, When
from coach.roleplay.moves import QUESTIONS, makes

_DESERVES_NOTHING = frozenset({"rude", "blame", "refuse", "stall"})


@dataclass(frozen=True, slots=True)
class Situation:
    """What a condition is held against: a line and what was before it, the line's moves counted in."""

    line: Line
    scene: str
    mood: int
    made: Mapping[str, int]
    known: tuple[str, ...]
    promised: bool
    turn: int


def holds(when: When, now: Situation) -> bool:
    """Whether everything a condition asks for is so."""
    return (
        (not when.does or makes(when.does, now.line.moves))
        and now.turn >= when.turns
        and (not when.scenes or now.scene in when.scenes)
        and (when.mood_from is None or now.mood >= when.mood_from)
        and (when.mood_to is None or now.mood <= when.mood_to)
        and (when.promised is None or now.promised == when.promised)
        and now.made.keys() >= set(when.so_far)
        and now.made.keys().isdisjoint(when.never)
        and set(when.knows).issubset(now.known)
        and set(when.not_yet).isdisjoint(now.known)
        and set(when.without).isdisjoint(now.line.moves)
        and (not when.mentions or now.line.mentions(when.mentions))
    )


def is_used_up(reply: Reply, used: int, known: Sequence[str]) -> bool:
    """Whether a reply that stays where it is has nothing left to say."""
    if reply.leads:
        return False
    return used >= len(reply.says) if reply.says else set(reply.tells).issubset(known)


def deserved(facts: Mapping[str, Fact], now: Situation) -> str:
    """Return the fact that a line deserves to be told, or an empty string.

    One that the line names, the more the better, comes before one that any good question gets.
    """
    if not _DESERVES_NOTHING.isdisjoint(now.line.moves):
        return ""
    asked = [name for name, fact in facts.items() if name not in now.known and _deserves(fact, now)]
    return max(asked, key=lambda name: now.line.named(facts[name].mentions), default="")


def asked_too_soon(facts: Mapping[str, Fact], now: Situation) -> tuple[str, ...]:
    """Return the facts that a question asks for by name where they are not told yet: a later scene is their place."""
    if not _DESERVES_NOTHING.isdisjoint(now.line.moves) or QUESTIONS.isdisjoint(now.line.moves):
        return ()
    return tuple(
        name
        for name, fact in facts.items()
        if fact.mentions and name not in now.known and now.scene not in fact.scenes and _asks_for(fact, now)
    )


def owed(facts: Mapping[str, Fact], asked: Sequence[str], now: Situation) -> str:
    """Return the first fact that was asked for too soon and is in its place now, or an empty string."""
    if not _DESERVES_NOTHING.isdisjoint(now.line.moves):
        return ""
    here = (name for name in asked if name not in now.known and now.scene in facts[name].scenes)
    return next((name for name in here if now.mood >= facts[name].mood_from), "")


def _deserves(fact: Fact, now: Situation) -> bool:
    return now.mood >= fact.mood_from and (not fact.scenes or now.scene in fact.scenes) and _asks_for(fact, now)


def _asks_for(fact: Fact, now: Situation) -> bool:
    return (
        bool(fact.does or fact.mentions)
        and (not fact.does or makes(fact.does, now.line.moves))
        and (not fact.mentions or now.line.mentions(fact.mentions))
    )
