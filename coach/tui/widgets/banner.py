"""The line on top of a screen: where you are, and what matters there."""

from textual.content import Content
from textual.widgets import Static


class Banner(Static):
    """A title on the left and a short state on the right."""

    def __init__(self, title: str, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._title = title
        self._state = ""

    def on_mount(self) -> None:
        """Show the title."""
        self._draw()

    def on_resize(self) -> None:
        """Keep the state at the right edge."""
        self._draw()

    def tell(self, state: str, title: str | None = None) -> None:
        """Show another state, or another title too."""
        self._state = state
        self._title = title or self._title
        self._draw()

    def _draw(self) -> None:
        width = max(self.size.width, 20)
        room = width - len(self._state) - 1
        title = self._title if len(self._title) <= room else self._title[: max(0, room - 1)] + "…"
        gap = " " * max(1, width - len(title) - len(self._state))
        self.update(Content.assemble((title, "bold"), gap, self._state))
