"""Print how fast coach is, side by side with peers that do the same kind of work. Run with: make bench."""

import sys

import cohort
import mapping
import screens
from timing import RUNS


def main() -> None:
    print(f"Python {sys.version.split()[0]}, medians of {RUNS} runs or more")
    screens.first_frame()
    screens.big_draw()
    mapping.report()
    cohort.grid_curve()


if __name__ == "__main__":
    main()
