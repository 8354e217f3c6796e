"""A short form on top of another screen: a few labelled fields, and one key that takes them all."""

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static, TextArea

from coach.errors import CoachError
from coach.reports.foreign import masked
from coach.services.half_written import HalfWritten
from coach.tui.screens.filling import HoldsText, Lines
from coach.tui.text import plain

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a line of text, several lines, or a choice among `options` (what is shown, what is meant)."""

    id: str
    label: str
    value: str = ""
    placeholder: str = ""
    options: tuple[tuple[str, str], ...] = ()
    lines: int = 1


class Form(HoldsText[Values], Lines[Values | None]):
    """Closes with the values by id, or None where it was left. What `take` refuses is told and stays in the form."""

    TAKES = "form-keep"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,ctrl+enter,ctrl+s,f10", "keep", "Save", id="form.keep", priority=True),
        Binding("escape", "leave", "Leave", id="form.leave"),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        take: Callable[[Values], None] | None = None,
        *,
        about: str = "",
        button: str = "Save",
        half: HalfWritten | None = None,
    ) -> None:
        super().__init__(half)
        self._title = title
        begun = _begun(half)
        self._fields = tuple(replace(field, value=begun.get(field.id, field.value)) for field in fields)
        self.last_line = fields[-1].id
        self._take = take
        self._about = about
        self._button = button

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="dialog form"):
            yield Static(plain(self._title), classes="dialog-title")
            with VerticalScroll(classes="form-fields", can_focus=False):
                if self._about:
                    yield Static(plain(self._about), classes="dialog-text")
                for field in self._fields:
                    row = Horizontal if field.lines == 1 else Vertical
                    with row(classes="field" if field.lines == 1 else "field tall"):
                        yield Static(plain(field.label), classes="field-label")
                        yield _entry(field)
            yield Static("", id="form-told", classes="warning", markup=False)
            with Horizontal(classes="dialog-buttons"):
                yield Button(f"{self._button} (F10)", id="form-keep", variant="primary")
                yield Button("Leave (Esc)", id="form-leave")

    def on_mount(self) -> None:
        """Begin on the first field."""
        self.query_one("#form-told").display = False
        self.query_one(f"#{self._fields[0].id}").focus()

    def written(self) -> str:
        """Return the values so far."""
        return json.dumps({field.id: self._value(field) for field in self._fields})

    def action_keep(self) -> None:
        """Close with the values, unless they are refused."""
        values = {field.id: self._value(field) for field in self._fields}
        if self._take is not None:
            try:
                self._take(values)
            except CoachError as error:
                told = self.query_one("#form-told", Static)
                told.display = True
                told.update(plain(str(error)))
                return
        self.close(values)

    def _value(self, field: Field) -> str:
        entry = self.query_one(f"#{field.id}")
        if isinstance(entry, TextArea):
            return entry.text.strip()
        if isinstance(entry, Input):
            return entry.value.strip()
        value = entry.value if isinstance(entry, Select) else ""
        return value if isinstance(value, str) else ""


def _begun(half: HalfWritten | None) -> Mapping[str, str]:
    """Return the values that were being written when coach last ended."""
    with contextlib.suppress(ValueError):
        found = json.loads(half.taken_up() or "{}") if half else {}
        if isinstance(found, dict):
            return {str(id_): str(value) for id_, value in found.items()}
    return {}


def _entry(field: Field) -> Widget:
    if field.options:
        meant = [value for _, value in field.options]
        value = field.value if field.value in meant else meant[0]
        return Select(
            [(plain(shown), value) for shown, value in field.options],
            value=value,
            allow_blank=False,
            id=field.id,
            compact=True,
        )
    if field.lines > 1:
        return TextArea(masked(field.value), id=field.id, soft_wrap=True, tab_behavior="focus")
    return Input(masked(field.value), placeholder=field.placeholder, id=field.id, compact=True)
