"""Copying a whole store into an empty one, of another engine or the same, and proving that nothing changed."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coach.errors import StoreError, UsageError
from coach.store.store import Row, Source, Store, Writer

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows a table has, and the SHA-256 of them all in the order of their key."""

    rows: int
    digest: str


def copy_all(source: Store, target: Store) -> Mapping[str, Sum]:
    """Copy every row as it is at one moment; return the sums of each table, which are the same in both stores.

    Raises UsageError where the target holds something already or their schemas differ, and StoreError where what was
    written is not what was read; nothing is written then.
    """
    with source.snapshot(), target.write() as writer:
        if filled := [table for table in sorted(target.tables()) if _one(writer, table)]:
            raise UsageError(
                f"{target.name} is not empty: there are rows in {filled[0]}.", "Copy into a store that is new."
            )
        if source.columns() != _columns(writer):
            raise UsageError("The two stores differ in their schema.", "Open each with this coach once, then copy.")
        for table in _parents_first(source):
            for row in _rows(source, table):
                writer.insert(table, row)
        writer.number_on()
        read, written = sums(source), sums(writer)
        if read != written:
            wrong = next(table for table in read if read[table] != written[table])
            raise StoreError(f"What was written to {target.name} is not what was read: {wrong}.", "Nothing was copied.")
    return read


def sums(source: Source) -> Mapping[str, Sum]:
    """Return the sum of every table, by name."""
    return {table: _sum(source, table) for table in sorted(source.tables())}


def _sum(source: Source, table: str) -> Sum:
    digest, rows = hashlib.sha256(), 0
    for row in _rows(source, table):
        digest.update(json.dumps(row, sort_keys=True, ensure_ascii=True).encode() + b"\n")
        rows += 1
    return Sum(rows, digest.hexdigest())


def _rows(source: Source, table: str) -> Iterator[Row]:
    """Yield a table's rows in the order of its key, some at a time."""
    keys = source.keys_of(table)
    order = ", ".join(keys)
    after, last = "", ()
    while rows := source.rows(f"SELECT * FROM {table} {after} ORDER BY {order} LIMIT {ROWS_AT_ONCE}", last):
        yield from rows
        marks = ", ".join("?" for _ in keys)
        after, last = f"WHERE ({order}) > ({marks})", tuple(rows[-1][key] for key in keys)


def _parents_first(source: Source) -> Iterator[str]:
    """Yield the tables so that each comes after those it refers to."""
    needs: dict[str, set[str]] = {table: set() for table in sorted(source.tables())}
    for each in source.references():
        if each.to != each.table:
            needs[each.table].add(each.to)
    while needs:
        ready = next(table for table, others in needs.items() if not others & needs.keys())
        del needs[ready]
        yield ready


def _one(writer: Writer, table: str) -> bool:
    return bool(writer.rows(f"SELECT 1 FROM {table} LIMIT 1"))


def _columns(source: Source) -> set[tuple[str, str]]:
    return {(table, column.name) for table in source.tables() for column in source.columns_of(table)}
