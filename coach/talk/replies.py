"""The coach's words: several wordings for each thing it says, never the same twice in a row."""

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Literal

import msgspec

_PLACE = re.compile(r"\{([a-z_]+)\}")


class Replies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Wordings by what they say; `{name}` is filled in."""

    kind: Literal["replies"]
    says: Mapping[str, tuple[str, ...]]


class Wordings:
    """Chooses a wording by seed and turn, another one than the last time the same thing was said."""

    def __init__(self, replies: Replies, seed: int) -> None:
        self._replies = replies
        self._seed = seed
        self._last: dict[str, int] = {}
        self._said = 0

    def say(self, key: str, **values: object) -> str:
        """Return one wording of what a key says, its places filled. Raises KeyError for a key that has none."""
        wordings = self._replies.says[key]
        self._said += 1
        digest = blake2b(f"{self._seed}:{key}:{self._said}".encode(), digest_size=4).digest()
        place = int.from_bytes(digest) % len(wordings)
        if len(wordings) > 1 and place == self._last.get(key):
            place = (place + 1) % len(wordings)
        self._last[key] = place
        return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), wordings[place])
