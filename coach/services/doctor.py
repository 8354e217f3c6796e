"""Where the data is, whether it is sound, and what the terminal can do."""

import os
import platform
import shutil
import stat
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from coach import __version__, paths
from coach.services.sign_in import state_of_sign_in
from coach.services.workspace import Workspace

LIBRARIES = ("argon2-cffi", "textual", "rapidfuzz", "PyYAML", "sqlite-utils", "msgspec", "click", "snowballstemmer")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    name: str
    value: str


def _permissions(path: Path) -> str:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return f"{mode:03o}: others on this machine can read it; make it yours alone with chmod 600"
    return f"{mode:03o}: yours alone"


def examine(ws: Workspace) -> tuple[Finding, ...]:
    """Look at the store, the content, the versions and the terminal."""
    integrity = ws.store.rows("PRAGMA integrity_check")
    sound = [str(next(iter(row.values()))) for row in integrity]
    size = shutil.get_terminal_size()
    colours = "no (NO_COLOR is set)" if os.environ.get("NO_COLOR") else os.environ.get("COLORTERM") or "basic"
    return (
        Finding("coach", __version__),
        Finding("python", platform.python_version()),
        *(Finding(library, version(library)) for library in LIBRARIES),
        Finding("store", str(ws.store.path)),
        Finding("store integrity", "; ".join(sound)),
        Finding("store size", f"{ws.store.path.stat().st_size:,} bytes"),
        Finding("store permissions", _permissions(ws.store.path)),
        Finding("sign-in", state_of_sign_in(ws)),
        Finding("free space", f"{shutil.disk_usage(ws.store.path.parent).free // 2**20:,} MiB"),
        Finding("question banks", str(paths.shipped("question_banks"))),
        Finding("own question banks", str(paths.own_banks())),
        Finding("questions", str(sum(len(bank.questions) for bank in ws.library.banks))),
        Finding("own role-plays", str(paths.own_scenarios())),
        Finding("role-plays", str(len(ws.library.scenarios))),
        Finding("refused files", "; ".join(str(found) for found in ws.library.refused) or "none"),
        Finding("cache", str(paths.cache_home())),
        Finding("terminal", f"{size.columns}x{size.lines} {os.environ.get('TERM', 'unknown')}"),
        Finding("colours", colours),
        Finding("encoding", sys.stdout.encoding or "unknown"),
    )
