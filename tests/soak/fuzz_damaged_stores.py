"""Stores with bytes overwritten or their end cut off: all that is done with them ends well or with a sentence."""

import random
import shutil
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
        shutil.rmtree(place)
        place.mkdir()
        (place / "coach.db").write_bytes(harm(whole, chance))
        use(place / "coach.db")
        tried += 1
    return tried
