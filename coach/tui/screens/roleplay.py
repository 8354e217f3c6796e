"""A role-play: the customer's words, their mood, what your screen shows, your notes, your line below."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static, TextArea

from coach.errors import CoachError, RescuedError, StoreError
from coach.interview.clock import as_figures
from coach.roleplay.mood import IN_WORDS
from coach.services.roleplay import RoleplaySession
from coach.tui.registry import bindings
from coach.tui.screens.base import SECONDS_TO_SAVE
from coach.tui.screens.dialogs import Confirm, Message
from coach.tui.screens.sitting import SittingScreen
from coach.tui.screens.write import Write
from coach.tui.text import plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.conversation import Conversation
from coach.tui.widgets.key_line import KeyLine

WIDE = 100
_LOWEST, _HIGHEST = min(IN_WORDS), max(IN_WORDS)


class RoleplayScreen(SittingScreen):
    """Holds the talk; what the customer says and does is decided by the scenario."""

    NAME = "roleplay"
    LEAVE = "Leave for now? You can go on from here."
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, roleplay: RoleplaySession) -> None:
        super().__init__()
        self._roleplay = roleplay
        self._kept = roleplay.draft()
        self._rescued = False

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner(self._roleplay.scenario.title, id="banner")
        with Horizontal(id="middle"):
            yield Conversation(id="conversation", customer=self._roleplay.scenario.customer.name)
            with VerticalScroll(id="workplace", can_focus=False):
                yield Static(id="known", markup=False)
        yield from self.answer_area()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what was said so far."""
        self._conversation.show(self._roleplay.transcript())
        self._box.text = self._kept
        self._box.move_cursor(self._box.document.end)
        self._box.focus()
        self.set_interval(1.0, self._tick)
        self._draw()
        if not self._roleplay.play.turns:
            self.action_brief()

    def on_resize(self, event: Resize) -> None:
        """Put the workplace beside the talk where there is room; a key shows it elsewhere."""
        self.query_one("#workplace").display = event.size.width >= WIDE

    def keep(self) -> None:
        """Save what is typed before the screen goes away. Raises CoachError where it could be kept nowhere."""
        self._unsaved = True
        self._save()
        if self._unsaved and not self._rescued:
            raise StoreError(self._trouble)

    def action_send(self) -> None:
        """Say what is typed; where it cannot be kept, it stays in the box. After the last word, look back."""
        if self._is_over:
            self._look_back()
            return
        text = self._box.text
        if not text.strip():
            return
        try:
            turns = self._roleplay.say(text)
        except CoachError as error:
            self._trouble = str(error)
            self._draw_state()
            return
        self._trouble = self._kept = self._box.text = ""
        self._unsaved = False
        self._conversation.show(turns)
        self._box.read_only = self._is_over
        self._draw()

    def action_brief(self) -> None:
        """Read who you are here, your policy and limits, and what the screen shows."""
        self.app.push_screen(Message(self._roleplay.scenario.title, "\n".join(self._brief())))

    def action_notes(self) -> None:
        """Take notes beside the talk; they stay yours."""

        self._write_notes(self._roleplay.notes)

    def _write_notes(self, text: str) -> None:
        def keep(notes: str | None) -> None:
            if notes is None:
                return
            try:
                self._roleplay.save_notes(notes)
            except CoachError as error:
                self._write_notes(notes)
                self.coach.tell(error)
            self._draw()

        self.app.push_screen(Write("Your notes", text), keep)

    def action_end(self) -> None:
        """End the talk before the customer does, after one confirmation."""
        if self._is_over:
            self._look_back()
            return

        def end(yes: bool | None) -> None:
            if not yes:
                return
            try:
                self._roleplay.end()
            except CoachError as error:
                self._trouble = str(error)
                self._draw_state()
                return
            self._look_back()

        self.app.push_screen(Confirm("End the talk here?", "End it", "Not yet"), end)

    @on(TextArea.Changed, "#answer")
    def _typed(self) -> None:
        if not self._unsaved and self._box.text != self._kept:
            self._unsaved = True
            self.set_timer(SECONDS_TO_SAVE, self._save)
        self._draw_state()

    def _save(self) -> None:
        if not self._unsaved:
            return
        try:
            self._roleplay.save_draft(self._box.text)
        except CoachError as error:
            self._trouble = str(error)
            self._rescued = isinstance(error, RescuedError)
        else:
            self._unsaved, self._trouble, self._kept = False, "", self._box.text
        self._draw_state()

    def _look_back(self) -> None:
        from coach.tui.screens.lookback import LookBackScreen

        self.app.switch_screen(LookBackScreen(self._roleplay))

    def _tick(self) -> None:
        if self._unsaved and self._trouble:
            self._save()
        if self.is_current:
            self._draw_clock()

    def _draw(self) -> None:
        self._draw_clock()
        self._draw_state()
        play, scenario = self._roleplay.play, self._roleplay.scenario
        lines = [said("How they feel", "bold"), plain(mood_meter(play.mood)), Content("")]
        for title, texts in (
            ("Your screen", self._roleplay.screen()),
            ("Your limits", scenario.workplace.limits),
            ("Policy", scenario.workplace.policy),
            ("Your notes", tuple(self._roleplay.notes.splitlines())),
        ):
            if texts:
                lines += [said(title, "bold"), *(plain(f"· {text}") for text in texts), Content("")]
        self.query_one("#known", Static).update(Content("\n").join(lines))

    def _draw_clock(self) -> None:
        play = self._roleplay.play
        minutes = as_figures(self._roleplay.elapsed())
        name = self._roleplay.scenario.customer.name
        mood = f"is {IN_WORDS[play.mood]}" if self.size.width >= WIDE else mood_meter(play.mood)
        self.query_one("#banner", Banner).tell(f"{name} {mood} · {minutes}")

    def _draw_state(self) -> None:
        if self._is_over and not self._trouble:
            self._tell_state("The talk is over · Enter looks back on it")
            return
        kept = "saving…" if self._unsaved else "saved as you type"
        self._tell_state(f"Say it in your own words · {kept} · Enter says it")

    def _brief(self) -> list[str]:
        scenario = self._roleplay.scenario
        lines = [scenario.brief]
        for title, texts in (
            ("Your screen", self._roleplay.screen()),
            ("Your limits", scenario.workplace.limits),
            ("Policy", scenario.workplace.policy),
        ):
            if texts:
                lines += ["", title, *(f"· {text}" for text in texts)]
        return lines

    @property
    def _is_over(self) -> bool:
        return self._roleplay.state == "rating"


def mood_meter(mood: int) -> str:
    """Draw a mood on its scale, with its word: nothing is said by colour."""
    scale = "".join("●" if step == mood else "·" for step in range(_LOWEST, _HIGHEST + 1))
    return f"− {scale} +  {IN_WORDS[mood]}"
