"""A second look: the answers of a reviewed session marked afresh, without seeing the first marks."""

from typing import ClassVar

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.errors import CoachError
from coach.plain.desk import agreement_in_lines
from coach.review.marks import IN_WORDS, MarkValue
from coach.review.second_look import Place
from coach.services import second_looks
from coach.services.sessions import view_session
from coach.tui.marks import GLYPHS
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.dialogs import Message
from coach.tui.screens.review import WIDE
from coach.tui.text import joined, plain, said
from coach.tui.widgets.answer_pane import AnswerPane
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.criteria_list import UNMARKED
from coach.tui.widgets.key_line import KeyLine


class SecondLookScreen(CoachScreen):
    """Every place the first trainer marked, one after the other."""

    NAME = "second-look"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._session_id = session_id

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Second look", id="banner")
        with Horizontal(id="second-body"):
            yield AnswerPane()
            yield OptionList(id="places", markup=False)
        yield Static(id="place-detail", classes="detail", markup=False)
        yield KeyLine(compact=True)

    def on_mount(self) -> None:
        """List the places and begin on the first."""
        try:
            self._view = view_session(self.ws, self.actor, self._session_id)
            self._places = second_looks.places(self.ws, self.actor, self._session_id)
            self._marks = second_looks.own_marks(self.ws, self.actor, self._session_id)
        except CoachError as error:
            self.app.pop_screen()
            self.coach.tell(error)
            return
        self._criteria = {criterion.ref: criterion for criterion in self._view.criteria}
        listed = self.query_one("#places", OptionList)
        listed.add_options([Option(self._line(place), id=str(n)) for n, place in enumerate(self._places)])
        listed.focus()
        listed.highlighted = self._next_unmarked(-1) or 0

    def refresh_from_store(self) -> None:
        """Show one's own marks given in another window; the place stays. Raises CoachError."""
        before, self._marks = self._marks, second_looks.own_marks(self.ws, self.actor, self._session_id)
        listed = self.query_one("#places", OptionList)
        for n, place in enumerate(self._places):
            if self._marks.get(place) != before.get(place):
                listed.replace_option_prompt_at_index(n, self._line(place))
        if self._marks != before:
            self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Put the list below the answer where there is little room."""
        self.set_class(event.size.width < WIDE, "narrow")

    @property
    def _place(self) -> Place | None:
        highlighted = self.query_one("#places", OptionList).highlighted
        return None if highlighted is None else self._places[highlighted]

    def _line(self, place: Place) -> Content:
        mark = self._marks.get(place)
        number, ref = place
        word = IN_WORDS[mark] if mark else "not marked"
        title = self._criteria[ref].title if ref in self._criteria else ""
        return joined(f"{GLYPHS[mark] if mark else UNMARKED} {number:>2}  ", said(ref, "bold"), f" {title} · {word}")

    @on(OptionList.OptionHighlighted, "#places")
    def _show(self) -> None:
        place = self._place
        if place is None:
            return
        number, ref = place
        blind = replace(self._view.questions[number - 1], attached=())
        self.query_one(AnswerPane).show(self._view, blind, None)
        left = len(self._places) - len(self._marks)
        state = f"{left} to mark" if left else "all marked: s finishes"
        self.query_one("#banner", Banner).tell(state, f"{self._view.apprentice} · {self._view.method_title}")
        criterion = self._criteria.get(ref)
        title, summary = (criterion.title, criterion.summary) if criterion else ("", "")
        self.query_one("#place-detail", Static).update(joined(said(f"{ref} {title}", "bold"), "\n", plain(summary)))

    def _next_unmarked(self, after: int) -> int | None:
        later = (*range(after + 1, len(self._places)), *range(after + 1))
        return next((n for n in later if self._places[n] not in self._marks), None)

    def action_mark(self, value: MarkValue) -> None:
        """Mark the place under the highlight and go to the next."""
        listed = self.query_one("#places", OptionList)
        place = self._place
        if place is None or listed.highlighted is None:
            return
        try:
            second_looks.mark_again(self.ws, self.actor, self._session_id, *place, value)
        except CoachError as error:
            self.coach.tell(error)
            return
        self._marks[place] = value
        here = listed.highlighted
        listed.replace_option_prompt_at_index(here, self._line(place))
        following = self._next_unmarked(here)
        if following is None:
            self._show()
            self.notify("Every place has your mark. Press s to finish.", markup=False)
        else:
            listed.highlighted = following

    def action_scroll(self, by: int) -> None:
        """Turn a page of the answer."""
        pane = self.query_one(AnswerPane)
        pane.scroll_relative(y=by * max(1, pane.size.height - 2), animate=False)

    def action_finish(self) -> None:
        """Close the second look and say how far the two agree."""
        try:
            view = second_looks.finish(self.ws, self.actor, self._session_id)
        except CoachError as error:
            self.coach.tell(error)
            return
        self.app.pop_screen()
        self.app.push_screen(Message("How far you agree", "\n".join(agreement_in_lines(view))))
