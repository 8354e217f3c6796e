"""Files that other programs made or will read: never more than a limit, in whichever encoding they were saved."""

import codecs
import contextlib
import os
import tempfile
from pathlib import Path

from coach.errors import ContentError, UsageError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


def read_outside(path: Path, limit: int) -> bytes:
    """Return a file's bytes. Raises ContentError where it cannot be read or has more than the limit."""
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not one"
        raise ContentError(f"{path} cannot be read: {reason}.", "Check its name, its folder and permissions.") from None
    if len(raw) > limit:
        raise ContentError(f"{path} has more than {limit:,} bytes, the most that is read.", "Split it.")
    return raw


def decoded(raw: bytes) -> tuple[str, str]:
    """Return the text of a file, and a note where its encoding had to be guessed.

    Raises ContentError for bytes that are no text.
    """
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], codec, name), ""
    if unmarked := _unmarked_utf_16(raw):
        return _strictly(raw, unmarked, "UTF-16"), ""
    with contextlib.suppress(UnicodeDecodeError):
        return raw.decode("utf-8"), ""
    text = _strictly(raw, "cp1252", "UTF-8 nor Windows-1252")
    return text, "The file is not UTF-8, so it was read as Windows-1252; check names with accents."


def write_outside(path: Path, content: bytes, *, force: bool = False, private: bool = False) -> None:
    """Write a file whole or not at all, a `private` one for nobody else to read.

    Raises UsageError where one is there already, unless forced, and where none can be written.
    """
    scratch = ""
    try:
        if path.is_symlink() or path.exists():
            if not force:
                raise UsageError(f"{path} is there already.", "Name another file, or add --force to write over it.")
            path = path.resolve()
            if not path.is_file():
                raise UsageError(f"{path} is no ordinary file.", "Name another place.")
        handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=".coach-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if not private:
            umask = os.umask(0)
            os.umask(umask)
            Path(scratch).chmod(0o666 & ~umask)
        Path(scratch).replace(path)
    except (OSError, ValueError) as error:
        if scratch:
            Path(scratch).unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or "its name is not one"
        raise UsageError(f"{path} cannot be written: {reason}.", "Name a place you may write to.") from None


def _strictly(raw: bytes, codec: str, name: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        neither = "neither " if " nor " in name else "not "
        raise ContentError(f"The file is {neither}{name} text.", "Save it again as UTF-8.") from None


def _unmarked_utf_16(raw: bytes) -> str | None:
    """Return the codec of UTF-16 without its mark, told by the empty halves of its first two letters."""
    empty = [byte == 0 for byte in raw[:4]]
    if empty == [False, True, False, True]:
        return "utf-16-le"
    return "utf-16-be" if empty == [True, False, True, False] else None
