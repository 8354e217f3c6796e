"""The log: what went wrong and where in the program, never what somebody wrote or is called."""

import contextlib
import os
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from coach import paths

LARGEST = 256 * 1024
"""Bytes after which a log is put aside and another begun."""
KEPT = 3
"""How many logs put aside are kept."""
_MOST_FRAMES = 40


def mistake(error: BaseException) -> Path | None:
    """Write down an error that nobody expected; return the log, or None where it cannot be written."""
    return note("mistake", *_in_lines(error))


def trouble(what: str, error: BaseException) -> Path | None:
    """Write down an error that the user was told of in words, by its kind and place alone."""
    return note(what, *_in_lines(error))


def note(what: str, *lines: str) -> Path | None:
    """Write an entry: when, what, and lines below it; return the log, or None where it cannot be written."""
    file = paths.log_file()
    entry = "\n  ".join((f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {what}", *lines))
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _put_aside_if_large(file)
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with contextlib.closing(os.fdopen(handle, "wb", buffering=0)) as log:
            log.write(f"{entry}\n".encode("utf-8", "replace"))
    except OSError:
        return None
    return file


def _put_aside_if_large(file: Path) -> None:
    if not file.exists() or file.stat().st_size < LARGEST:
        return
    with contextlib.suppress(FileNotFoundError):
        for number in range(KEPT, 1, -1):
            older = _aside(file, number - 1)
            if older.exists():
                older.replace(_aside(file, number))
        file.replace(_aside(file, 1))


def _aside(file: Path, number: int) -> Path:
    return file.with_name(f"{file.name}.{number}")


def _in_lines(error: BaseException) -> Iterator[str]:
    """Yield the kinds of an error and of what led to it, with their places; no message, since it may quote somebody."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield f"{type(one).__module__}.{type(one).__qualname__}".removeprefix("builtins.")
        frames = traceback.extract_tb(one.__traceback__)
        if len(frames) > _MOST_FRAMES:
            yield f"  … {len(frames) - _MOST_FRAMES} more"
        yield from (f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-_MOST_FRAMES:])
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _place(filename: str) -> str:
    """Return where a file stands in its package: the folders above it can hold the user's name."""
    path = Path(filename)
    for root in (paths.PACKAGE.parent, *(Path(entry) for entry in sys.path if entry)):
        with contextlib.suppress(ValueError):
            return path.relative_to(root).as_posix()
    return path.name
