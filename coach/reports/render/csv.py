"""A report as CSV for a spreadsheet: no cell of it is taken for a formula, and numbers stay numbers.

It begins with a byte order mark: without one Excel reads UTF-8 as the machine's old code page and spoils names.
All tables stand in one file below each other, a blank line and the caption before each. Where one clean table is
wanted, to filter or to read back in, it can be asked for by its key: then the column titles are the first line.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator
from typing import TypeAlias

from coach.errors import UsageError
from coach.reports.render.states import look
from coach.reports.report import CellKind, Heading, HeatMap, Items, Paragraph, Report, Table, Value

_STARTS_A_FORMULA = frozenset("=+-@")

Line: TypeAlias = list[str | int]


def csv_of(report: Report, table: str | None = None) -> bytes:
    """Return the report's tables, or one of them. Raises UsageError for a table it does not have."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows(_one(report, table) if table else _everything(report))
    return written.getvalue().encode("utf-8-sig", errors="replace")


def formula_safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with an apostrophe before what could begin one."""
    begins = unicodedata.normalize("NFKC", text.lstrip()[:1])
    return f"'{text}" if (begins in _STARTS_A_FORMULA and begins) or text[:1] in ("\t", "\r", "\n") else text


def _one(report: Report, key: str) -> Iterator[Line]:
    tables = {table.key: table for table in report.tables}
    if key not in tables:
        known = ", ".join(tables) or "none"
        raise UsageError(f"This report has no table {key}.", f"Its tables are: {known}.")
    yield from _lines(tables[key], totals=False)


def _everything(report: Report) -> Iterator[Line]:
    yield [formula_safe(report.title), formula_safe(report.subtitle)]
    yield ["Made on", report.made_on]
    for label, value in report.facts:
        yield [formula_safe(label), formula_safe(value) if isinstance(value, str) else value]
    for block in report.blocks:
        if isinstance(block, Heading):
            yield []
            yield [formula_safe(block.text)]
        elif isinstance(block, Paragraph):
            yield [formula_safe(block.text)]
        elif isinstance(block, Items):
            for item in block.items:
                yield [formula_safe(item)]
        else:
            table = block.as_table() if isinstance(block, HeatMap) else block
            if not table.sheet_only:
                yield []
                yield [formula_safe(table.caption)]
                if table.rows:
                    yield from _lines(table)
                else:
                    yield [table.empty]


def _lines(table: Table, *, totals: bool = True) -> Iterator[Line]:
    yield [formula_safe(column.title) for column in table.columns]
    kinds = [column.kind for column in table.columns]
    last = [table.totals] if totals and table.totals is not None else []
    for row in (*table.rows, *last):
        yield [_cell(kind, value) for kind, value in zip(kinds, row, strict=True)]


def _cell(kind: CellKind, value: Value) -> str | int:
    if value is None or value is False:
        return ""
    if value is True:
        return "x"
    if isinstance(value, int):
        return value
    return look(value).words if kind == "state" else formula_safe(value)
