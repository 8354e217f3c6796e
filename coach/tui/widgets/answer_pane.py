"""A question's conversation with the evidence in the answers highlighted."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.interview.clock import in_words
from coach.plain.session import stops_in_lines, told
from coach.reports.marking import not_answered, passages
from coach.reports.views import QuestionView, SessionView
from coach.reports.words import counted, listed
from coach.tui.text import EVIDENCE, highlighted, joined, plain, said

_ASKED = ("question", "rephrasing", "probe")
_ABOVE = 3
"""Lines kept in sight above the evidence."""


class AnswerPane(VerticalScroll, can_focus=False):
    """What was asked and said, how long it took, and what the clock did."""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Static(id="said", markup=False)

    def show(self, view: SessionView, question: QuestionView, only: str | None) -> None:
        """Show a question with the evidence of one criterion, or with all of it."""
        content = Content("\n").join(list(_lines(view, question, only)))
        self.query_one("#said", Static).update(content)
        self.call_after_refresh(self._reveal, content)

    def _reveal(self, content: Content) -> None:
        """Bring the first evidence into sight."""
        starts = [span.start for span in content.spans if span.style == EVIDENCE]
        width = self.scrollable_content_region.width
        if not starts or not width:
            self.scroll_home(animate=False)
            return
        line = len(content[: min(starts) + 1].wrap(width)) - 1
        height = self.scrollable_content_region.height
        if not self.scroll_offset.y <= line < self.scroll_offset.y + height:
            self.scroll_to(y=max(0, line - _ABOVE), animate=False)


def _lines(view: SessionView, question: QuestionView, only: str | None) -> Iterator[Content]:
    first_name = view.apprentice.split()[0]
    number = f"Question {question.number} of {len(view.questions)}"
    if question.answer:
        words = counted(question.craft.words, "word")
        yield said(f"{number} · {in_words(question.seconds)} · {words} · n next, b before", "dim")
    else:
        yield said(f"{number} was not answered", "bold")
    skipped = [str(n) for n in not_answered(view) if n != question.number]
    if skipped:
        noun = "question" if len(skipped) == 1 else "questions"
        yield said(f"Not answered: {noun} {listed(skipped, 'and')}", "dim")
    if not question.turns:
        yield joined("Never asked: ", plain(question.text))
    aside = False
    for passage in passages(question):
        turn = passage.turn
        asked = turn.speaker == "assessor" and turn.kind in _ASKED
        weighty = turn.kind == "answer" or asked or turn.speaker == "customer"
        if weighty or not aside:
            yield Content("")
        aside = not weighty
        if turn.kind == "answer":
            yield joined(said(f"{first_name}: ", "bold"), highlighted(turn.text, passage.suggestions, only))
        else:
            speaker = first_name if turn.speaker == "apprentice" else turn.speaker.capitalize()
            yield said(f"{speaker}: {turn.text}", "bold" if weighty else "dim")
    yield Content("")
    if question.answer:
        yield joined(said("How it is told: ", "bold"), plain(told(question.craft)))
    yield joined(said("A strong answer: ", "bold"), plain(question.strong_pass))
    if question.strong_distinction:
        yield joined(said("For a distinction: ", "bold"), plain(question.strong_distinction))
    yield Content("")
    stops = stops_in_lines(view.stops) or ["The clock ran without a stop."]
    yield said("\n".join(stops), "dim")
