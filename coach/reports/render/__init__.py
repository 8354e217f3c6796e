"""A report as bytes, in the format that is asked for."""

from coach.reports.render.clean import cleaned
from coach.reports.report import Format, Report


def rendered(report: Report, format_: Format, table: str | None = None) -> bytes:
    """Return a report in a format, the same bytes for the same report; `table` picks one table of it for a CSV.

    Raises UsageError for a table that is not there, and where a library is missing.
    """
    clean = cleaned(report)
    if format_ == "md":
        from coach.reports.render.markdown import markdown_of

        return markdown_of(clean).encode()
    if format_ == "html":
        from coach.reports.render.html import html_of

        return html_of(clean).encode()
    if format_ == "csv":
        from coach.reports.render.csv import csv_of

        return csv_of(clean, table)
    if format_ == "xlsx":
        from coach.reports.render.xlsx import xlsx_of

        return xlsx_of(clean)
    from coach.reports.render.json import json_of

    return json_of(clean).encode()
