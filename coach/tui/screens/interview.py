"""The mock itself: the assessor above, the answer below, the clock on top."""

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import Resize
from textual.timer import Timer
from textual.widgets import Static, TextArea

from coach.errors import CoachError, RescuedError, StoreError
from coach.interview.clock import as_figures
from coach.interview.phrases import Intent
from coach.interview.sitting import Turn
from coach.reports.words import counted
from coach.services.rehearse import Rehearsal
from coach.tui.registry import bindings
from coach.tui.screens.base import SECONDS_TO_SAVE
from coach.tui.screens.dialogs import Confirm
from coach.tui.screens.sitting import SittingScreen
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.conversation import Conversation
from coach.tui.widgets.hints import Hints, hint_line
from coach.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from coach.tui.app import CoachApp

SECONDS_BETWEEN_TICKS = 1.0
SECONDS_TO_MAP = 0.25
WIDE = 100


def open_rehearsal(app: "CoachApp", rehearsal: Rehearsal) -> None:
    """Show a sitting where it stands: the conversation, or the self-rating that follows it."""
    if rehearsal.progress.state == "rating":
        from coach.tui.screens.rating import RatingScreen

        app.push_screen(RatingScreen(rehearsal))
    else:
        app.push_screen(InterviewScreen(rehearsal))


class InterviewScreen(SittingScreen):
    """Holds the conversation; every rule of it lives in the rehearsal."""

    NAME = "interview"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__()
        self._rehearsal = rehearsal
        self._save_timer: Timer | None = None
        self._map_timer: Timer | None = None
        self._rescued = False

    @property
    def rehearsal(self) -> Rehearsal:
        """The sitting on this screen."""
        return self._rehearsal

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner(self._rehearsal.sitting.method_title, id="banner")
        with Horizontal(id="middle"):
            yield Conversation(id="conversation")
            yield Hints(id="hints")
        yield Static(id="hint-line", markup=False)
        yield from self.answer_area()
        yield KeyLine(compact=True)

    def on_mount(self) -> None:
        """Show what was said before, then begin or go on."""
        self.set_class(self._rehearsal.sitting.terms.mode == "exam", "exam")
        before = self._rehearsal.transcript()
        self._conversation.show(before)
        self._try(self._rehearsal.open)
        self._box.text = self._rehearsal.draft()
        self._box.move_cursor(self._box.document.end)
        self._box.focus()
        self.set_interval(SECONDS_BETWEEN_TICKS, self._tick)
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """Put the hints beside the conversation where there is room, else below it."""
        self.set_class(event.size.width >= WIDE, "wide")
        self.set_class(event.size.width < WIDE, "narrow")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no pause and no hint where it runs as on the day."""
        of_practice = action == "pause" or parameters == ("hint",)
        return not of_practice or self._rehearsal.sitting.terms.mode == "practice"

    def label_of(self, action: str, label: str) -> str:
        """Name the pause's key after what it does now."""
        paused = self._rehearsal.progress.state == "paused"
        return "Go on" if action == "pause" and paused else label

    def keep(self) -> None:
        """Save what is typed before the screen goes away. Raises CoachError where it could be kept nowhere."""
        self._save()
        if self._unsaved and self._trouble and not self._rescued:
            raise StoreError(self._trouble)
        with contextlib.suppress(StoreError):
            self._rehearsal.beat()

    def action_send(self) -> None:
        """Send what is typed; where it cannot be kept, it stays in the box."""
        text = self._box.text
        if not text.strip():
            return
        match self._rehearsal.intent_of(text):
            case "end":
                self._clear()
                self.action_end()
            case "skip":
                self._clear()
                self.action_skip()
            case _:
                question = self._rehearsal.progress.current
                if self._try(lambda: self._rehearsal.say(text)):
                    self._after(question, clear=True)

    def action_ask(self, intent: Intent) -> None:
        """Ask the assessor for something; what is typed stays with its question."""
        if intent == "finished" and self._box.text.strip():
            self.action_send()
            return
        self._save()
        question = self._rehearsal.progress.current
        if self._try(lambda: self._rehearsal.request(intent)):
            self._after(question, clear=False)

    def action_pause(self) -> None:
        """Stop the clock, or start it again."""
        self.action_ask("resume" if self._rehearsal.progress.state == "paused" else "pause")

    def action_skip(self) -> None:
        """Leave the question, after one confirmation."""
        self._confirm("Leave this question unanswered?", "Leave it", "skip")

    def action_end(self) -> None:
        """End the interview, after one confirmation."""
        progress = self._rehearsal.progress
        left = len(progress.to_ask)
        note = f"{counted(left, 'question')} would stay unasked. " if left else ""
        unsent = "What you typed and did not send is kept as your answer. " if self._box.text.strip() else ""
        self._confirm(f"{note}{unsent}End the interview here?", "End it", "end")

    @on(TextArea.Changed, "#answer")
    def _typed(self) -> None:
        self._unsaved = True
        if self._save_timer is None:
            self._save_timer = self.set_timer(SECONDS_TO_SAVE, self._save)
        if self._map_timer is not None:
            self._map_timer.stop()
        self._map_timer = self.set_timer(SECONDS_TO_MAP, self._draw_hints)
        self._draw_state()

    def _confirm(self, question: str, yes: str, intent: Intent) -> None:
        def decided(agreed: bool | None) -> None:
            if agreed:
                self.action_ask(intent)

        self.app.push_screen(Confirm(question, yes, "Not yet"), decided)

    def _try(self, work: object) -> bool:
        """Do something that says turns; tell an error and return False where it could not be done."""
        try:
            turns: Sequence[Turn] = work()  # type: ignore[operator]
        except CoachError as error:
            self._trouble = str(error)
            self._draw_state()
            return False
        self._trouble = ""
        self._conversation.show(turns)
        return True

    def _after(self, question: int | None, *, clear: bool) -> None:
        """Bring the box, the banner and the hints to where the rehearsal stands now."""
        now = self._rehearsal.progress.current
        if now != question:
            self._box.text = self._rehearsal.draft()
            self._box.move_cursor(self._box.document.end)
        elif clear:
            self._clear()
        self._draw()
        if self._rehearsal.progress.state == "rating":
            self._go_on_to_rating()

    def _clear(self) -> None:
        self._box.text = ""
        self._unsaved = False

    def _go_on_to_rating(self) -> None:
        from coach.tui.screens.rating import RatingScreen

        self.app.switch_screen(RatingScreen(self._rehearsal))

    def _tick(self) -> None:
        if not self.is_current:
            return
        question = self._rehearsal.progress.current
        text = self._box.text
        before = self._rehearsal.progress.state
        self._try_quietly(lambda: self._rehearsal.tick(text))
        if self._rehearsal.progress.state != before or self._rehearsal.progress.current != question:
            self._after(question, clear=True)
        self._draw_clock()

    def _try_quietly(self, work: object) -> None:
        """Tick and keep the time; trouble with the store is told, and tried again at the next tick."""
        try:
            self._conversation.show(work())  # type: ignore[operator]
            self._rehearsal.beat()
            if self._unsaved and self._save_timer is None:
                self._save()
        except CoachError as error:
            self._trouble = str(error)
            self._draw_state()

    def _save(self) -> None:
        if self._save_timer is not None:
            self._save_timer.stop()
            self._save_timer = None
        if not self._unsaved:
            return
        try:
            self._rehearsal.save_draft(self._box.text)
        except CoachError as error:
            self._trouble = str(error)
            self._rescued = isinstance(error, RescuedError)
        else:
            self._trouble = ""
            self._unsaved = False
        self._draw_state()

    def _draw(self) -> None:
        self._draw_clock()
        self._draw_hints()
        self._draw_state()
        self.refresh_bindings()

    def _draw_clock(self) -> None:
        rehearsal = self._rehearsal
        clock, reading = rehearsal.progress.clock, rehearsal.reading()
        left = clock.remaining(reading)
        number, total = rehearsal.progress.current, len(rehearsal.sitting.questions)
        told = f"{as_figures(left)} left" if left >= 0 else f"{as_figures(-left)} over"
        if rehearsal.progress.state == "paused":
            told += ", paused"
        place = f"Question {number} of {total}" if number else "Finished"
        mode = "exam" if rehearsal.sitting.terms.mode == "exam" else "practice"
        pace = as_figures(rehearsal.sitting.terms.allowed / total)
        spent = f", {as_figures(rehearsal.seconds_on_question())} of about {pace}" if number else ""
        title = f"{rehearsal.sitting.method_title} ({mode})" if self.size.width >= WIDE else mode.capitalize()
        self.query_one("#banner", Banner).tell(f"{place}{spent} · {told}", title)

    def _draw_hints(self) -> None:
        rehearsal = self._rehearsal
        if rehearsal.sitting.terms.mode == "exam" or rehearsal.question is None:
            return
        live = rehearsal.live(self._box.text)
        titles = {ref: criterion.title for ref, criterion in rehearsal.standard.by_ref.items()}
        self.query_one("#hints", Hints).tell(rehearsal.question, live, titles)
        self.query_one("#hint-line", Static).update(hint_line(rehearsal.question, live, titles))

    def _draw_state(self) -> None:
        words = self._box.words
        count = f"{words} word{'' if words == 1 else 's'}"
        kept = "saving…" if self._unsaved else "saved as you type"
        self._tell_state(f"{count} · {kept} · Ctrl+J sends · say help for more")
