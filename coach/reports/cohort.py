"""A cohort as a grid of apprentices and criteria, and what lies behind one of its cells."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from coach.coverage.state import COVERAGE_STATES, CoverageState
from coach.interview.sitting import Mode
from coach.interview.states import State
from coach.mapping.suggestion import Suggestion
from coach.reports.views import MarkView
from coach.review.quality import SuggestionQuality
from coach.standards.model import Level, Standard

_LAST_NUMBER = re.compile(r"(.*?)[.-]?(\d+)")

By = Literal["criteria", "statements", "sections"]
BY: tuple[By, ...] = get_args(By)
States = Mapping[str, CoverageState]

CellState = CoverageState | Literal["partly"]
"""The state of a criterion, or of several together: `partly` where some are passed and nothing waits or fell short."""
CELL_STATES: tuple[CellState, ...] = (*COVERAGE_STATES[:-1], "partly", COVERAGE_STATES[-1])


@dataclass(frozen=True, slots=True)
class Member:
    """An apprentice who has a row, with what is known of them already."""

    id: str
    name: str
    cohort: str | None
    organisation: str
    face_to_face: bool
    states: States
    """By ref; untried refs may be left out."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """What a column stands for: a criterion, or the criteria of a statement or a section.

    `head` and `number` are the two halves of what is written above it.
    """

    key: str
    head: str
    number: str
    title: str
    level: Level
    method: str
    method_title: str
    refs: tuple[str, ...]
    passed: int = 0
    of: int = 0
    """How many apprentices it counts for."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """An apprentice as a row; a state is None where the column does not count for them."""

    id: str
    name: str
    cohort: str | None
    states: tuple[CellState | None, ...]
    passed: int
    of: int
    """Criteria passed, of those that count for them."""


@dataclass(frozen=True, slots=True)
class CohortGrid:
    """Apprentices against the columns of one standard, those who need help first."""

    standard: str
    title: str
    by: By
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class WeakCriterion:
    """A column counted by state, with the names of those who lack it and how far its suggestions were borne out."""

    column: GridColumn
    attempted: int
    waiting: int
    suggested: int
    untried: int
    lacking: tuple[str, ...]
    quality: SuggestionQuality | None

    @property
    def reached(self) -> float:
        """The share of apprentices who have passed it, from 0 to 1."""
        return self.column.passed / self.column.of if self.column.of else 1.0


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


def grid_of(
    standard: Standard,
    members: Sequence[Member],
    *,
    by: By = "criteria",
    method: str | None = None,
    level: Level | None = None,
    before: Mapping[str, States] | None = None,
) -> CohortGrid:
    """Lay coverage out as a grid; `method` and `level` leave other criteria out.

    With `before`, everybody's states at an earlier moment, only what has changed since is shown.
    """
    chosen = {
        face: tuple(
            c.ref
            for c in standard.criteria_for(face_to_face=face)
            if method in (None, c.method) and level in (None, c.level)
        )
        for face in (True, False)
    }
    counted = {face: frozenset(refs) for face, refs in chosen.items()}
    either = counted[True] | counted[False]
    plans = _PLANS[by](standard, either)
    needed = {
        face: frozenset(ref for ref in refs if standard.by_ref[ref].level == "pass") for face, refs in counted.items()
    }
    ordered = sorted(members, key=lambda m: _need(m, counted[m.face_to_face], needed[m.face_to_face]))
    rows = [_row(plans, member, counted[member.face_to_face], before) for member in ordered]
    columns = tuple(
        replace(plan, passed=cells.count("passed"), of=len(cells) - cells.count(None))
        for plan, cells in zip(plans, zip(*(row.states for row in rows), strict=True), strict=True)
    )
    title = f"{standard.title} level {standard.level}, plan v{standard.plan_version}"
    return CohortGrid(standard.id, title, by, columns, tuple(rows))


def weakest_of(grid: CohortGrid, quality: Mapping[str, SuggestionQuality]) -> tuple[WeakCriterion, ...]:
    """Return a grid's columns by how few have reached them: first those that nobody has."""
    found = []
    for index, column in enumerate(grid.columns):
        states = [row.states[index] for row in grid.rows]
        found.append(
            WeakCriterion(
                column=column,
                attempted=states.count("attempted"),
                waiting=states.count("waiting"),
                suggested=states.count("suggested"),
                untried=states.count("untried"),
                lacking=tuple(
                    row.name for row, state in zip(grid.rows, states, strict=True) if state not in (None, "passed")
                ),
                quality=quality.get(column.key),
            )
        )
    return tuple(sorted(found, key=lambda weak: (weak.reached, weak.column.level == "distinction")))


def never_passed(weak: Iterable[WeakCriterion]) -> int:
    """Return how many columns nobody has passed of those that count for somebody."""
    return sum(1 for each in weak if each.column.of and not each.column.passed)


def combined(states: Sequence[CoverageState]) -> CellState:
    """Return the state of several criteria together: passed only where all are, else what most wants a look."""
    found = set(states)
    if found == {"passed"}:
        return "passed"
    if "attempted" in found:
        return "attempted"
    if "waiting" in found:
        return "waiting"
    if "passed" in found:
        return "partly"
    return "suggested" if "suggested" in found else "untried"


def split_ref(ref: str) -> tuple[str, str]:
    """Split a ref before its last number: `K2.10` is `K2` and `10`, `10S1` is `10S` and `1`."""
    match = _LAST_NUMBER.fullmatch(ref)
    return (match[1], match[2]) if match else (ref, "")


def _row(
    plans: Sequence[GridColumn], member: Member, counted: frozenset[str], before: Mapping[str, States] | None
) -> GridRow:
    states = member.states
    cells: list[CellState | None] = []
    for plan in plans:
        if len(plan.refs) == 1:
            (ref,) = plan.refs
            cells.append(states.get(ref, "untried") if ref in counted else None)
            continue
        own = [states.get(ref, "untried") for ref in plan.refs if ref in counted]
        cells.append(combined(own) if own else None)
    if before is not None:
        then = before.get(member.id, {})
        cells = [
            None if all(then.get(ref) == states.get(ref) for ref in plan.refs) else cell
            for plan, cell in zip(plans, cells, strict=True)
        ]
    passed = sum(1 for ref in counted if states.get(ref) == "passed")
    return GridRow(member.id, member.name, member.cohort, tuple(cells), passed, len(counted))


def _need(member: Member, counted: frozenset[str], needed: frozenset[str]) -> tuple[int, int, str]:
    """Return what puts those who need help now first: most pass criteria open with no mark being waited for."""
    shown = [(ref, state) for ref, state in member.states.items() if ref in counted]
    waiting = sum(1 for _, state in shown if state == "waiting")
    settled = sum(1 for ref, state in shown if ref in needed and state in ("passed", "waiting"))
    return (settled - len(needed), waiting, member.name.casefold())


def _by_criteria(standard: Standard, counted: frozenset[str]) -> tuple[GridColumn, ...]:
    return tuple(
        GridColumn(c.ref, *split_ref(c.ref), c.title, c.level, c.method, method.title, (c.ref,))
        for method in standard.methods
        for c in standard.criteria
        if c.method == method.id and c.ref in counted
    )


def _by_sections(standard: Standard, counted: frozenset[str]) -> tuple[GridColumn, ...]:
    plans = []
    for section in standard.sections:
        refs = tuple(c.ref for c in standard.criteria if c.section == section.id and c.ref in counted)
        if refs:
            head, number = split_ref(section.id)
            plans.append(GridColumn(section.id, head, number, section.title, "pass", "", "Sections", refs))
    return tuple(plans)


def _by_statements(standard: Standard, counted: frozenset[str]) -> tuple[GridColumn, ...]:
    titles = {"knowledge": "Knowledge", "skill": "Skills", "behaviour": "Behaviours"}
    plans = []
    for type_, title in titles.items():
        for statement in standard.statements:
            refs = tuple(ref for ref in statement.criteria if ref in counted)
            if statement.type == type_ and refs:
                head, number = split_ref(statement.id)
                plans.append(GridColumn(statement.id, head, number, statement.text, "pass", type_, title, refs))
    return tuple(plans)


_PLANS: Mapping[By, Callable[[Standard, frozenset[str]], tuple[GridColumn, ...]]] = {
    "criteria": _by_criteria,
    "statements": _by_statements,
    "sections": _by_sections,
}
