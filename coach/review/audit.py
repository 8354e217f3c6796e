"""The audit trail: who did what when, each entry bound to the one before it by a hash."""

import hashlib
from collections.abc import Iterable, Mapping
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
    "role",
    "erase",
    "purge",
]
DEEDS: tuple[Deed, ...] = get_args(Deed)

BEGINNING = "0" * 64
"""Stands for the hash before the first entry."""


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


def _hash(entry: Entry, before: str) -> str:
    parts = (before, str(entry.number), entry.at, entry.actor_id, entry.deed, entry.subject, entry.digest)
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
