"""What a play was, once it is over: mood, moves, what was found, what it can evidence, what else was possible."""

from collections.abc import Collection

import msgspec

from coach.roleplay.model import EndingKind, Scenario
from coach.roleplay.moves import HARMING, MOVES, makes, parts
from coach.roleplay.play import Play

_NOT_MISSED = HARMING | {"over-promise"}

ENDINGS_IN_WORDS: dict[EndingKind, str] = {
    "resolved": "resolved",
    "resolved-within-policy": "resolved within policy",
    "escalated": "escalated",
    "lost": "the customer is lost",
    "complaint": "a complaint follows",
}


class Evidence(msgspec.Struct, frozen=True):
    """The criteria that one line can evidence, in its words."""

    turn: int
    line: str
    refs: tuple[str, ...]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A play looked back on. What it can evidence is a suggestion; a trainer's mark decides."""

    ending: str
    kind: EndingKind | None
    """None where the play was left before its end."""
    passes: bool
    told: str
    """What the ending tells the apprentice."""
    path: tuple[int, ...]
    """The mood at the start and after each line."""
    made: tuple[tuple[str, int], ...]
    """The moves made and how often, in the order of the list of moves."""
    missed: tuple[str, ...]
    """Moves that would have brought something here and were never made."""
    found: tuple[str, ...]
    left: tuple[str, ...]
    """Labels of the facts that were told, and of those that were not."""
    promised: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    also_possible: tuple[str, ...]

    @property
    def refs(self) -> tuple[str, ...]:
        """Every criterion that some line can evidence, in the order they came."""
        return tuple(dict.fromkeys(ref for each in self.evidence for ref in each.refs))


def account(scenario: Scenario, play: Play, refs: Collection[str] | None = None) -> Account:
    """Look back on a play; with `refs`, only at evidence for these criteria."""
    ending = scenario.endings.get(play.ending)
    happened = {*play.known, *play.made}
    shown = [
        Evidence(turn.number, turn.line, tuple(ref for ref in turn.shows if refs is None or ref in refs))
        for turn in play.turns
    ]
    return Account(
        ending=play.ending,
        kind=ending.kind if ending else None,
        passes=bool(ending and ending.passes),
        told=ending.account if ending else "",
        path=(play.start_mood, *(turn.mood for turn in play.turns)),
        made=tuple((move, play.made[move]) for move in MOVES if move in play.made),
        missed=_missed(scenario, play),
        found=tuple(scenario.facts[name].label for name in play.known),
        left=tuple(fact.label for name, fact in scenario.facts.items() if name not in play.known),
        promised=tuple(promise.when for promise in play.promises),
        evidence=tuple(each for each in shown if each.refs),
        also_possible=tuple(other.text for other in scenario.also_possible if happened.isdisjoint(other.unless)),
    )


def _missed(scenario: Scenario, play: Play) -> tuple[str, ...]:
    """Return moves that would have brought a fact, or a step on from a scene that was come to, and were never made.

    Where one of several moves would have done, the first the author names stands for them.
    """
    passes = play.ending in scenario.endings and scenario.endings[play.ending].passes
    wanted = [fact.does for name, fact in scenario.facts.items() if name not in play.known]
    for name in dict.fromkeys(turn.scene for turn in play.turns):
        for reply in scenario.scenes[name].replies:
            if reply.shows or (reply.leads and not passes):
                wanted.append(reply.when.does)
    missed = {move for does in wanted if does and not makes(does, play.made) for move in parts(does[0])}
    return tuple(move for move in MOVES if move in missed - _NOT_MISSED and move not in play.made)
