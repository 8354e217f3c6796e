"""What a store is, whatever engine keeps it: reads through one door, writes through another."""

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from coach.errors import UsageError

Row = dict[str, Any]
Values = Sequence[Any] | dict[str, Any]
Address = Path | str
"""The path of a file, or the address of a database."""

POSTGRES = ("postgresql://", "postgres://")


class DoesNotFitError(Exception):
    """A row that a rule of the schema refuses: something it refers to is not there, or its key is taken."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `type` is TEXT, INTEGER or REAL whatever the engine calls it."""

    name: str
    type: str
    needed: bool
    has_default: bool
    default: Any


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that holds the key of a row in another table."""

    table: str
    column: str
    to: str


class Source(ABC):
    """What can be read, inside a write or outside. Statements use `?` or `:name` for their values."""

    joined: ClassVar[str]
    """How this engine writes the values of a column as one text with commas between, `{}` for the column."""

    @abstractmethod
    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """Return every row of a query as a mapping. Raises StoreError."""

    @abstractmethod
    def tables(self) -> set[str]:
        """Return the names of the tables that hold records."""

    @abstractmethod
    def columns_of(self, table: str) -> tuple[Column, ...]:
        """Return the columns of a table in their order."""

    @abstractmethod
    def keys_of(self, table: str) -> tuple[str, ...]:
        """Return the columns of a table's primary key in their order."""

    @abstractmethod
    def references(self) -> tuple[Reference, ...]:
        """Return every column that refers to another table."""

    @abstractmethod
    def unguarded(self) -> contextlib.AbstractContextManager[None]:
        """Read and write for a while what the person who is asking could not: the trail, for one."""


class Writer(Source):
    """What can be done inside the write door."""

    @abstractmethod
    def insert(self, table: str, row: Row) -> int:
        """Insert a row and return its number, 0 where its table gives none. Raises DoesNotFitError."""

    @abstractmethod
    def run(self, sql: str, values: Values = ()) -> int:
        """Run one statement and return how many rows it changed. Raises DoesNotFitError."""

    @abstractmethod
    def number_on(self) -> None:
        """Give new rows numbers after those that are there, once rows came with numbers of their own."""

    @abstractmethod
    def lifted(self) -> contextlib.AbstractContextManager[None]:
        """Let append-only rows be deleted for a while, inside this transaction only; never those of the trail."""


class Store(Source):
    """An open store."""

    name: str
    """What people call it: its path, or its address without the password."""
    file: Path | None = None
    """The file it is kept in, None where it is a database."""

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """Return the first row of a query, or None. Raises StoreError."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def columns(self) -> set[tuple[str, str]]:
        """Return every table with each of its columns. Raises StoreError."""
        return {(table, column.name) for table in self.tables() for column in self.columns_of(table)}

    @abstractmethod
    def write(self, of: str | None = None, *, quiet: bool = False) -> contextlib.AbstractContextManager[Writer]:
        """Open the one write door: all that is written inside happens together or not at all.

        The lock is taken at once, so that what is read inside is still true when it is written. `of` is the id of the
        one apprentice whose records it concerns: an engine that can then holds off only writes on the same person.
        `quiet` is for what nobody who watches needs to hear of. Raises StoreError.
        """

    @abstractmethod
    def snapshot(self) -> contextlib.AbstractContextManager[None]:
        """See the store in all reads inside as it was at one moment. Raises StoreError."""

    @abstractmethod
    def changed(self) -> bool:
        """Tell, without waiting, whether somebody else wrote since this was asked last; the first time it is no."""

    @abstractmethod
    def speak_for(self, person_id: str, role: str) -> None:
        """Have the engine refuse, where it can, what a person of this role may not see; empty texts are nobody."""

    @abstractmethod
    def tidy(self, gone: Sequence[str]) -> None:
        """Overwrite what was deleted from some tables, as far as the engine can. Raises StoreError."""

    @abstractmethod
    def close(self) -> None:
        """Close it; it cannot be used afterwards."""


def is_database(address: Address) -> bool:
    """Tell whether an address is that of a database and not of a file."""
    return isinstance(address, str) and address.startswith(POSTGRES)


def open_store(address: Address) -> Store:
    """Open a store, making and migrating it where needed.

    Raises StoreError in one sentence, and UsageError where what this kind of store needs is not installed.
    """
    if not is_database(address):
        from coach.store.sqlite_store import SqliteStore

        return SqliteStore(Path(address))
    try:
        from coach.store.postgres import PostgresStore
    except ImportError as error:
        raise UsageError("A store on PostgreSQL needs more of coach.", "Install coach[postgres].") from error
    return PostgresStore(str(address))


@contextlib.contextmanager
def nothing_to_guard() -> Iterator[None]:
    """Do as `unguarded` asks, in an engine that guards nothing."""
    yield
