"""A few lines about what is under the highlight, at a height that stays."""

from textual.content import Content
from textual.widgets import Static

from coach.tui.text import said


class Detail(Static):
    """Shows as much as there is room for; where that is not all of it, the last line says how to read on."""

    def __init__(self, read_on: str, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._read_on = f" … {read_on}"

    def render(self) -> Content:
        """Return the lines that fit."""
        content = self.content if isinstance(self.content, Content) else Content(str(self.content))
        width, height = self.content_size
        lines = content.wrap(width) if width else []
        if len(lines) <= height:
            return content
        last = lines[height - 1].rstrip().truncate(width - len(self._read_on))
        return Content("\n").join([*lines[: height - 1], last + said(self._read_on, "bold")])
