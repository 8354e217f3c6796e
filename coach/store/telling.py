"""What SQLite and the system say about a store, told in one sentence."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from coach.errors import StoreError
from coach.store.store import DoesNotFitError

T = TypeVar("T")

PUT_BACK = "Put a backup in its place: coach restore FILE."
_SIGNS_OF_DAMAGE = ("malformed", "not a database", "could not decode", "no such table", "no such column")


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise into a StoreError of one sentence and what to do."""
    try:
        yield
    except (sqlite3.Error, DoesNotFitError, OSError, UnicodeError, MemoryError) as error:
        raise StoreError(*_in_words(path, error)) from error


def damaged(path: Path) -> StoreError:
    """Return the error of a file that is no store, or one no more."""
    return StoreError(f"The store {path} is damaged or not a store.", PUT_BACK)


def decoded(raw: str, type_: type[T]) -> T:
    """Return what a column holds as JSON. Raises StoreError where it was damaged."""
    try:
        return msgspec.json.decode(raw, type=type_)
    except (msgspec.DecodeError, TypeError) as error:
        raise StoreError("The store holds a record that is damaged.", PUT_BACK) from error


def _in_words(path: Path, error: Exception) -> tuple[str, str]:
    if isinstance(error, UnicodeEncodeError):
        return "This text holds half a character, which no file can keep.", "Type it again without that character."
    # A damaged length makes SQLite ask for more memory than there is.
    unreadable = isinstance(error, UnicodeDecodeError | MemoryError)
    said = "malformed" if unreadable else str(error).casefold()
    if "disk is full" in said or "no space left" in said:
        return "The disk is full, so this was not saved.", "Free some space; your text stays on screen."
    if "disk i/o" in said or "file too large" in said:
        return "The disk did not take this, so it was not saved.", "See that it is there and has room, then try again."
    if "readonly" in said or "read-only" in said or isinstance(error, PermissionError):
        return f"The store {path} cannot be written.", "Check the permissions of the file and its folder."
    if "locked" in said or "busy" in said:
        return "The store is busy with another program.", "Wait a moment and try again; nothing is lost."
    if any(sign in said for sign in _SIGNS_OF_DAMAGE):
        found = damaged(path)
        return found.message, found.hint
    if "unable to open" in said or isinstance(error, OSError):
        return f"The store {path} cannot be opened.", "Check that its folder exists and that you may write there."
    return f"The store {path} refused this: {error}.", "Run coach doctor."
