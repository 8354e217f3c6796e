"""A CSV file of people as spreadsheets save it: rows of named cells, and everything that is wrong with its shape."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from coach.content.diagnostic import nearest
from coach.content.outside_file import decoded, read_outside
from coach.errors import ContentError
from coach.reports.foreign import one_line

MAX_BYTES = 2_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 60

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("full name",),
    "role": (),
    "cohort": ("group",),
    "standard": ("apprenticeship standard",),
    "plan version": ("version", "assessment plan version"),
    "organisation": ("organization", "assessment organisation", "epao"),
    "started": ("start date", "start", "started on"),
    "gateway": ("planned gateway", "gateway date", "gateway on"),
    "face to face": (),
    "sector": (),
    "workplace": ("employer",),
    "extra time percent": ("extra time", "extra time %"),
}
"""Every column, with other names that schools give it."""

_BY_HEADING = {heading: name for name, also in COLUMNS.items() for heading in (name, *also)}
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])[\r\n]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell, or in a whole row where no column is named; row 1 is the line of headings."""

    row: int
    column: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"row {self.row}, column {self.column}" if self.column else f"row {self.row}"
        return f"{place}: {self.message} {self.hint}".strip()


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by their column, without the empty ones; rows are counted as a spreadsheet does."""

    number: int
    cells: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds, as far as it could be read."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def read_people(path: Path) -> Sheet:
    """Read a CSV file of people. Raises ContentError for a file that is no such thing at all."""
    return sheet_of(read_outside(path, MAX_BYTES))


def sheet_of(raw: bytes) -> Sheet:
    """Read the bytes of a CSV file of people. Raises ContentError for bytes that are no such thing at all."""
    text, note = decoded(raw)
    if "\0" in text:
        line = len(text[: text.index("\0")].splitlines()) or 1
        raise ContentError(f"Line {line} holds a NUL, so this is no CSV file.", "Save the spreadsheet as CSV UTF-8.")
    delimiter = ""
    if named := _SEPARATOR_LINE.match(text):
        delimiter, text = named[1], text[named.end() :]
    delimiter = delimiter or max(",;\t", key=lambda each: _likeness(text, each))
    reading = _Reading(delimiter)
    reading.read(text)
    return Sheet(tuple(reading.rows), tuple(reading.problems), (note,) if note else ())


def sample() -> bytes:
    """Return a filled file to start from, in the form that spreadsheets open without a question."""
    text = files("coach.content").joinpath("data", "people.csv").read_text(encoding="utf-8")
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def shortened(text: str) -> str:
    """Return foreign text as a message can repeat it."""
    line = "".join(char if char.isprintable() else "\ufffd" for char in one_line(text))
    return f"{line[:40]}…" if len(line) > 40 else line


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)


def _likeness(text: str, delimiter: str) -> tuple[int, int]:
    """Say how much the first row looks like our headings when it is cut this way."""
    try:
        header = next((record for record in _records(text, delimiter) if any(map(str.strip, record))), [])
    except csv.Error:
        return (0, 0)
    return sum(_heading(cell) in _BY_HEADING for cell in header), len(header)


def _heading(cell: str) -> str:
    return " ".join(cell.replace("_", " ").replace("-", " ").split()).casefold()


class _Reading:
    """One pass over a file's records, which goes on past whatever is wrong as long as rows can be told apart."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._columns: list[str | None] | None = None
        self.rows: list[Row] = []
        self.problems: list[Problem] = []

    def read(self, text: str) -> None:
        """Read every record. Raises ContentError where there is no line of headings."""
        records = _records(text, self._delimiter)
        number = 0
        while True:
            number += 1
            try:
                record = next(records, None)
            except csv.Error as error:
                self.problems.append(Problem(number, "", *_in_words(error)))
                break
            if record is None:
                break
            if not any(map(str.strip, record)):
                continue
            if self._columns is None:
                self._columns = self._header(number, record)
                if "name" not in self._columns:
                    break
            elif len(self.rows) >= MAX_ROWS:
                raise ContentError(f"The file has more than {MAX_ROWS:,} rows.", "Split it.")
            else:
                self._row(number, record, self._columns)
        if self._columns is None and not self.problems:
            raise ContentError("The file is empty.", "Write one to start from with: coach people template people.csv")

    def _header(self, number: int, record: Sequence[str]) -> list[str | None]:
        columns = [_BY_HEADING.get(_heading(cell)) for cell in record]
        if not any(columns) or len(columns) > MAX_COLUMNS:
            raise ContentError(
                f"Row {number} is no line of headings.", f"Begin the file with some of: {', '.join(COLUMNS)}."
            )
        for place, (column, cell) in enumerate(zip(columns, record, strict=True)):
            letter = _letters(place)
            if column is None and cell.strip():
                hint = nearest(_heading(cell)[:80], list(COLUMNS)) or f"The columns are {', '.join(COLUMNS)}."
                self._problem(number, letter, f"no column is called {shortened(cell)}.", hint)
            elif column is not None and column in columns[:place]:
                self._problem(number, letter, f"{column} is a heading twice.", "Keep one of them.")
        if "name" not in columns:
            self._problem(number, "", "there is no column called name.", "Add one.")
        return columns

    def _row(self, number: int, record: Sequence[str], columns: Sequence[str | None]) -> None:
        cells: dict[str, str] = {}
        for place, cell in enumerate(map(str.strip, record)):
            column = columns[place] if place < len(columns) else None
            if not cell:
                continue
            if place >= len(columns):
                told = f"this row has more cells than there are headings ({len(columns)})."
                self._problem(number, _letters(place), told, "Put a cell that holds a comma in quotes.")
                break
            if column is None:
                continue
            cells.setdefault(column, cell)
        self.rows.append(Row(number, cells))

    def _problem(self, row: int, column: str, message: str, hint: str) -> None:
        self.problems.append(Problem(row, column, message, hint))


def _in_words(error: csv.Error) -> tuple[str, str]:
    said = str(error)
    if "unexpected end" in said or "field limit" in said:
        return "a quote opens here that nothing closes.", "Close it, or take it out; the rows after it were not read."
    return "a quote stands where none can.", "Write two quotes for one; the rows after it were not read."


def _letters(place: int) -> str:
    """Name a column as spreadsheets do: A, B, … Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
