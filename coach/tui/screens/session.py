"""A session afterwards: what was found in each answer and by which words, and the marks once they are in."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.errors import CoachError
from coach.interview.aloud import SPOKEN
from coach.interview.clock import in_words
from coach.interview.states import IN_WORDS as STATES_IN_WORDS
from coach.mapping.suggestion import how_sure
from coach.plain.session import told, why_changed
from coach.reports.views import QuestionView, SessionView
from coach.reports.words import on_day
from coach.review.marks import IN_WORDS
from coach.services.second_try import changes
from coach.services.sessions import view_session
from coach.tui.marks import GLYPHS
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.text import highlighted, joined, plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine

_JUST_REVIEWED = "Your trainer has just reviewed this."


class SessionScreen(CoachScreen):
    """One page for the session as a whole, then one for each question."""

    NAME = "session"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._session_id = session_id
        self._page = 0
        self._just_reviewed = False

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Your session", id="banner")
        with VerticalScroll(classes="page", id="scroll"):
            yield Static(id="page", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the session and show the first page."""
        try:
            self._view = view_session(self.ws, self.actor, self._session_id)
        except CoachError as error:
            self.coach.tell(error)
            self.call_later(self.app.pop_screen)
            return
        self._changes = changes(self.ws, self.actor, self._session_id)
        self._titles = {criterion.ref: criterion.title for criterion in self._view.criteria}
        self.query_one("#scroll").focus()
        self._draw()

    def refresh_from_store(self) -> None:
        """Show marks and feedback as they come in; the page and its place stay. Raises CoachError."""
        before, self._view = self._view, view_session(self.ws, self.actor, self._session_id)
        self._changes = changes(self.ws, self.actor, self._session_id)
        self._just_reviewed = self._view.state == "reviewed" and (
            self._just_reviewed or self._view.signed_at != before.signed_at
        )
        if self._view != before:
            self._draw()
        if self._just_reviewed and self._view.signed_at != before.signed_at:
            self.notify(_JUST_REVIEWED)

    def action_step(self, by: int) -> None:
        """Turn the page."""
        self._page = max(0, min(len(self._view.questions), self._page + by))
        self._draw()
        self.query_one("#scroll", VerticalScroll).scroll_home(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another go to whom it belongs."""
        return action != "again" or self.actor.role == "apprentice"

    def action_compare(self) -> None:
        """Show what changed in the questions that were answered before."""
        from coach.tui.screens.second_try import SecondTryScreen

        if self._changes:
            self.app.push_screen(SecondTryScreen(self._changes, self._titles))
        else:
            self.notify("No question of this session was answered before.", markup=False)

    def action_again(self) -> None:
        """Answer the question on this page, or the first one answered, once more."""
        from coach.tui.screens.going_on import begin_again

        answered = [question.number for question in self._view.questions if question.answer]
        if answered:
            begin_again(self, self._session_id, self._page if self._page in answered else answered[0])

    def _draw(self) -> None:
        view = self._view
        total = len(view.questions)
        place = f"question {self._page} of {total}" if self._page else "overview"
        self.query_one("#banner", Banner).tell(f"{place} · n next, p before", f"{view.method_title} ({view.mode})")
        lines = self._question(view.questions[self._page - 1]) if self._page else self._overview(view)
        self.query_one("#page", Static).update(Content("\n").join(list(lines)))

    def _overview(self, view: SessionView) -> Iterator[Content]:
        answered = [question for question in view.questions if question.answer]
        if self._just_reviewed:
            yield said(_JUST_REVIEWED, "bold")
            yield Content("")
        yield said(
            f"You answered {len(answered)} of {len(view.questions)} questions in {in_words(view.elapsed)}.", "bold"
        )
        if view.state in ("waiting", "in-review"):
            yield plain("It is with your trainer now. What you see here are suggestions; a trainer's mark decides.")
        else:
            yield plain(f"This session is {STATES_IN_WORDS[view.state]}.")
        if self._changes:
            before = self._changes[0].before.on
            yield said(f"You answered this before, on {on_day(before)}. Press c to see what changed.", "bold")
        if view.feedback:
            yield Content("")
            yield said(f"{view.signed_by} writes", "bold")
            yield plain(view.feedback)
        for title, text in (("Strengths", view.strengths), ("Next steps", view.next_steps)):
            if text:
                yield joined(said(f"{title}: ", "bold"), plain(text))
        yield Content("")
        if view.marked:
            yield from self._marks(view)
        elif view.suggested:
            yield said("Suggested in your answers", "bold")
            for ref in view.suggested:
                numbers = [str(q.number) for q in view.questions if any(s.ref == ref for s in q.suggestions)]
                yield joined(said(f"{ref:<6}", "bold"), f"{self._titles[ref]}  (question {', '.join(numbers)})")
        else:
            yield plain("Nothing was suggested this time. Tell it as one story: what happened, what you did, the end.")
        missed = [ref for ref in _targets(view) if ref not in view.suggested and ref not in view.marked]
        if missed:
            yield Content("")
            yield said("Asked for, no sign yet", "bold")
            yield from (joined(said(f"{ref:<6}", "bold"), self._titles.get(ref, "")) for ref in missed)
        yield Content("")
        yield plain("Press n to go through your answers, one by one.")

    def _marks(self, view: SessionView) -> Iterator[Content]:
        yield said("Your trainer's marks, and what you thought", "bold")
        for ref, mark in view.marked.items():
            own = view.self_ratings.get(ref)
            thought = f"  you said: {IN_WORDS[own]}" if own else ""
            agree = "" if own in (None, mark) else "  (worth a look)"
            row = f"{GLYPHS[mark]} {IN_WORDS[mark]:<22}"
            yield joined(row, said(f"{ref:<6}", "bold"), self._titles.get(ref, ""), said(f"{thought}{agree}", "dim"))
        grade = view.grade
        yield plain(
            f"Passed here: {grade.passes} of {grade.passes_of} pass criteria and "
            f"{grade.distinctions} of {grade.distinctions_of} distinction criteria."
        )

    def _question(self, question: QuestionView) -> Iterator[Content]:
        yield said(question.text, "bold")
        after = ", ".join(f"{ref} {self._titles.get(ref, '')}" for ref in question.targets)
        yield said(f"It was after {after}.", "dim")
        yield Content("")
        if not question.answer:
            yield plain("You left this one unanswered.")
        else:
            yield from self._answered(question)
        yield Content("")
        yield joined(said("A strong answer: ", "bold"), plain(question.strong_pass))
        if question.strong_distinction:
            yield joined(said("For a distinction: ", "bold"), plain(question.strong_distinction))

    def _answered(self, question: QuestionView) -> Iterator[Content]:
        for turn in question.turns:
            if turn.kind == SPOKEN:
                yield said(turn.text, "dim")
        yield highlighted(question.answer, question.suggestions)
        yield Content("")
        yield plain(f"{question.craft.words} words in {in_words(question.seconds)}. {told(question.craft)}")
        for suggestion in question.suggestions:
            title = self._titles.get(suggestion.ref, "")
            concepts = ", ".join(dict.fromkeys(e.concept for e in suggestion.evidence))
            yield joined(
                said(f"{suggestion.ref} {title}", "bold"), f": suggested, {how_sure(suggestion.score)}, by {concepts}."
            )
            if suggestion.missing:
                yield said(f"  No sign yet of {'; '.join(suggestion.missing)}.", "dim")
        for mark in question.marks:
            row = f"{GLYPHS[mark.mark]} {mark.ref} {IN_WORDS[mark.mark]}, by {mark.marked_by}"
            yield joined(said(row, "bold"), plain(f": {mark.comment}" if mark.comment else ""))
            if mark.why:
                yield said(f"  {why_changed(mark)}", "dim")
        for turn in question.turns:
            if turn.kind == "probe":
                yield said(f"You were also asked: {turn.text}", "dim")


def _targets(view: SessionView) -> list[str]:
    asked = {ref for question in view.questions if question.answer for ref in question.targets}
    return [criterion.ref for criterion in view.criteria if criterion.ref in asked]
