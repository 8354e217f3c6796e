"""Make the weights that moves and intents are recognised by, and say how well that goes on writers unseen.

    python scripts/train_lines.py tests/data [--judge]

Every file of tests/data/ask and tests/data/moves is by one writer, but for m-mixed, which is always trained on and
never judged. Each other writer's lines are judged by weights trained without them: the only figures worth quoting.
Moves are trained on the lines of the scenarios' expectation files too, which count for a quarter: their authors pin the
moves a reply hangs on, and no others. These are judged by weights trained without their scenario.
Thresholds and the chance of being right are chosen on the same.
"""

import argparse
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from judge_lines import judge_intents, judge_moves
from line_training import INTENTS, MOVES, Recipe, surety, thresholds, train
from played_lines import played_lines

from coach import paths
from coach.content.library import Library
from coach.recognise.intents import LineIntents
from coach.recognise.model import Counted, LineModel
from coach.recognise.moves import LineMoves

_ALWAYS = "m-mixed"
_PRECISION = 0.95
"""Share of the intents acted on without asking back that should be right."""


_PLAYED = 0.25
"""How much a line of an expectation file counts beside a labelled one."""
_FOLDS = 7


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
    played = played_lines(library)
    counted = {
        writer: [reader.counted(line.text, line.customer) for line in theirs] for writer, theirs in lines.items()
    }
    labels = {writer: [line.moves for line in theirs] for writer, theirs in lines.items()}
    counted_played = [reader.counted(line.text, line.customer) for line in played]

    def fit(without: str = "", unseen: Collection[str] = ()) -> LineModel:
        writers = [each for each in lines if each != without]
        kept = [place for place, line in enumerate(played) if line.scenario not in unseen]
        every = [line for each in writers for line in counted[each]]
        named = [label for each in writers for label in labels[each]]
        return train(
            [*every, *(counted_played[place] for place in kept)],
            [*named, *(played[place].moves for place in kept)],
            classes,
            MOVES,
            [1.0] * len(every) + [_PLAYED] * len(kept),
        )

    unseen = {writer: fit(writer) for writer in lines if writer != _ALWAYS}
    scores = {writer: np.array([model.scores(each) for each in counted[writer]]) for writer, model in unseen.items()}
    wanted = {writer: np.array([[c in label for c in classes] for label in labels[writer]]) for writer in unseen}

    def chosen(writers: Sequence[str]) -> tuple[float, ...]:
        return thresholds(np.vstack([scores[w] for w in writers]), np.vstack([wanted[w] for w in writers]))

    full = fit()
    version = f"{full.lines} lines by {len(lines)} writers and of {len({line.scenario for line in played})} scenarios"
    _write(msgspec.structs.replace(full, version=version, thresholds=chosen(list(unseen))), paths.MOVE_WEIGHTS)
    if not judge:
        return
    readers = {}
    for writer, without in unseen.items():
        others = [each for each in unseen if each != writer]
        readers[writer] = LineMoves(book, msgspec.structs.replace(without, thresholds=chosen(others)))
    judge_moves(readers, lines)
    scenarios = sorted({line.scenario for line in played})
    folds = {f"scenarios {start + 1}": frozenset(scenarios[start::_FOLDS]) for start in range(_FOLDS)}
    cold = {
        name: LineMoves(book, msgspec.structs.replace(fit(unseen=fold), thresholds=chosen(list(unseen))))
        for name, fold in folds.items()
    }
    judge_moves(cold, {name: [line for line in played if line.scenario in fold] for name, fold in folds.items()})


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
