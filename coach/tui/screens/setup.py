"""Before a mock: exam or practice, and how long."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.errors import CoachError
from coach.services.home import setup_of
from coach.services.rehearse import Plan, start
from coach.tui.registry import bindings
from coach.tui.screens.base import Coached
from coach.tui.screens.dialogs import Dialog
from coach.tui.text import plain

SHORT_MINUTES = (30, 20, 10)


class SetupScreen(Coached, Dialog[None]):
    """A list of ways to sit it; Enter starts, and no clock runs before."""

    NAME = "setup"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, method: str, focus: tuple[str, ...] = (), minutes: int | None = None) -> None:
        super().__init__()
        self._method = method
        self._focus = focus
        self._minutes = minutes
        """A length that was asked for; it is offered first."""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        setup = setup_of(self.ws, self.actor, self._method)
        asked = (self._minutes,) if self._minutes and self._minutes != setup.minutes else ()
        short = [
            Option(plain(f"Practice, {minutes} minutes: hints, and you may pause"), id=f"practice:{minutes}")
            for minutes in dict.fromkeys((*asked, *SHORT_MINUTES))
            if minutes < setup.minutes or minutes in asked
        ]
        full = [
            Option(plain(f"Practice at full length, {setup.minutes} minutes"), id="practice:0"),
            Option(plain(f"As on the day: {setup.minutes} minutes, no hints, the clock does not stop"), id="exam:0"),
        ]
        if setup.last_sat_on:
            again = f"A resit of the sitting of {setup.last_sat_on}: other questions, as on the day"
            full.append(Option(plain(again), id="resit:0"))
        with Vertical(classes="dialog"):
            yield Static(plain(setup.title), classes="dialog-title")
            for advice in setup.advice:
                yield Static(plain(advice), classes="dim")
            if self._focus:
                yield Static(plain(f"Aimed at {', '.join(self._focus)}."), classes="dialog-text")
            yield Static(plain("How would you like to sit it?"), classes="dialog-text")
            yield OptionList(*([*short, *full] if self._focus or asked else [*full, *short]), id="ways")
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

        kind, _, minutes = way.partition(":")
        plan = Plan(
            method=self._method,
            mode="practice" if kind == "practice" else "exam",
            resit=kind == "resit",
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
