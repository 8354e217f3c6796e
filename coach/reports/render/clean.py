"""Every text of a report without characters that could steer a terminal, a page or a workbook."""

from dataclasses import replace

from coach.reports.foreign import one_line, safe
from coach.reports.report import Block, Heading, HeatMap, Items, Paragraph, Report, Table, Value

_NO_CHARACTERS = str.maketrans("", "", "\ufffe\uffff")
"""No XML may hold these, so no workbook can."""


def cleaned(report: Report) -> Report:
    """Return a report that is safe to write: names and headings on one line, other texts with their lines kept."""
    return replace(
        report,
        title=_line(report.title),
        subtitle=_line(report.subtitle),
        facts=tuple((_line(label), _line(value) if isinstance(value, str) else value) for label, value in report.facts),
        blocks=tuple(_block(block) for block in report.blocks),
    )


def _block(block: Block) -> Block:
    if isinstance(block, Heading):
        return replace(block, text=_line(block.text))
    if isinstance(block, Paragraph):
        return replace(block, text=_text(block.text))
    if isinstance(block, Items):
        return replace(block, items=tuple(_line(item) for item in block.items))
    if isinstance(block, Table):
        return _table(block)
    return _heat_map(block)


def _table(table: Table) -> Table:
    return replace(
        table,
        caption=_line(table.caption),
        columns=tuple(replace(column, title=_line(column.title)) for column in table.columns),
        rows=tuple(_row(row) for row in table.rows),
        empty=_line(table.empty),
        totals=_row(table.totals) if table.totals is not None else None,
        sheet=_line(table.sheet),
    )


def _heat_map(map_: HeatMap) -> HeatMap:
    return replace(
        map_,
        caption=_line(map_.caption),
        corner=_line(map_.corner),
        columns=tuple((_line(head), _line(title)) for head, title in map_.columns),
        rows=tuple((_line(name), states) for name, states in map_.rows),
        sheet=_line(map_.sheet),
    )


def _row(row: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(_text(value) if isinstance(value, str) else value for value in row)


def _text(text: str) -> str:
    """Return a text with its lines; whatever ends a line ends it in the one way."""
    return "\n".join(safe(line).rstrip() for line in text.strip().splitlines()).translate(_NO_CHARACTERS)


def _line(text: str) -> str:
    return one_line(text).translate(_NO_CHARACTERS)
