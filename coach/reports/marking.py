"""What a trainer has before them in a review: criteria in the order they are marked, and what is still unmarked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from coach.interview.sitting import Turn
from coach.mapping.suggestion import Evidence, Suggestion
from coach.reports.views import AttachedView, MarkView, QuestionView, SessionView
from coach.review.marks import MarkValue
from coach.standards.model import Criterion

Why = Literal["asked", "suggested", "rest"]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion beside an answer: why it is listed, what is suggested, and what is marked."""

    criterion: Criterion
    why: Why
    suggestion: Suggestion | None
    mark: MarkView | None
    elsewhere: tuple[tuple[int, MarkValue], ...]
    """The marks that stand for it at other questions, by their number."""
    self_rating: MarkValue | None
    """What the apprentice says of themself; None until a mark is given here, so as not to sway it."""
    attached: tuple[AttachedView, ...] = ()
    """Words of the answer that a trainer attached to it."""

    @property
    def ref(self) -> str:
        """The criterion's ref."""
        return self.criterion.ref


@dataclass(frozen=True, slots=True)
class Passage:
    """One turn, and for an answer the suggestions with their evidence counted from the turn's first character."""

    turn: Turn
    suggestions: tuple[Suggestion, ...] = ()


def criterion_rows(view: SessionView, question: QuestionView, *, everything: bool = False) -> tuple[CriterionRow, ...]:
    """Return the criteria to mark an answer by: what was asked for, what is suggested, and if wanted the rest."""
    suggestions = {suggestion.ref: suggestion for suggestion in question.suggestions}
    marks = {mark.ref: mark for mark in question.marks}
    rows = []
    for criterion in _in_order(view, question):
        ref = criterion.ref
        why: Why = "asked" if ref in question.targets else "suggested" if ref in suggestions else "rest"
        attached = tuple(each for each in question.attached if each.ref == ref)
        if why == "rest" and not everything and ref not in marks and not attached:
            continue
        elsewhere = tuple(
            (other.number, mark.mark)
            for other in view.questions
            for mark in other.marks
            if mark.ref == ref and other.number != question.number
        )
        rating = view.self_ratings.get(ref) if ref in marks else None
        rows.append(CriterionRow(criterion, why, suggestions.get(ref), marks.get(ref), elsewhere, rating, attached))
    return tuple(rows)


def answered(view: SessionView) -> tuple[int, ...]:
    """Return the numbers of the questions with an answer."""
    return tuple(question.number for question in view.questions if question.answer)


def not_answered(view: SessionView) -> tuple[int, ...]:
    """Return the numbers of the questions without an answer."""
    return tuple(question.number for question in view.questions if not question.answer)


def next_unmarked(view: SessionView, number: int, after: str | None = None) -> tuple[int, str] | None:
    """Return the question and ref to mark next: on in this answer, then in it from the top, then in the next ones."""
    places = list(_to_mark(view))
    here = [ref for place, ref in places if place == number]
    start = here.index(after) + 1 if after in here else 0
    first = next((i for i, (place, _) in enumerate(places) if place >= number), 0)
    own = [(number, ref) for ref in (*here[start:], *here[:start])]
    later = [place for place in (*places[first:], *places[:first]) if place[0] != number]
    return next((place for place in (*own, *later) if not _is_marked(view, *place)), None)


def left_to_mark(view: SessionView) -> int:
    """Return how many of the places that are gone through to mark have no mark yet."""
    return sum(1 for place in _to_mark(view) if not _is_marked(view, *place))


def unmarked_suggestions(view: SessionView) -> int:
    """Return how many suggestions no mark answers yet."""
    known = {criterion.ref for criterion in view.criteria}
    return sum(
        1
        for question in view.questions
        for suggestion in question.suggestions
        if suggestion.ref in known and not _is_marked(view, question.number, suggestion.ref)
    )


def passages(question: QuestionView) -> tuple[Passage, ...]:
    """Return a question's turns, each answer with the part of the evidence that lies in it."""
    found = []
    start = 0
    evidence = (*question.suggestions, *(_as_suggestion(attached) for attached in question.attached))
    for turn in question.turns:
        if turn.kind != "answer":
            found.append(Passage(turn))
            continue
        end = start + len(turn.text)
        found.append(Passage(turn, tuple(_within(suggestion, start, end) for suggestion in evidence)))
        start = end + 2
    return tuple(found)


def _as_suggestion(attached: AttachedView) -> Suggestion:
    """Return words attached by a trainer in the form in which evidence is shown."""
    by = f"attached by {attached.attached_by}"
    return Suggestion(attached.ref, "pass", 1.0, (Evidence(attached.start, attached.end, attached.text, by),), ())


def _within(suggestion: Suggestion, start: int, end: int) -> Suggestion:
    evidence = tuple(
        replace(e, start=max(e.start, start) - start, end=min(e.end, end) - start)
        for e in suggestion.evidence
        if e.start < end and e.end > start
    )
    return replace(suggestion, evidence=evidence)


def _in_order(view: SessionView, question: QuestionView) -> tuple[Criterion, ...]:
    """Return the method's criteria: the question's targets, the other suggestions, the rest in the plan's order."""
    by_ref = {criterion.ref: criterion for criterion in view.criteria}
    first = (*question.targets, *(suggestion.ref for suggestion in question.suggestions))
    return tuple(by_ref[ref] for ref in dict.fromkeys((*first, *by_ref)) if ref in by_ref)


def _to_mark(view: SessionView) -> Iterator[tuple[int, str]]:
    for question in view.questions:
        if question.answer:
            for row in criterion_rows(view, question):
                if row.why != "rest":
                    yield question.number, row.ref


def _is_marked(view: SessionView, number: int, ref: str) -> bool:
    return any(mark.ref == ref for question in view.questions if question.number == number for mark in question.marks)
