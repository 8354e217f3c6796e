"""Having a store's file to oneself, so that another can take its place."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from coach.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows lets nobody replace a file that is open.
    fcntl = None  # type: ignore[assignment]

_FIRST_SHARED_BYTE, _SHARED_BYTES = 0x40000002, 510
"""The bytes that every open connection holds a shared lock on, by SQLite's file format."""


@contextlib.contextmanager
def alone(store: Path) -> Iterator[None]:
    """Hold off every other program; what the store's log of late writes holds goes into the file first.

    Raises StoreError where another program has the store open.
    """
    with contextlib.ExitStack() as stack:
        if store.exists():
            try:
                stack.enter_context(_of_sound(store))
            except sqlite3.DatabaseError as error:
                if "locked" in str(error):
                    raise _in_use(store) from error
                stack.enter_context(_of_damaged(store))
        yield


@contextlib.contextmanager
def _of_sound(store: Path) -> Iterator[None]:
    with closing(sqlite3.connect(store, timeout=0, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


@contextlib.contextmanager
def _of_damaged(store: Path) -> Iterator[None]:
    if fcntl is None:
        yield
        return
    handle = os.open(store, os.O_RDWR)
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_BYTES, _FIRST_SHARED_BYTE)
        yield
    except BlockingIOError as error:
        raise _in_use(store) from error
    finally:
        os.close(handle)


def _in_use(store: Path) -> StoreError:
    return StoreError(f"Another program has the store {store} open.", "Close every coach on it, then restore again.")
