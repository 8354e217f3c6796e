"""Role-plays as authors write them: a customer, a workplace, things to find out, scenes with replies, endings."""

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

Sector = Literal["contact-centre", "retail", "public-service", "hospitality", "finance"]
Tag = Literal[
    "angry",
    "vulnerable",
    "business",
    "internal",
    "language-barrier",
    "elderly",
    "young",
    "repeat-complainer",
    "unmeetable-expectation",
    "refund-above-limit",
    "data-protection",
    "equality-adjustment",
    "social-media",
    "blocking-colleague",
    "outage",
    "few-words",
    "delighted",
]
Channel = Literal["phone", "counter", "chat", "email", "social-media", "in-house"]
EndingKind = Literal["resolved", "resolved-within-policy", "escalated", "lost", "complaint"]

LOWEST, HIGHEST = -3, 3
MOST_TURNS = 40


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What has to hold for a reply to be given; what is left out does not matter.

    A list under `does`, `mentions` or `scenes` is fulfilled by any of its items, the other lists only by all of them.
    """

    does: tuple[str, ...] = ()
    """Moves, any of which the line makes; `empathise+offer` wants both in the line."""
    without: tuple[str, ...] = ()
    """Moves the line must not make."""
    mentions: tuple[str, ...] = ()
    """Cues, any of which the line says."""
    so_far: tuple[str, ...] = ()
    """Moves that were all made by now, this line included."""
    never: tuple[str, ...] = ()
    """Moves of which none was made by now, this line included."""
    knows: tuple[str, ...] = ()
    """Facts that were all told before this line."""
    not_yet: tuple[str, ...] = ()
    """Facts of which none was told before this line."""
    mood_from: int | None = None
    mood_to: int | None = None
    promised: bool | None = None
    """Whether something was promised with a time by now."""
    scenes: tuple[str, ...] = ()
    """Scenes to which a reply is kept that stands under `always` or `otherwise`."""
    turns: int = 0
    """At least so many lines have been said, this one included."""


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the customer says and what comes of it, where a condition holds."""

    when: When = When()
    says: tuple[str, ...] = ()
    mood: int | None = None
    """How far the mood moves, in place of what the line's moves would do to it."""
    patience: int | None = None
    """What is added to patience, in place of what the line's moves would do to it."""
    tells: tuple[str, ...] = ()
    """Facts that are told with it, whatever they ask for themselves."""
    to: str = ""
    """The scene that it leads to."""
    end: str = ""
    """The ending that it leads to."""
    shows: tuple[str, ...] = ()
    alone: bool = False
    """Whether no fact is told after it, as where somebody else takes the phone."""

    @property
    def leads(self) -> bool:
        """Whether it moves the play on to another scene or to an ending."""
        return bool(self.to or self.end)


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something the customer holds back until a line deserves it."""

    label: str
    """What is known once it is told, in a few words."""
    says: tuple[str, ...]
    does: tuple[str, ...] = ()
    """Moves, any of which deserves it; with `mentions` too, a line has to do both."""
    mentions: tuple[str, ...] = ()
    mood_from: int = LOWEST
    scenes: tuple[str, ...] = ()
    """The scenes in which it can be found; empty for every scene."""
    shows: tuple[str, ...] = ()
    """Criteria that finding it out can evidence."""


class Scene(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A stretch of the conversation; its replies are tried in order, the first that holds is given."""

    about: str
    replies: tuple[Reply, ...]
    nudges: tuple[str, ...]
    """What is said where a line makes a move and nothing here fits it."""


class Ending(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How it can end, and what the apprentice is told about that afterwards."""

    kind: EndingKind
    says: tuple[str, ...]
    passes: bool
    account: str
    shows: tuple[str, ...] = ()


class Customer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who the apprentice talks to. `about` is for authors only."""

    name: str
    about: str
    want: str
    opening: tuple[str, ...]
    comes_back: tuple[str, ...]
    """Lines that return to what they want."""
    lost_for_words: tuple[str, ...]
    """What is said to a line that makes no move at all."""
    loses_patience: tuple[str, ...]
    """A warning, said once, when patience is nearly gone."""
    mood: int = 0
    patience: int = 6
    feels: Mapping[str, int] = {}
    """Moves this customer takes otherwise than most: by how far each moves the mood."""


class Workplace(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the apprentice can look up: policy, own limits, what the system shows."""

    policy: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    screen: tuple[str, ...] = ()
    screen_after_verify: tuple[str, ...] = ()


class Promises(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the customer says about promises; `{when}` stands for the time that was promised."""

    asks_when: tuple[str, ...]
    """To a promise without a time."""
    asks_again: tuple[str, ...]
    """Coming back to a promise, later on or before the close."""
    kept: tuple[str, ...]
    """Where the promise is stood by."""
    doubted: tuple[str, ...]
    """Where it is not."""


class Other(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something else that was possible; not told where one of `unless` (moves or facts) happened."""

    text: str
    unless: tuple[str, ...] = ()


class Scenario(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One role-play. It begins in the first of its scenes."""

    kind: Literal["scenario"]
    id: str
    title: str
    standards: tuple[str, ...]
    sector: Sector
    tags: tuple[Tag, ...]
    channel: Channel
    brief: str
    customer: Customer
    workplace: Workplace
    facts: Mapping[str, Fact]
    scenes: Mapping[str, Scene]
    endings: Mapping[str, Ending]
    if_patience_ends: str
    """The ending where patience runs out."""
    if_time_ends: str
    """The ending where forty lines were said and nothing came of them."""
    always: tuple[Reply, ...] = ()
    """Replies that come before those of any scene."""
    otherwise: tuple[Reply, ...] = ()
    """Replies for where no reply of the scene holds and no fact was deserved."""
    promises: Promises | None = None
    shows: Mapping[str, tuple[str, ...]] = {}
    """Criteria that a move can evidence here wherever it is made."""
    also_possible: tuple[Other, ...] = ()
    questions: tuple[str, ...] = ()
    """Criteria the assessor asks about afterwards."""

    def replies(self) -> Iterator[tuple[str, Reply]]:
        """Yield every reply with its name: the list it stands in and its place there, from 1."""
        for name, scene in self.scenes.items():
            yield from ((f"{name} {place}", reply) for place, reply in enumerate(scene.replies, 1))
        yield from ((f"always {place}", reply) for place, reply in enumerate(self.always, 1))
        yield from ((f"otherwise {place}", reply) for place, reply in enumerate(self.otherwise, 1))

    def refs(self) -> frozenset[str]:
        """Return every criterion that something in it can evidence."""
        found = {ref for refs in self.shows.values() for ref in refs}
        found |= {ref for _, reply in self.replies() for ref in reply.shows}
        found |= {ref for fact in self.facts.values() for ref in fact.shows}
        found |= {ref for ending in self.endings.values() for ref in ending.shows}
        return frozenset(found)
