"""A list to choose one line from, on top of another screen."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.tui.screens.dialogs import Dialog
from coach.tui.text import plain


class Choose(Dialog[int | None]):
    """Closes with the place of the line chosen, from 0, or None where it was left; digits choose the first nine."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave", id="choose.leave"),
        *(Binding(str(n), f"take({n - 1})", f"Line {n}", show=False, id=f"choose.{n}") for n in range(1, 10)),
    ]

    def __init__(self, title: str, lines: Sequence[Content | str], about: str = "") -> None:
        super().__init__()
        self._title = title
        self._lines = tuple(lines)
        self._about = about

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog-title")
            if self._about:
                yield Static(plain(self._about), classes="dialog-text")
            options = []
            for number, line in enumerate(self._lines, 1):
                shown = line if isinstance(line, Content) else plain(line)
                key = f"{number} " if number <= 9 else "  "
                options.append(Option(Content("").join([Content(key), shown])))
            yield OptionList(*options, id="choices", markup=False)
            yield Static("A number or Enter takes it, Esc leaves it.", classes="dim")

    def on_mount(self) -> None:
        """Begin on the first line."""
        listed = self.query_one("#choices", OptionList)
        listed.focus()
        listed.action_first()

    @on(OptionList.OptionSelected, "#choices")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index)

    def action_take(self, place: int) -> None:
        """Close with a line."""
        if place < len(self._lines):
            self.dismiss(place)

    def action_leave(self) -> None:
        """Close without one."""
        self.dismiss(None)
