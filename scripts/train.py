"""Make the mapper's weights from labelled answers, and say how it does on writers it has not seen.

    python scripts/train.py tests/data/answers/*.jsonl --fresh w1,w2 [--judge] [--output FILE]

Every file holds one labelled answer a line, as `coach evaluate` reads them. `--fresh` names the writers whose answers
nobody looked at while writing cues: the thresholds are chosen on theirs. `--judge` trains once more without each writer
in turn and prints the figures on that writer, the only ones worth quoting.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from coach import paths
from coach.content.library import STANDARD_IDS, Library
from coach.mapping.evaluate import Evaluation, LabelledAnswer, Suggest, decode, evaluate
from coach.mapping.lexicon import Lexicon
from coach.mapping.suggest import Mapper
from coach.mapping.suggestion import Suggestion
from coach.mapping.training import PRIOR, Criteria, train


def main() -> None:
    """Read the command line, train, write, and judge where asked to."""
    arguments = _arguments()
    library = Library()
    criteria = _criteria(library)
    items = _answers(arguments.answers, library.lexicon, criteria)
    fresh = set(filter(None, arguments.fresh.split(",")))
    weights = train(items, library.lexicon, criteria, PRIOR, fresh)
    weights = msgspec.structs.replace(weights, version=f"{len(items)} answers by {len({i.by for i in items})} writers")
    Path(arguments.output).write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1) + b"\n")
    print(f"{arguments.output}: {weights.version}", file=sys.stderr)
    if arguments.judge:
        _judge(items, library.lexicon, criteria, fresh)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", nargs="+", type=Path)
    parser.add_argument("--fresh", default="", metavar="WRITER,…")
    parser.add_argument("--judge", action="store_true")
    parser.add_argument("--output", default=paths.WEIGHTS, type=Path)
    return parser.parse_args()


def _criteria(library: Library) -> Criteria:
    return {
        (id_, method.id): {c.ref: str(c.level) for c in standard.criteria if c.method == method.id}
        for id_ in STANDARD_IDS
        for standard in [library.standard(id_)]
        for method in standard.methods
    }


def _answers(files: Sequence[Path], lexicon: Lexicon, criteria: Criteria) -> list[LabelledAnswer]:
    """The answers of every file to methods that the lexicon knows."""
    items = [item for file in files for item in decode(file.read_bytes().splitlines())]
    return [item for item in items if not lexicon.criteria.keys().isdisjoint(criteria[item.standard, item.method])]


def _judge(items: Sequence[LabelledAnswer], lexicon: Lexicon, criteria: Criteria, fresh: set[str]) -> None:
    print("| writer | answers | blind F1 | MAP | session F1 | MAP | targets only | waffle | stuffed | short |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for writer in sorted({item.by for item in items}):
        others = [item for item in items if item.by != writer]
        weights = train(others, lexicon, criteria, PRIOR, fresh - {writer})
        theirs = [item for item in items if item.by == writer]
        print(_row(writer, _evaluated(theirs, Mapper(lexicon, weights), criteria)), flush=True)


def _evaluated(items: Sequence[LabelledAnswer], mapper: Mapper, criteria: Criteria) -> Evaluation:
    def judged_by(work: Callable[..., Sequence[Suggestion]]) -> Suggest:
        def suggestions(item: LabelledAnswer, in_session: bool) -> Sequence[Suggestion]:
            known = {"targets": item.targets or (), "question": item.question} if in_session else {}
            return work(item.answer, criteria[item.standard, item.method], **known)

        return suggestions

    return evaluate(items, judged_by(mapper.suggest), judged_by(mapper.rank))


def _row(writer: str, found: Evaluation) -> str:
    figures = (
        found.blind.counts.f1,
        found.blind.mean_average_precision,
        found.session.counts.f1,
        found.session.mean_average_precision,
        found.targets_only.f1,
        *found.false_positives.values(),
    )
    return f"| {writer} | {found.blind.n} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |"


if __name__ == "__main__":
    main()
