"""Typed content kept ready under the hash of its file, so that YAML is read once for each change of it."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

from coach import __version__, paths

T = TypeVar("T")


def cached(path: Path, type_: type[T]) -> T:
    """Return a YAML file as the type, from the cache where the file has not changed.

    Raises RefusedError as `convert` does. A cache that cannot be read or written is passed over.
    """

    def read() -> T:
        from coach.content.convert import convert
        from coach.content.yaml_source import read_yaml

        return convert(read_yaml(path), type_)

    return cached_from([path], type_, read)


def cached_from(files: Sequence[Path], type_: type[T], read: Callable[[], T]) -> T:
    """Return what is read from some files as the type, from the cache where none of them has changed."""
    try:
        digest = _digest(files)
    except OSError:
        return read()
    kept = paths.cache_home() / "content" / f"{type_.__name__}-{digest}.msgpack"
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        return msgspec.msgpack.decode(kept.read_bytes(), type=type_)
    value = read()
    with contextlib.suppress(OSError):
        _write(kept, msgspec.msgpack.encode(value))
    return value


def kept_bytes(files: Sequence[Path]) -> Callable[[str, Callable[[], bytes]], bytes]:
    """Return a way to keep bytes that are made of some files, under names of the maker's."""
    digest = _digest(files)

    def keep(name: str, make: Callable[[], bytes]) -> bytes:
        key = blake2b(f"{digest}:{name}".encode(), digest_size=16).hexdigest()
        kept = paths.cache_home() / "mapper" / key
        with contextlib.suppress(OSError):
            return kept.read_bytes()
        made = make()
        with contextlib.suppress(OSError):
            _write(kept, made)
        return made

    return keep


def _digest(files: Sequence[Path]) -> str:
    """Return the hash of this version of coach and of what the files hold. Raises OSError."""
    digest = blake2b(digest_size=16, person=__version__.encode()[:16])
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Write through a temporary file, so that a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
