"""A record that was taken out of a store, read from its ZIP; the file may come from anywhere and hold anything."""

import json
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec

from coach.content.outside_file import read_outside
from coach.content.people_csv import shortened
from coach.errors import ContentError
from coach.reports.foreign import one_line
from coach.reports.record import CSV_FOLDER, FORMAT, HTML_NAME, JSON_NAME, VERSION

LARGEST_FILE = 64 * 2**20
LARGEST_UNPACKED = 128 * 2**20
MOST_ENTRIES = 64
HIGHEST_RATIO = 100
"""How many times its packed size an entry may have, once it is larger than `NEVER_A_BOMB` bytes."""
NEVER_A_BOMB = 16 * 2**20
LONGEST_TEXT = 4_000_000
MAKE_ANOTHER = "Take the record out again with coach export."

_CSV = re.compile(rf"{CSV_FOLDER}[a-z_]{{1,40}}\.csv", re.ASCII)
_ENCRYPTED = 0x1
_UNUSUAL = 0x20 | 0x40
"""Flags of entries packed as a patch to another file, or locked in a way of its own."""
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class RecordRead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a record's file says; the rows are yet to be checked against the store."""

    format: str
    version: int
    schema: tuple[str, ...]
    name: str
    cohort: str | None
    left_out: tuple[str, ...]
    tables: dict[str, list[dict[str, Any]]]
    colleagues: list["Colleague"]
    trail: list[dict[str, Any]]


class Colleague(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody else a record names."""

    id: str
    name: str
    role: str


def read_record(path: Path) -> RecordRead:
    """Read a record's ZIP. Raises ContentError in one sentence for anything else."""
    return record_in(read_outside(path, LARGEST_FILE))


def record_in(raw: bytes) -> RecordRead:
    """Read the bytes of a record's ZIP; nothing is unpacked to a disk. Raises ContentError in one sentence."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            entry = _checked(archive.infolist())
            with archive.open(entry) as file:
                text = file.read(LARGEST_UNPACKED + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise ContentError("This is not a whole ZIP file.", MAKE_ANOTHER) from error
    if len(text) > LARGEST_UNPACKED:
        raise _too_large()
    return _decoded(text)


def _checked(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """Return the entry that counts, once none of them is one that a record never has."""
    if len(entries) > MOST_ENTRIES:
        raise ContentError(f"The ZIP has {len(entries):,} entries; a record has at most {MOST_ENTRIES}.", MAKE_ANOTHER)
    seen: set[str] = set()
    for entry in entries:
        if entry.filename in seen:
            raise ContentError(f"The ZIP holds {shortened(entry.filename)} twice.", MAKE_ANOTHER)
        seen.add(entry.filename)
        if entry.filename not in (JSON_NAME, HTML_NAME) and not _CSV.fullmatch(entry.filename):
            raise ContentError(f"The ZIP holds {shortened(entry.filename)}, which no record does.", MAKE_ANOTHER)
        if entry.flag_bits & _ENCRYPTED:
            raise ContentError("The ZIP is locked with a password.", "Unlock it, or take the record out again.")
        if entry.compress_type not in _PACKINGS or entry.flag_bits & _UNUSUAL:
            raise ContentError("The ZIP is packed in a way that no record is.", MAKE_ANOTHER)
        if entry.file_size > max(NEVER_A_BOMB, HIGHEST_RATIO * entry.compress_size):
            raise _too_large()
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise _too_large()
    named = [entry for entry in entries if entry.filename == JSON_NAME]
    if not named:
        raise ContentError(f"The ZIP holds no {JSON_NAME}, so it is no record.", MAKE_ANOTHER)
    return named[0]


def _decoded(text: bytes) -> RecordRead:
    try:
        document = json.loads(text.decode("utf-8"), object_pairs_hook=_without_doubles, parse_constant=_no_number)
        _check_texts(document)
        record = msgspec.convert(document, RecordRead)
    except ContentError:
        raise
    except msgspec.ValidationError as error:
        raise ContentError(f"{JSON_NAME} is not a record: {one_line(str(error))[:200]}.", MAKE_ANOTHER) from None
    except (ValueError, RecursionError):
        raise ContentError(f"{JSON_NAME} is not JSON.", MAKE_ANOTHER) from None
    if record.format != FORMAT or record.version != VERSION:
        raise ContentError(
            "The record was written in a form that this coach does not read.", "Update coach, or take it out again."
        )
    return record


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ContentError(f"{JSON_NAME} says the same thing twice in one place.", MAKE_ANOTHER)
    return found


def _no_number(name: str) -> None:
    raise ContentError(f"{JSON_NAME} holds {name}, which is no number.", MAKE_ANOTHER)


def _check_texts(value: object) -> None:
    """Refuse texts that no store can keep."""
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, dict):
            pending += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            pending += one
        elif isinstance(one, str):
            if len(one) > LONGEST_TEXT:
                raise ContentError(
                    f"A text in {JSON_NAME} has {len(one):,} characters; at most {LONGEST_TEXT:,} are read.",
                    MAKE_ANOTHER,
                )
            try:
                one.encode()
            except UnicodeEncodeError:
                raise ContentError(f"A text in {JSON_NAME} holds half a character.", MAKE_ANOTHER) from None


def _too_large() -> ContentError:
    return ContentError(
        f"The ZIP unpacks to more than a record has (at most {LARGEST_UNPACKED // 2**20} MiB).", MAKE_ANOTHER
    )
