"""Reports read back from their formats, as plain rows of text and numbers."""

import csv
import io
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser

import openpyxl

VOID = {"meta", "rect", "br"}


class Page(HTMLParser):
    """A page of HTML: its text, its tables, and whether every element is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, Mapping[str, str | None]]] = []
        self.texts: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.texts.append(data)
        if {"td", "th"} & set(self.open) and "table" in self.open:
            self.tables[-1][-1][-1] += data

    @property
    def text(self) -> str:
        """All that can be read."""
        return " ".join(self.texts)

    def named(self, tag: str) -> list[Mapping[str, str | None]]:
        """Return the attributes of each element of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]


def csv_rows(data: bytes) -> list[list[str]]:
    """Return the rows of a CSV."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    """Return the rows of each sheet of a workbook; empty cells are None."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}


def as_text(found: Mapping[str, Sequence[Sequence[object]]]) -> str:
    """Return the sheets of a workbook as text, a cell's kind where it is no text."""
    lines = []
    for name, rows in found.items():
        lines.append(f"# {name}")
        for row in rows:
            cells = ["" if cell is None else cell if isinstance(cell, str) else repr(cell) for cell in row]
            lines.append(" | ".join(cell.replace("\n", "⏎") for cell in cells).rstrip(" |"))
    return "\n".join(lines) + "\n"
