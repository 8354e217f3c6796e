"""Small screens on top of another: a question, a message, the keys."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from coach.tui.registry import Command, key_in_words
from coach.tui.text import plain


class Confirm(ModalScreen[bool]):
    """A question with a yes and a no; Escape is no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes"),
        Binding("n,escape", "answer(False)", "No", id="confirm.no"),
    ]

    def __init__(self, question: str, yes: str = "Yes", no: str = "No") -> None:
        super().__init__()
        self._question = question
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._question), classes="dialog-text")
            with Horizontal(classes="dialog-buttons"):
                yield Button(f"{self._yes} (y)", id="yes", variant="primary")
                yield Button(f"{self._no} (n)", id="no")

    def on_mount(self) -> None:
        """Begin on the careful answer."""
        self.query_one("#no", Button).focus()

    def action_answer(self, answer: bool) -> None:
        """Close with an answer."""
        self.dismiss(answer)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


class Message(ModalScreen[None]):
    """Something to read and close."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,space,q", "close", "Close", id="message.close"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-body"):
                yield Static(plain(self._text))
            yield Static("Enter or Esc closes this.", classes="dim")

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)


class Keys(Message):
    """Every key of the screen below."""

    def __init__(self, commands: Sequence[Command]) -> None:
        width = max(len(key_in_words(command.keys)) for command in commands)
        lines = [f"{key_in_words(command.keys):<{width}}  {command.help}" for command in commands]
        super().__init__("Keys on this screen", "\n".join(lines))
