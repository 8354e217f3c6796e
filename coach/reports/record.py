"""An apprentice's whole record as one ZIP: JSON for machines, CSV for spreadsheets, HTML to read.

The JSON is complete and is what can be read back in; the others say the same in other forms, without control
characters. The same record gives the same bytes.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import msgspec

from coach.reports.foreign import one_line, safe
from coach.reports.render.csv import formula_safe

FORMAT = "coach-record"
VERSION = 1
JSON_NAME = "record.json"
HTML_NAME = "record.html"
CSV_FOLDER = "csv/"

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_OWNER_ONLY = 0o600 << 16
_STYLE = (
    "body{font:1rem/1.5 sans-serif;max-width:70rem;margin:auto;padding:1rem;color:#1a1a1a;background:#fff}"
    "table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #999;padding:.2rem .5rem;"
    "text-align:left;vertical-align:top;overflow-wrap:anywhere;white-space:pre-wrap}dt{font-weight:bold}"
    "dd{margin:0 0 .6rem 1rem;white-space:pre-wrap}"
)


class RecordFile(msgspec.Struct, frozen=True, kw_only=True):
    """What goes out of a store: rows by table, and what whoever asked may not take out, in sentences."""

    schema: tuple[str, ...]
    """The steps of the store's schema."""
    name: str
    cohort: str | None
    left_out: tuple[str, ...]
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    colleagues: Sequence[Mapping[str, Any]]
    """Id, name and role of everybody else the record names."""
    trail: Sequence[Mapping[str, Any]]
    """The entries of the audit trail about it."""

    @property
    def every_table(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """The tables, and what stands beside them."""
        return {**self.tables, "colleagues": self.colleagues, "audit_entries": self.trail}


def zipped(record: RecordFile) -> bytes:
    """Return the record as the bytes of a ZIP file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(record):
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = _OWNER_ONLY
            archive.writestr(info, content)
    return written.getvalue()


def _files(record: RecordFile) -> Iterator[tuple[str, bytes]]:
    document = {"format": FORMAT, "version": VERSION, **msgspec.to_builtins(record)}
    yield JSON_NAME, json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode()
    yield HTML_NAME, html_of(record).encode()
    for name, rows in record.every_table.items():
        yield f"{CSV_FOLDER}{name}.csv", csv_of(rows)


def csv_of(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return rows as CSV with a byte order mark; no cell is taken for a formula."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    if rows:
        writer.writerow(rows[0])
    writer.writerows(
        [formula_safe(safe(value)) if isinstance(value, str) else value for value in row.values()] for row in rows
    )
    return written.getvalue().encode("utf-8-sig")


def html_of(record: RecordFile) -> str:
    """Return the record as a page that needs nothing besides itself: what was said first, then every table."""
    name = escape(one_line(record.name))
    left_out = "".join(f"<li>{_words(sentence)}</li>" for sentence in record.left_out)
    parts = [
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>The record of {name}</title><style>{_STYLE}</style></head><body>",
        f"<h1>The record of {name}</h1>",
        f"<p>Left out of this file:</p><ul>{left_out}</ul>" if left_out else "",
        *(_conversation(record, session) for session in record.tables.get("sessions", ())),
        "<h2>Everything, table by table</h2>",
        *(_table(title, rows) for title, rows in record.every_table.items()),
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _conversation(record: RecordFile, session: Mapping[str, Any]) -> str:
    turns = "".join(
        f"<dt>{_words(turn['speaker'])}</dt><dd>{_words(turn['text'])}</dd>"
        for turn in record.tables.get("turns", ())
        if turn["session_id"] == session["id"]
    )
    title = f"{session['method']}, begun {session['started_at']} ({session['id']})"
    return f"<h2>{_words(title)}</h2><dl>{turns}</dl>"


def _table(title: str, rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return f"<h3>{_words(title)}</h3><p>Nothing.</p>"
    head = "".join(f'<th scope="col">{_words(column)}</th>' for column in rows[0])
    body = "".join(f"<tr>{''.join(f'<td>{_words(value)}</td>' for value in row.values())}</tr>" for row in rows)
    return f"<h3>{_words(title)}</h3><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _words(value: object) -> str:
    return "" if value is None else escape(safe(str(value)))
