"""A cohort as a grid of apprentices and criteria, and what lies behind one of its cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coach.coverage.state import CoverageState
from coach.interview.sitting import Mode
from coach.interview.states import State
from coach.mapping.suggestion import Suggestion
from coach.reports.views import ApprenticeCoverage, CohortCoverage, MarkView
from coach.standards.model import Level, Standard

_LAST_NUMBER = re.compile(r"(.*?)\.?(\d+)")


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A criterion as a column; `head` and `number` are the two halves of its ref."""

    ref: str
    head: str
    number: str
    title: str
    level: Level
    method: str
    method_title: str
    passed: int
    of: int
    """How many apprentices it counts for."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """An apprentice as a row; a state is None where the criterion does not count for them."""

    id: str
    name: str
    cohort: str | None
    states: tuple[CoverageState | None, ...]
    passed: int
    of: int


@dataclass(frozen=True, slots=True)
class CohortGrid:
    """Apprentices against the criteria of one standard, method by method, those who need help first."""

    standard: str
    title: str
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class SessionBehind:
    """One session's part in a cell: what was suggested and marked, by the number of the question."""

    session_id: str
    day: str
    method_title: str
    mode: Mode
    state: State
    suggestions: tuple[tuple[int, Suggestion], ...]
    marks: tuple[tuple[int, MarkView], ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """An apprentice's state on one criterion and the sessions it comes from, the newest first."""

    apprentice: str
    ref: str
    title: str
    summary: str
    level: Level
    state: CoverageState
    sessions: tuple[SessionBehind, ...]


def by_need(apprentices: Sequence[ApprenticeCoverage]) -> tuple[ApprenticeCoverage, ...]:
    """Return those who need help now first: most pass criteria open with no mark of theirs being waited for."""
    return tuple(sorted(apprentices, key=lambda one: (-_open(one), one.count("waiting"), one.name.casefold())))


def grid_of(table: CohortCoverage, standard: Standard) -> CohortGrid:
    """Lay a table of coverage out as a grid."""
    refs = set(table.refs)
    criteria = [c for method in standard.methods for c in standard.criteria if c.method == method.id and c.ref in refs]
    columns = []
    for criterion in criteria:
        head, number = split_ref(criterion.ref)
        columns.append(
            GridColumn(
                ref=criterion.ref,
                head=head,
                number=number,
                title=criterion.title,
                level=criterion.level,
                method=criterion.method,
                method_title=standard.methods_by_id[criterion.method].title,
                passed=table.passed_by(criterion.ref),
                of=sum(1 for apprentice in table.apprentices if criterion.ref in apprentice.states),
            )
        )
    rows = []
    for apprentice in by_need(table.apprentices):
        states = apprentice.states
        rows.append(
            GridRow(
                id=apprentice.id,
                name=apprentice.name,
                cohort=apprentice.cohort,
                states=tuple(states.get(column.ref) for column in columns),
                passed=apprentice.count("passed"),
                of=len(apprentice.criteria),
            )
        )
    return CohortGrid(table.standard, table.title, tuple(columns), tuple(rows))


def split_ref(ref: str) -> tuple[str, str]:
    """Split a ref before its last number: `K2.10` is `K2` and `10`, `10S1` is `10S` and `1`."""
    match = _LAST_NUMBER.fullmatch(ref)
    return (match[1], match[2]) if match else (ref, "")


def _open(apprentice: ApprenticeCoverage) -> int:
    return sum(1 for c in apprentice.criteria if c.level == "pass" and c.state not in ("passed", "waiting"))
