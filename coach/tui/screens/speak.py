"""Speak it: the question with a clock to answer aloud, then a box for the points that were made."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widgets import Static, TextArea

from coach.coverage.today import MINUTES_A_QUESTION
from coach.errors import CoachError, StoreError
from coach.interview.clock import as_figures, in_words
from coach.services.speaking import Speaking
from coach.tui.registry import bindings
from coach.tui.screens.base import SECONDS_TO_SAVE
from coach.tui.screens.sitting import SittingScreen
from coach.tui.text import plain
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.hints import hint_line
from coach.tui.widgets.key_line import KeyLine

SECONDS_BETWEEN_TICKS = 1.0


class SpeakScreen(SittingScreen):
    """First only the question and the clock, then the notes with what they show so far."""

    NAME = "speak"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, speaking: Speaking) -> None:
        super().__init__()
        self._speaking = speaking
        self._question = speaking.sitting.question(1)
        self._save_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner(self._speaking.sitting.method_title, id="banner")
        with VerticalScroll(classes="page", can_focus=True, id="asked"):
            yield Static(plain(self._question.text), classes="question", id="question", markup=False)
            yield Static(id="told", markup=False)
        yield Static(id="hint-line", markup=False)
        yield from self.answer_area()
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin, or go on where it was left."""
        try:
            self._speaking.open()
        except CoachError as error:
            self._trouble = str(error)
        self._box.text = self._speaking.draft()
        self._box.move_cursor(self._box.document.end)
        self.set_interval(SECONDS_BETWEEN_TICKS, self._tick)
        self._show_phase()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the phase has: to finish speaking, then to send the notes."""
        noting = self._speaking.phase == "noting"
        return {"said": not noting, "send": noting}.get(action, True)

    def keep(self) -> None:
        """Save what is noted before the screen goes away. Raises CoachError where that fails."""
        self._save()
        if self._unsaved:
            raise StoreError(self._trouble)
        self._speaking.beat()

    def action_said(self) -> None:
        """Stop the clock and go on to the notes."""
        if self._try(self._speaking.stop_speaking):
            self._show_phase()

    def action_send(self) -> None:
        """Send the notes; where they cannot be kept, they stay in the box."""
        text = self._box.text
        if text.strip() and self._try(lambda: self._speaking.note(text)) and self._speaking.phase == "done":
            from coach.tui.screens.rating import RatingScreen

            self._unsaved = False
            self.app.switch_screen(RatingScreen(self._speaking))

    @on(TextArea.Changed, "#answer")
    def _typed(self) -> None:
        self._unsaved = True
        if self._save_timer is None:
            self._save_timer = self.set_timer(SECONDS_TO_SAVE, self._save)
        self._draw()

    def _show_phase(self) -> None:
        noting = self._speaking.phase == "noting"
        self.query_one("#answer-area").display = noting
        self.query_one("#hint-line").display = noting
        spoken = in_words(self._speaking.seconds_spoken())
        told = (
            f"You spoke for {spoken}. Now note the points you made, one a line, as short as you like. "
            "They are matched to the criteria, and your trainer reads them as notes of a spoken answer."
            if noting
            else "The clock runs. Say your answer out loud, as on the day. Press Enter or F7 when you have finished."
        )
        self.query_one("#told", Static).update(plain(f"\n{told}"))
        (self._box if noting else self.query_one("#asked")).focus()
        self.refresh_bindings()
        self._draw()

    def _tick(self) -> None:
        if self.is_current and self._speaking.phase == "speaking":
            self._try(self._speaking.beat)
            self._draw()

    def _try(self, work: object) -> bool:
        """Do something that writes; trouble with it is told, and nothing typed is lost."""
        try:
            work()  # type: ignore[operator]
        except CoachError as error:
            self._trouble = str(error)
            self._draw()
            return False
        self._trouble = ""
        return True

    def _save(self) -> None:
        if self._save_timer is not None:
            self._save_timer.stop()
            self._save_timer = None
        if self._unsaved and self._try(lambda: self._speaking.save_draft(self._box.text)):
            self._unsaved = False
        self._draw()

    def _draw(self) -> None:
        speaking, noting = self._speaking, self._speaking.phase == "noting"
        told = as_figures(speaking.seconds_spoken())
        about = as_figures(MINUTES_A_QUESTION * 60)
        clock = f"spoke for {told}" if noting else f"{told} of about {about}"
        self.query_one("#banner", Banner).tell(self._trouble or clock, "Speak it")
        if not noting:
            return
        titles = {ref: criterion.title for ref, criterion in speaking.standard.by_ref.items()}
        line = hint_line(self._question, speaking.live(self._box.text), titles)
        self.query_one("#hint-line", Static).update(line)
        kept = "saving…" if self._unsaved else "saved as you type"
        self._tell_state(f"{kept} · a point a line · Ctrl+J sends")
