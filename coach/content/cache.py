"""Typed content kept ready under the hash of its file, so that YAML is read once for each change of it."""

import contextlib
import os
import tempfile
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

from coach import __version__, paths
from coach.content.convert import convert
from coach.content.yaml_source import read_yaml

T = TypeVar("T")


def cached(path: Path, type_: type[T]) -> T:
    """Return a YAML file as the type, from the cache where the file has not changed.

    Raises RefusedError as `convert` does. A cache that cannot be read or written is passed over.
    """
    try:
        digest = blake2b(path.read_bytes(), digest_size=16, person=__version__.encode()[:16]).hexdigest()
    except OSError:
        return convert(read_yaml(path), type_)
    kept = paths.cache_home() / "content" / f"{type_.__name__}-{digest}.msgpack"
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        return msgspec.msgpack.decode(kept.read_bytes(), type=type_)
    value = convert(read_yaml(path), type_)
    with contextlib.suppress(OSError):
        _write(kept, msgspec.msgpack.encode(value))
    return value


def _write(path: Path, data: bytes) -> None:
    """Write through a temporary file, so that a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
