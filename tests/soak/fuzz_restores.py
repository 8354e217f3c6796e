"""Backups with bytes overwritten: what is put back is sound, or refused with the store as it was."""

import random
import time
from datetime import UTC, datetime
from pathlib import Path

from coach.errors import CoachError
from coach.store import backup
from coach.store.backup import BEFORE_RESTORE
from tests.durability.damage import harm, prepared


def tries(chance: random.Random, folder: Path, until: float) -> int:
    """Restore harmed backups over and over."""
    place = folder / "restored"
    place.mkdir()
    store, harmed = place / "coach.db", place / "harmed.db"
    whole = prepared(store)
    tried = 0
    while time.monotonic() < until:
        harmed.write_bytes(harm(whole, chance))
        before = store.read_bytes()
        try:
            backup.put_back(harmed, store, datetime.now(UTC))
        except CoachError:
            assert store.read_bytes() == before
        else:
            assert backup.look(store).complaints == ()
        for kept in backup.folder_of(store).glob(f"{BEFORE_RESTORE}*"):
            kept.unlink()
        tried += 1
    return tried
