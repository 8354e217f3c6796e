"""A report as Markdown; what people wrote stays words and never becomes markup."""

import re
from collections.abc import Iterator

from coach.reports.render.states import legend, look
from coach.reports.report import CellKind, Heading, HeatMap, Items, Paragraph, Report, Table, Value

_MARKUP = re.compile(r"[\\`*_\[\]<>&|~$]|(?<=\w)@|(?<=[a-zA-Z]):(?=//)|(?<=www)\.", re.IGNORECASE)
_LINE_START = re.compile(r"^(\s*)(#|[-+=:](?=\s|$|[-=])|(\d+)([.)]))")


def escaped(text: str) -> str:
    """Return one line in which nothing is markup: no emphasis, link, image, code, table, list or heading."""
    return _LINE_START.sub(_line_start, _MARKUP.sub(lambda found: "\\" + found[0], text.strip()))


def markdown_of(report: Report) -> str:
    """Return the report as a Markdown page."""
    parts = [f"# {escaped(report.title)}", escaped(report.subtitle)]
    facts = [*report.facts, ("Made on", report.made_on)]
    parts.append("\n".join(f"- {escaped(label)}: {_fact(value)}" for label, value in facts))
    parts += [part for block in report.blocks for part in _block(block)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Heading | Paragraph | Items | Table | HeatMap) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {escaped(block.text)}"
    elif isinstance(block, Paragraph):
        yield "\n\n".join(_lines(part) for part in re.split(r"\n\s*\n", block.text))
    elif isinstance(block, Items):
        yield "\n".join(f"- {escaped(item)}" for item in block.items)
    elif isinstance(block, HeatMap):
        yield from _table(block.as_table(), glyphs=True)
        shown = legend(state for _, row in block.rows for state in row)
        yield "; ".join(f"{each.glyph} {each.words}" for each in shown)
    elif not block.sheet_only:
        yield from _table(block)


def _table(table: Table, *, glyphs: bool = False) -> Iterator[str]:
    yield f"**{escaped(table.caption)}**"
    if not table.rows:
        yield escaped(table.empty)
        return
    kinds = [column.kind for column in table.columns]
    lines = [[escaped(column.title) for column in table.columns]]
    lines.append(["---:" if kind == "number" else "---" for kind in kinds])
    for row in table.rows:
        lines.append([_cell(kind, value, glyphs) for kind, value in zip(kinds, row, strict=True)])
    if table.totals is not None:
        cells = [_cell(kind, value, glyphs) for kind, value in zip(kinds, table.totals, strict=True)]
        lines.append([f"**{cell}**" if cell else "" for cell in cells])
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(kind: CellKind, value: Value, glyphs: bool) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "●"
    if isinstance(value, int):
        return str(value)
    if kind == "state":
        return look(value).glyph if glyphs else look(value).words
    return escaped(" ".join(value.split()))


def _lines(text: str) -> str:
    return "  \n".join(escaped(line) for line in text.splitlines())


def _fact(value: str | int) -> str:
    return escaped(value) if isinstance(value, str) else str(value)


def _line_start(found: re.Match[str]) -> str:
    before, mark, number, end = found.groups()
    return f"{before}{number}\\{end}" if number else f"{before}\\{mark}"
