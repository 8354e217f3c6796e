"""Small screens on top of another: a question, a message, the keys."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Button, Static

from coach.tui.registry import key_in_words
from coach.tui.text import plain


class Dialog(ModalScreen[ScreenResultType]):
    """A small screen that answers a question of the one below; F1 shows its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "show_own_keys", "Keys", show=False, id="dialog.keys")]

    def action_show_own_keys(self) -> None:
        """Show the keys of this dialog."""
        own = [binding for binding in type(self).BINDINGS if isinstance(binding, Binding)]
        self.app.push_screen(Keys([(binding.key, binding.description) for binding in own]))


class Confirm(Dialog[bool]):
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
    """Every key of the screen below, with what it does."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        width = max(len(key_in_words(key)) for key, _ in keys)
        lines = [f"{key_in_words(key):<{width}}  {does}" for key, does in keys]
        super().__init__("Keys on this screen", "\n".join(lines))
