"""How work is timed: medians, and percentiles where it is the slow ones that are felt."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence

RUNS = 7


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    return statistics.median(seconds(work) for _ in range(runs))


def seconds_each(work: Callable[[str], object], texts: Sequence[str], before: Callable[[], object]) -> float:
    """The mean over texts, for each the fastest of some runs; `before` each, untimed, what was kept is forgotten."""
    return statistics.mean(min(_once(work, text, before) for _ in range(RUNS)) for text in texts)


def _once(work: Callable[[str], object], text: str, before: Callable[[], object]) -> float:
    before()
    return seconds(lambda: work(text))


def percentile(times: Iterable[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
