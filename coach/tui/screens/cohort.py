"""Apprentices and criteria on one screen: who has shown what, and who needs help first."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Footer, Static

from coach.coverage.state import COVERAGE_STATES
from coach.errors import CoachError
from coach.plain.coverage import GLYPHS, IN_WORDS, behind_in_lines
from coach.reports.cohort import CohortGrid, GridColumn, GridRow
from coach.reports.words import counted
from coach.services import cohort
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.dialogs import Message
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.coverage_grid import CoverageGrid

_EMPTY = "No apprentice is set up here yet. They turn up in this table once they are."


class CohortScreen(CoachScreen):
    """One grid a standard; the cell under the cursor is explained below."""

    NAME = "cohort"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self) -> None:
        super().__init__()
        self._cohorts: tuple[str, ...] = ()
        self._cohort: str | None = None
        self._grids: tuple[CohortGrid, ...] = ()
        self._place = 0

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Coverage", id="banner")
        yield Static(id="cohort-title", markup=False)
        yield CoverageGrid(id="grid")
        yield Static(id="cell-detail", markup=False)
        yield Static(id="legend", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Begin on the grid."""
        self.query_one(CoverageGrid).focus()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._show())

    def on_screen_resume(self) -> None:
        """Read the coverage as it is now."""
        self._read()

    def _read(self) -> None:
        try:
            self._cohorts = cohort.cohort_names(self.ws, self.actor)
            if self._cohort not in self._cohorts:
                self._cohort = None
            self._grids = cohort.grids(self.ws, self.actor, self._cohort)
        except CoachError as error:
            self.coach.tell(error)
            return
        self._show()

    def _show(self) -> None:
        grid = self.query_one(CoverageGrid)
        grid.display = bool(self._grids)
        if not self._grids:
            self.query_one("#cohort-title", Static).update(plain(_EMPTY))
            return
        self._place = min(self._place, len(self._grids) - 1)
        shown = self._grids[self._place]
        who = f"{counted(len(shown.rows), 'apprentice')}, those who need help first"
        self.query_one("#banner", Banner).tell(who, self._cohort or "All cohorts")
        more = f"  ({self._place + 1} of {len(self._grids)} standards)" if len(self._grids) > 1 else ""
        self.query_one("#cohort-title", Static).update(plain(f"{shown.title}{more}"))
        self.query_one("#legend", Static).update(_legend(grid, shown))
        grid.show(shown)
        self._explain()

    @on(CoverageGrid.Moved)
    def _explain(self) -> None:
        grid = self.query_one(CoverageGrid)
        if grid.row is not None and grid.column is not None:
            detail = _detail(grid.row, grid.column, grid.cursor[1])
            self.query_one("#cell-detail", Static).update(detail)

    @on(CoverageGrid.Opened)
    def _open(self) -> None:
        grid = self.query_one(CoverageGrid)
        if grid.row is None or grid.column is None:
            return
        try:
            behind = cohort.behind(self.ws, self.actor, grid.row.id, grid.column.ref)
        except CoachError as error:
            self.coach.tell(error)
            return
        title = f"{behind.apprentice} · {behind.ref} {behind.title}"
        self.app.push_screen(Message(title, "\n".join(behind_in_lines(behind))))

    def action_next_standard(self) -> None:
        """Show the next standard's grid."""
        if len(self._grids) < 2:
            self.notify("Everybody here is on the same standard.", markup=False)
            return
        self._place = (self._place + 1) % len(self._grids)
        self.query_one(CoverageGrid).cursor = (0, 0)
        self._show()

    def action_next_cohort(self) -> None:
        """Show the next cohort; after the last come all of them together."""
        choices = (None, *self._cohorts)
        self._cohort = choices[(choices.index(self._cohort) + 1) % len(choices)]
        self.query_one(CoverageGrid).cursor = (0, 0)
        self._read()


def _detail(row: GridRow, column: GridColumn, index: int) -> Content:
    state = row.states[index]
    level = " (distinction)" if column.level == "distinction" else ""
    words = f"{GLYPHS[state]} {IN_WORDS[state]}" if state else "does not count for them"
    who = f"{row.name}, {row.cohort}" if row.cohort else row.name
    return Content("\n").join(
        [
            said(f"{who}: {words}", "bold"),
            plain(f"{column.ref} {column.title}{level} · passed by {column.passed} of {column.of}"),
        ]
    )


def _legend(grid: CoverageGrid, shown: CohortGrid) -> Content:
    parts = [
        joined(Content.styled(f" {GLYPHS[state]} ", grid.get_visual_style(f"grid--{state}")), f" {state}")
        for state in COVERAGE_STATES
    ]
    if any(column.level == "distinction" for column in shown.columns):
        parts.append(plain("* distinction"))
    if any(None in row.states for row in shown.rows):
        parts.append(plain("blank: not theirs"))
    return plain(" ").join(parts)
