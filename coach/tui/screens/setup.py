"""Before a mock: exam or practice, and how long."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.errors import CoachError
from coach.interview.sitting import DEFAULT_MINUTES
from coach.services import people
from coach.services.rehearse import Plan, start
from coach.tui.registry import bindings
from coach.tui.screens.base import Coached
from coach.tui.text import plain

SHORT_MINUTES = (30, 20, 10)


class SetupScreen(Coached, ModalScreen[None]):
    """A list of ways to sit it; Enter starts, and no clock runs before."""

    NAME = "setup"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, method: str, focus: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._method = method
        self._focus = focus

    def compose(self) -> ComposeResult:
        """Lay it out."""
        ws = self.ws
        person = people.find(ws, self.actor.id)
        standard = ws.library.standard(person.standard or "")
        organisation = ws.library.organisation(person.organisation or "")
        rules = organisation.rules(self._method)
        minutes = rules.minutes.value if rules.minutes else DEFAULT_MINUTES
        title = standard.methods_by_id[self._method].title
        options = [
            Option(plain(f"Practice, {short} minutes: hints, and you may pause"), id=f"practice:{short}")
            for short in SHORT_MINUTES
        ]
        full = Option(plain(f"Practice at full length, {minutes} minutes"), id="practice:0")
        exam = Option(plain(f"As on the day: {minutes} minutes, no hints, the clock does not stop"), id="exam:0")
        with Vertical(classes="dialog"):
            yield Static(plain(title), classes="dialog-title")
            if self._focus:
                yield Static(plain(f"Aimed at {', '.join(self._focus)}."), classes="dialog-text")
            yield Static(plain("How would you like to sit it?"), classes="dialog-text")
            yield OptionList(
                *(options if self._focus else ()), full, exam, *(() if self._focus else options), id="ways"
            )
            yield Static(plain("Enter starts it; Esc goes back."), classes="dim")

    def on_mount(self) -> None:
        """Begin on the list."""
        self.query_one("#ways", OptionList).focus()

    @on(OptionList.OptionSelected, "#ways")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._begin(event.option_id or "practice:0")

    def action_start(self) -> None:
        """Start the way under the highlight."""
        self.query_one("#ways", OptionList).action_select()

    def action_back(self) -> None:
        """Go back without starting."""
        self.dismiss(None)

    def _begin(self, way: str) -> None:
        from coach.tui.screens.interview import open_rehearsal

        mode, _, minutes = way.partition(":")
        plan = Plan(
            method=self._method,
            mode="exam" if mode == "exam" else "practice",
            minutes=int(minutes) or None,
            focus=self._focus,
        )
        try:
            rehearsal = start(self.ws, self.actor, plan)
        except CoachError as error:
            self.coach.tell(error)
            return
        self.dismiss(None)
        open_rehearsal(self.coach, rehearsal)
