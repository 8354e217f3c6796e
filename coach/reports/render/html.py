"""A report as one HTML page that needs nothing besides itself: no script, no address, its own style and drawings."""

from functools import cache

import jinja2

from coach.reports.render.states import legend, look
from coach.reports.report import Heading, HeatMap, Items, Paragraph, Report, Table, Value

CELL_WIDTH = 26
CELL_HEIGHT = 22
HEAD_HEIGHT = 54
_LONGEST_NAME = 26
_LETTER = 7.2
"""How wide a letter of a row's name is, about."""
_BLOCKS: dict[type, str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    Items: "items",
    Table: "table",
    HeatMap: "heat-map",
}


def html_of(report: Report) -> str:
    """Return the report as a page."""
    return _template().render(report=report)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("coach.reports.render"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"words": _words, "drawing": _drawing, "block_kind": lambda block: _BLOCKS[type(block)]}
    environment.globals["look"] = look
    return environment.get_template("report.html")


def _words(value: Value) -> str:
    """Return what stands in a cell that is no state."""
    if value is None or value is False:
        return ""
    if value is True:
        return "●"
    return str(value)


def _drawing(map_: HeatMap) -> dict[str, object]:
    """Return where everything of a heat map is drawn."""
    names = [name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…" for name, _ in map_.rows]
    left = round(max((len(name) for name in names), default=0) * _LETTER) + 12
    heads = [
        {"text": head, "title": title, "x": left + place * CELL_WIDTH + CELL_WIDTH // 2, "y": HEAD_HEIGHT - 6}
        for place, (head, title) in enumerate(map_.columns)
    ]
    rows = []
    for number, ((name, states), shown) in enumerate(zip(map_.rows, names, strict=True)):
        top = HEAD_HEIGHT + number * CELL_HEIGHT
        cells = [
            {"x": left + place * CELL_WIDTH, "look": look(state), "ref": map_.columns[place][0]}
            for place, state in enumerate(states)
            if state is not None
        ]
        rows.append({"name": name, "shown": shown, "y": top, "cells": cells})
    return {
        "width": left + len(map_.columns) * CELL_WIDTH + 24,
        "height": HEAD_HEIGHT + len(map_.rows) * CELL_HEIGHT + 4,
        "left": left,
        "cell_width": CELL_WIDTH,
        "cell_height": CELL_HEIGHT,
        "heads": heads,
        "rows": rows,
        "legend": legend(state for _, row in map_.rows for state in row),
    }
