"""What a page is asked with, and what it answers: a template with its values, or a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import urlencode

from coach.content.diagnostic import nearest
from coach.errors import NotFoundError, UsageError
from coach.services.days import checked_day
from coach.services.rights import Actor
from coach.services.workspace import Workspace

T = TypeVar("T")
ROWS_A_PAGE = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: who asks, the parts of the path, and what a form says of it, empty fields left out."""

    ws: Workspace
    actor: Actor
    parts: Mapping[str, str]
    query: Mapping[str, str]
    path: str

    def day(self, name: str = "on") -> str | None:
        """Return the day (ISO 8601) that is asked about; None for now. Raises UsageError."""
        given = self.query.get(name)
        return checked_day(given).isoformat() if given else None

    def one_of(self, name: str, known: Mapping[str, str]) -> str | None:
        """Return which of some choices is asked for, None for all. Raises NotFoundError for another."""
        wanted = self.query.get(name)
        if wanted is not None and wanted not in known:
            hint = nearest(wanted, list(known)) or "Choose one of those listed."
            raise NotFoundError(f"There is no {name} {wanted}.", hint)
        return wanted

    def slice_of(self, rows: Sequence[T], name: str = "page") -> "Slice[T]":
        """Return the part of a long list that is asked for; `name` tells lists of one page apart. Raises UsageError."""
        wanted = self.query.get(name, "1")
        pages = max(1, -(-len(rows) // ROWS_A_PAGE))
        if not (wanted.isdecimal() and len(wanted) < 7) or not 1 <= int(wanted) <= pages:
            raise UsageError(f"There is no page {wanted}.", f"The list has 1 to {pages}.")
        number = int(wanted)
        return Slice(
            rows=tuple(rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]),
            first=(number - 1) * ROWS_A_PAGE + 1,
            of=len(rows),
            before=self._link(name, number - 1) if number > 1 else None,
            after=self._link(name, number + 1) if number < pages else None,
        )

    def _link(self, name: str, page: int) -> str:
        return f"?{urlencode({**self.query, name: str(page)})}"


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """Some rows of a list, which of how many they are, and the links to those before and after."""

    rows: tuple[T, ...]
    first: int
    of: int
    before: str | None
    after: str | None

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + len(self.rows) - 1


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be made: its template, the path of its place in the navigation, and its values."""

    template: str
    here: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """A file to be kept."""

    name: str
    type: str
    data: bytes
