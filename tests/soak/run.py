"""Kill, crowd and feed coach for a while, and print what it stood. Run with: make soak (SOAK_MINUTES=2 for less).

What is tried on inputs stands in modules beside this one, fuzz_*.py, each with a function
`tries(chance, folder, until) -> int`: it tries inputs until a monotonic reading, returns how many, and raises where
one of them does what no input may. A module with a WEIGHT gets so many times the minutes. SOAK_SEED repeats a run.
"""

import importlib
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.durability.kills import KilledInterview, KilledReview
from tests.durability.writers import crowd
from tests.durability.zygote import Zygote, zygote

MINUTES = 15.0
LEAST_KILLS = 200
KILLS_IN_ONE_STORE = 20
SHARE_OF_KILLS, SHARE_OF_WRITERS = 0.35, 0.25

Tries = Callable[[random.Random, Path, float], int]


def kill(programs: Zygote, folder: Path, chance: random.Random, until: float) -> tuple[int, int]:
    """Kill interviews and reviews until the time is over, 200 times at least; return how often, and what was kept."""
    kills = kept = 0
    while kills < LEAST_KILLS or time.monotonic() < until:
        file = folder / f"killed-{kills}.db"
        if chance.random() < 0.5:
            interview = KilledInterview(programs, file, chance)
            for _ in range(KILLS_IN_ONE_STORE):
                interview.once_more()
            interview.end()
            kept += len(interview.memory.acknowledged)
        else:
            review = KilledReview(programs, file, chance)
            for _ in range(KILLS_IN_ONE_STORE):
                review.once_more()
            review.end()
            kept += len(review.acknowledged)
        kills += KILLS_IN_ONE_STORE
    return kills, kept


def fuzzers() -> dict[str, tuple[Tries, int]]:
    """Return what tries inputs and its weight, by the name of its module."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("fuzz_*.py"))
    modules = {name.removeprefix("fuzz_"): importlib.import_module(f"tests.soak.{name}") for name in names}
    return {name: (module.tries, getattr(module, "WEIGHT", 1)) for name, module in modules.items()}


def main() -> None:
    """Spend the minutes, and leave with 1 where something was lost."""
    seconds = float(os.environ.get("SOAK_MINUTES", MINUTES)) * 60
    seed = int(os.environ.get("SOAK_SEED", random.SystemRandom().randrange(10**6)))
    chance, began = random.Random(seed), time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="coach-soak-"))
    os.environ |= {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")}
    os.environ["COACH_DAILY_BACKUP"] = "off"
    print(f"Soaking for {seconds / 60:g} minutes, seed {seed}, in {folder}", flush=True)
    try:
        with zygote(folder) as programs:
            kills, kept = kill(programs, folder, chance, began + SHARE_OF_KILLS * seconds)
            print(f"kills survived: {kills}, with {kept:,} acknowledged lines and marks; nothing lost", flush=True)
            minute = SHARE_OF_WRITERS * seconds
            written = crowd(programs, folder / "crowd.db", sittings=10**9, reviews=10**9, seconds=minute, seed=seed)
        print(
            f"writers at once: 8 for {minute:.0f} seconds, {written.acknowledged:,} writes acknowledged "
            f"({written.answers:,} answers, {written.marks:,} marks); nothing lost, nobody told of a lock",
            flush=True,
        )
        named = fuzzers()
        to_come = sum(weight for _, weight in named.values())
        for name, (tries, weight) in named.items():
            left = began + seconds - time.monotonic()
            tried = tries(chance, folder, time.monotonic() + max(1.0, left * weight / to_come))
            to_come -= weight
            print(f"inputs tried, {name.replace('_', ' ')}: {tried:,}", flush=True)
    except BaseException:
        print(f"FAILED with seed {seed}; the stores stay in {folder}", flush=True)
        raise
    shutil.rmtree(folder)
    print(f"Sound after {(time.monotonic() - began) / 60:.1f} minutes.")


if __name__ == "__main__":
    sys.exit(main())
