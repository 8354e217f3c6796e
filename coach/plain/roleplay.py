"""A role-play line by line: what is known beforehand, the customer's words, what to look back on."""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from coach.reports.foreign import one_line
from coach.roleplay.account import ENDINGS_IN_WORDS, Account, account
from coach.roleplay.engine import Roleplay
from coach.roleplay.explore import Coverage, Share
from coach.roleplay.model import Scenario
from coach.roleplay.mood import IN_WORDS
from coach.roleplay.moves import MOVES, MoveReader
from coach.roleplay.play import Play, Turn

PINNED = re.compile(r"\s*\[([a-z, -]*)\]\s*(.*)", re.DOTALL)


class Say(Protocol):
    """Whatever shows a line."""

    def __call__(self, line: str, /) -> None:
        """Show one line."""
        ...


def brief_in_lines(scenario: Scenario) -> Iterator[str]:
    """Return what somebody knows before they begin."""
    yield f"{scenario.title} ({scenario.sector}, {scenario.channel})"
    yield f"Brief: {one_line(scenario.brief)}"
    yield from (f"Policy: {one_line(item)}" for item in scenario.workplace.policy)
    yield from (f"Your limits: {one_line(item)}" for item in scenario.workplace.limits)
    yield from screen_in_lines(scenario, verified=False)


def screen_in_lines(scenario: Scenario, *, verified: bool) -> Iterator[str]:
    """Return what the system shows, before and after it is clear who is speaking."""
    yield from (f"Screen: {one_line(item)}" for item in scenario.workplace.screen)
    if verified:
        yield from (f"Screen: {one_line(item)}" for item in scenario.workplace.screen_after_verify)


def preview(
    roleplay: Roleplay,
    lines: Iterable[str],
    say: Say,
    *,
    seed: int,
    reader: MoveReader | None,
    scene: str = "",
    behind: bool = True,
) -> Play:
    """Play without keeping anything; `[empathise, offer] …` before a line says its moves outright.

    `behind` shows what an author wants to see after each line.
    """
    scenario = roleplay.scenario
    for line in brief_in_lines(scenario):
        say(line)
    if reader is None:
        say("Coach: moves are not read here. Write them before a line: [greet, empathise] Hello, …")
    play = roleplay.begin(seed, scene)
    say(f"{scenario.customer.name}: {play.opening}")
    for text in lines:
        if text.strip() in ("/end", "/quit"):
            break
        if text.strip() == "/screen":
            for line in screen_in_lines(scenario, verified=play.verified):
                say(line)
            continue
        if not text.strip():
            continue
        words, moves = _read(text, play, reader)
        opened = play.verified
        play = roleplay.say(play, words, moves)
        for line in turn_in_lines(scenario, play.turns[-1], behind=behind):
            say(line)
        if play.verified and not opened:
            for line in screen_in_lines(scenario, verified=True):
                say(line)
        if play.ending:
            break
    for line in account_in_lines(account(scenario, play)):
        say(line)
    return play


def _read(text: str, play: Play, reader: MoveReader | None) -> tuple[str, tuple[str, ...]]:
    if pinned := PINNED.fullmatch(text):
        named = [move.strip() for move in pinned[1].split(",")]
        return pinned[2], tuple(move for move in named if move in MOVES)
    return text, reader.moves_of(text, play.last_said) if reader else ()


def turn_in_lines(scenario: Scenario, turn: Turn, *, behind: bool = True) -> Iterator[str]:
    """Return what the customer says, their mood, and behind it what an author wants to see."""
    yield f"{scenario.customer.name}: {one_line(turn.reply)}"
    if not behind:
        return
    seen = [f"Mood: {IN_WORDS[turn.mood]}", f"patience {turn.patience}", f"moves {', '.join(turn.moves) or 'none'}"]
    seen += [f"reply {turn.rule}"] if turn.rule else []
    seen += [f"told {', '.join(turn.told)}"] if turn.told else []
    seen += [f"promised {one_line(turn.promised)}"] if turn.promised else []
    yield f"  ({'; '.join(seen)})"


def account_in_lines(seen: Account) -> Iterator[str]:
    """Return what a play was, once it is over."""
    yield ""
    if seen.kind is None:
        yield "Left before its end."
    else:
        yield f"Ended: {ENDINGS_IN_WORDS[seen.kind]}. {one_line(seen.told)}"
    yield f"Mood: {', '.join(IN_WORDS[mood] for mood in seen.path)}"
    yield from mood_plot(seen.path)
    yield f"Moves made: {', '.join(f'{move} {times}' for move, times in seen.made) or 'none'}"
    yield f"Moves missed: {', '.join(seen.missed) or 'none'}"
    yield f"Found out: {'; '.join(map(one_line, seen.found)) or 'nothing'}"
    yield f"Left unsaid: {'; '.join(map(one_line, seen.left)) or 'nothing'}"
    if seen.promised:
        yield f"Promised: {'; '.join(map(one_line, seen.promised))}"
    for each in seen.evidence:
        yield f"Can evidence {', '.join(each.refs)}: “{one_line(each.line)}”"
    for text in seen.also_possible:
        yield f"Also possible: {one_line(text)}"


def mood_plot(path: Iterable[int]) -> Iterator[str]:
    """Draw the mood over the lines, one row for each step of the scale that was touched."""
    moods = tuple(path)
    for level in range(max(moods), min(moods) - 1, -1):
        yield f"{IN_WORDS[level]:>10} {''.join('o' if mood == level else '.' for mood in moods)}"


def coverage_in_lines(id_: str, seen: Coverage) -> Iterator[str]:
    """Return what playing a scenario reached, and what it did not."""
    shares = {name: getattr(seen, name) for name in ("scenes", "replies", "facts", "endings", "criteria")}
    told = ", ".join(f"{name} {share.percent:g} % of {share.of}" for name, share in shares.items())
    fewest = f"; a pass in {seen.shortest_pass} lines at the least" if seen.shortest_pass else "; no pass"
    yield f"{id_}: {told}; {seen.lines} lines played{fewest}"
    yield from (f"  not reached, {name}: {', '.join(share.missing)}" for name, share in shares.items() if share.missing)


def coverage_in_json(id_: str, seen: Coverage) -> dict[str, object]:
    """Return the same as data."""

    def share(each: Share) -> dict[str, object]:
        return {"percent": each.percent, "of": each.of, "missing": list(each.missing)}

    shares = {name: share(getattr(seen, name)) for name in ("scenes", "replies", "facts", "endings", "criteria")}
    return {"id": id_, **shares, "lines": seen.lines, "shortest_pass": seen.shortest_pass, "whole": seen.whole}
