"""The audit trail: who did what when, each entry bound to the one before it by a hash."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, get_args

import msgspec

Deed = Literal[
    "mark",
    "second-mark",
    "settle",
    "sign-off",
    "sign-in",
    "refused-sign-in",
    "passphrase",
    "passphrase-reset",
    "sharing",
    "export",
    "import",
    "erase",
    "purge",
]
DEEDS: tuple[Deed, ...] = get_args(Deed)

BEGINNING = "0" * 64
"""Stands for the hash before the first entry."""

_RUN = re.compile(r"(?:^|(?<=,))(\d{1,18})(?:-(\d{1,18}))?(?=,|$)", re.ASCII)


class Entry(msgspec.Struct, frozen=True):
    """One deed. It names records by id and nobody by name, so that it can outlive what is erased.

    `at` is ISO 8601 UTC, `subject` the record as `table:id`, `digest` the SHA-256 of what was written, empty where
    nothing was; `hash` binds all of it to the entry before.
    """

    number: int
    at: str
    actor_id: str
    deed: Deed
    subject: str
    digest: str
    hash: str


class Break(msgspec.Struct, frozen=True):
    """Where a trail does not hold, and what is wrong there."""

    number: int
    problem: str


def follows(
    last: Entry | None, *, at: str, actor_id: str, deed: Deed, subject: str, content: Mapping[str, object] | None
) -> Entry:
    """Return the entry of a deed that comes after another, or is the first."""
    entry = Entry(last.number + 1 if last else 1, at, actor_id, deed, subject, digest_of(content), "")
    return msgspec.structs.replace(entry, hash=_hash(entry, last.hash if last else BEGINNING))


def digest_of(content: Mapping[str, object] | None) -> str:
    """Return the SHA-256 of a record as hexadecimal digits; an empty text where there is none."""
    if content is None:
        return ""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def first_break(entries: Iterable[Entry]) -> Break | None:
    """Return the first place where a chain does not hold: an entry changed, taken out or put in."""
    before: Entry | None = None
    for entry in entries:
        expected = before.number + 1 if before else 1
        if entry.number != expected:
            return Break(expected, f"entry {expected} is missing")
        if entry.hash != _hash(entry, before.hash if before else BEGINNING):
            return Break(entry.number, f"entry {entry.number} is not as it was written")
        before = entry
    return None


def numbers_in_words(numbers: Iterable[int]) -> str:
    """Write whole numbers as runs, as `1-4,7`."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def removed_by(entries: Iterable[Entry]) -> Callable[[Entry], bool]:
    """Return what tells whether a record was erased or purged after the entry that witnessed it was written.

    A number can be given again after that, so what came later is not covered by an earlier removal.
    """
    removals: dict[str, list[tuple[int, int, int]]] = {}
    for entry in entries:
        table, _, numbers = entry.subject.partition(":")
        if entry.deed in ("erase", "purge"):
            for first, last in _RUN.findall(numbers):
                removals.setdefault(table, []).append((entry.number, int(first), int(last or first)))

    def removed(witness: Entry) -> bool:
        table, _, id_ = witness.subject.partition(":")
        return id_.isdecimal() and any(
            at > witness.number and first <= int(id_) <= last for at, first, last in removals.get(table, ())
        )

    return removed


def _hash(entry: Entry, before: str) -> str:
    parts = (before, str(entry.number), entry.at, entry.actor_id, entry.deed, entry.subject, entry.digest)
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
