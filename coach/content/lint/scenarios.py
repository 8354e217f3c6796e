"""Whether a scenario holds together: its names, the ways through it, what can be found and what it can evidence."""

from collections.abc import Iterator, Mapping

from coach import paths
from coach.content.diagnostic import Diagnostic, nearest
from coach.content.library import STANDARD_IDS, Library
from coach.content.lint.finding import at, warn
from coach.content.lint.replies import lint_replies
from coach.content.yaml_source import KeyPath, YamlSource
from coach.roleplay.model import HIGHEST, LOWEST, Reply, Scenario
from coach.roleplay.mood import IN_WORDS
from coach.roleplay.moves import MOVES

OBSERVATION = "observation"
PATIENCE = range(3, 13)
RESERVED = ("always", "otherwise", "fact", "ending", "promises")


def lint_scenario(source: YamlSource, scenario: Scenario, library: Library) -> Iterator[Diagnostic]:
    """Look at a scenario as it stands in its file."""
    replies = placed_replies(scenario)
    yield from _identity(source, scenario, library)
    yield from _standards(source, scenario)
    yield from _criteria(source, scenario, replies, library)
    names = [*_targets(source, scenario, replies), *_facts_named(source, scenario, replies)]
    yield from names
    yield from _customer(source, scenario)
    yield from _promises(source, scenario, replies)
    if not names:
        yield from _ways(source, scenario)
        yield from _findable(source, scenario, replies)
    yield from lint_replies(source, scenario, replies)


def placed_replies(scenario: Scenario) -> Mapping[KeyPath, Reply]:
    """Return every reply by the place it stands in its file."""
    found: dict[KeyPath, Reply] = {}
    for name, scene in scenario.scenes.items():
        found |= {("scenes", name, "replies", place): reply for place, reply in enumerate(scene.replies)}
    found |= {("always", place): reply for place, reply in enumerate(scenario.always)}
    return found | {("otherwise", place): reply for place, reply in enumerate(scenario.otherwise)}


def _identity(source: YamlSource, scenario: Scenario, library: Library) -> Iterator[Diagnostic]:
    ours = paths.shipped("scenarios") / f"{scenario.id}.yaml"
    if scenario.id in library.shipped_scenarios and ours.resolve() != source.path.resolve():
        message = f"a scenario that comes with coach has the id {scenario.id}."
        yield at(source, ("id",), "CK0109", message, "Give yours one of its own.")
    elif scenario.id != source.path.stem:
        message = f"the file is {source.path.name} and the id {scenario.id}."
        yield warn(source, ("id",), "CK0109", message, "Let both be the same, then no two scenarios clash.")
    for name in scenario.scenes:
        if name in RESERVED:
            message = f"no scene can be called {name}, which means something else."
            yield at(source, ("scenes", name), "CK0109", message, "Give it another name.")
    if not paths.expectations_of(source.path).is_file():
        message = f"there is no {paths.expectations_of(source.path).name} beside it."
        yield warn(source, (), "CK0115", message, "Write down a good, a middling and a rude play in it.")


def _standards(source: YamlSource, scenario: Scenario) -> Iterator[Diagnostic]:
    if not scenario.standards:
        yield at(source, ("standards",), "CK0042", "the scenario names no standards.", "Name those it is for.")
    for place, id_ in enumerate(scenario.standards):
        if id_ not in STANDARD_IDS:
            hint = nearest(id_, STANDARD_IDS)
            yield at(source, ("standards", place), "CK0031", f"no standard goes by {id_}.", hint)


def _criteria(
    source: YamlSource, scenario: Scenario, replies: Mapping[KeyPath, Reply], library: Library
) -> Iterator[Diagnostic]:
    """Look at every criterion and every move that is named."""
    known = sorted(
        {
            criterion.ref
            for id_ in scenario.standards
            if id_ in STANDARD_IDS
            for criterion in library.standard(id_).criteria
            if criterion.method == OBSERVATION
        }
    )
    named: list[tuple[KeyPath, tuple[str, ...]]] = [((*path, "shows"), reply.shows) for path, reply in replies.items()]
    named += [(("facts", name, "shows"), fact.shows) for name, fact in scenario.facts.items()]
    named += [(("endings", name, "shows"), ending.shows) for name, ending in scenario.endings.items()]
    named += [(("shows", move), refs) for move, refs in scenario.shows.items()]
    named.append((("questions",), scenario.questions))
    for path, refs in named:
        for place, ref in enumerate(refs):
            if known and ref not in known:
                message = f"{ref} is not a criterion of the observation of its standards."
                yield at(source, (*path, place), "CK0105", message, nearest(ref, known))


def _targets(source: YamlSource, scenario: Scenario, replies: Mapping[KeyPath, Reply]) -> Iterator[Diagnostic]:
    scenes, endings = sorted(scenario.scenes), sorted(scenario.endings)
    named = [((*path, "to"), "scene", reply.to, scenes) for path, reply in replies.items() if reply.to]
    named += [((*path, "end"), "ending", reply.end, endings) for path, reply in replies.items() if reply.end]
    named.append((("if_patience_ends",), "ending", scenario.if_patience_ends, endings))
    named.append((("if_time_ends",), "ending", scenario.if_time_ends, endings))
    for name, fact in scenario.facts.items():
        named += [(("facts", name, "scenes", i), "scene", scene, scenes) for i, scene in enumerate(fact.scenes)]
    for path, reply in replies.items():
        here = (*path, "when", "scenes")
        named += [((*here, i), "scene", scene, scenes) for i, scene in enumerate(reply.when.scenes)]
    for path, what, name, known in named:
        if name not in known:
            yield at(source, path, "CK0100", f"there is no {what} {name}.", nearest(name, known))
    if not scenario.scenes:
        yield at(source, ("scenes",), "CK0100", "there is no scene to begin in.", "Write one or more.")


def _facts_named(source: YamlSource, scenario: Scenario, replies: Mapping[KeyPath, Reply]) -> Iterator[Diagnostic]:
    known = sorted(scenario.facts)
    for path, reply in replies.items():
        lists = (
            (("when", "knows"), reply.when.knows),
            (("when", "not_yet"), reply.when.not_yet),
            (("tells",), reply.tells),
        )
        for field, names in lists:
            for place, name in enumerate(names):
                if name not in known:
                    yield at(
                        source, (*path, *field, place), "CK0112", f"there is no fact {name}.", nearest(name, known)
                    )
    for row, other in enumerate(scenario.also_possible):
        for place, name in enumerate(other.unless):
            if name not in known and name not in MOVES:
                hint = nearest(name, [*known, *MOVES])
                path = ("also_possible", row, "unless", place)
                yield at(source, path, "CK0112", f"{name} is neither a fact nor a move.", hint)


def _customer(source: YamlSource, scenario: Scenario) -> Iterator[Diagnostic]:
    customer = scenario.customer
    if customer.mood not in IN_WORDS:
        message = f"a mood of {customer.mood} is off the scale."
        yield at(source, ("customer", "mood"), "CK0107", message, f"It goes from {LOWEST} to {HIGHEST}.")
    if customer.patience not in PATIENCE:
        message = f"a patience of {customer.patience} makes no conversation."
        hint = f"Take {PATIENCE.start} to {PATIENCE.stop - 1}."
        yield at(source, ("customer", "patience"), "CK0107", message, hint)
    if not any(ending.passes for ending in scenario.endings.values()):
        yield at(source, ("endings",), "CK0104", "no ending passes.", "Write one that a good apprentice can reach.")


def _promises(source: YamlSource, scenario: Scenario, replies: Mapping[KeyPath, Reply]) -> Iterator[Diagnostic]:
    if scenario.promises is None:
        for path, reply in replies.items():
            if reply.when.promised is not None or any("promise" in item.split("+") for item in reply.when.does):
                message = "this waits for a promise, and the customer never comes back to one."
                yield warn(source, path, "CK0111", message, "Write promises: with lines that ask for it again.")
                return
        return
    if not any("{when}" in text for text in scenario.promises.asks_again):
        message = "no line that comes back to a promise says {when}."
        yield warn(source, ("promises", "asks_again"), "CK0111", message, "Say for when it was promised.")


def _ways(source: YamlSource, scenario: Scenario) -> Iterator[Diagnostic]:
    """Look for scenes and endings that cannot be reached, and for scenes that lead nowhere."""
    everywhere = (*scenario.always, *scenario.otherwise)
    reached = [next(iter(scenario.scenes))]
    for name in reached:
        follow = dict.fromkeys(reply.to for reply in (*scenario.scenes[name].replies, *everywhere) if reply.to)
        reached += [scene for scene in follow if scene not in reached]
    ended = {reply.end for name in reached for reply in scenario.scenes[name].replies}
    ended |= {reply.end for reply in everywhere} | {scenario.if_patience_ends, scenario.if_time_ends}
    for name, scene in scenario.scenes.items():
        if name not in reached:
            yield at(
                source, ("scenes", name), "CK0101", f"nothing leads to the scene {name}.", "Lead to it, or delete it."
            )
        if not any(reply.end or reply.to not in ("", name) for reply in scene.replies):
            message = f"no reply leads out of the scene {name}."
            yield at(source, ("scenes", name), "CK0102", message, "Give one of them to: or end:.")
    for name in scenario.endings:
        if name not in ended:
            message = f"nothing leads to the ending {name}."
            yield at(source, ("endings", name), "CK0118", message, "Lead to it, or delete it.")


def _findable(source: YamlSource, scenario: Scenario, replies: Mapping[KeyPath, Reply]) -> Iterator[Diagnostic]:
    told = {fact for reply in replies.values() for fact in reply.tells}
    top = _highest(scenario, replies)
    for name, fact in scenario.facts.items():
        if not (fact.does or fact.mentions) and name not in told:
            message = f"no line can find out the fact {name}."
            yield at(source, ("facts", name), "CK0110", message, "Give it does: or mentions:, or let a reply tell it.")
        elif fact.mood_from > top and name not in told:
            message = f"the mood never gets to {fact.mood_from}, so nobody can find out the fact {name}."
            yield at(source, ("facts", name, "mood_from"), "CK0110", message, "Ask for less.")


def _highest(scenario: Scenario, replies: Mapping[KeyPath, Reply]) -> int:
    """Return the highest mood that can be come to: help pleases, and only the author's own figures delight."""
    own = [reply.mood or 0 for reply in replies.values()] + list(scenario.customer.feels.values())
    return HIGHEST if any(change > 0 for change in own) else max(2, scenario.customer.mood)
