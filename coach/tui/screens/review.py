"""Reviewing a session: an answer with its evidence on the left, the criteria to mark it by on the right."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList

from coach.errors import ClaimedError, CoachError
from coach.plain.marking import criterion_in_full, criterion_in_lines, history_in_lines
from coach.plain.standards import fails_in_lines
from coach.reports.marking import CriterionRow, answered, criterion_rows, left_to_mark, next_unmarked
from coach.reports.views import QuestionView
from coach.review.marks import IN_WORDS, MarkValue
from coach.review.quality import SuggestionQuality
from coach.services import review
from coach.services.sessions import view_session
from coach.tui.registry import bindings
from coach.tui.screens.dialogs import Confirm, Message
from coach.tui.screens.form import Field, Form, Values
from coach.tui.screens.review_writing import WritesReview
from coach.tui.text import plain, said
from coach.tui.widgets.answer_pane import AnswerPane
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.criteria_list import CriteriaList
from coach.tui.widgets.detail import Detail
from coach.tui.widgets.key_line import KeyLine

WIDE = 100
"""From this width on the criteria stand beside the answer."""


class ReviewScreen(WritesReview):
    """One question at a time; a key marks the criterion under the highlight and goes to the next."""

    NAME = "review"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._session_id = session_id
        self._opened = False
        self._meanwhile = ""
        self._number = 1
        self._everything = False
        self._all_evidence = False
        self._quality: Mapping[str, SuggestionQuality] = {}

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Review", id="banner")
        with Horizontal(id="review-body"):
            yield AnswerPane(id="review-answer")
            yield CriteriaList(id="review-criteria")
        yield Detail("Enter reads on", id="criterion-detail")
        yield KeyLine(compact=True)

    def on_mount(self) -> None:
        """Take the session onto the desk and show its first unmarked criterion."""
        self._take_up(take_over=False)

    def _take_up(self, *, take_over: bool) -> None:
        try:
            self._read()
            if self._view.state != "reviewed":
                review.open_review(self.ws, self.actor, self._session_id, take_over=take_over)
                self._read()
            self._quality = review.suggestion_quality(self.ws, self.actor, self._view.standard)
        except ClaimedError as error:
            self._ask_to_take_over(error)
            return
        except CoachError as error:
            self.app.pop_screen()
            self.coach.tell(error)
            return
        self._opened = True
        self._list.focus()
        first = next_unmarked(self._view, 1)
        numbers = answered(self._view)
        self._go(*(first or (numbers[0] if numbers else 1, None)))

    def refresh_from_store(self) -> None:
        """Say early that a colleague took this over or signed it off; nothing shown changes. Raises CoachError."""
        if not self._opened:
            return
        before, known = self._meanwhile, self._view.signed_at
        self._meanwhile = review.meanwhile(self.ws, self.actor, self._session_id, known)
        if self._meanwhile not in ("", before):
            self.notify(f"{self._meanwhile} What you marked so far is kept.", severity="warning", timeout=15)

    def _ask_to_take_over(self, error: ClaimedError) -> None:
        def take(yes: bool | None) -> None:
            if yes:
                self._take_up(take_over=True)
            else:
                self.app.pop_screen()

        question = f"{error.message} Taking it over leaves the marks given so far as they are."
        self.app.push_screen(Confirm(question, "Take it over", "Leave it"), take)

    def on_resize(self, event: events.Resize) -> None:
        """Put the criteria beside the answer where there is room, else below it."""
        self._list.narrow = event.size.width < WIDE
        self.set_class(self._list.narrow, "narrow")
        if self._opened:
            self._show_criteria()

    @property
    def _list(self) -> CriteriaList:
        return self.query_one(CriteriaList)

    @property
    def _question(self) -> QuestionView:
        return self._view.questions[self._number - 1]

    def _read(self) -> None:
        self._view = view_session(self.ws, self.actor, self._session_id)

    def _go(self, number: int, ref: str | None) -> None:
        """Show a question with the highlight on a criterion, or on none."""
        self._number = number
        self._all_evidence = False
        self._show_criteria()
        self._list.choose(ref)
        self._show()

    def _show_criteria(self) -> None:
        self._list.show(criterion_rows(self._view, self._question, everything=self._everything))

    def _show(self) -> None:
        """Show what the highlight is on: its evidence in the answer, and what it asks."""
        view, row = self._view, self._list.row
        only = row.ref if row and not self._all_evidence else None
        self.query_one(AnswerPane).show(view, self._question, only)
        left = left_to_mark(view)
        state = "reviewed" if view.state == "reviewed" else f"{left} to mark" if left else "all marked"
        self.query_one("#banner", Banner).tell(
            f"question {self._number} of {len(view.questions)} · {state}",
            f"{view.apprentice} · {view.method_title} ({view.mode})",
        )
        lines = (
            criterion_in_lines(row, self._quality.get(row.ref))
            if row
            else ["No criterion is chosen: all evidence is shown. ↓ chooses one."]
        )
        self.query_one(Detail).update(
            Content("\n").join([said(lines[0], "bold"), *(plain(line) for line in lines[1:])])
        )

    @on(OptionList.OptionHighlighted, "#review-criteria")
    def _highlighted(self) -> None:
        self._show()

    def action_mark(self, value: MarkValue) -> None:
        """Mark the criterion under the highlight and go to the next one without a mark."""
        row = self._list.row
        if row is None:
            self.notify("Choose a criterion with ↓ first.", markup=False)
            return
        self._when_open(lambda: self._mark_and_go_on(row, value))

    def _mark_and_go_on(self, row: CriterionRow, value: MarkValue, why: str | None = None) -> None:
        comment = row.mark.comment if row.mark else ""
        if row.mark is None or row.mark.mark != value:
            if row.mark is not None and self._view.signed_at and why is None:
                self._ask_why(row, value)
                return
            try:
                self._mark(row.ref, value, comment, why or "")
            except CoachError as error:
                self.coach.tell(error)
                return
        following = next_unmarked(self._view, self._number, row.ref)
        if following is None:
            self._show()
            self.notify("Every criterion asked for or suggested has a mark. Press s to sign off.", markup=False)
        else:
            self._go(*following)

    def _ask_why(self, row: CriterionRow, value: MarkValue) -> None:
        """Have a mark that the apprentice has seen already changed only with a reason."""

        def change(values: Values | None) -> None:
            if values is not None:
                self._mark_and_go_on(row, value, values["why"])

        was = IN_WORDS[row.mark.mark] if row.mark else ""
        field = Field("why", "Why", placeholder="kept in the history")
        self.app.push_screen(Form(f"{row.ref}: {was} becomes {IN_WORDS[value]}", (field,), button="Change"), change)

    def _mark(self, ref: str, value: MarkValue, comment: str, why: str = "") -> None:
        review.mark(self.ws, self.actor, self._session_id, self._number, ref, value, comment, why)
        self._marked_last = (self._number, ref)
        self._read()
        self._show_criteria()

    def action_step(self, by: int) -> None:
        """Go to the next or the previous question with an answer."""
        numbers = [n for n in answered(self._view) if (n > self._number if by > 0 else n < self._number)]
        if not numbers:
            which = "last" if by > 0 else "first"
            self.notify(f"This is the {which} question with an answer.", markup=False)
            return
        number = numbers[0] if by > 0 else numbers[-1]
        following = next_unmarked(self._view, number)
        self._go(number, following[1] if following and following[0] == number else None)

    def action_toggle_all(self) -> None:
        """Show every criterion of the method, or only those that matter to this answer."""
        row = self._list.row
        self._everything = not self._everything
        self._show_criteria()
        kept = [option.id for option in self._list.options if row and option.id == row.ref]
        self._list.choose(kept[0] if kept else None)
        self._show()

    def action_toggle_evidence(self) -> None:
        """Show the evidence of every criterion, or only of the one under the highlight."""
        self._all_evidence = not self._all_evidence
        self._show()

    def action_read(self) -> None:
        """Show the criterion under the highlight in full."""
        row = self._list.row
        if row is not None:
            title = f"{row.ref} {row.criterion.title}"
            self.app.push_screen(Message(title, "\n".join(criterion_in_full(row, self._quality.get(row.ref)))))

    def action_fails(self) -> None:
        """Show what makes a fail in this method, and where the documents disagree."""
        view = self._view
        standard, organisation = (
            self.ws.library.standard(view.standard),
            self.ws.library.organisation(view.organisation),
        )
        lines = fails_in_lines(standard, organisation, view.method)
        self.app.push_screen(Message(f"What makes a fail: {view.method_title.lower()}", "\n".join(lines)))

    def action_history(self) -> None:
        """Show every mark given in this session, replaced ones too."""
        try:
            marks = review.history(self.ws, self.actor, self._session_id)
        except CoachError as error:
            self.coach.tell(error)
            return
        self.app.push_screen(Message("Every mark in this session", "\n".join(history_in_lines(marks))))

    def action_scroll(self, by: int) -> None:
        """Turn a page of the answer."""
        pane = self.query_one(AnswerPane)
        pane.scroll_relative(y=by * max(1, pane.size.height - 2), animate=False)

    def _when_open(self, go_on: Callable[[], None]) -> None:
        """Do something to the review; one that is signed off is opened again first, if that is wanted."""
        if self._view.state != "reviewed":
            go_on()
            return

        def reopen(yes: bool | None) -> None:
            if not yes:
                return
            try:
                review.open_review(self.ws, self.actor, self._session_id)
            except CoachError as error:
                self.coach.tell(error)
                return
            self._read()
            go_on()

        question = f"{self._view.signed_by} signed this review off. Open it again? It then wants another sign-off."
        self.app.push_screen(Confirm(question, "Open again", "Leave it"), reopen)

    def give_back(self) -> None:
        """Leave the session for later; the marks given stay."""
        if self._opened and self._view.state != "reviewed":
            review.put_back(self.ws, self.actor, self._session_id)

    def action_back(self) -> None:
        """Leave the session for later and go back."""
        self.coach.go_when_kept(self.app.pop_screen)
