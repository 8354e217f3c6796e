"""The copies of a store that coach keeps beside it, and changing them as the store itself is changed."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coach.errors import StoreError
from coach.store.sqlite_store import BUSY_SECONDS, SqliteWriter, scrub
from coach.store.store import Store, Writer

Done = Literal["rewritten", "removed"]
_LOG_ENDINGS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that held what is gone now, and what was done to it."""

    path: Path
    done: Done


def change_copies(store: Store, change: Callable[[Writer], bool], words: Sequence[str]) -> tuple[Copy, ...]:
    """Make a change in every copy of a store's file that coach keeps, and scrub those it says it changed.

    A copy too damaged to be opened is removed where any of the words stand in its bytes: it can be neither changed
    nor restored. Raises StoreError for one that cannot be written.
    """
    found = []
    for path in _kept(store.file) if store.file else ():
        done = _change(path, change, [word.encode() for word in words])
        if done:
            found.append(Copy(path, done))
    return tuple(found)


def _kept(store: Path) -> Iterator[Path]:
    """Yield each copy in a folder of backups beside the store, and what one that was broken off left there."""
    for folder in sorted(store.resolve().parent.iterdir()):
        if folder.is_dir() and folder.name.endswith("backups"):
            yield from sorted(path for path in folder.rglob("*") if path.suffix in (".db", ".partial"))
    yield from sorted(store.resolve().parent.glob(".coach-*.partial"))


def _change(path: Path, change: Callable[[Writer], bool], words: Sequence[bytes]) -> Done | None:
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            changed = bool(_is_store(connection)) and change(SqliteWriter(connection))
            connection.execute("COMMIT" if changed else "ROLLBACK")
        if changed:
            scrub(path)
        return "rewritten" if changed else None
    except sqlite3.OperationalError as error:
        raise _kept_back(path, "changed") from error
    except sqlite3.DatabaseError:
        return _remove(path) if any(word in path.read_bytes() for word in words) else None


def _is_store(connection: sqlite3.Connection) -> object:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()


def _remove(path: Path) -> Done:
    try:
        path.unlink()
        for ending in _LOG_ENDINGS:
            Path(f"{path}{ending}").unlink(missing_ok=True)
    except OSError as error:
        raise _kept_back(path, "removed") from error
    return "removed"


def _kept_back(path: Path, what: str) -> StoreError:
    return StoreError(f"The copy {path} cannot be {what}.", "Make it writable or delete it, then try again.")
