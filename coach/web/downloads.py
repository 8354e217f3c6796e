"""Reports to keep, as files."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import TypeAlias, get_args

from coach.errors import NotFoundError, UsageError
from coach.reports.render import rendered
from coach.reports.report import Format, Report
from coach.services import people, reports
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from coach.web.asking import Asked, File

Maker: TypeAlias = Callable[[Workspace, Actor, str], Report]

OF_APPRENTICE: Mapping[str, Maker] = {
    "mark-sheet": reports.apprentice_marks,
    "gateway": reports.gateway_of,
    "portfolio": reports.portfolio_of_evidence,
    "project-map": reports.project_report_map,
}
OF_SITTING: Mapping[str, Maker] = {
    "mark-sheet": reports.session_marks,
    "feedback": reports.feedback_letter,
    "transcript": reports.session_transcript,
}
_TYPES: Mapping[Format, str] = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}
_LONGEST_NAME = 80


def of_cohort(asked: Asked) -> File:
    """Where a cohort stands, now or at the end of a day, or what changed in it since a day."""
    ws, actor, query = asked.ws, asked.actor, asked.query
    if asked.parts["report"] == "changes":
        since = asked.day("since")
        if since is None:
            raise UsageError("Changes are those since a day.", "Choose the day.")
        made = reports.what_changed(ws, actor, since, cohort=query.get("cohort"))
    else:
        made = reports.cohort_overview(
            ws, actor, cohort=query.get("cohort"), standard=query.get("standard"), as_of=asked.day()
        )
    return _file(made, _format(asked))


def of_apprentice(asked: Asked) -> File:
    """A report about an apprentice."""
    person = people.apprentice_for(asked.ws, asked.actor, asked.parts["id"])
    return _file(_maker(OF_APPRENTICE, asked)(asked.ws, asked.actor, person.id), _format(asked))


def of_sitting(asked: Asked) -> File:
    """A report about a sitting."""
    return _file(_maker(OF_SITTING, asked)(asked.ws, asked.actor, asked.parts["id"]), _format(asked))


def _maker(makers: Mapping[str, Maker], asked: Asked) -> Maker:
    found = makers.get(asked.parts["report"])
    if found is None:
        raise NotFoundError(f"There is no report {asked.parts['report']}.", f"There is {', '.join(makers)}.")
    return found


def _format(asked: Asked) -> Format:
    for known in get_args(Format):
        if known == asked.parts["format"]:
            return known  # type: ignore[no-any-return]
    raise NotFoundError(f"No report is made as {asked.parts['format']}.", f"There is {', '.join(_TYPES)}.")


def _file(report: Report, format_: Format) -> File:
    return File(f"{_plain_name(report)}.{format_}", _TYPES[format_], rendered(report, format_))


def _plain_name(report: Report) -> str:
    """Return a name that every system takes: small letters, digits and hyphens."""
    told = f"{report.kind} {report.subtitle} {report.made_on}"
    ascii_ = unicodedata.normalize("NFKD", told).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")[:_LONGEST_NAME].strip("-")
