"""The letter to an apprentice once their session is signed off."""

from collections.abc import Sequence

from coach.reports.kinds.mark_sheet import placed_marks
from coach.reports.kinds.wording import A_MOCK, day_in_words
from coach.reports.report import Block, Column, Heading, Items, Paragraph, Report, Table
from coach.reports.views import NextStep, SessionView
from coach.reports.words import counted


def letter(view: SessionView, next_steps: Sequence[NextStep], standard_title: str, made_on: str) -> Report:
    """Return the letter; the view and the steps are what the apprentice has been told, the session is signed off."""
    signed_by, signed_at = view.signed_by or "", view.signed_at or view.started_at
    first_name = (view.apprentice.split() or [view.apprentice])[0]
    blocks: list[Block] = [
        Paragraph(f"Dear {first_name},"),
        Paragraph(
            f"On {day_in_words(view.started_at)} you sat a mock {view.method_title.lower()}. I have read your answers "
            f"and marked them on {day_in_words(signed_at)}. Here is what I found."
        ),
    ]
    if view.feedback:
        blocks.append(Paragraph(view.feedback, "feedback"))
    if view.strengths:
        blocks += [Heading("What went well"), Paragraph(view.strengths, "strengths")]
    if view.next_steps:
        blocks += [Heading("What to work on"), Paragraph(view.next_steps, "next_steps")]
    blocks += [Heading("Criterion by criterion"), Paragraph(_counted(view), "counts"), _marks(view)]
    if next_steps:
        blocks += [
            Heading("What to rehearse next"),
            Items("rehearse_next", tuple(f"{step.ref} {step.title}: {step.why}" for step in next_steps)),
        ]
    blocks += [
        Paragraph(f"{A_MOCK} If a mark puzzles you, ask me: your answer and my comment stay where you can read them."),
        Paragraph(signed_by, "signed_by"),
    ]
    facts = (
        ("Apprentice", view.apprentice),
        ("Standard", standard_title),
        ("Organisation", view.organisation_title),
        ("Session", f"{view.id} ({view.mode})"),
        ("Sat on", view.started_at[:10]),
        ("Signed off", f"{signed_by}, {signed_at[:10]}"),
    )
    subtitle = f"{view.apprentice} · {view.method_title}"
    return Report("feedback", "Feedback on your mock", subtitle, made_on, facts, tuple(blocks))


def _counted(view: SessionView) -> str:
    marks = list(view.marked.values())
    if not marks:
        return "No criterion has a mark in this session."
    passed, attempted, none = (marks.count(value) for value in ("passed", "attempted", "none"))
    told = [f"You passed {counted(passed, 'criterion', 'criteria')} here."]
    if attempted:
        told.append(f"You attempted {counted(attempted, 'criterion', 'criteria')} without passing yet.")
    if none:
        told.append(f"For {counted(none, 'criterion', 'criteria')} I found no evidence in what you said.")
    return " ".join(told)


def _marks(view: SessionView) -> Table:
    columns = (
        Column("ref", "Ref"),
        Column("criterion", "Criterion"),
        Column("level", "Level"),
        Column("mark", "Mark", "state"),
        Column("question", "Question", "number"),
        Column("comment", "Comment"),
    )
    standing = placed_marks([view])
    rows = tuple(
        (criterion.ref, criterion.title, criterion.level, placed.mark.mark, placed.question, placed.mark.comment)
        for criterion in view.criteria
        for placed in standing.get(criterion.ref, ())
    )
    return Table("marks", "Your marks", columns, rows, empty="No criterion has a mark here.", sheet="Marks")
