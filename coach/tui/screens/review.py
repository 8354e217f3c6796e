"""Reviewing a session: an answer with its evidence on the left, the criteria to mark it by on the right."""

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Footer, OptionList, Static

from coach.errors import CoachError
from coach.plain.marking import criterion_in_full, criterion_in_lines, history_in_lines
from coach.plain.standards import fails_in_lines
from coach.reports.marking import CriterionRow, answered, criterion_rows, next_unmarked, unmarked_suggestions
from coach.reports.views import QuestionView
from coach.reports.words import counted
from coach.review.marks import IN_WORDS, MarkValue
from coach.services import review
from coach.services.sessions import view_session
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.dialogs import Confirm, Message
from coach.tui.screens.write import Write
from coach.tui.text import plain, said
from coach.tui.widgets.answer_pane import AnswerPane
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.criteria_list import CriteriaList

WIDE = 100
"""From this width on the criteria stand beside the answer."""


class ReviewScreen(CoachScreen):
    """One question at a time; a key marks the criterion under the highlight and goes to the next."""

    NAME = "review"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._session_id = session_id
        self._opened = False
        self._number = 1
        self._everything = False
        self._all_evidence = False
        self._feedback: str | None = None

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Review", id="banner")
        with Horizontal(id="review-body"):
            yield AnswerPane(id="review-answer")
            yield CriteriaList(id="review-criteria")
        yield Static(id="criterion-detail", markup=False)
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Take the session into review and show its first unmarked criterion."""
        try:
            self._view = view_session(self.ws, self.actor, self._session_id)
            if self._view.state == "waiting":
                review.open_review(self.ws, self.actor, self._session_id)
                self._read()
        except CoachError as error:
            self.app.pop_screen()
            self.coach.tell(error)
            return
        self._opened = True
        self._list.focus()
        first = next_unmarked(self._view, 1)
        numbers = answered(self._view)
        self._go(*(first or (numbers[0] if numbers else 1, None)))

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
        left = unmarked_suggestions(view)
        state = "reviewed" if view.state == "reviewed" else f"{left} to mark" if left else "all suggestions marked"
        self.query_one("#banner", Banner).tell(
            f"question {self._number} of {len(view.questions)} · {state}",
            f"{view.apprentice} · {view.method_title} ({view.mode})",
        )
        lines = criterion_in_lines(row) if row else ["No criterion is chosen: all evidence is shown. ↓ chooses one."]
        self.query_one("#criterion-detail", Static).update(
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

    def _mark_and_go_on(self, row: CriterionRow, value: MarkValue) -> None:
        comment = row.mark.comment if row.mark else ""
        if row.mark is None or row.mark.mark != value:
            try:
                self._mark(row.ref, value, comment)
            except CoachError as error:
                self.coach.tell(error)
                return
        following = next_unmarked(self._view, self._number, row.ref)
        if following is None:
            self._show()
            self.notify("Every criterion asked for or suggested has a mark. Press s to sign off.", markup=False)
        else:
            self._go(*following)

    def _mark(self, ref: str, value: MarkValue, comment: str) -> None:
        review.mark(self.ws, self.actor, self._session_id, self._number, ref, value, comment)
        self._read()
        self._show_criteria()

    def action_comment(self) -> None:
        """Write a comment beside the mark under the highlight."""
        row = self._list.row
        if row is None or row.mark is None:
            what = row.ref if row else "the criterion"
            self.app.push_screen(Message("Mark it first", f"Mark {what} with p, a or x; then c adds a comment to it."))
            return
        self._when_open(lambda: self._write_comment(row, row.mark.comment if row.mark else ""))

    def _write_comment(self, row: CriterionRow, text: str) -> None:
        def keep(comment: str | None) -> None:
            if comment is None or row.mark is None or comment == row.mark.comment:
                return
            try:
                self._mark(row.ref, row.mark.mark, comment)
                self._show()
            except CoachError as error:
                self._write_comment(row, comment)
                self.coach.tell(error)

        title = f"Comment on {row.ref}, {IN_WORDS[row.mark.mark] if row.mark else ''}"
        self.app.push_screen(Write(title, text), keep)

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
            self.app.push_screen(Message(title, "\n".join(criterion_in_full(row))))

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

    def action_sign_off(self) -> None:
        """Ask about what is unmarked, take the feedback, close the review."""
        self._when_open(self._ask_about_unmarked)

    def _ask_about_unmarked(self) -> None:
        left = unmarked_suggestions(self._view)
        if not left:
            self._write_feedback()
            return
        have = "suggestion has" if left == 1 else "suggestions have"
        question = f"{left} {have} no mark yet, and a suggestion alone counts for nothing. Sign off all the same?"

        def go_on(yes: bool | None) -> None:
            if yes:
                self._write_feedback()

        self.app.push_screen(Confirm(question, "Sign off", "Go on marking"), go_on)

    def _write_feedback(self) -> None:
        first_name = self._view.apprentice.split()[0]
        text = self._view.feedback if self._feedback is None else self._feedback
        self.app.push_screen(Write(f"Feedback: {first_name} reads it first", text), self._sign_off)

    def _sign_off(self, feedback: str | None) -> None:
        if feedback is None:
            return
        self._feedback = feedback
        try:
            review.sign_off(self.ws, self.actor, self._session_id, feedback)
        except CoachError as error:
            self.coach.tell(error)
            return
        passed = sum(1 for mark in self._view.marked.values() if mark == "passed")
        self.app.pop_screen()
        self.coach.notify(
            f"Signed off with {counted(passed, 'criterion', 'criteria')} passed. {self._view.apprentice} sees it now.",
            markup=False,
        )

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

    def keep(self) -> None:
        """Leave the session for later; the marks given stay."""
        if self._opened and self._view.state != "reviewed":
            review.put_back(self.ws, self.actor, self._session_id)

    def action_back(self) -> None:
        """Leave the session for later and go back."""
        try:
            self.keep()
        except CoachError as error:
            self.coach.tell(error)
            return
        self.app.pop_screen()
