"""Backups: made when asked for and once a day, kept for some weeks, put back in the store's place."""

import os
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from coach import log
from coach.errors import CoachError, UsageError
from coach.services.rights import Actor, require
from coach.store import backup
from coach.store.backup import BEFORE_RESTORE, BEFORE_UPDATE, Looked, folder_of

DAYS_KEPT = 7
"""Daily backups kept, the newest."""
WEEKS_KEPT = 4
"""Weeks before those of which the newest backup is kept."""
OTHERS_KEPT = 3
"""Copies kept from before an update, and from before a restore."""
SECONDS_AFTER_START = 3.0
"""How long the backup of the day waits, so that the first screen need not."""
SWITCH = "COACH_DAILY_BACKUP"
_DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that coach keeps beside the store."""

    path: Path
    day: date


def make(actor: Actor, store: Path, target: Path, *, over: bool = False) -> Looked:
    """Copy the store, open or not, into a checked file. Raises NotAllowedError, UsageError, StoreError."""
    require(actor, "copy")
    return backup.copy(store, target, over=over)


def restore(actor: Actor, store: Path, source: Path, now: datetime) -> tuple[Looked, Path | None]:
    """Put a checked copy of a backup in the store's place; return what is in it and where the old store is kept.

    Raises NotAllowedError, UsageError, and StoreError where the backup cannot be used or the store is open elsewhere.
    """
    require(actor, "replace")
    found, aside = backup.put_back(source, store, now)
    log.note("restored")
    _forget_old(store, BEFORE_RESTORE)
    return found, aside


def daily_backups(store: Path) -> tuple[Kept, ...]:
    """Return the backups of days, the newest first."""
    found = []
    for path in folder_of(store).glob(f"{_DAILY}-????-??-??.db"):
        try:
            found.append(Kept(path, date.fromisoformat(path.stem.removeprefix(f"{_DAILY}-"))))
        except ValueError:
            continue
    return tuple(sorted(found, key=lambda kept: kept.day, reverse=True))


def every_backup(store: Path) -> tuple[Path, ...]:
    """Return every copy of the store that coach keeps, by name; whoever erases a record has to mind them."""
    return tuple(sorted(path for path in folder_of(store).glob("*") if path.is_file()))


def wanted() -> bool:
    """Tell whether a backup is made each day."""
    return os.environ.get(SWITCH, "").casefold() not in ("off", "no", "0")


def daily(store: Path, today: date) -> Path | None:
    """Make the backup of the day where there is none yet and return it; a damaged store pushes no good copy out.

    Raises StoreError.
    """
    target = folder_of(store) / f"{_DAILY}-{today}.db"
    if target.exists() or not store.is_file():
        return None
    try:
        backup.make_folder(store)
        backup.copy(store, target)
    except UsageError:
        if target.exists():
            return None  # another program was quicker
        raise
    keep = days_to_keep({kept.day for kept in daily_backups(store)}, today)
    for kept in daily_backups(store):
        if kept.day not in keep:
            kept.path.unlink(missing_ok=True)
    _forget_old(store, BEFORE_UPDATE)
    return target


def days_to_keep(days: Collection[date], today: date) -> set[date]:
    """Return which days' backups stay: the newest seven, the newest of each of four weeks before, and today's."""
    newest = sorted(days, reverse=True)
    kept = {*newest[:DAYS_KEPT], *({today} & set(days))}
    weeks: dict[date, date] = {}
    for day in newest[DAYS_KEPT:]:
        weeks.setdefault(day - timedelta(days=day.weekday()), day)
    return kept | set(sorted(weeks.values(), reverse=True)[:WEEKS_KEPT])


class DailyBackup:
    """Makes the backup of the day on a thread of its own: some seconds after the start, or at an earlier end."""

    def __init__(self, store: Path, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._at_the_end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="daily-backup", daemon=True)
        self._error: CoachError | None = None

    def start(self) -> None:
        """Begin to wait, where one is wanted today."""
        if wanted() and not (folder_of(self._store) / f"{_DAILY}-{self._today()}.db").exists():
            self._thread.start()

    def finish(self) -> CoachError | None:
        """Have it made if it is not made yet; return what went wrong."""
        self._at_the_end.set()
        if self._thread.is_alive():
            self._thread.join()
        return self._error

    def _run(self) -> None:
        self._at_the_end.wait(SECONDS_AFTER_START)
        try:
            daily(self._store, self._today())
        except CoachError as error:
            log.trouble("daily backup", error)
            self._error = error
        except Exception as error:
            log.mistake(error)

    def _today(self) -> date:
        return self._now().astimezone(UTC).date()


def _forget_old(store: Path, what: str) -> None:
    """Keep the newest few copies from before an update or a restore, with what belongs to each."""
    found = sorted(folder_of(store).glob(f"{what}-*.db"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[OTHERS_KEPT:]:
        for part in folder_of(store).glob(f"{path.name}*"):
            part.unlink(missing_ok=True)
