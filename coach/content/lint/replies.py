"""How a scenario's replies are put: what they wait for can happen, what they say can be said, and does not repeat."""

import re
from collections.abc import Collection, Iterator, Mapping

import msgspec

from coach.content.diagnostic import Diagnostic, nearest
from coach.content.lint.alternatives import misread
from coach.content.lint.finding import at, warn
from coach.content.yaml_source import KeyPath, YamlSource
from coach.mapping.cues import parse
from coach.roleplay.model import HIGHEST, LOWEST, Reply, Scenario, When
from coach.roleplay.moves import MOVES, parts

SAYABLE_WORDS = 40
FEWEST_WORDINGS = 2
FEWEST_AGAIN = 3
"""Lines that may be needed many times in one play."""

_STAGE = re.compile(
    r"\*\w[^*]*\*|\[[^\]]*\]|\((?:sigh|pause|laugh|shout|angr|quiet|cry|crie|silen)\w*[^)]*\)|_\w+_", re.IGNORECASE
)


def lint_replies(source: YamlSource, scenario: Scenario, replies: Mapping[KeyPath, Reply]) -> Iterator[Diagnostic]:
    """Look at what replies and facts wait for, and at everything the customer may say."""
    for path, reply in replies.items():
        yield from _waits_for(source, (*path, "when"), reply.when)
        if not (reply.says or reply.tells or reply.end):
            message = "this reply says nothing."
            yield at(source, path, "CK0114", message, "Write says:, or let it tell a fact or end the play.")
        if reply.mood is not None and abs(reply.mood) > HIGHEST:
            message = f"a change of mood by {reply.mood} is off the scale."
            yield at(source, (*path, "mood"), "CK0107", message, "One or two are a lot.")
    for name, fact in scenario.facts.items():
        wanted = When(does=fact.does, mentions=fact.mentions, mood_from=fact.mood_from)
        yield from _waits_for(source, ("facts", name), wanted)
    for name in (*scenario.customer.feels, *scenario.shows):
        if name not in MOVES:
            path = ("shows", name) if name in scenario.shows else ("customer", "feels", name)
            yield at(source, path, "CK0106", f"no move goes by {name}.", nearest(name, list(MOVES)))
    yield from _turns(source, replies)
    yield from _wordings(source, scenario, replies)


def _waits_for(source: YamlSource, path: KeyPath, when: When) -> Iterator[Diagnostic]:
    for field in ("does", "without", "so_far", "never"):
        for place, item in enumerate(getattr(when, field)):
            for move in sorted(parts(item) - MOVES.keys()):
                hint = nearest(move, list(MOVES)) or "docs/author.md names the moves."
                yield at(source, (*path, field, place), "CK0106", f"no move goes by {move}.", hint)
    for place, cue in enumerate(when.mentions):
        try:
            parse(cue)
        except ValueError as error:
            yield at(source, (*path, "mentions", place), "CK0117", f"the {error}.", "See docs/author.md.")
            continue
        if read := misread(cue):
            hint = "An alternative is one word; join words that belong together with hyphens, as in on-the-way|there."
            yield warn(source, (*path, "mentions", place), "CK0124", f"{read}.", hint)
    low = LOWEST if when.mood_from is None else when.mood_from
    high = HIGHEST if when.mood_to is None else when.mood_to
    if not LOWEST <= low <= high <= HIGHEST:
        message = f"no mood is from {low} to {high}."
        yield at(source, path, "CK0107", message, f"The scale goes from {LOWEST} to {HIGHEST}.")


def _turns(source: YamlSource, replies: Mapping[KeyPath, Reply]) -> Iterator[Diagnostic]:
    """Look for replies that never get their turn, because one before them takes it every time."""
    for path, reply in replies.items():
        for earlier, other in replies.items():
            if earlier[:-1] != path[:-1] or int(earlier[-1]) >= int(path[-1]):
                continue
            endless = other.leads or path[0] == "always"
            if endless and _covers(other.when, reply.when):
                message = f"reply {int(earlier[-1]) + 1} takes every line that this one waits for."
                yield at(source, path, "CK0119", message, "Put this one first, or let the other wait for more.")
                break


def _covers(one: When, other: When) -> bool:
    """Whether a condition asks for nothing that another does not ask for too."""
    empty = When()
    for field in When.__struct_fields__:
        asked = getattr(one, field)
        if asked == getattr(empty, field):
            continue
        if field == "does":
            if not other.does or not all(any(parts(o) <= parts(item) for o in asked) for item in other.does):
                return False
        elif asked != getattr(other, field):
            return False
    return True


def _wordings(source: YamlSource, scenario: Scenario, replies: Mapping[KeyPath, Reply]) -> Iterator[Diagnostic]:
    customer = scenario.customer
    pools: dict[KeyPath, tuple[str, ...]] = {("customer", "opening"): customer.opening}
    pools[("customer", "loses_patience")] = customer.loses_patience
    again: dict[KeyPath, tuple[str, ...]] = {("customer", "comes_back"): customer.comes_back}
    again[("customer", "lost_for_words")] = customer.lost_for_words
    pools |= {(*path, "says"): reply.says for path, reply in replies.items() if reply.says}
    pools |= {("scenes", name, "nudges"): scene.nudges for name, scene in scenario.scenes.items()}
    pools |= {("facts", name, "says"): fact.says for name, fact in scenario.facts.items()}
    pools |= {("endings", name, "says"): ending.says for name, ending in scenario.endings.items()}
    if scenario.promises is not None:
        pools |= {("promises", name): says for name, says in msgspec.structs.asdict(scenario.promises).items()}
    for path, says in pools.items():
        if len(says) < FEWEST_WORDINGS:
            message = f"there is {'one wording' if says else 'no wording'} here."
            yield at(source, path, "CK0113", message, f"Write {FEWEST_WORDINGS} or more; each play takes one.")
    for path, says in again.items():
        if len(says) < FEWEST_AGAIN:
            message = f"{path[-1]} has {len(says)} lines and runs dry in a long play."
            yield at(source, path, "CK0103", message, f"Write {FEWEST_AGAIN} or more.")
    yield from _said(source, {**pools, **again})


def _said(source: YamlSource, pools: Mapping[KeyPath, Collection[str]]) -> Iterator[Diagnostic]:
    seen: dict[str, KeyPath] = {}
    for pool, says in pools.items():
        for place, text in enumerate(says):
            path = (*pool, place)
            words = len(text.split())
            if words > SAYABLE_WORDS:
                message = f"this has {words} words; {SAYABLE_WORDS} are what a customer says at once."
                yield warn(source, path, "CK0108", message, "Shorten it, or make a fact of the rest.")
            if found := _STAGE.search(text):
                message = f"{found.group()} is a stage direction."
                yield warn(source, path, "CK0121", message, "Let the words show it.")
            key = " ".join(re.findall(r"\w+", text.casefold()))
            if key in seen:
                message = f"the same words stand in line {source.place(seen[key])[0]}."
                yield warn(source, path, "CK0120", message, "Say it otherwise: it sounds canned when it comes twice.")
            seen.setdefault(key, path)
