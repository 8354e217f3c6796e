"""Comments a trainer can start from, by the mark they go with."""

from typing import Literal

import msgspec


class Comments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of ready comments."""

    kind: Literal["comments"]
    passed: tuple[str, ...] = ()
    attempted: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
