"""A report as a workbook: what a page says on the first sheet, and a sheet for each table that has its own."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from coach.errors import UsageError
from coach.reports.render.states import look
from coach.reports.report import Block, Column, Heading, HeatMap, Items, Paragraph, Report, Table, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

MOST_LETTERS = 32_767
"""No cell of a workbook holds more."""
LONGEST_SHEET_NAME = 31
_CUT = "… (cut here; the other formats have it whole)"
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_WIDEST, _NARROWEST, _USUAL = 60, 6, 8
_LINE, _TALLEST = 15, 405
_ACROSS = 8
"""So many columns are joined for words that belong to none."""
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
        self._number = style(align="left")
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
            widths = _widths([table])
            _set_up(sheet, widths)
            self._table(sheet, table, 0, widths)
            sheet.freeze_panes(1, 1)
            sheet.repeat_rows(0)
            if table.rows:
                sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)

    def _overview(self, sheet: "Worksheet") -> None:
        report = self._report
        facts = [*report.facts, ("Made on", report.made_on)]
        widths = _widths([table for table in report.tables if not table.sheet])
        widths[0] = max(widths.get(0, 0), *(len(label) + 2 for label, _ in facts))
        _set_up(sheet, widths)
        _string(sheet, 0, 0, report.title, self._title)
        _string(sheet, 1, 0, report.subtitle, self._bold)
        row = 3
        for label, value in facts:
            _string(sheet, row, 0, label, self._flat)
            if isinstance(value, int):
                sheet.write_number(row, 1, value, self._number)
            else:
                _string(sheet, row, 1, value, self._flat)
            row += 1
        row += 1
        for block in shown_first(report.blocks):
            if isinstance(block, Heading):
                _string(sheet, row, 0, block.text, self._bold)
                row += 1
            elif isinstance(block, Paragraph | Items):
                for text in (block.text,) if isinstance(block, Paragraph) else block.items:
                    self._words(sheet, row, text, widths)
                    row += 1
                row += 1
            else:
                table = block.as_table() if isinstance(block, HeatMap) else block
                _string(sheet, row, 0, table.caption if table.rows else f"{table.caption}: {table.empty}", self._bold)
                row = self._table(sheet, table, row + 1, widths) + 1 if table.rows else row + 2
        sheet.freeze_panes(2, 0)

    def _words(self, sheet: "Worksheet", row: int, text: str, widths: Mapping[int, int]) -> None:
        """Write words across the sheet, in a row as high as they need."""
        sheet.merge_range(row, 0, row, _ACROSS - 1, "", self._plain)
        _string(sheet, row, 0, text, self._plain)
        _height(sheet, row, _lines(text, sum(widths.get(place, _USUAL) for place in range(_ACROSS))))

    def _table(self, sheet: "Worksheet", table: Table, row: int, widths: Mapping[int, int]) -> int:
        """Write a table from a row on; return the row after it."""
        for place, column in enumerate(table.columns):
            _string(sheet, row, place, column.title, self._head)
        totals = [] if table.totals is None else [(table.totals, self._total)]
        for values, style in [*((values, self._cell) for values in table.rows), *totals]:
            row += 1
            lines = 1
            for place, (column, value) in enumerate(zip(table.columns, values, strict=True)):
                self._write(sheet, row, place, column, value, style)
                lines = max(lines, _lines(_shown(column, value), widths[place]))
            _height(sheet, row, lines)
        return row + 1

    def _write(self, sheet: "Worksheet", row: int, place: int, column: Column, value: Value, style: "Format") -> None:
        if value in (None, "") or value is False:
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


def shown_first(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield what stands on the first sheet: all but tables with their own, and the headings of nothing else."""
    heading: Heading | None = None
    for block in blocks:
        if isinstance(block, Heading):
            if heading is not None and block.level > heading.level:
                yield heading
            heading = block
        elif not isinstance(block, Table | HeatMap) or not block.sheet:
            if heading is not None:
                yield heading
                heading = None
            yield block


def _widths(tables: Sequence[Table]) -> dict[int, int]:
    """Return how wide each column has to be, in letters."""
    widths: dict[int, int] = {}
    for table in tables:
        for place, column in enumerate(table.columns):
            texts = [_shown(column, row[place]) for row in (*table.rows, *([table.totals] if table.totals else []))]
            longest = max((len(line) for text in texts for line in text.splitlines()), default=0)
            widths[place] = max(widths.get(place, _NARROWEST), min(_WIDEST, max(longest, len(column.title)) + 2))
    return widths


def _shown(column: Column, value: Value) -> str:
    return look(value).words if column.kind == "state" and isinstance(value, str) else str(value or "")


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes in a cell of a width."""
    return sum(1 + len(line) // width for line in text.splitlines()) or 1


def _height(sheet: "Worksheet", row: int, lines: int) -> None:
    if lines > 1:
        sheet.set_row(row, min(_TALLEST, _LINE * lines))


def _string(sheet: "Worksheet", row: int, column: int, text: str, style: "Format") -> None:
    """Write a text as a text, whatever it begins with."""
    if len(text.encode("utf-16-le", "replace")) > 2 * MOST_LETTERS:
        text = _first(text, MOST_LETTERS - len(_CUT)) + _CUT
    sheet.write_string(row, column, text, style)


def _set_up(sheet: "Worksheet", widths: Mapping[int, int]) -> None:
    for place, width in widths.items():
        sheet.set_column(place, place, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
