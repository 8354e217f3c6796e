"""After a role-play: what it was, and what to do with it."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach.errors import CoachError
from coach.plain.lookback import lookback_in_lines
from coach.reports.words import counted
from coach.services import roleplay as service
from coach.services.rehearse import Plan, start
from coach.services.roleplay import METHOD, RoleplaySession
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.dialogs import Confirm
from coach.tui.text import plain
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine


class LookBackScreen(CoachScreen):
    """The account of a play; it is handed in, kept to oneself, or played again."""

    NAME = "lookback"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, roleplay: RoleplaySession) -> None:
        super().__init__()
        self._roleplay = roleplay

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner(f"Looking back: {self._roleplay.scenario.title}", id="banner")
        with VerticalScroll(classes="page"):
            yield Static(id="account", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the account."""
        account = self._roleplay.account()
        criteria = self.ws.library.standard(self._standard).by_ref
        self.query_one("#account", Static).update(plain("\n".join(lookback_in_lines(account, criteria))))
        self.query_one("#banner", Banner).tell(counted(len(self._roleplay.play.turns), "line"))
        self.query_one(VerticalScroll).focus()

    @property
    def _standard(self) -> str:
        return next(id_ for id_ in self._roleplay.scenario.standards if self._of_mine(id_))

    def _of_mine(self, standard: str) -> bool:
        from coach.services.people import find

        return find(self.ws, self.actor.id).standard == standard

    def action_hand_in(self) -> None:
        """Hand it in and go home."""
        if self._finish(self._roleplay.hand_in):
            self.app.pop_screen()
            self.coach.notify("Handed in. Your trainer sees it in the queue.", markup=False)

    def action_questions(self) -> None:
        """Hand it in, then sit the assessor's questions that follow an observation."""
        if not self._finish(self._roleplay.hand_in):
            return
        from coach.tui.screens.interview import open_rehearsal

        plan = Plan(method=METHOD, mode="practice", focus=self._roleplay.scenario.questions)
        try:
            rehearsal = start(self.ws, self.actor, plan)
        except CoachError as error:
            self.app.pop_screen()
            self.coach.tell(error)
            return
        self.app.pop_screen()
        open_rehearsal(self.coach, rehearsal)

    def action_again(self) -> None:
        """Keep this one to oneself and play the same scenario from the start, after one confirmation."""
        question = "Play it again from the start? This one stays with you, and no trainer sees it."
        self.app.push_screen(Confirm(question, "Again", "Not yet"), self._play_again)

    def _play_again(self, yes: bool | None) -> None:
        from coach.tui.screens.roleplay import RoleplayScreen

        if not yes or not self._finish(self._roleplay.discard):
            return
        try:
            again = service.start(self.ws, self.actor, self._roleplay.scenario.id)
        except CoachError as error:
            self.app.pop_screen()
            self.coach.tell(error)
            return
        self.app.switch_screen(RoleplayScreen(again))

    def action_discard(self) -> None:
        """Keep it to oneself and go home, after one confirmation."""
        question = "Keep it to yourself? No trainer sees it, and it cannot be handed in later."
        self.app.push_screen(Confirm(question, "Keep it", "Not yet"), self._keep_it)

    def _keep_it(self, yes: bool | None) -> None:
        if yes and self._finish(self._roleplay.discard):
            self.app.pop_screen()
            self.coach.notify("Kept to yourself. No trainer sees it.", markup=False)

    def _finish(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except CoachError as error:
            self.coach.tell(error)
            return False
        return True
