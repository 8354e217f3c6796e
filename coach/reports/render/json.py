"""A report's data as one JSON document: facts, texts and rows, and nothing of how a page lays them out."""

import json
from typing import Any

from coach.reports.report import HeatMap, Items, Paragraph, Report, Table


def json_of(report: Report) -> str:
    """Return the document, keys sorted."""
    tables: dict[str, Any] = {}
    texts: dict[str, Any] = {}
    for block in report.blocks:
        if isinstance(block, Table) and not block.sheet_only:
            tables[block.key] = _table(block)
        elif isinstance(block, HeatMap):
            heads = [head for head, _ in block.columns]
            tables[block.key] = {
                "rows": [{"name": name, "states": dict(zip(heads, row, strict=True))} for name, row in block.rows]
            }
        elif isinstance(block, Items):
            texts[block.key] = list(block.items)
        elif isinstance(block, Paragraph) and block.key:
            texts[block.key] = block.text
    document = {
        "kind": report.kind,
        "title": report.title,
        "subtitle": report.subtitle,
        "made_on": report.made_on,
        "facts": dict(report.facts),
        "tables": tables,
        "texts": texts,
    }
    return json.dumps(document, sort_keys=True, indent=2, ensure_ascii=False) + "\n"


def _table(table: Table) -> dict[str, Any]:
    keys = [column.key for column in table.columns]
    document: dict[str, Any] = {"rows": [dict(zip(keys, row, strict=True)) for row in table.rows]}
    if table.totals is not None:
        document["totals"] = dict(zip(keys, table.totals, strict=True))
    return document
