"""Which of several wordings is said: by seed, in turn, never the same twice running."""

from collections.abc import Sequence
from hashlib import blake2b


def wording(says: Sequence[str], seed: int, pool: str, used: int) -> str:
    """Return the wording for the next use of a pool that was used so many times."""
    start = int.from_bytes(blake2b(f"{seed}:{pool}".encode(), digest_size=4).digest())
    return says[(start + used) % len(says)]
