"""A session in lines: what was covered, by which words, and how it was told."""

from collections.abc import Iterator, Sequence

from coach.banks.model import STORY_PARTS
from coach.interview.aloud import SPOKEN
from coach.interview.clock import Stop, in_words
from coach.interview.states import IN_WORDS as STATES_IN_WORDS
from coach.mapping.suggestion import Suggestion, how_sure
from coach.mapping.telling import Craft
from coach.reports.foreign import masked, one_line
from coach.reports.views import MarkView, QuestionView, SessionView
from coach.reports.words import listed
from coach.review.marks import IN_WORDS as MARKS_IN_WORDS


def session_in_lines(view: SessionView) -> list[str]:
    """Return a session as a screen reader would want it: no columns, every state in words."""
    return list(_session(view))


def _session(view: SessionView) -> Iterator[str]:
    titles = {criterion.ref: criterion.title for criterion in view.criteria}
    yield f"{view.method_title} ({view.mode}) of {view.apprentice}, {view.started_at[:10]}, session {view.id}"
    yield f"{view.organisation_title}, standard {view.standard}. It is {STATES_IN_WORDS[view.state]}."
    yield f"Time used: {in_words(view.elapsed)} of {view.minutes_by_rule} minutes."
    yield from stops_in_lines(view.stops)
    yield ""
    for question in view.questions:
        yield from _question(question, titles)
    yield from _totals(view, titles)


def _question(question: QuestionView, titles: dict[str, str]) -> Iterator[str]:
    yield f"Question {question.number}. {one_line(question.text)}"
    yield f"  After: {', '.join(f'{ref} {titles.get(ref, str())}'.strip() for ref in question.targets)}"
    if not question.answer:
        yield "  Not answered."
        yield ""
        return
    for turn in question.turns:
        if turn.kind == SPOKEN:
            yield f"  {turn.text}"
    for line in masked(question.answer).splitlines():
        yield f"  > {line}"
    yield f"  {question.craft.words} words in {in_words(question.seconds)}. {told(question.craft)}"
    for suggestion in question.suggestions:
        words = "; ".join(f"“{one_line(e.text)}” ({e.concept})" for e in suggestion.evidence)
        title = titles.get(suggestion.ref, "")
        yield f"  Suggested, {how_sure(suggestion.score)}: {suggestion.ref} {title}, by {words}."
        if suggestion.missing:
            yield f"    No sign yet of {listed(suggestion.missing)}."
    for mark in question.marks:
        comment = f" {one_line(mark.comment)}" if mark.comment else ""
        yield f"  Marked by {mark.marked_by}: {mark.ref} {MARKS_IN_WORDS[mark.mark]}.{comment}"
        if mark.why:
            yield f"    {why_changed(mark)}"
    yield f"  A strong answer: {one_line(question.strong_pass)}"
    if question.strong_distinction:
        yield f"  For a distinction: {one_line(question.strong_distinction)}"
    yield ""


def _totals(view: SessionView, titles: dict[str, str]) -> Iterator[str]:
    if view.suggested:
        yield f"Suggested in this session: {', '.join(view.suggested)}. A trainer's mark decides."
    if view.marked:
        grade = view.grade
        yield (
            f"Marked as passed: {grade.passes} of {grade.passes_of} pass criteria, "
            f"{grade.distinctions} of {grade.distinctions_of} distinction criteria."
        )
        for ref, rating in view.self_ratings.items():
            if ref in view.marked:
                yield (
                    f"{ref} {titles.get(ref, '')}: you said {MARKS_IN_WORDS[rating]}, "
                    f"your trainer said {MARKS_IN_WORDS[view.marked[ref]]}."
                )
    if view.feedback:
        yield f"{view.signed_by}: {one_line(view.feedback)}"
    for title, text in (("Strengths", view.strengths), ("Next steps", view.next_steps)):
        if text:
            yield f"{title}: {one_line(text)}"


def why_changed(mark: MarkView) -> str:
    """Say why a mark replaced the one before it."""
    return f"Changed since it was first marked: {one_line(mark.why)}"


def stops_in_lines(stops: Sequence[Stop]) -> list[str]:
    """Say when the clock stood still, for how long and why."""
    lengths = [in_words(stop.seconds) if stop.seconds is not None else "a time not known" for stop in stops]
    return [
        f"The clock stood still at {in_words(stop.at)} for {length} ({stop.reason})."
        for stop, length in zip(stops, lengths, strict=True)
    ]


def explained_in_lines(suggestions: Sequence[Suggestion], craft: Craft) -> Iterator[str]:
    """Return how sure each suggestion is, by which concepts, what it still wants, and how the answer is told."""
    for suggestion in suggestions:
        concepts = ", ".join(dict.fromkeys(evidence.concept for evidence in suggestion.evidence))
        wants = f" No sign yet of {listed(suggestion.missing)}." if suggestion.missing else ""
        yield f"{suggestion.ref}, {how_sure(suggestion.score)} ({suggestion.score:.2f}), by {concepts}.{wants}"
    if not suggestions:
        yield "Nothing is suggested."
    yield told(craft)


def told(craft: Craft) -> str:
    """Say how an answer is told, in a sentence or two."""
    missing = [part for part in STORY_PARTS if part in craft.missing]
    story = f"No sign yet of the {listed(missing)}." if missing else "Situation, task, action and result are there."
    if craft.first_person_share and craft.first_person_share < 0.5:
        return f"{story} It says we more often than I; say what you did yourself."
    return story
