"""After the last question: how the apprentice rates themself, before anything is shown."""

from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.errors import CoachError
from coach.review.marks import IN_WORDS, MarkValue
from coach.services.rehearse import Rehearsal
from coach.standards.model import Criterion
from coach.tui.marks import GLYPHS
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine


class RatingScreen(CoachScreen):
    """The criteria the questions were after, each rated with one key on the trainer's own scale."""

    NAME = "rating"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__()
        self._rehearsal = rehearsal
        self._criteria = rehearsal.to_rate()
        self._ratings = rehearsal.ratings()

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("How did it go?", id="banner")
        with VerticalScroll(classes="page"):
            if self._criteria:
                told = (
                    "Your answers are kept, the last one too. Now, before you see what was found, rate yourself as "
                    "your trainer will: p passed, a attempted but not passed, n no evidence. Leave out what you are "
                    "not sure of; Space takes one back. F10 hands it in."
                )
            else:
                told = "You answered no question this time, so there is nothing to hand in. F10 goes on."
            yield Static(plain(told), classes="notice")
            yield OptionList(id="criteria", markup=False)
            yield Static(id="summary", classes="dim", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list."""
        listed = self.query_one("#criteria", OptionList)
        listed.add_options([Option(self._row(criterion), id=criterion.ref) for criterion in self._criteria])
        listed.action_first()
        listed.focus()
        self._tell()

    @on(OptionList.OptionHighlighted, "#criteria")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        criterion = self._rehearsal.standard.by_ref[event.option_id or ""]
        self.query_one("#summary", Static).update(plain(criterion.summary))

    def action_rate(self, rating: MarkValue | Literal[""]) -> None:
        """Rate the criterion under the highlight and go to the next; nothing takes its rating back."""
        listed = self.query_one("#criteria", OptionList)
        place = listed.highlighted
        if place is None:
            return
        criterion = self._criteria[place]
        try:
            self._rehearsal.rate(criterion.ref, rating or None)
        except CoachError as error:
            self.coach.tell(error)
            return
        self._ratings = self._rehearsal.ratings()
        listed.replace_option_prompt_at_index(place, self._row(criterion))
        if rating and place + 1 < len(self._criteria):
            listed.highlighted = place + 1
        self._tell()

    def action_done(self) -> None:
        """Hand in, then show what was found."""
        from coach.tui.screens.session import SessionScreen

        try:
            self._rehearsal.hand_in({})
        except CoachError as error:
            self.coach.tell(error)
            return
        self.app.switch_screen(SessionScreen(self._rehearsal.session_id))

    def _row(self, criterion: Criterion) -> Content:
        rating = self._ratings.get(criterion.ref)
        word = IN_WORDS[rating] if rating else "not rated"
        glyph = GLYPHS[rating] if rating else "·"
        return joined(f"{glyph} {word:<22}", said(f"{criterion.ref:<6}", "bold"), criterion.title)

    def _tell(self) -> None:
        self.query_one("#banner", Banner).tell(f"{len(self._ratings)} of {len(self._criteria)} rated")
