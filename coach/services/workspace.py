"""What every use case works with: the store, the content, the time and chance."""

import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coach import paths
from coach.content.library import Library
from coach.services.passphrases import USUAL, Hashing
from coach.store.store import Address, Store, open_store

if TYPE_CHECKING:
    from coach.mapping.suggest import Mapper

_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"


def utc_now() -> datetime:
    """Return the time of day in UTC."""
    return datetime.now(UTC)


def random_seed() -> int:
    """Return a seed nobody chose."""
    return secrets.randbelow(1_000_000)


def random_id() -> str:
    """Return a short id that is easy to read out."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


def seconds_asleep() -> float:
    """Return how long this machine slept since it was switched on, where the system tells: no reading counts that."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC) - time.monotonic()
    return 0.0


@dataclass
class Workspace:
    """The store and content in use, and where time, seeds and ids come from."""

    store: Store
    library: Library = field(default_factory=Library)
    now: Callable[[], datetime] = utc_now
    reading: Callable[[], float] = time.monotonic
    asleep: Callable[[], float] = seconds_asleep
    new_seed: Callable[[], int] = random_seed
    new_id: Callable[[], str] = random_id
    hashing: Hashing = USUAL

    def timestamp(self) -> str:
        """Return the time of day as ISO 8601 UTC."""
        return in_iso(self.now())

    @cached_property
    def mapper(self) -> "Mapper":
        """The mapper, made when first asked for."""
        return self.library.mapper


def in_iso(moment: datetime) -> str:
    """Write a moment as ISO 8601 UTC to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_workspace(store: Address | None = None, banks: tuple[Path, ...] = ()) -> Workspace:
    """Open the store and the content. Raises StoreError in one sentence."""
    return Workspace(open_store(store or paths.store_address()), Library(banks))
