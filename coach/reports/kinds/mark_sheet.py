"""The mark sheet: every criterion of a method with the mark that stands for it, and the mock grade."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coach.reports.kinds.wording import A_MOCK, day, missing
from coach.reports.report import Block, Column, Heading, Paragraph, Report, Table, Value
from coach.reports.views import MarkView, SessionView
from coach.review.grades import MethodGrade
from coach.review.marks import MARKS, RANK
from coach.standards.model import Criterion, Level


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark that stands, and the session and question it was given in."""

    mark: MarkView
    session_id: str
    question: int


@dataclass(frozen=True, slots=True)
class MethodSheet:
    """A method's criteria, all marks that stand for them, and the grade they make."""

    method: str
    title: str
    criteria: tuple[Criterion, ...]
    marks: Mapping[str, tuple[PlacedMark, ...]]
    grade: MethodGrade


def placed_marks(views: Iterable[SessionView]) -> Mapping[str, tuple[PlacedMark, ...]]:
    """Return the marks that stand in some sessions, by ref, the one that decides first: the best, then the latest."""
    return by_ref(
        PlacedMark(mark, view.id, question.number)
        for view in views
        for question in view.questions
        for mark in question.marks
    )


def by_ref(placed: Iterable[PlacedMark]) -> Mapping[str, tuple[PlacedMark, ...]]:
    """Return marks by ref, the one that decides first: the best, then the latest."""
    found: dict[str, list[PlacedMark]] = {}
    for each in placed:
        found.setdefault(each.mark.ref, []).append(each)
    return {ref: tuple(sorted(marks, key=_weight, reverse=True)) for ref, marks in found.items()}


def _weight(placed: PlacedMark) -> tuple[int, str, str, int]:
    return RANK[placed.mark.mark], placed.mark.marked_at, placed.session_id, placed.question


def session_mark_sheet(view: SessionView, standard_title: str, made_on: str) -> Report:
    """Return the mark sheet of one session."""
    sheet = MethodSheet(view.method, view.method_title, view.criteria, placed_marks([view]), view.grade)
    signed = f"{view.signed_by}, {day(view.signed_at)}" if view.signed_by else "not signed off yet"
    facts = [
        ("Apprentice", view.apprentice),
        ("Cohort", view.cohort or "none"),
        ("Standard", standard_title),
        ("Organisation", view.organisation_title),
        ("Method", view.method_title),
        ("Session", f"{view.id} ({view.mode})"),
        ("Sat on", view.started_at[:10]),
        ("Signed off", signed),
    ]
    return _report(f"{view.apprentice} · {view.method_title}", facts, [sheet], made_on, one_session=True)


def apprentice_mark_sheet(
    facts: Sequence[tuple[str, str | int]], name: str, sheets: Sequence[MethodSheet], made_on: str
) -> Report:
    """Return the mark sheet of an apprentice over all their sessions, method by method."""
    titles = " · ".join(sheet.title for sheet in sheets)
    return _report(f"{name} · {titles}", facts, sheets, made_on, one_session=False)


def _report(
    subtitle: str,
    facts: Sequence[tuple[str, str | int]],
    sheets: Sequence[MethodSheet],
    made_on: str,
    *,
    one_session: bool,
) -> Report:
    blocks: list[Block] = [Paragraph(A_MOCK)]
    for sheet in sheets:
        suffix = "" if len(sheets) == 1 else f"-{sheet.method}"
        if suffix:
            blocks.append(Heading(sheet.title))
        blocks += [
            Paragraph(f"Mock grade: {sheet.grade.grade}. {missing(sheet.grade)}", f"grade{suffix}"),
            _counts(sheet, suffix),
            _marks(sheet, suffix, one_session=one_session),
        ]
        others = _others(sheet, suffix, one_session=one_session)
        if others.rows:
            blocks.append(others)
    return Report("mark-sheet", "Mark sheet", subtitle, made_on, tuple(facts), tuple(blocks))


def _counts(sheet: MethodSheet, suffix: str) -> Table:
    columns = (
        Column("level", "Level"),
        Column("passed", "Passed", "number"),
        Column("attempted", "Attempted, not passed", "number"),
        Column("none", "No evidence", "number"),
        Column("unmarked", "Not marked", "number"),
        Column("of", "Of", "number"),
    )
    passes, distinctions = _count(sheet, "pass"), _count(sheet, "distinction")
    both: tuple[Value, ...] = ("both", *(one + other for one, other in zip(passes, distinctions, strict=True)))
    rows: tuple[tuple[Value, ...], ...] = (("pass", *passes), ("distinction", *distinctions))
    return Table(f"counts{suffix}", "Criteria by mark", columns, rows, both)


def _count(sheet: MethodSheet, level: Level) -> tuple[int, ...]:
    standing = [sheet.marks.get(criterion.ref) for criterion in sheet.criteria if criterion.level == level]
    marks = [placed[0].mark.mark for placed in standing if placed]
    passed, attempted, none = (marks.count(value) for value in MARKS)
    return passed, attempted, none, len(standing) - len(marks), len(standing)


def _marks(sheet: MethodSheet, suffix: str, *, one_session: bool) -> Table:
    columns = (
        Column("ref", "Ref"),
        Column("criterion", "Criterion"),
        Column("level", "Level"),
        Column("mark", "Mark", "state"),
        *_place_columns(one_session),
        Column("comment", "Comment"),
    )
    rows = []
    for criterion in sheet.criteria:
        placed = sheet.marks.get(criterion.ref)
        head: tuple[Value, ...] = (criterion.ref, criterion.title, criterion.level)
        if placed:
            first = placed[0]
            rows.append((*head, first.mark.mark, *_place(first, one_session), first.mark.comment))
        else:
            rows.append((*head, "unmarked", *([None] * len(_place_columns(one_session))), ""))
    return Table(f"marks{suffix}", f"Marks: {sheet.title}", columns, tuple(rows), sheet=f"Marks {sheet.title}")


def _others(sheet: MethodSheet, suffix: str, *, one_session: bool) -> Table:
    columns = (
        Column("ref", "Ref"),
        Column("mark", "Mark", "state"),
        *_place_columns(one_session),
        Column("comment", "Comment"),
    )
    rows = tuple(
        (criterion.ref, placed.mark.mark, *_place(placed, one_session), placed.mark.comment)
        for criterion in sheet.criteria
        for placed in sheet.marks.get(criterion.ref, ())[1:]
    )
    caption = f"Other marks for the same criteria: {sheet.title}"
    return Table(f"other-marks{suffix}", caption, columns, rows, sheet=f"Other marks {sheet.title}")


def _place_columns(one_session: bool) -> tuple[Column, ...]:
    where = (Column("question", "Question", "number"), Column("by", "By"), Column("on", "On", "day"))
    return where if one_session else (Column("session", "Session"), *where)


def _place(placed: PlacedMark, one_session: bool) -> tuple[Value, ...]:
    where = (placed.question, placed.mark.marked_by, day(placed.mark.marked_at))
    return where if one_session else (placed.session_id, *where)
