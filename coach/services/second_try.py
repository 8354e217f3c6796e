"""Second tries: the same question again, and what changed since it was answered before."""

import re
from collections.abc import Collection, Iterator

import msgspec

from coach.banks.model import Question
from coach.coverage.today import MINUTES_A_QUESTION
from coach.errors import NotFoundError, UsageError
from coach.interview.aloud import phase_of
from coach.reports.views import QuestionView, SessionView
from coach.review.second_try import Change, Try, compare
from coach.services import people, rehearse
from coach.services.rehearse import Plan, Rehearsal
from coach.services.rights import Actor, require
from coach.services.sessions import marks_known_until, session_row, view_session
from coach.services.workspace import Workspace
from coach.store import judgements
from coach.store import sessions as table

_WORD = re.compile(r"[a-z0-9.]+")
_STEM = 5
"""Letters by which two words are taken to be the same: refund, refunds, refunded."""


class Tried(msgspec.Struct, frozen=True):
    """A question that was answered: where, and as it was put."""

    session_id: str
    number: int
    on: str
    """When the sitting began (ISO 8601 UTC)."""
    standard: str
    method: str
    question: Question


def tried(ws: Workspace, actor: Actor) -> tuple[Tried, ...]:
    """Return the actor's own answered questions of the standard they are on, the newest answer first."""
    if actor.role != "apprentice":
        return ()
    standard = people.find(ws, actor.id).standard
    return tuple(each for each in _tried(ws, actor.id) if each.standard == standard)


def about(ws: Workspace, actor: Actor, topic: str) -> Tried | None:
    """Return the newest answered question that a few words fit, by its words, its answer or its criteria."""
    wanted = [word[:_STEM] for word in _WORD.findall(topic.casefold())]
    for each in tried(ws, actor):
        answer = _answer(ws, each.session_id, each.number)
        told = f"{each.question.text} {' '.join(each.question.targets)} {answer}".casefold()
        if all(word in told for word in wanted):
            return each
    return None


def attempted_in(ws: Workspace, actor: Actor, refs: Collection[str]) -> dict[str, str]:
    """Return the answer, as session:question, in which each ref was last marked attempted and not tried again since."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    for each in tried(ws, actor) if refs else ():
        until = marks_known_until(ws, actor, session_row(ws, each.session_id))
        marks = judgements.marks_of(ws.store, each.session_id, until=until) if until else ()
        for mark in marks:
            fits = mark.question == each.number and mark.mark == "attempted" and mark.ref in refs
            if fits and mark.ref not in found and each.question.id not in seen:
                found[mark.ref] = f"{each.session_id}:{each.number}"
        seen.add(each.question.id)
    return found


def question_again(ws: Workspace, actor: Actor, session_id: str, number: int) -> tuple[str, Question]:
    """Return the method and a question of a session as it was put then. Raises NotFoundError where there is none."""
    session = session_row(ws, session_id)
    require(actor, "rehearse", session.apprentice_id)
    questions = table.questions_of(ws.store, session_id)
    if session.scenario or not 1 <= number <= len(questions):
        raise NotFoundError(f"Session {session_id} has no question {number}.", f"See it with: coach show {session_id}")
    if session.standard != people.find(ws, actor.id).standard:
        raise UsageError(f"That was a question of {session.standard}.", "Try one of the standard you are on now.")
    # Its words are those it was put in already.
    return session.method, msgspec.structs.replace(questions[number - 1], seen="", sectors={})


def find(ws: Workspace, actor: Actor, topic: str = "") -> tuple[str, int]:
    """Return session and number of the newest answered question that a few words fit. Raises NotFoundError."""
    found = about(ws, actor, topic)
    if found is None:
        told = f"You have answered no question about {topic} yet." if topic else "You have answered no question yet."
        raise NotFoundError(told, "Answer one first; then it can be tried again.")
    return found.session_id, found.number


def start_again(ws: Workspace, actor: Actor, session_id: str, number: int) -> Rehearsal:
    """Write down a practice of that one question; its clock does not run yet. Raises CoachError where it cannot be."""
    method, question = question_again(ws, actor, session_id, number)
    plan = Plan(method, questions=1, minutes=MINUTES_A_QUESTION)
    return rehearse.start(ws, actor, plan, (question,))


def change(ws: Workspace, actor: Actor, session_id: str, number: int) -> Change | None:
    """Return what changed since the question was answered before; None where it never was, or is not answered now."""
    session = session_row(ws, session_id)
    view = view_session(ws, actor, session_id)
    if session.scenario or not 1 <= number <= len(view.questions) or not view.questions[number - 1].answer:
        return None
    question = view.questions[number - 1]
    newest_first = [each.id for each in table.sessions_of(ws.store, session.apprentice_id)]
    earlier = set(newest_first[newest_first.index(session_id) + 1 :])
    for each in _tried(ws, session.apprentice_id):
        if each.session_id not in earlier or each.question.id != question.id or _kept_back(ws, actor, each.session_id):
            continue
        before = view_session(ws, actor, each.session_id)
        return compare(question.text, _try(before, before.questions[each.number - 1]), _try(view, question))
    return None


def changes(ws: Workspace, actor: Actor, session_id: str) -> tuple[Change, ...]:
    """Return the changes in every question of a session that was answered before."""
    require(actor, "read", session_row(ws, session_id).apprentice_id)
    count = len(table.questions_of(ws.store, session_id))
    found = (change(ws, actor, session_id, number) for number in range(1, count + 1))
    return tuple(each for each in found if each is not None)


def _tried(ws: Workspace, apprentice_id: str) -> Iterator[Tried]:
    for session in table.sessions_of(ws.store, apprentice_id):
        if session.scenario:
            continue
        answered = session.progress.answered
        for number, question in enumerate(table.questions_of(ws.store, session.id), 1):
            if number in answered:
                yield Tried(session.id, number, session.started_at, session.standard, session.method, question)


def _kept_back(ws: Workspace, actor: Actor, session_id: str) -> bool:
    """Tell whether a session is the apprentice's alone."""
    session = session_row(ws, session_id)
    return actor.id != session.apprentice_id and session.handed_in_at is None


def _try(view: SessionView, question: QuestionView) -> Try:
    refs = {*question.targets, *(suggestion.ref for suggestion in question.suggestions)}
    return Try(
        session_id=view.id,
        number=question.number,
        on=view.started_at[:10],
        answer=question.answer,
        words=question.craft.words,
        seconds=question.seconds,
        suggested=tuple(suggestion.ref for suggestion in question.suggestions),
        ratings={ref: rating for ref, rating in view.self_ratings.items() if ref in refs},
        marks={mark.ref: mark.mark for mark in question.marks},
        spoken=phase_of(question.turns) is not None,
    )


def _answer(ws: Workspace, session_id: str, number: int) -> str:
    turns = [stored.turn for stored in table.turns_of(ws.store, session_id)]
    return " ".join(turn.text for turn in turns if turn.question == number and turn.kind == "answer")
