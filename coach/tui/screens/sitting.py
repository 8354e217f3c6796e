"""What the screens share on which something is answered: the box, what the store said, a way out and back."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from coach.tui.screens.base import CoachScreen
from coach.tui.screens.dialogs import Confirm
from coach.tui.text import plain
from coach.tui.widgets.answer_box import AnswerBox
from coach.tui.widgets.conversation import Conversation


class SittingScreen(CoachScreen):
    """Holds a sitting under way: what is typed is kept, and it can be left and gone on with."""

    LEAVE: ClassVar[str] = "Leave for now? Everything is kept, and you can go on from here."
    """What is asked before it is left."""

    def __init__(self) -> None:
        super().__init__()
        self._unsaved = False
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """What the store said, where it did not take what is typed."""
        return self._trouble if self._unsaved else ""

    def answer_area(self) -> ComposeResult:
        """Lay out the box, and the line below it."""
        with Vertical(id="answer-area"):
            yield AnswerBox(id="answer")
            yield Static(id="answer-state", markup=False)

    def action_leave_for_now(self) -> None:
        """Go home; the sitting is kept, and can be gone on with."""

        def leave(yes: bool | None) -> None:
            if yes:
                self.coach.go_when_kept(self.app.pop_screen)

        self.app.push_screen(Confirm(self.LEAVE, "Leave", "Stay"), leave)

    def action_scroll(self, direction: int) -> None:
        """Look back or on in the conversation."""
        if direction < 0:
            self._conversation.scroll_page_up(animate=False)
        else:
            self._conversation.scroll_page_down(animate=False)

    def _tell_state(self, text: str) -> None:
        """Show below the box what the store said, or else how it stands."""
        state = self.query_one("#answer-state", Static)
        state.set_class(bool(self._trouble), "warning")
        state.update(plain(self._trouble or text))

    @property
    def _box(self) -> AnswerBox:
        return self.query_one("#answer", AnswerBox)

    @property
    def _conversation(self) -> Conversation:
        return self.query_one("#conversation", Conversation)
