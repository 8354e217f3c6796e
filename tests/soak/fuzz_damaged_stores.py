"""Stores with bytes overwritten or their end cut off: all that is done with them ends well or with a sentence."""

import random
import time
from pathlib import Path

from tests.durability.damage import harm, prepared, use


def tries(chance: random.Random, folder: Path, until: float) -> int:
    """Harm a store over and over and use it."""
    place = folder / "damaged"
    place.mkdir()
    whole = prepared(place / "whole.db")
    tried = 0
    while time.monotonic() < until:
        for path in place.iterdir():
            path.unlink()
        (place / "coach.db").write_bytes(harm(whole, chance))
        use(place / "coach.db")
        tried += 1
    return tried
