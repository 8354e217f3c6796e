"""Stores as each released step of the schema left them, kept as SQL with rows in every table.

For a new step: fill a store of it, then `python -m tests.store.released STORE > tests/store/fixtures/STEP.sql`.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"


def released(step: str, file: Path) -> Path:
    """Write the store that a released step left, and return its file."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((FIXTURES / f"{step}.sql").read_text(encoding="utf-8"))
    return file


if __name__ == "__main__":
    with closing(sqlite3.connect(sys.argv[1])) as store:
        print("\n".join(store.iterdump()))
