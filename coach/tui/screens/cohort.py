"""Apprentices and criteria on one screen: who has shown what, and who needs help first."""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from coach.errors import CoachError
from coach.plain.coverage import GLYPHS, IN_WORDS, behind_in_lines
from coach.reports.cohort import BY, CELL_STATES, CohortGrid, GridColumn, GridRow
from coach.reports.words import counted
from coach.services import cohort
from coach.services.cohort import Filters
from coach.tui.registry import bindings
from coach.tui.screens.assigning import ask_to_rehearse
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.dialogs import Message
from coach.tui.screens.form import Field, Form, Values
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.coverage_grid import CoverageGrid
from coach.tui.widgets.key_line import KeyLine

_NOBODY = "Nobody is shown by what was chosen. Press / to choose something else."
_EMPTY = "No apprentice is set up here yet. They turn up in this table once they are."


class CohortScreen(CoachScreen):
    """One grid a standard; the cell under the cursor is explained below."""

    NAME = "cohort"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self) -> None:
        super().__init__()
        self._cohorts: tuple[str, ...] = ()
        self._filters = Filters()
        self._grids: tuple[CohortGrid, ...] = ()
        self._place = 0

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Coverage", id="banner")
        yield Static(id="cohort-title", markup=False)
        yield CoverageGrid(id="grid")
        yield Static(id="cell-detail", markup=False)
        yield Static(id="legend", markup=False)
        yield KeyLine(compact=True)

    def on_mount(self) -> None:
        """Begin on the grid."""
        self.query_one(CoverageGrid).focus()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._show())

    def on_screen_resume(self) -> None:
        """Read the coverage as it is now."""
        self._read()

    def _read(self) -> None:
        try:
            self.refresh_from_store()
        except CoachError as error:
            self.coach.tell_in_passing(error)

    def refresh_from_store(self) -> None:
        """Show what marks changed; the cursor stays on its apprentice and its criterion. Raises CoachError."""
        self._cohorts = cohort.cohort_names(self.ws, self.actor)
        if self._filters.cohort not in self._cohorts:
            self._filters = replace(self._filters, cohort=None)
        grids = cohort.grids(self.ws, self.actor, self._filters)
        shown = self._grids[self._place].standard if self._grids else ""
        self._place = next((n for n, grid in enumerate(grids) if grid.standard == shown), self._place)
        self._grids = grids
        self._show()

    def _show(self) -> None:
        grid = self.query_one(CoverageGrid)
        grid.display = bool(self._grids)
        if not self._grids:
            self.query_one("#cohort-title", Static).update(plain(_EMPTY if self._filters == Filters() else _NOBODY))
            for part in ("#cell-detail", "#legend"):
                self.query_one(part, Static).update("")
            return
        self._place = min(self._place, len(self._grids) - 1)
        shown = self._grids[self._place]
        who = f"{counted(len(shown.rows), 'apprentice')}, those who need help first"
        self.query_one("#banner", Banner).tell(who, self._filters.cohort or "All cohorts")
        more = f" (n: {self._place + 1} of {len(self._grids)})" if len(self._grids) > 1 else ""
        chosen = self._filters_in_words()
        self.query_one("#cohort-title", Static).update(plain(f"{shown.title}{more}{chosen}"))
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
        lines: list[str] = []
        try:
            for ref in grid.column.refs:
                behind = cohort.behind(self.ws, self.actor, grid.row.id, ref)
                several = [f"{ref} {behind.title}"] if len(grid.column.refs) > 1 else []
                lines += [*([""] if lines else []), *several, *behind_in_lines(behind)]
        except CoachError as error:
            self.coach.tell(error)
            return
        title = f"{grid.row.name} · {grid.column.key} {grid.column.title}"
        self.app.push_screen(Message(title, "\n".join(lines)))

    def action_next_standard(self) -> None:
        """Show the next standard's grid."""
        if len(self._grids) < 2:
            self.notify("Everybody here is on the same standard.", markup=False)
            return
        self._place = (self._place + 1) % len(self._grids)
        self.query_one(CoverageGrid).begin_again()
        self._show()

    def action_next_cohort(self) -> None:
        """Show the next cohort; after the last come all of them together."""
        choices = (None, *self._cohorts)
        place = choices.index(self._filters.cohort)
        self._look(replace(self._filters, cohort=choices[(place + 1) % len(choices)]))

    def action_next_by(self) -> None:
        """Show criteria, statements or sections as columns."""
        place = BY.index(self._filters.by)
        self._look(replace(self._filters, by=BY[(place + 1) % len(BY)]))

    def _filters_in_words(self) -> str:
        filters, library = self._filters, self.ws.library
        titles = {method.id: method.title for standard in library.standards for method in standard.methods}
        parts = [f"called {filters.name}"] if filters.name else []
        parts += [library.organisation(filters.organisation).title] if filters.organisation else []
        parts += [titles[filters.method].lower()] if filters.method else []
        parts += [f"{filters.level} criteria"] if filters.level else []
        parts += [f"changed since {filters.since}"] if filters.since else []
        parts += [f"as it was on {filters.as_of}"] if filters.as_of else []
        parts += [] if filters.by == "criteria" else [f"by {filters.by}"]
        return f" · {', '.join(parts)}" if parts else ""

    def _look(self, filters: Filters) -> None:
        self._filters = filters
        self.query_one(CoverageGrid).begin_again()
        self._read()

    def action_filter(self) -> None:
        """Choose a name or a part of it, a cohort, an organisation, a method, a level or a time."""

        def take(values: Values) -> None:
            level = values["level"]
            filters = replace(
                self._filters,
                name=values["name"] or None,
                cohort=values["cohort"] or None,
                organisation=values["organisation"] or None,
                method=values["method"] or None,
                level="pass" if level == "pass" else "distinction" if level == "distinction" else None,
                since=values["since"] or None,
                as_of=values["as_of"] or None,
            )
            cohort.grids(self.ws, self.actor, filters)
            self._look(filters)

        library, chosen = self.ws.library, self._filters
        organisations = (("all", ""), *((o.title, o.id) for o in library.organisations.values()))
        titles = {method.id: method.title for standard in library.standards for method in standard.methods}
        fields = (
            Field("name", "Name", chosen.name or "", "a part of it will do; empty shows everybody"),
            Field(
                "cohort",
                "Cohort",
                chosen.cohort or "",
                options=(("all", ""), *((each, each) for each in self._cohorts)),
            ),
            Field("organisation", "Organisation", chosen.organisation or "", options=organisations),
            Field(
                "method", "Method", chosen.method or "", options=(("all", ""), *((t, id_) for id_, t in titles.items()))
            ),
            Field(
                "level",
                "Level",
                chosen.level or "",
                options=(("all", ""), ("pass", "pass"), ("distinction", "distinction")),
            ),
            Field("since", "Changed since", chosen.since or "", "a day as 2026-03-31, or empty"),
            Field("as_of", "As it was on", chosen.as_of or "", "a day as 2026-03-31, or empty"),
        )
        self.app.push_screen(Form("Show only", fields, take, button="Show"))

    def action_weakest(self) -> None:
        """Show which criteria the cohort does not reach."""
        from coach.tui.screens.weakest import WeakestScreen

        if self._grids:
            self.app.push_screen(WeakestScreen(self._grids[self._place], self._filters.cohort or "All cohorts"))

    def action_apprentice(self) -> None:
        """Show where the apprentice under the cursor stands."""
        from coach.tui.screens.programme import ProgrammeScreen

        row = self.query_one(CoverageGrid).row
        if row is not None:
            self.app.push_screen(ProgrammeScreen(row.id))

    def action_assign(self) -> None:
        """Assign a rehearsal of the criterion under the cursor to its apprentice."""
        grid = self.query_one(CoverageGrid)
        if grid.row is None or grid.column is None:
            return
        if self._filters.by != "criteria":
            self.notify("Assign from the view by criteria: v changes it.", markup=False)
            return
        column = grid.column
        ask_to_rehearse(self, (grid.row.name,), column.method, column.method_title, column.refs)


def _detail(row: GridRow, column: GridColumn, index: int) -> Content:
    state = row.states[index]
    level = " (distinction)" if column.level == "distinction" else ""
    words = f"{GLYPHS[state]} {IN_WORDS[state]}" if state else "does not count for them"
    who = f"{row.name}, {row.cohort}" if row.cohort else row.name
    passed = f"passed by {column.passed} of {column.of}"
    several = len(column.refs) > 1 or column.key not in column.refs
    what = f"{column.key} · {passed} · {column.title}" if several else f"{column.key} {column.title}{level} · {passed}"
    return Content("\n").join([said(f"{who}: {words}", "bold"), plain(what)])


def _legend(grid: CoverageGrid, shown: CohortGrid) -> Content:
    parts = [
        joined(Content.styled(f" {GLYPHS[state]} ", grid.get_visual_style(f"grid--{state}")), f" {state}")
        for state in CELL_STATES
        if state != "partly" or any(len(column.refs) > 1 for column in shown.columns)
    ]
    if any(column.level == "distinction" for column in shown.columns):
        parts.append(plain("* distinction"))
    if any(None in row.states for row in shown.rows):
        parts.append(plain("blank: not theirs"))
    return plain(" ").join(parts)
