"""Make the weights that moves and intents are recognised by, and say how well that goes on writers unseen.

    python scripts/train_lines.py tests/data [--judge]

Every file of tests/data/ask and tests/data/moves is by one writer, but for m-mixed, which is always trained on and never
judged. Each other writer's lines are judged by weights trained without them: the only figures worth quoting. Thresholds
and the chance of being right are chosen on the same.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from judge_lines import judge_intents, judge_moves
from line_training import INTENTS, MOVES, Recipe, surety, thresholds, train

from coach import paths
from coach.content.library import Library
from coach.recognise.intents import LineIntents
from coach.recognise.model import Counted, LineModel
from coach.recognise.moves import LineMoves

_ALWAYS = "m-mixed"
_PRECISION = 0.93
"""Share of the intents acted on without asking back that should be right."""


class Line(msgspec.Struct, frozen=True):
    """A labelled line, of either kind."""

    id: str
    text: str
    intent: str = ""
    slots: dict[str, str | int] = {}
    customer: str = ""
    moves: tuple[str, ...] = ()


def main() -> None:
    """Read the command line, train, write, and judge where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--judge", action="store_true")
    parser.add_argument("--only", choices=("ask", "moves"))
    arguments = parser.parse_args()
    library = Library()
    if arguments.only != "moves":
        _intents(library, _read(arguments.data / "ask"), arguments.judge)
    if arguments.only != "ask":
        _moves(library, _read(arguments.data / "moves"), arguments.judge)


def _read(folder: Path) -> Mapping[str, Sequence[Line]]:
    return {
        file.stem: [msgspec.json.decode(line, type=Line) for line in file.read_bytes().splitlines() if line.strip()]
        for file in sorted(folder.glob("*.jsonl"))
    }


def _intents(library: Library, lines: Mapping[str, Sequence[Line]], judge: bool) -> None:
    book = library.cue_book("intents")
    classes = tuple(book.classes)
    reader = LineIntents(book, _empty(classes), library.glossary_names, library.refs)
    counted = {writer: [reader.counted(reader.read(line.text)) for line in theirs] for writer, theirs in lines.items()}
    labels = {writer: [(line.intent,) for line in theirs] for writer, theirs in lines.items()}
    unseen = _without_each(counted, labels, classes, INTENTS)
    signs, right = [], []
    for writer, model in unseen.items():
        for features, label in zip(counted[writer], labels[writer], strict=True):
            scores = sorted(model.scores(features), reverse=True)
            best = classes[int(np.argmax(model.scores(features)))]
            signs.append([scores[0], scores[0] - scores[1], model.known_share(features["words"], "words")])
            right.append(best == label[0])
    sure = surety(np.array(signs), np.array(right), _PRECISION)
    model = msgspec.structs.replace(_on_all(counted, labels, classes, INTENTS), surety=sure)
    _write(model, paths.INTENT_WEIGHTS)
    if judge:
        readers = {
            writer: LineIntents(book, msgspec.structs.replace(model, surety=sure), library.glossary_names, library.refs)
            for writer, model in unseen.items()
        }
        judge_intents(readers, lines)


def _moves(library: Library, lines: Mapping[str, Sequence[Line]], judge: bool) -> None:
    book = library.cue_book("moves")
    classes = tuple(book.classes)
    reader = LineMoves(book, _empty(classes))
    counted = {writer: [reader.counted(line.text, line.customer) for line in theirs] for writer, theirs in lines.items()}
    labels = {writer: [line.moves for line in theirs] for writer, theirs in lines.items()}
    unseen = _without_each(counted, labels, classes, MOVES)
    scores = {writer: np.array([model.scores(each) for each in counted[writer]]) for writer, model in unseen.items()}
    wanted = {writer: np.array([[c in label for c in classes] for label in labels[writer]]) for writer in unseen}

    def chosen(writers: Sequence[str]) -> tuple[float, ...]:
        return thresholds(np.vstack([scores[w] for w in writers]), np.vstack([wanted[w] for w in writers]))

    model = msgspec.structs.replace(_on_all(counted, labels, classes, MOVES), thresholds=chosen(list(unseen)))
    _write(model, paths.MOVE_WEIGHTS)
    if judge:
        readers = {}
        for writer, without in unseen.items():
            others = [each for each in unseen if each != writer]
            readers[writer] = LineMoves(book, msgspec.structs.replace(without, thresholds=chosen(others)))
        judge_moves(readers, lines)


def _without_each(
    counted: Mapping[str, Sequence[Counted]],
    labels: Mapping[str, Sequence[Sequence[str]]],
    classes: Sequence[str],
    recipe: Recipe,
) -> Mapping[str, LineModel]:
    """A model for each writer, trained on everybody else's lines."""
    return {
        writer: train(
            [line for each, theirs in counted.items() if each != writer for line in theirs],
            [label for each, theirs in labels.items() if each != writer for label in theirs],
            classes,
            recipe,
        )
        for writer in counted
        if writer != _ALWAYS
    }


def _on_all(
    counted: Mapping[str, Sequence[Counted]],
    labels: Mapping[str, Sequence[Sequence[str]]],
    classes: Sequence[str],
    recipe: Recipe,
) -> LineModel:
    model = train(
        [line for theirs in counted.values() for line in theirs],
        [label for theirs in labels.values() for label in theirs],
        classes,
        recipe,
    )
    return msgspec.structs.replace(model, version=f"{model.lines} lines by {len(counted)} writers")


def _empty(classes: tuple[str, ...]) -> LineModel:
    return LineModel("", 0, classes, {}, (0.0,) * len(classes), (0.0,) * len(classes))


def _write(model: LineModel, path: Path) -> None:
    path.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
    print(f"{path}: {model.version}, {path.stat().st_size // 1024} KB", file=sys.stderr)


if __name__ == "__main__":
    main()
