"""One target under a fuzzer that goes by the lines of coach an input reaches, or one input tried on it again.

Run with: python -m tests.soak.guided TARGET --file INPUT, which repeats what a soak found.
"""

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

LONGEST_INPUT = 4096
LONGEST_TRY = 60
"""Seconds; an input that takes longer is told as found."""


def main() -> None:
    """Try one input, or fuzz for some seconds; a finding is written into the folder and ends the process."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("target")
    arguments.add_argument("--file", type=Path)
    arguments.add_argument("--seconds", type=int, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--folder", type=Path, default=Path())
    wanted = arguments.parse_args()
    if wanted.file is None:
        _fuzz(wanted.target, wanted.seconds, wanted.seed, wanted.folder)
    else:
        from tests.hostile.targets import TARGETS

        TARGETS[wanted.target](wanted.file.read_bytes())
        print("Taken, or refused in a sentence.")


def _fuzz(target: str, seconds: int, seed: int, folder: Path) -> None:
    import atheris

    with atheris.instrument_imports(include=["coach"]):
        import coach

        for module in pkgutil.walk_packages(coach.__path__, "coach."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    from tests.hostile.targets import TARGETS, seeds_of

    corpus = folder / target
    corpus.mkdir(parents=True)
    for seed_file in seeds_of(target):
        (corpus / seed_file.name).write_bytes(seed_file.read_bytes())
    flags = {
        "max_total_time": seconds,
        "seed": seed,
        "max_len": LONGEST_INPUT,
        "timeout": LONGEST_TRY,
        "print_final_stats": 1,
        "artifact_prefix": f"{folder / target}-",
    }
    atheris.Setup([sys.argv[0], *(f"-{name}={value}" for name, value in flags.items()), str(corpus)], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
