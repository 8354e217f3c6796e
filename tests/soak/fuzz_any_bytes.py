"""Any bytes at every door they come in by, under a fuzzer in a process of its own for each door."""

import os
import random
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from tests.hostile.targets import TARGETS
from tests.soak.guided import LONGEST_TRY

WEIGHT = 4
"""So many times the minutes of a module that says none."""
LONGEST_START = 120
_TRIED = re.compile(r"^stat::number_of_executed_units:\s*(\d+)", re.MULTILINE)


class FoundError(AssertionError):
    """An input did what no input may."""


def tries(chance: random.Random, folder: Path, until: float) -> int:
    """Fuzz every target, as many at once as there are processors; print how many inputs each was given."""
    if find_spec("atheris") is None:
        print("atheris is not installed here (it is for Linux on x86-64): no bytes were tried", flush=True)
        return 0
    at_once = min(len(TARGETS), os.cpu_count() or 1)
    seconds = max(1, int((until - time.monotonic()) * at_once / len(TARGETS)))
    seeds = {target: chance.randrange(1, 2**31) for target in TARGETS}
    with ThreadPoolExecutor(at_once) as pool:
        counts = pool.map(lambda target: _fuzzed(target, seconds, seeds[target], folder), TARGETS)
        found = dict(zip(TARGETS, counts, strict=True))
    for target, tried in found.items():
        print(f"  {target.replace('_', ' ')}: {tried:,}", flush=True)
    return sum(found.values())


def _fuzzed(target: str, seconds: int, seed: int, folder: Path) -> int:
    """Fuzz one target and return how many inputs it was given. Raises FoundError."""
    place, said = folder / "any-bytes", folder / f"{target}.log"
    command = [sys.executable, "-m", "tests.soak.guided", target, "--seconds", str(seconds), "--seed", str(seed)]
    with said.open("wb") as log:
        ended = subprocess.run(
            [*command, "--folder", str(place)],
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=LONGEST_START + seconds + 2 * LONGEST_TRY,
            check=False,
        )
    tried = _TRIED.search(said.read_text(encoding="utf-8", errors="replace"))
    if ended.returncode == 0 and tried:
        return int(tried[1])
    inputs = sorted(str(path) for path in place.glob(f"{target}-*")) or ["(none was kept)"]
    raise FoundError(
        f"{target} failed; what it said is in {said}, the input in {', '.join(inputs)}. "
        f"Repeat it with: python -m tests.soak.guided {target} --file INPUT"
    )
