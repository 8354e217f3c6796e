"""An answer cut where its evidence begins and ends."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from coach.mapping.suggestion import Suggestion
from coach.reports.foreign import masked


def evidence_parts(answer: str, suggestions: Sequence[Suggestion]) -> Iterator[tuple[str, bool, tuple[str, ...]]]:
    """Yield each part of an answer: its text, whether it is evidence, and the refs whose evidence ends with it."""
    spans = [(each.start, each.end, suggestion.ref) for suggestion in suggestions for each in suggestion.evidence]
    shown = masked(answer)
    for here, there in pairwise(sorted({0, len(shown), *(edge for start, end, _ in spans for edge in (start, end))})):
        under = any(start <= here and there <= end for start, end, _ in spans)
        yield shown[here:there], under, tuple(dict.fromkeys(ref for _, end, ref in spans if end == there))
