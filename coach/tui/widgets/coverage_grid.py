"""Apprentices against criteria in one widget that draws its cells: header and names stay, the rest scrolls."""

from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size, Spacing, clamp
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coach.plain.coverage import GLYPHS
from coach.reports.cohort import CELL_STATES, CohortGrid, GridColumn, GridRow
from coach.reports.foreign import one_line
from coach.tui.registry import bindings

HEADER = 3
FOOTER = 1
CELL = 3
_LONGEST_NAME = 24


class CoverageGrid(ScrollView, can_focus=True, inherit_bindings=False):
    """A cell cursor moves by arrow keys and by mouse; Enter or a second click opens a cell."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("grid")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--name",
        "grid--heading",
        *(f"grid--{state}" for state in CELL_STATES),
    }

    cursor: reactive[tuple[int, int]] = reactive((0, 0))
    """Row and column of the cell the cursor is on."""

    class Moved(Message):
        """The cursor is on another cell."""

    class Opened(Message):
        """A cell was chosen."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._grid: CohortGrid | None = None
        self._afresh = False
        self._at: list[int] = []
        self._width = 0
        self._names = 0

    @property
    def row(self) -> GridRow | None:
        """The apprentice under the cursor."""
        return self._grid.rows[self.cursor[0]] if self._grid and self._grid.rows else None

    @property
    def column(self) -> GridColumn | None:
        """The criterion under the cursor."""
        return self._grid.columns[self.cursor[1]] if self._grid and self._grid.columns else None

    def show(self, grid: CohortGrid) -> None:
        """Show a grid; the cursor stays on its apprentice, its criterion and its line, where they are still there."""
        row, column_ = self.cursor
        was = row
        if self._grid is not None and not self._afresh:
            row = _found([each.id for each in self._grid.rows], row, [each.id for each in grid.rows])
            column_ = _found([each.key for each in self._grid.columns], column_, [each.key for each in grid.columns])
        self._grid, self._afresh = grid, False
        self._at = []
        x = 0
        for index, column in enumerate(grid.columns):
            before = grid.columns[index - 1] if index else None
            if before and before.method != column.method:
                x += 2
            elif before and before.head != column.head:
                x += 1
            self._at.append(x)
            x += CELL
        self._width = x
        self._fit()
        if self.scroll_offset.y:
            self.scroll_to(y=self.scroll_offset.y + row - was, animate=False, immediate=True)
        self.cursor = (clamp(row, 0, max(0, len(grid.rows) - 1)), clamp(column_, 0, max(0, len(grid.columns) - 1)))
        self.refresh()

    def begin_again(self) -> None:
        """Forget where the cursor is: what is shown next begins on its first cell."""
        self._afresh = True
        self.cursor = (0, 0)

    def on_resize(self) -> None:
        """Fit the names to another width."""
        self._fit()

    @property
    def _shown(self) -> Size:
        """The size of what is shown, scroll bars not counted."""
        return self.scrollable_content_region.size

    def _fit(self) -> None:
        if self._grid is None:
            return
        longest = max((cell_len(row.name) for row in self._grid.rows), default=0)
        self._names = clamp(longest, 10, max(10, min(_LONGEST_NAME, self._shown.width // 5)))
        self.virtual_size = Size(self._fixed + self._width, HEADER + len(self._grid.rows) + FOOTER)
        self.call_after_refresh(self._reveal)

    @property
    def _fixed(self) -> int:
        """The width of what does not scroll: name and sum."""
        return self._names + 9

    def watch_cursor(self) -> None:
        """Bring the cell into sight and tell."""
        self._reveal()
        self.refresh()
        self.post_message(self.Moved())

    def _reveal(self) -> None:
        row, column = self.cursor
        if not self._at:
            return
        region = Region(self._fixed + self._at[column], HEADER + row, CELL, 1)
        self.scroll_to_region(region, spacing=Spacing(HEADER, 0, FOOTER, self._fixed), animate=False, force=True)

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor."""
        if self._grid and self._grid.rows:
            row, column = self.cursor
            last_row, last_column = len(self._grid.rows) - 1, len(self._grid.columns) - 1
            self.cursor = (clamp(row + down, 0, last_row), clamp(column + right, 0, last_column))

    def action_page(self, by: int) -> None:
        """Move the cursor by what fits on the screen."""
        self.action_move(by * max(1, self._shown.height - HEADER - FOOTER), 0)

    def action_edge(self, by: int) -> None:
        """Move the cursor to the first or the last criterion."""
        self.action_move(0, by * self._width)

    def action_open(self) -> None:
        """Choose the cell under the cursor."""
        if self.row is not None:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a cell; on the one it is on already, open it."""
        place = self._cell_at(event.x, event.y)
        if place is None:
            return
        if place == self.cursor:
            self.action_open()
        self.cursor = place

    def _cell_at(self, x: int, y: int) -> tuple[int, int] | None:
        row = y - HEADER + self.scroll_offset.y
        if self._grid is None or y < HEADER or y >= self._footer_at or not 0 <= row < len(self._grid.rows):
            return None
        if x < self._fixed:
            return (row, self.cursor[1])
        inside = x - self._fixed + self.scroll_offset.x
        found = next((index for index, at in enumerate(self._at) if at <= inside < at + CELL), None)
        return None if found is None else (row, found)

    @property
    def _footer_at(self) -> int:
        rows = len(self._grid.rows) if self._grid else 0
        return min(self._shown.height - FOOTER, HEADER + rows)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget."""
        width = self._shown.width
        grid = self._grid
        base = self.rich_style
        row = y - HEADER + self.scroll_offset.y
        if grid is None or y > self._footer_at:
            return Strip.blank(width, base)
        if y < HEADER:
            fixed, cells = self._header(grid, y)
        elif y == self._footer_at:
            fixed, cells = self._sums(grid)
        else:
            fixed, cells = self._row(grid, row)
        x = self.scroll_offset.x
        room = max(0, width - self._fixed)
        scrolled = Strip(cells).adjust_cell_length(self._width, base).crop(x, x + room)
        kept = Strip(fixed).adjust_cell_length(self._fixed, base)
        return Strip.join([kept, scrolled]).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"grid--{name}")

    def _row(self, grid: CohortGrid, index: int) -> tuple[list[Segment], list[Segment]]:
        row = grid.rows[index]
        here = index == self.cursor[0]
        style = self._style("name") + Style(bold=True) if here else self._style("name")
        name = one_line(row.name)
        if cell_len(name) > self._names:
            name = f"{set_cell_size(name, self._names - 1)}…"
        fixed = [Segment(f"{set_cell_size(name, self._names)} {row.passed:>3}/{row.of:<3} ", style)]
        cells = []
        for number, state in enumerate(row.states):
            glyph = GLYPHS[state] if state else " "
            on = here and number == self.cursor[1]
            look = self._style(state) if state else self.rich_style
            if on:
                look = self._style("name") + Style(bold=True, reverse=True)
            cells += [self._gap(number), Segment(f"[{glyph}]" if on else f" {glyph} ", look)]
        return fixed, cells

    def _gap(self, number: int) -> Segment:
        """Return what stands before a cell: a line between methods, a space between sections."""
        gap = self._at[number] - (self._at[number - 1] + CELL if number else 0)
        return Segment("│ " if gap == 2 else " " * gap, self._style("heading"))

    def _sums(self, grid: CohortGrid) -> tuple[list[Segment], list[Segment]]:
        style = self._style("heading")
        fixed = [Segment(f"{'Passed by':<{self._names}}  of {len(grid.rows):<3}"[: self._fixed], style)]
        cells = []
        for number, column in enumerate(grid.columns):
            cells += [self._gap(number), Segment(f"{column.passed:>2}".ljust(CELL), style)]
        return fixed, cells

    def _header(self, grid: CohortGrid, line: int) -> tuple[list[Segment], list[Segment]]:
        style = self._style("heading")
        if line == HEADER - 1:
            cells = []
            for number, column in enumerate(grid.columns):
                look = style + Style(reverse=True) if number == self.cursor[1] else style
                star = "*" if column.level == "distinction" else " "
                cells += [self._gap(number), Segment(f"{column.number:>2}{star}"[:CELL], look)]
            return [Segment(f"{'':<{self._names}}  passed", style)], cells
        return [], [Segment(self._labels(grid, "method_title" if line == 0 else "head"), style)]

    def _labels(self, grid: CohortGrid, field: str) -> str:
        """Write each group's label over its columns; one that begins out of sight on the left moves into it."""
        line = [" "] * self._width
        left = self.scroll_offset.x
        index = 0
        while index < len(grid.columns):
            label = str(getattr(grid.columns[index], field))
            end = index
            while end + 1 < len(grid.columns) and self._same(grid.columns[end + 1], grid.columns[index], field):
                end += 1
            start, stop = max(self._at[index], left), self._at[end] + CELL
            room = stop - start
            if room > 0 and (field == "method_title" or len(label) <= room):
                shown = label if len(label) <= room else f"{label[: room - 1]}…"
                line[start : start + len(shown)] = shown
            if field == "method_title" and index:
                line[self._at[index] - 2] = "│"
            index = end + 1
        return "".join(line)

    @staticmethod
    def _same(one: GridColumn, other: GridColumn, field: str) -> bool:
        return one.method == other.method and str(getattr(one, field)) == str(getattr(other, field))


def _found(before: list[str], place: int, now: list[str]) -> int:
    """Return where what was at a place is now, else what came next after it and is left, else what came before it."""
    places = {key: n for n, key in enumerate(now)}
    return next((places[key] for key in (*before[place:], *reversed(before[:place])) if key in places), 0)
