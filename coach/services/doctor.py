"""Where the data is, whether it is sound, and what the terminal can do."""

import os
import platform
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from coach import __version__, paths
from coach.content.library import Library
from coach.content.record_zip import Colleague
from coach.errors import CoachError, ContentError, StoreError
from coach.services import backups, unsent
from coach.services.doctor_database import look_at
from coach.services.finding import Finding
from coach.services.record_check import check_record
from coach.services.sign_in import state_of_sign_in
from coach.services.workspace import Workspace
from coach.store.backup import Looked, folder_of, look
from coach.store.people import people
from coach.store.personal import colleagues_of, record_of
from coach.store.store import open_store
from coach.store.telling import PUT_BACK, damaged
from coach.store.versions import STEPS

LIBRARIES = ("argon2-cffi", "textual", "rapidfuzz", "PyYAML", "sqlite-utils", "msgspec", "click", "snowballstemmer")
LEAST_FREE = 200 * 2**20
"""Bytes of free space below which there may soon be none for the next answer."""
LARGEST_WAL = 64 * 2**20
DAYS_WITHOUT_BACKUP = 3


def examine(store: Path | str, library: Library, now: datetime) -> tuple[Finding, ...]:
    """Look at the store, its backups, the content, the versions and the terminal; nothing is made or changed."""
    about_store = look_at(store, library) if isinstance(store, str) else _store(store, library, now)
    return (*_versions(), *about_store, *_words_elsewhere(), *_content(library), *_terminal())


def damage(store: Path | None) -> CoachError | None:
    """Return what is wrong with a store's file, which may be why something else went wrong; None where it is whole."""
    try:
        if store is None or not store.is_file():
            return None
        return damaged(store) if look(store).complaints else _unreadable_record(store)
    except CoachError as error:
        return error


def _unreadable_record(store: Path) -> CoachError | None:
    """Look through the tables and every apprentice's record for what no coach wrote.

    A changed letter breaks no page of the file.
    """
    library = Library()
    with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder) / "new.db")) as new:
        as_made = new.columns()
    with closing(open_store(store)) as opened:
        if opened.columns() != as_made:
            return damaged(store)
        for person in people(opened):
            if person.role != "apprentice":
                continue
            record = record_of(opened, person.id)
            try:
                check_record(library, record, [Colleague(**row) for row in colleagues_of(opened, record)])
            except ContentError as error:
                return StoreError(f"A record in the store cannot be: {error.message}", PUT_BACK)
    return None


def _versions() -> Iterator[Finding]:
    yield Finding("coach", __version__)
    yield Finding("python", platform.python_version())
    yield from (Finding(library, version(library)) for library in LIBRARIES)


def _store(store: Path, library: Library, now: datetime) -> Iterator[Finding]:
    yield Finding("store", str(store))
    looked = None
    if store.exists():
        before_looking = (_log_of_late_writes(store), _permissions("store permissions", [store, *_beside(store)]))
        looked, findings = _integrity(store)
        yield from findings
        yield Finding("store size", f"{store.stat().st_size:,} bytes")
        yield from before_looking
        yield _folder(store.parent)
        if looked is not None and not looked.complaints and looked.steps[-1] == STEPS[-1]:
            yield _sign_in(store, library)
    else:
        yield Finding("store integrity", "not made yet")
    yield _free_space(store)
    yield _last_backup(store, looked, now)
    yield _permissions("backup permissions", backups.every_backup(store))
    yield Finding("backups", str(folder_of(store)))


def _words_elsewhere() -> Iterator[Finding]:
    log = paths.log_file()
    yield Finding("log", str(log) if log.exists() else f"{log}, empty")
    lying = unsent.lying()
    yield Finding(
        "words not in the store",
        ", ".join(map(str, lying)) or "none",
        "open that session again, and they are taken up" if lying else "",
    )


def _integrity(store: Path) -> tuple[Looked | None, list[Finding]]:
    put_back = "close coach and put a backup in its place: coach restore FILE"
    try:
        looked = look(store)
    except CoachError as error:
        return None, [Finding("store integrity", error.message.rstrip("."), (error.hint or put_back).rstrip("."))]
    wrong = looked.complaints
    shown = "; ".join([*wrong[:3], *([f"and {len(wrong) - 3} more"] if len(wrong) > 3 else [])])
    newest = looked.steps[-1]
    is_newest = "the newest" if newest == STEPS[-1] else "older; it is brought up to date, after a copy, when opened"
    counted = sum(count for table, count in looked.rows.items() if not table.startswith("_"))
    return looked, [
        Finding("store integrity", shown or "ok", put_back if wrong else ""),
        Finding("store schema", f"{newest}, {is_newest}"),
        Finding("store rows", f"{counted:,}"),
    ]


def _sign_in(store: Path, library: Library) -> Finding:
    with closing(open_store(store)) as opened:
        return Finding("sign-in", state_of_sign_in(Workspace(opened, library)))


def _log_of_late_writes(store: Path) -> Finding:
    wal = Path(f"{store}-wal")
    size = wal.stat().st_size if wal.exists() else 0
    to_do = "close every coach on this store; the last to close tidies up" if size > LARGEST_WAL else ""
    return Finding("store WAL", f"{size:,} bytes", to_do)


def _beside(store: Path) -> list[Path]:
    return [path for ending in ("-wal", "-shm") if (path := Path(f"{store}{ending}")).exists()]


def _permissions(name: str, files: Sequence[Path]) -> Finding:
    """Look who may read some files: a group is somebody's choice, the whole machine is a mistake."""
    if not files:
        return Finding(name, "no files yet")
    modes = {file: stat.S_IMODE(file.stat().st_mode) for file in files}
    file = max(files, key=lambda each: (modes[each] & 0o007, modes[each] & 0o070))
    if not modes[file] & 0o077:
        return Finding(name, f"{modes[file]:03o}: yours alone")
    value = f"{modes[file]:03o}: others on this machine can read {file.name}"
    return Finding(name, value, f"make it yours alone: chmod 600 '{file}'" if modes[file] & 0o007 else "")


def _folder(folder: Path) -> Finding:
    if not os.access(folder, os.W_OK):
        return Finding("store folder", f"{folder} cannot be written", "give yourself the right to write there")
    return Finding("store folder", "can be written")


def _free_space(store: Path) -> Finding:
    place = store.parent
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    needed = max(LEAST_FREE, 3 * store.stat().st_size if store.exists() else 0)
    to_do = f"free some space: {needed // 2**20:,} MiB leave room for the next weeks" if free < needed else ""
    return Finding("free space", f"{free // 2**20:,} MiB", to_do)


def _last_backup(store: Path, looked: Looked | None, now: datetime) -> Finding:
    today = now.astimezone(UTC).date()
    made = backups.daily_backups(store)
    off = "" if backups.wanted() else f", switched off by {backups.SWITCH}"
    if made:
        days = max(0, (today - made[0].day).days)
        age = "today" if not days else f"{days} day{'s' if days > 1 else ''} ago"
        value = f"{made[0].path.name}, {age}; {len(made)} kept{off}"
    else:
        began = looked.made_at[:10] if looked else ""
        days = (today - datetime.fromisoformat(began).date()).days if began else 0
        value = f"none yet{off}"
    late = not off and looked is not None and days > DAYS_WITHOUT_BACKUP
    to_do = "make one now: coach backup FILE; the log may say why none was made"
    return Finding("last backup", value, to_do if late else "")


def _content(library: Library) -> Iterator[Finding]:
    yield Finding("question banks", str(paths.shipped("question_banks")))
    yield Finding("own question banks", str(paths.own_banks()))
    yield Finding("questions", str(sum(len(bank.questions) for bank in library.banks)))
    yield Finding("own role-plays", str(paths.own_scenarios()))
    yield Finding("role-plays", str(len(library.scenarios)))
    refused = "; ".join(str(found) for found in library.refused)
    yield Finding("refused files", refused or "none", "coach check FILE says what to mend" if refused else "")
    yield Finding("cache", str(paths.cache_home()))


def _terminal() -> Iterator[Finding]:
    size = shutil.get_terminal_size()
    colours = "no (NO_COLOR is set)" if os.environ.get("NO_COLOR") else os.environ.get("COLORTERM") or "basic"
    yield Finding("terminal", f"{size.columns}x{size.lines} {os.environ.get('TERM', 'unknown')}")
    yield Finding("colours", colours)
    yield Finding("encoding", sys.stdout.encoding or "unknown")
