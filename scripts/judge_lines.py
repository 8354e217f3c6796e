"""Print how well lines are recognised, writer by writer, by readers that were trained without the writer.

    python scripts/judge_lines.py FILE.jsonl

judges the shipped reader of what is said to the coach on labelled lines, and says how long a line takes.
"""

import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from coach.content.library import Library
from coach.recognise.intents import UNKNOWN, LineIntents
from coach.recognise.moves import LineMoves
from coach.recognise.spelling import plain
from coach.talk.understanding import Understood

_SAME_TOPIC = 0.5


class AskLine(msgspec.Struct, frozen=True):
    """A line said to the coach, with what it means."""

    id: str
    text: str
    intent: str
    slots: dict[str, str | int] = {}


def main(file: Path) -> None:
    """Judge the shipped reader on a file."""
    lines = [msgspec.json.decode(line, type=AskLine) for line in file.read_bytes().splitlines() if line.strip()]
    reader = Library().intent_reader
    judge_intents({file.stem: reader}, {file.stem: lines})
    began = time.perf_counter()
    for line in lines:
        reader.understand(line.text)
    print(f"\n{(time.perf_counter() - began) * 1000 / len(lines):.2f} ms a line")


def judge_intents(readers: Mapping[str, LineIntents], lines: Mapping[str, Sequence[Any]]) -> None:
    """Print accuracy, the three nearest, what is acted on, unknown and slots by writer, then every class."""
    print("| writer | lines | right | in three | acted on | right of those | unknown found | slots right |")
    print("|---|---|---|---|---|---|---|---|")
    every: list[tuple[Any, Understood]] = []
    for writer, reader in readers.items():
        found = [(line, reader.understand(line.text)) for line in lines[writer]]
        every += found
        print(_intent_row(writer, found))
    print(_intent_row("all", every))
    print()
    _classes(
        [({line.intent}, {understood.intent}) for line, understood in every], sorted({line.intent for line, _ in every})
    )


def _intent_row(writer: str, found: Sequence[tuple[Any, Understood]]) -> str:
    acted = [line.intent == understood.intent for line, understood in found if understood.sure]
    unknown = [understood.intent == UNKNOWN for line, understood in found if line.intent == UNKNOWN]
    figures = (
        _mean([line.intent == understood.intent for line, understood in found]),
        _mean([line.intent in understood.nearest for line, understood in found]),
        len(acted) / len(found),
        _mean(acted),
        _mean(unknown),
        _mean(
            [
                _same_slots(line.slots, understood.slots)
                for line, understood in found
                if line.intent == understood.intent
            ]
        ),
    )
    return f"| {writer} | {len(found)} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |"


def _same_slots(wanted: Mapping[str, str | int], found: Mapping[str, str | int]) -> bool:
    return wanted.keys() == found.keys() and all(_same(name, value, found[name]) for name, value in wanted.items())


def _same(name: str, wanted: str | int, found: str | int) -> bool:
    one, other = (set(plain(str(each)).replace("-", " ").split()) for each in (wanted, found))
    return len(one & other) / len(one) >= _SAME_TOPIC if name == "topic" else one == other


def judge_moves(readers: Mapping[str, LineMoves], lines: Mapping[str, Sequence[Any]]) -> None:
    """Print micro precision, recall and F1 by writer, then every move."""
    print("| writer | lines | F1 | precision | recall | lines wholly right |")
    print("|---|---|---|---|---|---|")
    every: list[tuple[set[str], set[str]]] = []
    for writer, reader in readers.items():
        found = [(set(line.moves), set(reader.moves_of(line.text, line.customer))) for line in lines[writer]]
        every += found
        print(_move_row(writer, found))
    print(_move_row("all", every))
    print()
    _classes(every, sorted({name for wanted, _ in every for name in wanted}))


def _move_row(writer: str, found: Sequence[tuple[set[str], set[str]]]) -> str:
    right = sum(len(wanted & got) for wanted, got in found)
    wanted, got = sum(len(each) for each, _ in found), sum(len(each) for _, each in found)
    whole = _mean([one == other for one, other in found])
    figures = (2 * right / max(1, wanted + got), right / max(1, got), right / max(1, wanted), whole)
    return f"| {writer} | {len(found)} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |"


def _classes(found: Sequence[tuple[set[str], set[str]]], names: Sequence[str]) -> None:
    print("| class | lines | F1 | precision | recall | taken for it |")
    print("|---|---|---|---|---|---|")
    for name in names:
        right = sum(name in wanted and name in got for wanted, got in found)
        wanted, got = sum(name in each for each, _ in found), sum(name in each for _, each in found)
        wrong = Counter(each for want, have in found if name in have and name not in want for each in want)
        mixed = ", ".join(
            f"{each} {number}" for each, number in sorted(wrong.items(), key=lambda item: (-item[1], item[0]))[:3]
        )
        print(
            f"| {name} | {wanted} | {2 * right / max(1, wanted + got):.2f} | {right / max(1, got):.2f} "
            f"| {right / max(1, wanted):.2f} | {mixed} |"
        )


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    main(Path(sys.argv[1]))
