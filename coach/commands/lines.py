"""A JSON object a line in, a JSON object a line out: streamed, in order."""

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click
import msgspec

from coach.errors import UsageError

T = TypeVar("T")


def read_lines(file: TextIO, type_: type[T]) -> Iterator[T]:
    """Yield each line that is not blank as the type. Raises UsageError with the file and the line's number."""
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            yield msgspec.json.decode(line, type=type_)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
            raise UsageError(f"{getattr(file, 'name', 'input')}:{number}: {error}.", "Mend the line.") from None


def write_lines(file: TextIO, type_: type[T], answer: Callable[[T], dict[str, Any]]) -> None:
    """Write what is answered to each line as soon as it is known."""
    for item in read_lines(file, type_):
        click.echo(json.dumps(answer(item), ensure_ascii=False, sort_keys=True))
        sys.stdout.flush()


@contextlib.contextmanager
def opened(name: str | None) -> Iterator[TextIO]:
    """Open a file by its name, or standard input for `-` and none. Raises UsageError where it cannot be read."""
    if name in (None, "-"):
        yield sys.stdin
        return
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(Path(str(name)).open(encoding="utf-8", errors="replace"))
        except OSError as error:
            raise UsageError(f"{name} cannot be read: {error.strerror}.", "Name a file that is there, or - .") from None
        yield file
