"""Words in a small window that are not saved yet: in a file until the window is closed, so that a kill costs none."""

import contextlib
from pathlib import Path

from coach import paths
from coach.services.rights import Actor
from coach.services.unsent import HALF_WRITTEN, read_own, write_own


class HalfWritten:
    """What one person is writing to one place of a session; the file's name holds ids and no names."""

    def __init__(self, actor: Actor, session_id: str, place: str) -> None:
        self._name = f"{session_id}-{actor.id}.{place}".replace("/", "_") + HALF_WRITTEN

    def taken_up(self) -> str:
        """Return what was being written when coach last ended, or an empty text."""
        return next((text for file in self._files() if (text := read_own(file))), "")

    def keep(self, text: str) -> None:
        """Write down what stands in the window; where no file can be written it stays in the window alone."""
        for file in self._files():
            with contextlib.suppress(OSError):
                write_own(file, text)
                return

    def forget(self) -> None:
        """Take the file away, since the window was closed with its words saved or given up."""
        for file in self._files():
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)

    def _files(self) -> tuple[Path, ...]:
        return tuple(folder / self._name for folder in paths.unsent_folders())
