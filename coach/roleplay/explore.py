"""Play a scenario every way that its rules can tell apart, as far as a bound, then at random; say what was reached."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from coach.roleplay.engine import Roleplay
from coach.roleplay.model import MOST_TURNS, Scenario
from coach.roleplay.moves import HARMING, MOVES, parts
from coach.roleplay.play import Play

DEFAULT_BOUND = 6_000
RANDOM_PLAYS = 600
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
_HARM_ONE_IN = 8

Surroundings = tuple[str, frozenset[str], bool, int]
"""Scene, what is known, whether something is promised, and the mood."""


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
    said = lines_to_try(scenario)
    seen = _Seen(len(list(scenario.replies())), len(scenario.refs()))
    _long_plays(roleplay, said, seen, seed)
    _exhaust(roleplay, said, seen, seed, bound)
    _at_random(roleplay, said, seen, seed)
    return Coverage(
        scenes=_share(scenario.scenes, seen.scenes),
        replies=_share((name for name, _ in scenario.replies()), seen.replies),
        facts=_share(scenario.facts, seen.facts),
        endings=_share(scenario.endings, seen.endings),
        criteria=_share(sorted(scenario.refs()), seen.criteria),
        lines=seen.lines,
        shortest_pass=seen.shortest_pass,
    )


def lines_to_try(scenario: Scenario) -> tuple[Said, ...]:
    """Return a line for all that some rule waits for: its moves, with a cue it wants, with and without a time."""
    waits = [(reply.when.does, reply.when.mentions) for _, reply in scenario.replies()]
    waits += [(fact.does, fact.mentions) for fact in scenario.facts.values()]
    found: dict[tuple[frozenset[str], str], None] = {}
    for move in MOVES:
        found[frozenset({move}), ""] = None
    for does, cues in waits:
        for item in does or ("",):
            moves = parts(item) if item else frozenset()
            for cue in (*cues[:1], *cues[-1:]) or ("",):
                found[moves, example(cue)] = None
    for moves, text in list(found):
        if HARMING.isdisjoint(moves):
            found[moves | {"promise"}, f"{text} {_WITH_A_TIME}".strip()] = None
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


def _long_plays(roleplay: Roleplay, said: tuple[Said, ...], seen: _Seen, seed: int) -> None:
    """Say each line over and over until the play ends."""
    for each in said:
        play = roleplay.begin(seed)
        while not play.ending:
            play = roleplay.say(play, each.text, each.moves)
            seen.note(roleplay.scenario, play)


def _exhaust(roleplay: Roleplay, said: tuple[Said, ...], seen: _Seen, seed: int, bound: int) -> None:
    """Try every line in every state, up to a bound of lines; those in the least tried surroundings come first."""
    first = roleplay.begin(seed)
    states: dict[Surroundings, deque[Play]] = {_surroundings(first): deque([first])}
    tried: Counter[tuple[object, ...]] = Counter()
    known = {_key(first)}
    end = seen.lines + bound
    while states:
        here = min(states, key=lambda place: (tried[place[:1]], tried[place[:2]], tried[place]))
        play = states[here].popleft()
        tried.update((here[:1], here[:2], here))
        if not states[here]:
            del states[here]
        for each in said:
            if seen.lines >= end or seen.has_all(roleplay.scenario):
                return
            follow = roleplay.say(play, each.text, each.moves)
            seen.note(roleplay.scenario, follow)
            key = _key(follow)
            if not follow.ending and key not in known:
                known.add(key)
                states.setdefault(_surroundings(follow), deque()).append(follow)


def _surroundings(play: Play) -> Surroundings:
    return play.scene, frozenset(play.known), bool(play.promises), play.mood


def _key(play: Play) -> tuple[object, ...]:
    """Return what decides how a play goes on, told apart no finer than rules do."""
    return (
        play.scene,
        play.mood,
        play.patience,
        frozenset(play.known),
        frozenset(play.made),
        len(play.promises),
        play.asked,
    )


def _at_random(roleplay: Roleplay, said: tuple[Said, ...], seen: _Seen, seed: int) -> None:
    kind = [each for each in said if HARMING.isdisjoint(each.moves)]
    chance = _chances(seed)
    for _ in range(RANDOM_PLAYS):
        if seen.has_all(roleplay.scenario):
            return
        play = roleplay.begin(next(chance) % 1000)
        while not play.ending and len(play.turns) < MOST_TURNS:
            choice = said if next(chance) % _HARM_ONE_IN == 0 else kind
            each = choice[next(chance) % len(choice)]
            play = roleplay.say(play, each.text, each.moves)
            seen.note(roleplay.scenario, play)


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
