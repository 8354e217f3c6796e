"""Copies of a store: made while it is in use, checked whole, and put back in its place."""

import contextlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from coach.errors import StoreError, UsageError
from coach.store import steps
from coach.store.alone import alone
from coach.store.sqlite_store import BUSY_SECONDS
from coach.store.telling import damaged, told

BEFORE_UPDATE = "before-update"
BEFORE_RESTORE = "before-restore"
PARTIAL = ".partial"
_WAL_AND_INDEX = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a store's file, which nothing was changed in."""

    complaints: tuple[str, ...]
    """What SQLite says of broken pages and of rows that refer to none; empty for a sound file."""
    steps: tuple[str, ...]
    rows: Mapping[str, int]
    made_at: str
    """When its first step was applied (ISO 8601 UTC), empty where that is not known."""


def folder_of(store: Path) -> Path:
    """Return the folder beside a store where coach keeps copies of it."""
    return store.with_name(f"{store.name}-backups")


def make_folder(store: Path) -> Path:
    """Make that folder, for its owner alone, and return it. Raises StoreError."""
    folder = folder_of(store)
    with _written(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def look(path: Path) -> Looked:
    """Examine a file whole, without changing what is in it.

    Raises StoreError where it is no store, or one of a newer coach.
    """
    with told(path), closing(_to_read(path)) as connection:
        steps.refuse_foreign(connection, path)
        steps.refuse_newer(connection, path)
        if not (done := steps.applied(connection)):
            raise damaged(path)
        complaints = [str(said) for (said,) in connection.execute("PRAGMA integrity_check") if said != "ok"]
        complaints += [
            f"a row of {table} refers to none of {parent}"
            for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")
        ]
        (made_at,) = connection.execute("SELECT coalesce(min(applied_at), '') FROM _sqlite_migrations").fetchone()
        return Looked(tuple(complaints), tuple(sorted(done)), _counts(connection), made_at)


def copy(source: Path, target: Path, *, over: bool = False) -> Looked:
    """Copy a store, open or not, into one file that its owner alone may read; whole, checked, or not at all.

    Raises UsageError where the target is there already, unless `over`, and StoreError where either cannot be used.
    """
    if not source.is_file():
        raise StoreError(f"There is no store at {source} yet.", "Nothing was backed up.")
    if target.exists() and target.resolve() == source.resolve():
        raise UsageError(f"{target} is the store itself.", "Name another file.")
    if target.is_dir() or (target.exists() and not over):
        raise UsageError(f"{target} is there already.", "Name another file, or add --force to write over it.")
    with _scratch_in(target.parent) as scratch:
        found = _copied(source, scratch)
        with _written(target):
            _sync(scratch)
            _place(scratch, target, over=over)
            _sync(target.parent)
    return found


def before_update(store: Path, step: str) -> Path:
    """Copy a store of an older coach before a step of the schema changes it; return the copy."""
    try:
        kept = new_name(store, f"{BEFORE_UPDATE}-{step}", datetime.now(UTC))
        copy(store, kept)
    except (StoreError, UsageError) as error:
        hint = f"It stays as it was. What went wrong: {error}"
        raise StoreError("This store has to be copied before it is brought up to date.", hint) from error
    return kept


def new_name(store: Path, what: str, now: datetime) -> Path:
    """Return a dated name among a store's backups that nothing goes by, its folder made."""
    folder = make_folder(store)
    name, number = f"{what}-{now:%Y-%m-%d-%H%M%S}", 1
    while (path := folder / f"{name}{f'-{number}' if number > 1 else ''}.db").exists():
        number += 1
    return path


def put_back(backup: Path, store: Path, now: datetime) -> tuple[Looked, Path | None]:
    """Put a checked copy of a backup in the store's place; return what is in it, and where the old store is kept.

    Raises StoreError where the backup is damaged or newer, or another program has the store open; then nothing changed.
    """
    store = store.resolve()
    if store.exists() and backup.resolve() == store:
        raise UsageError(f"{backup} is the store itself.", "Name a backup.")
    if not backup.is_file():
        raise StoreError(f"There is no file {backup}.", "coach doctor says where the backups are.")
    with _written(store):
        store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _scratch_in(store.parent) as scratch:
        found = _copied(backup, scratch)
        with told(store):
            _sync(scratch)
            with alone(store):
                aside = _keep_aside(store, now) if store.exists() else None
                scratch.replace(store)
                _sync(store.parent)
    return found, aside


def _keep_aside(store: Path, now: datetime) -> Path:
    """Give the old store a second name, and take its log of late writes from the place of the new one."""
    aside = new_name(store, BEFORE_RESTORE, now)
    for ending in ("", *_WAL_AND_INDEX):
        part = Path(f"{store}{ending}")
        if part.exists():
            kept = Path(f"{aside}{ending}")
            _link(part, kept)
            kept.chmod(0o600)
    _sync(aside.parent)
    for ending in _WAL_AND_INDEX:
        Path(f"{store}{ending}").unlink(missing_ok=True)
    return aside


def _link(part: Path, kept: Path) -> None:
    try:
        kept.hardlink_to(part)
    except OSError:
        kept.touch(0o600)
        kept.write_bytes(part.read_bytes())
        _sync(kept)


def _to_read(path: Path) -> sqlite3.Connection:
    """Open a file that is there, on a disk that may not be written too; only one opened to write tidies its log up."""
    ways = ["mode=rw", "mode=ro"] + ([] if Path(f"{path}-wal").exists() else ["mode=ro&immutable=1"])
    while True:
        way = ways.pop(0)
        address = f"file:{quote(str(path.resolve()))}?{way}"
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
            return connection
        except sqlite3.OperationalError:
            connection.close()
            if not ways:
                raise
        except BaseException:
            connection.close()
            raise


def _copied(source: Path, scratch: Path) -> Looked:
    """Copy one moment of a store into an empty file; return what the copy holds once it is found whole."""
    rows = _copy_pages(source, scratch)
    try:
        found = look(scratch)
    except StoreError as error:
        raise StoreError(error.message.replace(str(scratch), str(source)), error.hint) from error
    if found.complaints:
        raise damaged(source)
    if found.rows != rows:
        raise StoreError(f"The copy of {source} is not whole.", "Try again; the store is as it was.")
    return found


def _copy_pages(source: Path, scratch: Path) -> Mapping[str, int]:
    """Copy one moment of the store into an empty file, and return how many rows each table had at that moment."""
    with told(source), closing(_to_read(source)) as live:
        live.execute("BEGIN")
        rows = _counts(live)
        with _written(scratch), closing(sqlite3.connect(scratch, isolation_level=None)) as target:
            target.execute("PRAGMA synchronous = OFF")
            live.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        return rows


def _counts(connection: sqlite3.Connection) -> Mapping[str, int]:
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    quoted = {name: name.replace('"', '""') for name in sorted(names)}
    return {name: connection.execute(f'SELECT count(*) FROM "{each}"').fetchone()[0] for name, each in quoted.items()}


def _clear_partial(folder: Path) -> None:
    """Take away copies that were never finished because a program was killed; those under way are left."""
    yesterday = time.time() - 86_400
    for path in folder.glob(f".coach-*{PARTIAL}*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < yesterday:
                path.unlink()


@contextlib.contextmanager
def _scratch_in(folder: Path) -> Iterator[Path]:
    """Yield an empty file for its owner alone, gone at the end unless it was given another name."""
    with _written(folder):
        _clear_partial(folder)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".coach-", suffix=PARTIAL)
        os.close(handle)
    try:
        yield Path(name)
    finally:
        for ending in ("", "-journal", *_WAL_AND_INDEX):
            Path(f"{name}{ending}").unlink(missing_ok=True)


@contextlib.contextmanager
def _written(target: Path) -> Iterator[None]:
    """Say in one sentence why a file cannot be written."""
    try:
        yield
    except FileExistsError:
        raise UsageError(f"{target} is there already.", "Name another file, or add --force to write over it.") from None
    except (OSError, sqlite3.OperationalError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StoreError(
            f"{target} cannot be written: {reason}.", "Name a place with room that you may write to."
        ) from error


def _place(scratch: Path, target: Path, *, over: bool) -> None:
    if over:
        scratch.replace(target)
        return
    try:
        target.hardlink_to(scratch)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError(target) from None
        scratch.rename(target)


def _sync(path: Path) -> None:
    """Have what was written to a file or a folder reach the disk."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
