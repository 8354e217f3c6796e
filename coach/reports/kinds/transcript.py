"""The transcript: what was asked and said, word for word, and when the clock stood still.

It gives no time within the session: how long somebody sat is theirs to know.
"""

from collections.abc import Sequence

from coach.interview.clock import in_words
from coach.interview.sitting import Turn
from coach.interview.states import IN_WORDS
from coach.reports.kinds.wording import listed_refs, sentence
from coach.reports.report import Block, Column, Paragraph, Report, Table
from coach.reports.views import SessionView


def transcript(view: SessionView, turns: Sequence[Turn], standard_title: str, made_on: str) -> Report:
    """Return the transcript of a session; the turns are all of them, the opening and the end too, as they were said."""
    answered = sum(1 for question in view.questions if question.answer)
    facts = (
        ("Apprentice", view.apprentice),
        ("Standard", standard_title),
        ("Organisation", view.organisation_title),
        ("Method", view.method_title),
        ("Session", f"{view.id} ({view.mode})"),
        ("Sat on", view.started_at[:10]),
        ("State", IN_WORDS[view.state]),
        ("Questions answered", f"{answered} of {len(view.questions)}"),
    )
    blocks: list[Block] = [_questions(view), _turns(view, turns)]
    if view.stops:
        blocks.append(_stops(view, turns))
    else:
        blocks.append(Paragraph("The clock was never stopped."))
    return Report("transcript", "Transcript", f"{view.apprentice} · {view.method_title}", made_on, facts, tuple(blocks))


def _questions(view: SessionView) -> Table:
    columns = (
        Column("question", "Question", "number"),
        Column("text", "Asked"),
        Column("targets", "After"),
        Column("words", "Words in the answer", "number"),
    )
    rows = tuple(
        (question.number, question.text, listed_refs(question.targets), question.craft.words if question.answer else 0)
        for question in view.questions
    )
    return Table("questions", "The questions", columns, rows, sheet="Questions")


def _turns(view: SessionView, turns: Sequence[Turn]) -> Table:
    columns = (
        Column("number", "Turn", "number"),
        Column("question", "Question", "number"),
        Column("speaker", "Who"),
        Column("text", "What was said"),
    )
    rows = tuple((number, turn.question, _who(view, turn), turn.text) for number, turn in enumerate(turns, 1))
    return Table("turns", "The conversation", columns, rows, empty="Nothing was said.", sheet="Conversation")


def _who(view: SessionView, turn: Turn) -> str:
    return view.apprentice if turn.speaker == "apprentice" else sentence(turn.speaker)


def _stops(view: SessionView, turns: Sequence[Turn]) -> Table:
    columns = (
        Column("number", "Stop", "number"),
        Column("during", "During question", "number"),
        Column("length", "For"),
        Column("reason", "Why"),
    )
    rows = []
    for number, stop in enumerate(view.stops, 1):
        length = in_words(stop.seconds) if stop.seconds is not None else "not known"
        rows.append((number, _during(turns, stop.at), length, stop.reason))
    return Table("stops", "When the clock stood still", columns, tuple(rows))


def _during(turns: Sequence[Turn], at: float) -> int | None:
    """Return the number of the question that was last talked of up to a second of the interview."""
    return next((turn.question for turn in reversed(turns) if turn.at <= at and turn.question is not None), None)
