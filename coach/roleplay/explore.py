"""Play a scenario every way that its rules can tell apart, as far as a bound, then at random; say what was reached."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, TypeVar

from coach.roleplay.engine import Roleplay
from coach.roleplay.model import Scenario
from coach.roleplay.moves import HARMING, MOVES, parts
from coach.roleplay.play import Play

DEFAULT_BOUND = 2_000
RANDOM_LINES = 20_000
_EXAMPLES = {
    "<money>": "£50",
    "<duration>": "ten minutes",
    "<time>": "4pm",
    "<date>": "tomorrow",
    "<percent>": "10%",
    "<number>": "7",
    "<person>": "Priya",
    "<team>": "the billing team",
    "<system>": "the system",
}
_WITH_A_TIME = "by 4pm tomorrow"
_HARM_ONE_IN = 5

Surroundings = tuple[str, frozenset[str], bool, int]
"""Scene, what is known, whether something is promised, and the mood."""
_Kept = TypeVar("_Kept")
_Places = dict[str, dict[frozenset[str], dict[Surroundings, _Kept]]]
"""Something kept for each surroundings, by scene and by what is known."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line to try: what it says and the moves it makes."""

    text: str
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a kind of thing was reached, and what was not."""

    reached: int
    of: int
    missing: tuple[str, ...]

    @property
    def percent(self) -> float:
        """Return the share in percent; all of nothing is all."""
        return round(100 * self.reached / self.of, 1) if self.of else 100.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What playing a scenario reached."""

    scenes: Share
    replies: Share
    facts: Share
    endings: Share
    criteria: Share
    lines: int
    shortest_pass: int | None
    """The fewest lines that came to an ending that passes."""

    @property
    def whole(self) -> bool:
        """Whether it is enough: every scene and ending, nearly all replies."""
        return self.scenes.percent == self.endings.percent == 100 and self.replies.percent >= 95


@dataclass(slots=True)
class _Seen:
    of: int
    """How many replies there are."""
    refs: int
    """How many criteria something can evidence."""
    scenes: set[str] = field(default_factory=set)
    replies: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    endings: set[str] = field(default_factory=set)
    criteria: set[str] = field(default_factory=set)
    lines: int = 0
    shortest_pass: int | None = None

    def note(self, scenario: Scenario, play: Play) -> bool:
        """Note a play's last turn; say whether it brought anything new."""
        turn = play.turns[-1]
        before = self._count()
        self.lines += 1
        self.scenes |= {turn.scene, play.scene}
        self.facts.update(turn.told)
        self.criteria.update(turn.shows)
        if turn.rule:
            self.replies.add(turn.rule)
        if play.ending:
            self.endings.add(play.ending)
            if scenario.endings[play.ending].passes:
                self.shortest_pass = min(turn.number, self.shortest_pass or turn.number)
        return self._count() > before

    def _count(self) -> int:
        return sum(map(len, (self.scenes, self.replies, self.facts, self.endings, self.criteria)))

    def has_all(self, scenario: Scenario) -> bool:
        return (
            len(self.replies) == self.of
            and self.endings == scenario.endings.keys()
            and self.scenes == scenario.scenes.keys()
            and self.facts == scenario.facts.keys()
            and len(self.criteria) == self.refs
        )


def explore(roleplay: Roleplay, *, bound: int = DEFAULT_BOUND, seed: int = 0) -> Coverage:
    """Play a scenario until everything was reached, or as many lines as the bound and then at random."""
    scenario = roleplay.scenario
    seen = _Seen(len(list(scenario.replies())), len(scenario.refs()))
    explorer = _Explorer(roleplay, seen, seed)
    explorer.long_plays()
    explorer.exhaust(bound)
    explorer.at_random()
    return Coverage(
        scenes=_share(scenario.scenes, seen.scenes),
        replies=_share((name for name, _ in scenario.replies()), seen.replies),
        facts=_share(scenario.facts, seen.facts),
        endings=_share(scenario.endings, seen.endings),
        criteria=_share(sorted(scenario.refs()), seen.criteria),
        lines=seen.lines,
        shortest_pass=seen.shortest_pass,
    )


def never_shown(
    scenarios: Iterable[Scenario], seen: Mapping[str, Coverage], standard: str, refs: Iterable[str]
) -> list[str]:
    """Return the criteria that playing no scenario for a standard has shown."""
    reached = {
        ref
        for scenario in scenarios
        if standard in scenario.standards
        for ref in scenario.refs() - set(seen[scenario.id].criteria.missing)
    }
    return [ref for ref in refs if ref not in reached]


def lines_to_try(scenario: Scenario, scene: str) -> tuple[Said, ...]:
    """Return a line for all that a rule waits for in a scene: its moves, with a cue, with and without a time."""
    everywhere = ("always", "otherwise", scene)
    waits = [
        (reply.when.does, reply.when.mentions)
        for name, reply in scenario.replies()
        if name.rpartition(" ")[0] in everywhere
    ]
    waits += [(fact.does, fact.mentions) for fact in scenario.facts.values() if scene in (fact.scenes or (scene,))]
    found: dict[tuple[frozenset[str], str], None] = {}
    for move in MOVES:
        found[frozenset({move}), ""] = None
    for does, cues in waits:
        for item in does or ("",):
            moves = parts(item) if item else frozenset()
            for cue in (*cues[:1], *cues[-1:]) or ("",):
                found[moves, example(cue)] = None
                if cue and HARMING.isdisjoint(moves):
                    found[moves | {"promise"}, f"{example(cue)} {_WITH_A_TIME}"] = None
    for with_it in ("offer", "empathise", "promise"):
        found[frozenset({"promise", with_it}), _WITH_A_TIME] = None
    found[frozenset(), ""] = None
    found[frozenset(), "yes"] = None
    return tuple(Said(text or "hm", tuple(sorted(moves))) for moves, text in found)


def example(cue: str) -> str:
    """Return words that a cue matches."""
    words = []
    for element in cue.split():
        first = element.removesuffix("?").split("|")[0]
        if element.endswith("?") or element == "...":
            continue
        words.append("it" if first == "_" else _EXAMPLES.get(first, first.removeprefix("=")))
    return " ".join(words)


class _Explorer:
    """The states come to so far, by their surroundings, and where to go on from."""

    def __init__(self, roleplay: Roleplay, seen: _Seen, seed: int) -> None:
        self._roleplay = roleplay
        self._seen = seen
        self._seed = seed
        self._said = {scene: lines_to_try(roleplay.scenario, scene) for scene in roleplay.scenario.scenes}
        self._known: set[tuple[object, ...]] = set()
        self._waiting: _Places[deque[Play]] = {}
        self._last: _Places[Play] = {}
        self._tried: Counter[tuple[object, ...]] = Counter()
        self._keep(roleplay.begin(seed))

    def long_plays(self) -> None:
        """Say each line over and over until the play ends."""
        start = self._roleplay.begin(self._seed)
        for each in self._said[start.scene]:
            play = start
            while not play.ending:
                play = self._say(play, each)

    def exhaust(self, bound: int) -> None:
        """Try every line in every state, up to a bound of lines; the least tried surroundings come first."""
        end = self._seen.lines + bound
        while self._waiting:
            scene, known, here = self._least_tried(self._waiting)
            plays = self._waiting[scene][known][here]
            play = plays.popleft()
            if not plays:
                _drop(self._waiting, scene, known, here)
            for each in self._said[play.scene]:
                if self._seen.lines >= end or self._seen.has_all(self._roleplay.scenario):
                    return
                self._keep(self._say(play, each))

    def at_random(self) -> None:
        """Go on at random, from surroundings of which little is known."""
        chance = _chances(self._seed)
        for _ in range(RANDOM_LINES):
            if self._seen.has_all(self._roleplay.scenario):
                return
            scene, known, here = self._least_tried(self._last)
            play = self._last[scene][known][here]
            said = self._said[play.scene]
            each = said[next(chance) % len(said)]
            if not HARMING.isdisjoint(each.moves) and next(chance) % _HARM_ONE_IN:
                continue
            self._keep(self._say(play, each))

    def _say(self, play: Play, each: Said) -> Play:
        follow = self._roleplay.say(play, each.text, each.moves)
        self._seen.note(self._roleplay.scenario, follow)
        return follow

    def _keep(self, play: Play) -> None:
        key = _key(play)
        if play.ending or key in self._known:
            return
        self._known.add(key)
        here = _surroundings(play)
        scene, known = here[:2]
        self._waiting.setdefault(scene, {}).setdefault(known, {}).setdefault(here, deque()).append(play)
        self._last.setdefault(scene, {}).setdefault(known, {})[here] = play

    def _least_tried(self, among: _Places[Any]) -> tuple[str, frozenset[str], Surroundings]:
        """Return the least tried scene, in it what is known least often, and there the least tried surroundings."""
        tried = self._tried
        scene = min(among, key=lambda scene: tried[(scene,)])
        known = min(among[scene], key=lambda known: tried[scene, known])
        here = min(among[scene][known], key=tried.__getitem__)
        tried.update(((scene,), (scene, known), here))
        return scene, known, here


def _drop(places: _Places[Any], scene: str, known: frozenset[str], here: Surroundings) -> None:
    """Take surroundings out, and the scene with them where nothing is left in it."""
    del places[scene][known][here]
    if not places[scene][known]:
        del places[scene][known]
    if not places[scene]:
        del places[scene]


def _surroundings(play: Play) -> Surroundings:
    return play.scene, frozenset(play.known), bool(play.promises), play.mood


def _key(play: Play) -> tuple[object, ...]:
    """Return what decides how a play goes on, told apart no finer than rules do."""
    return (*_surroundings(play), play.patience, frozenset(play.made), len(play.promises), play.asked)


def _chances(seed: int) -> Iterator[int]:
    """Yield numbers that look random and depend only on the seed."""
    place = 0
    while True:
        digest = blake2b(f"{seed}:{place}".encode(), digest_size=64).digest()
        yield from (int.from_bytes(digest[i : i + 4]) for i in range(0, 64, 4))
        place += 1


def _share(every: Iterable[str], reached: set[str]) -> Share:
    names = tuple(dict.fromkeys(every))
    missing = tuple(name for name in names if name not in reached)
    return Share(len(names) - len(missing), len(names), missing)
