"""What becomes of one line, put together piece by piece before it is the next state."""

from collections.abc import Mapping

import msgspec

from coach.roleplay.line import Line
from coach.roleplay.model import Reply, Scenario
from coach.roleplay.mood import felt
from coach.roleplay.play import Asked, Piece, Play
from coach.roleplay.promises import Promised, said_again
from coach.roleplay.wording import wording

Pools = Mapping[str, tuple[str, ...]]
"""Wordings by the name of their pool."""


class Answering:
    """A turn in the making; lives no longer than one step of the engine."""

    def __init__(self, scenario: Scenario, says: Pools, play: Play, line: Line) -> None:
        self._scenario = scenario
        self._pools = says
        self.play = play
        self.felt = felt(line.moves, play.mood, play.made, scenario.customer.feels)
        self.mood, self.patience = self.felt.mood, self.felt.patience
        self.made = dict(play.made)
        for move in line.moves:
            self.made[move] = self.made.get(move, 0) + 1
        self.used = dict(play.used)
        self.promises = [
            msgspec.structs.replace(promise, settled=True) if said_again(promise, line) else promise
            for promise in play.promises
        ]
        self.scene = play.scene
        self.nowhere = play.nowhere
        self.asked = play.asked
        self.said: list[Piece] = []
        self.told: list[str] = []
        self.shows: list[str] = []
        self.rule = ""
        self.ending = ""

    @property
    def leads(self) -> bool:
        """Whether the line has moved the play on."""
        return bool(self.ending) or self.scene != self.play.scene

    @property
    def asks(self) -> bool:
        """Whether what is said so far ends with a question."""
        return bool(self.said) and self.said[-1].text.endswith("?")

    def uses(self, pool: str) -> int:
        """Return how often a pool of wordings was used."""
        return self.used.get(pool, 0)

    def remember(self, promise: Promised | None) -> None:
        """Keep a promise; the same time promised twice is one promise, said again."""
        if promise and not any(set(promise.words) <= set(known.words) for known in self.promises):
            self.promises.append(promise)

    def change(self, mood: int, patience: int) -> None:
        """Let mood and patience change otherwise than by the line's moves."""
        self.mood, self.patience = mood, patience

    def say(self, pool: str, **values: str) -> None:
        """Say the next wording of a pool."""
        used = self.uses(pool)
        text = wording(self._pools[pool], self.play.seed, pool, used)
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        self.used[pool] = used + 1
        self.said.append(Piece(pool, text))

    def give(self, name: str, reply: Reply) -> None:
        """Give a reply with all that comes of it."""
        self.rule = name
        self.change(
            self.mood if reply.mood is None else reply.mood,
            self.patience if reply.patience is None else reply.patience,
        )
        if reply.says:
            self.say(name)
        new = [fact for fact in reply.tells if fact not in self.play.known]
        for fact in new:
            self.tell(fact, aloud=not reply.says)
        self.shows += reply.shows
        self.scene = reply.to or self.scene
        if reply.end:
            self.end(reply.end)

    def tell(self, fact: str, *, aloud: bool = True) -> None:
        """Tell a fact; where a reply has said it already, not aloud."""
        if aloud:
            self.say(f"fact {fact}")
        self.told.append(fact)
        self.shows += self._scenario.facts[fact].shows

    def answer_before_asking(self) -> None:
        """Put what was told before a reply that ends by asking something back."""
        if len(self.said) == 2 and self.said[0].text.endswith("?"):
            self.said.reverse()

    def ask_about(self, promise: int, ending: str = "") -> None:
        """Come back to a promise; the ending, if there is one, waits for the answer."""
        self.say("promises asks_again", when=self.promises[promise].when)
        self.promises[promise] = msgspec.structs.replace(self.promises[promise], settled=True)
        self.asked = Asked(promise, ending)

    def end(self, ending: str) -> None:
        """Come to an ending."""
        self.say(f"ending {ending}")
        self.shows += self._scenario.endings[ending].shows
        self.ending = ending

    def break_off(self, ending: str) -> None:
        """Come to an ending that nobody was working towards; only a reply that was fitting is still said."""
        if not self.rule and not self.told:
            self.said.clear()
        self.asked = None
        self.end(ending)


def pools(scenario: Scenario) -> Pools:
    """Return every pool of wordings by its name."""
    customer = scenario.customer
    found: dict[str, tuple[str, ...]] = {
        "opening": customer.opening,
        "comes_back": customer.comes_back,
        "lost_for_words": customer.lost_for_words,
        "loses_patience": customer.loses_patience,
    }
    found |= {name: reply.says for name, reply in scenario.replies() if reply.says}
    found |= {f"{name} nudges": scene.nudges for name, scene in scenario.scenes.items()}
    found |= {f"fact {name}": fact.says for name, fact in scenario.facts.items()}
    found |= {f"ending {name}": ending.says for name, ending in scenario.endings.items()}
    if scenario.promises is not None:
        for name in ("asks_when", "asks_again", "kept", "doubted"):
            found[f"promises {name}"] = getattr(scenario.promises, name)
    return found
