"""A report as a workbook: what a page says on the first sheet, and a sheet for each table that has its own."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from coach.errors import UsageError
from coach.reports.render.states import look
from coach.reports.report import Column, Heading, HeatMap, Items, Paragraph, Report, Table, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

MOST_LETTERS = 32_767
"""No cell of a workbook holds more."""
LONGEST_SHEET_NAME = 31
_CUT = "… (cut here; the other formats have it whole)"
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_WIDEST, _NARROWEST = 60, 6
_FILLS = ("#FFFFFF", "#DFE7F1", "#BCCFE6", "#8BADD6", "#173F73")
_FIRST_SHEET = "Overview"


def xlsx_of(report: Report) -> bytes:
    """Return the workbook. Raises UsageError where XlsxWriter is not installed."""
    try:
        from xlsxwriter.workbook import Workbook
    except ImportError:
        hint = "Install it with: pip install 'coach[xlsx]'"
        raise UsageError("Writing XLSX needs the library XlsxWriter.", hint) from None
    written = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(written, plain) as book:
        book.set_properties({"title": report.title, "created": datetime.fromisoformat(report.made_on)})
        _Writer(book, report).write()
    return written.getvalue()


def sheet_names(wanted: Sequence[str]) -> Iterator[str]:
    """Yield a name a workbook takes for each that is wanted: short, without what is not allowed, no two alike."""
    taken = {"history"}
    for name in wanted:
        base = " ".join(name.translate(_NOT_IN_SHEET_NAMES).split()).strip("'") or "Sheet"
        found = _short(base, LONGEST_SHEET_NAME)
        number = 1
        while found.casefold() in taken:
            number += 1
            found = f"{_short(base, LONGEST_SHEET_NAME - len(str(number)) - 1)} {number}"
        taken.add(found.casefold())
        yield found


def _short(text: str, most: int) -> str:
    """Cut a text to so many UTF-16 units, which is how a workbook counts, and to what may end a name."""
    return _first(text, most).strip().strip("'")


def _first(text: str, most: int) -> str:
    return text.encode("utf-16-le", "replace")[: 2 * most].decode("utf-16-le", "ignore")


class _Writer:
    def __init__(self, book: "Workbook", report: Report) -> None:
        self._book = book
        self._report = report
        self._own = [table for table in report.tables if table.sheet]
        self._names = list(sheet_names([_FIRST_SHEET, *(table.sheet for table in self._own)]))
        style = self._style
        self._title = style(bold=True, font_size=15, text_wrap=False)
        self._bold = style(bold=True, text_wrap=False)
        self._flat = style(text_wrap=False)
        self._plain = style()
        self._head = style(bold=True, bg_color="#F1F3F7", border=1)
        self._total = style(bold=True, bg_color="#F1F3F7", border=1)
        self._cell = style(border=1)
        self._day = style(border=1, num_format="yyyy-mm-dd", align="left")
        self._states = tuple(
            style(border=1, bg_color=fill, font_color="#FFFFFF" if shade == 4 else "#000000")
            for shade, fill in enumerate(_FILLS)
        )

    def _style(self, **properties: object) -> "Format":
        return self._book.add_format({"valign": "top", "text_wrap": True} | properties)

    def write(self) -> None:
        """Write every sheet."""
        self._overview(self._book.add_worksheet(self._names[0]))
        for name, table in zip(self._names[1:], self._own, strict=True):
            sheet = self._book.add_worksheet(name)
            self._table(sheet, table, 0)
            sheet.freeze_panes(1, 1)
            if table.rows:
                sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
            self._widths(sheet, [table])
            _print_setup(sheet)
            sheet.repeat_rows(0)

    def _overview(self, sheet: "Worksheet") -> None:
        report = self._report
        _string(sheet, 0, 0, report.title, self._title)
        _string(sheet, 1, 0, report.subtitle, self._bold)
        row = 2
        for label, value in (*report.facts, ("Made on", report.made_on)):
            row += 1
            _string(sheet, row, 0, label, self._flat)
            if isinstance(value, int):
                sheet.write_number(row, 1, value, self._flat)
            else:
                _string(sheet, row, 1, value, self._flat)
        sheet.freeze_panes(2, 1)
        row += 2
        for block in report.blocks:
            if isinstance(block, Heading):
                _string(sheet, row, 0, block.text, self._bold)
                row += 1
            elif isinstance(block, Paragraph):
                _string(sheet, row, 0, block.text, self._flat)
                row += 2
            elif isinstance(block, Items):
                for item in block.items:
                    _string(sheet, row, 0, item, self._flat)
                    row += 1
                row += 1
            elif not block.sheet:
                table = block.as_table() if isinstance(block, HeatMap) else block
                _string(sheet, row, 0, table.caption if table.rows else f"{table.caption}: {table.empty}", self._bold)
                row = self._table(sheet, table, row + 1) + 1 if table.rows else row + 2
        self._widths(sheet, [table for table in report.tables if not table.sheet])
        _print_setup(sheet)

    def _table(self, sheet: "Worksheet", table: Table, row: int) -> int:
        """Write a table from a row on; return the row after it."""
        for place, column in enumerate(table.columns):
            _string(sheet, row, place, column.title, self._head)
        for values in table.rows:
            row += 1
            for place, (column, value) in enumerate(zip(table.columns, values, strict=True)):
                self._write(sheet, row, place, column, value, self._cell)
        if table.totals is not None:
            row += 1
            for place, (column, value) in enumerate(zip(table.columns, table.totals, strict=True)):
                self._write(sheet, row, place, column, value, self._total)
        return row + 1

    def _write(self, sheet: "Worksheet", row: int, place: int, column: Column, value: Value, style: "Format") -> None:
        if value is None or value is False:
            sheet.write_blank(row, place, None, style)
        elif value is True:
            _string(sheet, row, place, "x", style)
        elif isinstance(value, int):
            sheet.write_number(row, place, value, style)
        elif column.kind == "state":
            shown = look(value)
            _string(sheet, row, place, shown.words, self._states[shown.shade])
        elif column.kind == "day":
            sheet.write_datetime(row, place, date.fromisoformat(value), self._day)
        else:
            _string(sheet, row, place, value, style)

    def _widths(self, sheet: "Worksheet", tables: Sequence[Table]) -> None:
        widths: dict[int, int] = {}
        for table in tables:
            for place, column in enumerate(table.columns):
                values = [row[place] for row in (*table.rows, table.totals or ()) if len(row) > place]
                shown = [
                    look(v).words if column.kind == "state" and isinstance(v, str) else str(v or "") for v in values
                ]
                longest = max((len(line) for text in shown for line in text.splitlines()), default=0)
                widths[place] = max(widths.get(place, _NARROWEST), min(_WIDEST, max(longest, len(column.title)) + 2))
        for place, width in widths.items():
            sheet.set_column(place, place, width)


def _string(sheet: "Worksheet", row: int, column: int, text: str, style: "Format") -> None:
    """Write a text as a text, whatever it begins with."""
    if len(text.encode("utf-16-le", "replace")) > 2 * MOST_LETTERS:
        text = _first(text, MOST_LETTERS - len(_CUT)) + _CUT
    sheet.write_string(row, column, text, style)


def _print_setup(sheet: "Worksheet") -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
