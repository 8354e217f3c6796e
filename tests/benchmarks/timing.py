"""How work is timed: medians, and percentiles where it is the slow ones that are felt."""

import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

RUNS = 7


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    return statistics.median(seconds(work) for _ in range(runs))


def seconds_each(
    works: Mapping[str, Callable[[str], object]], texts: Sequence[str], before: Callable[[], object]
) -> dict[str, float]:
    """For each work the mean over texts of its fastest run.

    The works take turns, text by text, so that a busy machine slows all of them alike; `before` each run, untimed, what
    was kept is forgotten.
    """
    fastest: dict[str, list[float]] = {name: [] for name in works}
    for text in texts:
        for name, work in works.items():
            fastest[name].append(min(_once(work, text, before) for _ in range(RUNS)))
    return {name: statistics.mean(times) for name, times in fastest.items()}


def _once(work: Callable[[str], object], text: str, before: Callable[[], object]) -> float:
    before()
    return seconds(lambda: work(text))


def percentile(times: Iterable[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
