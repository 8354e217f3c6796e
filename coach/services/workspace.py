"""What every use case works with: the store, the content, the time and chance."""

import secrets
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
from coach.store.store import Store

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


@dataclass
class Workspace:
    """The store and content in use, and where time, seeds and ids come from."""

    store: Store
    library: Library = field(default_factory=Library)
    now: Callable[[], datetime] = utc_now
    reading: Callable[[], float] = time.monotonic
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


def open_workspace(store_file: Path | None = None, banks: tuple[Path, ...] = ()) -> Workspace:
    """Open the store and the content. Raises StoreError in one sentence."""
    return Workspace(Store(store_file or paths.store_file()), Library(banks))
