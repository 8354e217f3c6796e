"""coach roleplay, coach scenario: playing a simulated customer, and writing one."""

import re
import sys
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

import click
from click.core import ParameterSource

from coach import paths
from coach.commands.shared import json_option, print_json, signed_in, store_option, workspace
from coach.content.library import STANDARD_IDS, Library
from coach.content.schemas import schema_name, schema_text
from coach.errors import NotFoundError, UsageError
from coach.plain.roleplay import coverage_in_json, coverage_in_lines, preview
from coach.reports.foreign import one_line
from coach.roleplay.engine import Roleplay
from coach.roleplay.explore import DEFAULT_BOUND, Coverage, explore, never_shown
from coach.roleplay.model import Scenario
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from coach.standards.model import Standard

OBSERVATION = "observation"
SAMPLE_ID = "my-scenario"
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""The id is the name of a file and stands in one."""


@click.command()
@click.argument("id_", metavar="[ID|FILE]", required=False)
@click.option("--plain", is_flag=True, expose_value=False, help="Line by line, for screen readers and pipes.")
@click.option("--preview", "only_look", is_flag=True, help="Play without keeping anything, with what is behind it.")
@click.option("--scene", metavar="NAME", default="", help="With --preview: where to begin.")
@click.option("--coverage", is_flag=True, help="Play all of it and say what was reached; without ID every scenario.")
@click.option(
    "--bound", type=click.IntRange(0), default=DEFAULT_BOUND, show_default=True, help="With --coverage: lines to try."
)
@click.option("--seed", type=int, default=0, show_default="0; with --apprentice by chance", help="What plays the same.")
@click.option("--apprentice", metavar="NAME", help="Whose role-play it is; it is kept and can be handed in.")
@json_option
@store_option
@click.pass_context
def roleplay(
    ctx: click.Context,
    id_: str | None,
    only_look: bool,
    scene: str,
    coverage: bool,
    bound: int,
    seed: int,
    apprentice: str | None,
    as_json: bool,
) -> None:
    """Talk to a simulated customer. Without --apprentice nothing is kept.

    Example: coach roleplay third-missed-visit --plain
    """
    names = {param.name for param in ctx.command.params if param.name}
    given = {name for name in names if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    _refuse_what_does_not_fit(given)
    if coverage:
        library = Library()
        chosen = {id_: _scenario(library, id_)} if id_ else library.scenarios
        if not _cover(library, chosen, bound, seed, as_json=as_json, every=id_ is None):
            ctx.exit(1)
        return
    if apprentice:
        _talk(apprentice, id_, seed if "seed" in given else None)
        return
    if id_ is None:
        raise UsageError("No scenario is named.", "coach scenario list shows them.")
    library = Library()
    scenario = _scenario(library, id_)
    if scene and scene not in scenario.scenes:
        raise NotFoundError(f"{scenario.id} has no scene {scene}.", f"It has {', '.join(scenario.scenes)}.")
    lines = (line.rstrip("\n") for line in sys.stdin)
    reader = library.move_reader
    preview(Roleplay(scenario), lines, click.echo, seed=seed, reader=reader, scene=scene, behind=only_look)


_NOT_TOGETHER = {
    "coverage": ("plain", "only_look", "scene", "apprentice"),
    "apprentice": ("only_look", "scene"),
}
_ONLY_WITH = {"bound": "coverage", "as_json": "coverage", "scene": "only_look"}
_FLAGS = {"only_look": "--preview", "as_json": "--json"}


def _refuse_what_does_not_fit(given: Set[str]) -> None:
    """Raise UsageError where two options do not go together, or one says nothing without another."""
    for one, others in _NOT_TOGETHER.items():
        for other in others:
            if one in given and other in given:
                message = f"{_flag(one)} and {_flag(other)} do not go together."
                raise UsageError(message, "Leave one of them out.")
    for one, other in _ONLY_WITH.items():
        if one in given and other not in given:
            raise UsageError(f"{_flag(one)} goes with {_flag(other)} only.", f"Add {_flag(other)}, or leave it out.")
    if given.isdisjoint({"coverage", "plain"}) and given & {"id_", "apprentice"}:
        raise UsageError("The command line plays it line by line.", "Add --plain, or open the app with coach.")


def _flag(name: str) -> str:
    return _FLAGS.get(name, f"--{name}")


def _talk(apprentice: str, id_: str | None, seed: int | None) -> None:
    """Play a role-play that is kept: the unfinished one first, where there is one."""
    from coach.plain.interview import hold
    from coach.plain.talk import talk
    from coach.services import roleplay as service
    from coach.services.rehearse import Plan

    ws = workspace()
    actor = signed_in(ws, apprentice, "apprentice")
    left = [s for s in service.unfinished(ws, actor) if id_ in (None, s.scenario)]
    if left and seed is not None and seed != left[0].seed:
        hint = "Leave --seed out to go on with it, or end it first."
        raise UsageError(f"The role-play of {left[0].started_at[:10]} is not finished and has a seed of its own.", hint)
    if left:
        click.echo(f"Coach: you go on with the role-play of {left[0].started_at[:10]}.")
        session = service.take_up(ws, actor, left[0].id)
    elif id_ is None:
        raise UsageError("No scenario is named.", "coach scenario list shows them.")
    else:
        session = service.start(ws, actor, id_, seed=seed)
    lines = (line.rstrip("\n") for line in sys.stdin)
    if talk(session, lines, click.echo, _standard_of(ws, actor)) == "questions":
        plan = Plan(method=OBSERVATION, focus=session.scenario.questions)
        hold(ws, apprentice, plan, sys.stdin, sys.stdout, new=True)


def _standard_of(ws: Workspace, actor: Actor) -> Standard:
    """Return the standard of the apprentice who asks."""
    from coach.services.people import find

    return ws.library.standard(find(ws, actor.id).standard or "")


def _scenario(library: Library, id_: str) -> Scenario:
    """Return a scenario by its id, or from a file."""
    path = Path(id_)
    if path.suffix not in (".yaml", ".yml"):
        return library.scenario(id_)
    from coach.content.check import check_file
    from coach.content.convert import convert
    from coach.content.diagnostic import RefusedError
    from coach.content.yaml_source import read_yaml

    errors = [found for found in check_file(path, library) if found.severity == "error"]
    if errors:
        raise RefusedError(errors)
    return convert(read_yaml(path), Scenario)


def _cover(
    library: Library, chosen: Mapping[str, Scenario], bound: int, seed: int, *, as_json: bool, every: bool
) -> bool:
    """Play scenarios, print what was reached, and say whether it was enough."""
    seen: dict[str, Coverage] = {}
    for scenario in chosen.values():
        seen[scenario.id] = explore(Roleplay(scenario), bound=bound, seed=seed)
        if not as_json:
            for line in coverage_in_lines(scenario.id, seen[scenario.id]):
                click.echo(one_line(line) if not line.startswith(" ") else f"  {one_line(line)}")
    standards = [library.standard(id_) for id_ in STANDARD_IDS] if every else []
    never = {each.id: never_shown(chosen.values(), seen, each.id, _observed(each)) for each in standards}
    if as_json:
        rows = [coverage_in_json(id_, each) for id_, each in seen.items()]
        print_json({"scenarios": rows, "never": never} if every else rows[0])
    for id_, refs in never.items():
        if not as_json:
            told = f"nothing can evidence {', '.join(refs)}" if refs else "every criterion can be shown"
            click.echo(f"{id_}: {told}.")
    return all(each.whole for each in seen.values())


def _observed(standard: Standard) -> list[str]:
    return [criterion.ref for criterion in standard.criteria if criterion.method == OBSERVATION]


@click.group()
def scenario() -> None:
    """Make and list role-plays.

    Example: coach scenario list
    """


@scenario.command()
@click.argument("id_", metavar="ID")
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it.")
@store_option
def new(id_: str, file: Path | None) -> None:
    """Write a filled, commented sample role-play to start from, with its expectations; among your own unless --file.

    Example: coach scenario new late-parcel
    """
    if not _ID.fullmatch(id_):
        raise UsageError("That cannot be an id.", "Take up to 64 letters, figures and hyphens, as in late-parcel.")
    target = file or paths.own_scenarios() / f"{id_}.yaml"
    for path, text in _samples(id_, target):
        if path.exists() and path.suffix != ".json":
            raise UsageError(f"{path} is there already.", "Take another id, or name another file.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror}.", "Name a place you may write to.") from None
    click.echo(f"{target} is written, its expectations beside it. Look it over with: coach check {target}")


def _samples(id_: str, target: Path) -> Iterator[tuple[Path, str]]:
    sample = paths.SAMPLE_SCENARIO
    for text, path in ((sample, target), (paths.expectations_of(sample), paths.expectations_of(target))):
        yield path, text.read_text(encoding="utf-8").replace(SAMPLE_ID, id_)
    for kind in ("scenario", "scenario-expectations"):
        yield target.parent / schema_name(kind), schema_text(kind)


@scenario.command(name="list")
@json_option
@store_option
def list_(as_json: bool) -> None:
    """List every role-play in use.

    Example: coach scenario list
    """
    library = Library()
    found = library.scenarios
    if as_json:
        print_json(
            [
                {
                    "id": each.id,
                    "title": each.title,
                    "sector": each.sector,
                    "channel": each.channel,
                    "tags": each.tags,
                    "standards": each.standards,
                    "criteria": sorted(each.refs()),
                }
                for each in found.values()
            ]
        )
        return
    for each in found.values():
        click.echo(one_line(f"{each.id}: {each.title}; {each.sector}, {each.channel}; {', '.join(each.tags)}"))
    for diagnostic in library.refused:
        click.echo(f"Left out: {diagnostic}", err=True)
