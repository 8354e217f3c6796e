"""Words that the store did not take: put into a file beside it, and taken up again when it can be written."""

import contextlib
import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from coach import paths
from coach.errors import RescuedError, StoreError

LONGEST = 4_000_000
"""Bytes that are read of such a file."""
WAITING, HALF_WRITTEN = ".txt", ".half"
"""How the files end: words the store refused, and words in a window that is not closed yet."""
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


class Unsent:
    """The words of one session that lie in files, each for its owner alone; ids and numbers name them, no people."""

    def __init__(self, session_id: str) -> None:
        self._session_id = session_id
        self._lying: set[int] = set()

    @contextlib.contextmanager
    def rescuing(self, question: int, text: str) -> Iterator[None]:
        """Write words to a file where the store does not take them.

        Raises RescuedError saying where they are, or what the store said where no file can be written either.
        """
        try:
            yield
        except StoreError as error:
            if file := self._put(question, text):
                hint = f"Your words are safe in {file}; coach takes them up again."
                raise RescuedError(error.message, hint) from error
            raise
        self.forget(question)

    def taken_up(self, question: int) -> str:
        """Return the words that lie in a file, or an empty text."""
        for file in self._files(question):
            if text := read_own(file):
                self._lying.add(question)
                return text
        return ""

    def forget(self, question: int) -> None:
        """Take a file away, now that the store holds what came of its words."""
        if question in self._lying:
            for file in self._files(question):
                with contextlib.suppress(OSError):
                    file.unlink(missing_ok=True)
            self._lying.discard(question)

    def _put(self, question: int, text: str) -> Path | None:
        for file in self._files(question):
            with contextlib.suppress(OSError):
                write_own(file, text)
                self._lying.add(question)
                return file
        return None

    def _files(self, question: int) -> tuple[Path, ...]:
        return tuple(folder / f"{self._session_id}-{question}{WAITING}" for folder in paths.unsent_folders())


def lying() -> tuple[Path, ...]:
    """Return every file with words that wait to be taken up."""
    return _all(WAITING)


def forget_sessions(session_ids: Collection[str]) -> None:
    """Take away every file with words of some sessions, as when their records are erased. Raises StoreError."""
    for file in _all(WAITING) + _all(HALF_WRITTEN):
        if any(file.name.startswith(f"{id_}-") for id_ in session_ids):
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise StoreError(f"{file} cannot be deleted.", "Delete it, then try again.") from error


def _all(ending: str) -> tuple[Path, ...]:
    folders = [folder for folder in paths.unsent_folders() if _ours(folder)]
    return tuple(file for folder in folders for file in sorted(folder.glob(f"*{ending}")))


def write_own(file: Path, text: str) -> None:
    """Write a file whole, for its owner alone. Raises OSError, in a folder of somebody else's too."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _ours(file.parent):
        raise PermissionError(f"{file.parent} is somebody else's")
    scratch = file.with_name(f"{file.name}.partial")
    handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_LINKS, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(text.encode("utf-8", "replace"))
        out.flush()
        os.fsync(out.fileno())
    scratch.replace(file)


def read_own(file: Path) -> str:
    """Return what such a file holds, or an empty text where there is none that is one's own."""
    if not file.exists() or not _ours(file.parent):
        return ""
    with contextlib.suppress(OSError):
        handle = os.open(file, os.O_RDONLY | _NO_LINKS)
        with os.fdopen(handle, "rb") as words:
            return words.read(LONGEST).decode("utf-8", "replace")
    return ""


def _ours(folder: Path) -> bool:
    """Tell whether a folder is the user's own: in a folder for everybody another may have made it first."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == os.getuid())
