"""Sittings: the list of them, and one with its answers, what is suggested and why, its marks and its feedback."""

from dataclasses import dataclass

from coach.interview.clock import in_words
from coach.interview.states import IN_WORDS as STATES_IN_WORDS
from coach.mapping.suggestion import how_sure
from coach.plain.session import stops_in_lines, told, why_changed
from coach.reports.evidence import evidence_parts
from coach.reports.marking import passages
from coach.reports.views import QuestionView, SessionView
from coach.review.marks import IN_WORDS as MARKS_IN_WORDS
from coach.services.rights import may_look_inside
from coach.services.sessions import list_sessions, session_row, shown_elapsed, view_session
from coach.store.sessions import Session
from coach.web.asking import Asked, Page


@dataclass(frozen=True, slots=True)
class SittingRow:
    """A sitting in a list; `link` is None where its inside is not for whoever asks."""

    session: Session
    method: str
    state: str
    used: str
    link: str | None


def row_of(asked: Asked, session: Session) -> SittingRow:
    """Return a sitting as it is listed for whoever asks."""
    inside = may_look_inside(asked.actor, session.apprentice_id, session.state)
    return SittingRow(
        session=session,
        method=asked.ws.library.standard(session.standard).methods_by_id[session.method].title,
        state=STATES_IN_WORDS[session.state],
        used=in_words(shown_elapsed(session, asked.actor.id)),
        link=f"/pages/sittings/{session.id}" if inside else None,
    )


def sittings(asked: Asked) -> Page:
    """An apprentice's own sittings; a trainer sees everybody's, but for what is kept private."""
    part = asked.slice_of(list_sessions(asked.ws, asked.actor))
    return Page("sittings", "/pages/sittings", {"slice": part, "rows": [row_of(asked, each) for each in part.rows]})


def sitting(asked: Asked) -> Page:
    """One sitting with everything that whoever asks may know of it."""
    view = view_session(asked.ws, asked.actor, asked.parts["id"])
    return Page(
        "sitting",
        "/pages/sittings",
        {
            "view": view,
            "apprentice_id": session_row(asked.ws, view.id).apprentice_id,
            "state": STATES_IN_WORDS[view.state],
            "used": in_words(view.elapsed),
            "stops": stops_in_lines(view.stops),
            "titles": {criterion.ref: criterion.title for criterion in view.criteria},
            "questions": [_question(view, question) for question in view.questions],
            # A rating is shown beside a mark only, so that it sways none.
            "ratings": {ref: rating for ref, rating in view.self_ratings.items() if ref in view.marked},
            "mark_words": MARKS_IN_WORDS,
            "sure": how_sure,
            "why_changed": why_changed,
        },
    )


def _question(view: SessionView, question: QuestionView) -> dict[str, object]:
    first_name = view.apprentice.split()[0]
    said = []
    for passage in passages(question):
        turn = passage.turn
        if turn.kind == "question":
            continue
        who = first_name if turn.speaker == "apprentice" else turn.speaker.capitalize()
        parts = list(evidence_parts(turn.text, passage.suggestions)) if turn.kind == "answer" else []
        said.append({"who": who, "turn": turn, "parts": parts})
    return {
        "view": question,
        "said": said,
        "told": told(question.craft) if question.answer else "",
        "seconds": in_words(question.seconds),
        "concepts": {
            each.ref: list(dict.fromkeys(evidence.concept for evidence in each.evidence))
            for each in question.suggestions
        },
    }
