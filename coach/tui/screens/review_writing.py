"""What a trainer writes in a review: comments, words attached to a criterion, the sign-off."""

from abc import abstractmethod
from collections.abc import Callable

from coach.errors import CoachError
from coach.reports.foreign import one_line
from coach.reports.marking import CriterionRow, criterion_rows, unmarked_suggestions
from coach.reports.views import MarkView, QuestionView, SessionView
from coach.reports.words import counted
from coach.review.marks import IN_WORDS
from coach.services import review
from coach.services.half_written import HalfWritten
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.choose import Choose
from coach.tui.screens.dialogs import Confirm, Message
from coach.tui.screens.form import Field, Form, Values
from coach.tui.screens.mark_words import MarkWords
from coach.tui.screens.write import Write
from coach.tui.text import joined, plain, said
from coach.tui.widgets.criteria_list import CriteriaList


class WritesReview(CoachScreen):
    """The part of the review screen that takes words rather than keys."""

    _view: SessionView
    _session_id: str
    _number: int
    _marked_last: tuple[int, str] | None = None
    """The question and the criterion marked last."""
    _signing: Values | None = None
    """What was written to sign off with and not taken yet."""

    @property
    @abstractmethod
    def _list(self) -> CriteriaList: ...

    @property
    @abstractmethod
    def _question(self) -> QuestionView: ...

    @abstractmethod
    def _when_open(self, go_on: Callable[[], None]) -> None: ...

    @abstractmethod
    def _read(self) -> None: ...

    @abstractmethod
    def _show_criteria(self) -> None: ...

    @abstractmethod
    def _show(self) -> None: ...

    def action_comment(self) -> None:
        """Choose a comment for the mark under the highlight, or else for the one given last, or write one."""
        row, number = self._list.row, self._number
        if (row is None or row.mark is None) and self._marked_last is not None:
            number, ref = self._marked_last
            rows = criterion_rows(self._view, self._view.questions[number - 1], everything=True)
            row = next((each for each in rows if each.ref == ref), row)
        if row is None or row.mark is None:
            what = row.ref if row else "the criterion"
            self.app.push_screen(Message("Mark it first", f"Mark {what} with p, a or x; then c adds a comment to it."))
            return
        ref, mark = row.ref, row.mark
        self._when_open(lambda: self._offer_comments(number, ref, mark))

    def _offer_comments(self, number: int, ref: str, mark: MarkView) -> None:
        if mark.comment or self._half(f"{number}.{ref}").taken_up():
            self._write_comment(number, ref, mark, mark.comment)
            return
        try:
            offers = review.comments_for(self.ws, self.actor, self._session_id, ref, mark.mark)
        except CoachError as error:
            self.coach.tell(error)
            return
        lines = [said("Write one of your own", "bold")]
        for offer in offers:
            uses = f", {counted(offer.uses, 'time')}" if offer.uses else ""
            lines.append(joined(plain(offer.text), said(f"  {offer.why}{uses}", "dim")))

        def take(place: int | None) -> None:
            if place == 0:
                self._write_comment(number, ref, mark, "")
            elif place is not None:
                self._keep_comment(number, ref, mark, offers[place - 1].text)

        self.app.push_screen(Choose(_comment_on(number, ref, mark), lines), take)

    def _write_comment(self, number: int, ref: str, mark: MarkView, text: str) -> None:
        def keep(comment: str | None) -> None:
            if comment is not None:
                self._keep_comment(number, ref, mark, comment)

        half = self._half(f"{number}.{ref}")
        self.app.push_screen(Write(_comment_on(number, ref, mark), text, half), keep)

    def _half(self, place: str) -> HalfWritten:
        return HalfWritten(self.actor, self._session_id, place)

    def _keep_comment(self, number: int, ref: str, mark: MarkView, comment: str) -> None:
        if comment == mark.comment:
            return
        try:
            review.mark(self.ws, self.actor, self._session_id, number, ref, mark.mark, comment)
        except CoachError as error:
            self._write_comment(number, ref, mark, comment)
            self.coach.tell(error)
            return
        self._read()
        self._show_criteria()
        self._show()
        row = self._list.row
        if (number, ref) != (self._number, row.ref if row else None):
            self.notify(f"Kept beside {ref} in question {number}: “{one_line(comment)}”", markup=False)

    def action_words(self) -> None:
        """Attach words of the answer to the criterion under the highlight, or take them away again."""
        row = self._list.row
        if row is None:
            self.notify("Choose a criterion with ↓ first; m shows them all.", markup=False)
            return
        if not self._question.answer:
            self.notify("This question has no answer to choose words from.", markup=False)
            return
        self._when_open(lambda: self._attach_words(row))

    def _attach_words(self, row: CriterionRow) -> None:
        place = (self.ws, self.actor, self._session_id, self._number, row.ref)

        def show() -> None:
            self._read()
            self._show_criteria()
            self._list.choose(row.ref)
            self._show()

        def attach(chosen: tuple[int, int] | None) -> None:
            if chosen is None:
                return
            try:
                review.attach(*place, *chosen)
            except CoachError as error:
                self.coach.tell(error)
                return
            show()

        def take_away(yes: bool | None) -> None:
            if yes:
                try:
                    review.detach(*place)
                except CoachError as error:
                    self.coach.tell(error)
                show()
            else:
                self.app.push_screen(MarkWords(f"Words that show {row.ref} {row.criterion.title}", answer), attach)

        answer = self._question.answer
        if row.attached:
            question = (
                f"{row.ref} has {counted(len(row.attached), 'passage')} attached. Take them away, or add another?"
            )
            self.app.push_screen(Confirm(question, "Take away", "Add another"), take_away)
        else:
            take_away(False)

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
        view = self._view
        first_name = view.apprentice.split()[0]
        marked = view.marked
        about = [
            f"{word}: {', '.join(refs)}."
            for word, value in (("Passed", "passed"), ("Attempted, not passed", "attempted"))
            if (refs := [ref for ref, mark in marked.items() if mark == value])
        ]
        known = self._signing or {"feedback": view.feedback, "strengths": view.strengths, "next": view.next_steps}
        fields = (
            Field("feedback", f"Feedback: {first_name} reads it first", known["feedback"], lines=3),
            Field("strengths", "Strengths", known["strengths"], lines=2),
            Field("next", "Next steps", known["next"], lines=2),
        )
        self.app.push_screen(
            Form(
                "Sign off",
                fields,
                self._sign_off,
                about=" ".join(about),
                button="Sign off",
                half=self._half("sign-off"),
            ),
            self._signed_off,
        )

    def _sign_off(self, values: Values) -> None:
        self._signing = values
        review.sign_off(
            self.ws,
            self.actor,
            self._session_id,
            values["feedback"],
            strengths=values["strengths"],
            next_steps=values["next"],
        )

    def _signed_off(self, values: Values | None) -> None:
        if values is None:
            return
        passed = sum(1 for mark in self._view.marked.values() if mark == "passed")
        self.app.pop_screen()
        self.coach.notify(
            f"Signed off with {counted(passed, 'criterion', 'criteria')} passed. {self._view.apprentice} sees it now.",
            markup=False,
        )


def _comment_on(number: int, ref: str, mark: MarkView) -> str:
    return f"Comment on {ref} in question {number}, {IN_WORDS[mark.mark]}"
