"""A report before it has a form: facts, words and tables, worked out once for every format."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind = Literal["mark-sheet", "feedback", "transcript", "portfolio", "project-map", "gateway", "cohort", "changes"]
Format = Literal["md", "html", "csv", "xlsx", "json"]
CellKind = Literal["text", "number", "day", "state", "tick"]
Value: TypeAlias = str | int | bool | None
"""A cell: None is an empty one; a state is its own word, a day ISO 8601, a tick true or false."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `key` names it in data, `title` heads it on a page."""

    key: str
    title: str
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading under the report's title; level 2 stands right below it."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of one or more lines; with a key they are data and not only a page's words."""

    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short texts."""

    key: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; the first column heads each row. `key` names it in data and on the command line."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[Value, ...] | None = None
    empty: str = "Nothing yet."
    """What stands in place of a table without rows."""
    sheet: str = ""
    """The sheet of a workbook it has to itself; without one it stands on the first."""
    sheet_only: bool = False
    """It repeats what other tables say, row by row, for a workbook's sheet of its own."""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """States of many rows under many columns; None is a cell that does not count."""

    key: str
    caption: str
    corner: str
    """What heads the rows."""
    columns: tuple[tuple[str, str], ...]
    """The short head of each column and what it stands for."""
    rows: tuple[tuple[str, tuple[str | None, ...]], ...]
    sheet: str = ""

    def as_table(self) -> Table:
        """Return the same as a table, a column for each column."""
        heads = (Column("name", self.corner), *(Column(head, head, "state") for head, _ in self.columns))
        return Table(
            self.key, self.caption, heads, tuple((name, *states) for name, states in self.rows), sheet=self.sheet
        )


Block: TypeAlias = Heading | Paragraph | Items | Table | HeatMap


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; it knows the day it was made on (ISO 8601) and no other time."""

    kind: Kind
    title: str
    subtitle: str
    made_on: str
    facts: tuple[tuple[str, str | int], ...]
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> Iterator[Table]:
        """Every table and, as a table, every heat map, in the order of the page."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, HeatMap):
                yield block.as_table()
