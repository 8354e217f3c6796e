"""Views as plain documents: the shapes of the command line's JSON."""

from typing import Any

import msgspec

from coach.interview.sitting import Turn
from coach.mapping.suggestion import Suggestion
from coach.reports.views import ApprenticeCoverage, CohortCoverage, QuestionView, SessionView

Document = dict[str, Any]


def suggestion_document(suggestion: Suggestion) -> Document:
    """Return a suggestion; evidence counts characters of the answer."""
    return {
        "ref": suggestion.ref,
        "level": suggestion.level,
        "score": round(suggestion.score, 4),
        "evidence": [
            {"start": e.start, "end": e.end, "text": e.text, "concept": e.concept} for e in suggestion.evidence
        ],
        "missing": list(suggestion.missing),
    }


def session_document(view: SessionView) -> Document:
    """Return a whole session."""
    return {
        "id": view.id,
        "apprentice": view.apprentice,
        "standard": view.standard,
        "method": view.method,
        "organisation": view.organisation,
        "mode": view.mode,
        "state": view.state,
        "started": view.started_at,
        "handed_in": view.handed_in_at,
        "elapsed": round(view.elapsed, 1),
        "questions": [_question(question) for question in view.questions],
        "self_ratings": dict(view.self_ratings),
        "clock": {
            "elapsed": round(view.elapsed, 1),
            "minutes": view.minutes_by_rule,
            "tolerance": round(view.tolerance, 1),
            "stops": [{"at": round(stop.at, 1), "seconds": stop.seconds, "reason": stop.reason} for stop in view.stops],
        },
        "grade": msgspec.to_builtins(view.grade),
        "feedback": view.feedback,
        "strengths": view.strengths,
        "next_steps": view.next_steps,
        "signed_by": view.signed_by,
        "signed_at": view.signed_at,
    }


def _question(question: QuestionView) -> Document:
    return {
        "number": question.number,
        "id": question.id,
        "text": question.text,
        "targets": list(question.targets),
        "turns": [_turn(turn) for turn in question.turns],
        "answer": question.answer,
        "seconds": question.seconds,
        "suggestions": [suggestion_document(suggestion) for suggestion in question.suggestions],
        "marks": [
            {"ref": m.ref, "mark": m.mark, "comment": m.comment, "by": m.marked_by, "at": m.marked_at, "why": m.why}
            for m in question.marks
        ],
    }


def _turn(turn: Turn) -> Document:
    return {"speaker": turn.speaker, "kind": turn.kind, "text": turn.text, "at": turn.at}


def apprentice_document(coverage: ApprenticeCoverage) -> Document:
    """Return one apprentice's coverage."""
    return {
        "name": coverage.name,
        "states": dict(coverage.states),
        "gaps": list(coverage.gaps),
        "next": [{"ref": step.ref, "why": step.why} for step in coverage.next_steps],
    }


def coverage_document(tables: tuple[CohortCoverage, ...]) -> Document:
    """Return the coverage of many, every standard's criteria in one list."""
    refs = [ref for table in tables for ref in table.refs]
    return {
        "criteria": list(dict.fromkeys(refs)),
        "apprentices": [apprentice_document(a) for table in tables for a in table.apprentices],
    }
