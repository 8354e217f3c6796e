"""What any bytes at all are thrown at: each takes them, or refuses them in one sentence, and loses nothing it took.

The suite tries some with hypothesis, `make soak` very many with a fuzzer that goes by the lines of coach they reach.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.hostile import files, said, shown

TARGETS: Mapping[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (
        said.answer,
        said.words_of_a_trainer,
        said.line_to_a_customer,
        said.line_to_the_coach,
        said.mapped,
        files.content_file,
        files.scenario_file,
        files.people_sheet,
        files.standard_file,
        files.record_file,
        shown.report,
        shown.name,
    )
}
_SEEDS = Path(__file__).parent / "seeds"
_OF_ITS_OWN = {
    "content_file": "content",
    "scenario_file": "content",
    "people_sheet": "people",
    "standard_file": "standard",
    "record_file": "record",
}


def seeds_of(target: str) -> Iterator[Path]:
    """Yield the files written by hand that a target's inputs grow from."""
    for folder in ("words", *filter(None, [_OF_ITS_OWN.get(target)])):
        yield from sorted((_SEEDS / folder).iterdir())
