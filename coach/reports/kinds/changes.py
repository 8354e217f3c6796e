"""What changed since a day: marks given, states that moved, sign-offs, and what was assigned and done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coach.coverage.assignment import Assignment
from coach.coverage.state import CoverageState
from coach.reports.kinds.wording import day, listed_refs
from coach.reports.report import Column, Report, Table, Value
from coach.review.marks import MarkValue


@dataclass(frozen=True, slots=True)
class GivenMark:
    """A mark that was given, whoever's it replaced; the moment is ISO 8601 UTC."""

    apprentice: str
    session_id: str
    question: int
    ref: str
    mark: MarkValue
    replaced: MarkValue | None
    marked_by: str
    marked_at: str
    comment: str
    why: str


@dataclass(frozen=True, slots=True)
class SignedOff:
    """A session that was signed off."""

    apprentice: str
    session_id: str
    method_title: str
    signed_by: str
    signed_at: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An apprentice's states before the day and now, by ref; a ref that is left out is untried."""

    apprentice: str
    titles: Mapping[str, str]
    before: Mapping[str, CoverageState]
    now: Mapping[str, CoverageState]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that happened since a day (ISO 8601), that day with it."""

    since: str
    whose: str
    marks: tuple[GivenMark, ...]
    standings: tuple[Standing, ...]
    sign_offs: tuple[SignedOff, ...]
    assignments: tuple[Assignment, ...]


def changes_since(changes: Changes, made_on: str) -> Report:
    """Return what changed."""
    moved = _moved(changes.standings)
    passed = sum(1 for row in moved.rows if row[-1] == "passed")
    facts = (
        ("Whose", changes.whose),
        ("Since", changes.since),
        ("Marks given", len(changes.marks)),
        ("States that moved", len(moved.rows)),
        ("Newly passed", passed),
        ("Sessions signed off", len(changes.sign_offs)),
    )
    blocks = (moved, _marks(changes.marks), _sign_offs(changes.sign_offs), _assignments(changes))
    title = f"{changes.whose} · since {changes.since}"
    return Report("changes", "What changed", title, made_on, facts, blocks)


def _moved(standings: Sequence[Standing]) -> Table:
    columns = (
        Column("apprentice", "Apprentice"),
        Column("ref", "Ref"),
        Column("criterion", "Criterion"),
        Column("before", "Before", "state"),
        Column("now", "Now", "state"),
    )
    rows = []
    for one in standings:
        for ref, title in one.titles.items():
            before, now = one.before.get(ref, "untried"), one.now.get(ref, "untried")
            if before != now:
                rows.append((one.apprentice, ref, title, before, now))
    return Table("moved", "States that moved", columns, tuple(rows), empty="No state moved.", sheet="Moved")


def _marks(marks: Sequence[GivenMark]) -> Table:
    columns = (
        Column("apprentice", "Apprentice"),
        Column("on", "On", "day"),
        Column("ref", "Ref"),
        Column("mark", "Mark", "state"),
        Column("replaced", "In place of", "state"),
        Column("session", "Session"),
        Column("question", "Question", "number"),
        Column("by", "By"),
        Column("comment", "Comment"),
        Column("why", "Why replaced"),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            m.apprentice,
            day(m.marked_at),
            m.ref,
            m.mark,
            m.replaced,
            m.session_id,
            m.question,
            m.marked_by,
            m.comment,
            m.why,
        )
        for m in marks
    )
    return Table("marks", "Marks given", columns, rows, empty="No mark was given.", sheet="Marks")


def _sign_offs(sign_offs: Sequence[SignedOff]) -> Table:
    columns = (
        Column("apprentice", "Apprentice"),
        Column("on", "On", "day"),
        Column("session", "Session"),
        Column("method", "Method"),
        Column("by", "By"),
    )
    rows = tuple((s.apprentice, day(s.signed_at), s.session_id, s.method_title, s.signed_by) for s in sign_offs)
    return Table("sign-offs", "Sessions signed off", columns, rows, empty="None was signed off.", sheet="Sign-offs")


def _assignments(changes: Changes) -> Table:
    columns = (
        Column("apprentice", "Apprentice"),
        Column("on", "On", "day"),
        Column("what", "What happened"),
        Column("method", "Method"),
        Column("criteria", "Criteria"),
        Column("due", "Due", "day"),
        Column("by", "Assigned by"),
        Column("note", "Note"),
    )
    rows = []
    for each in changes.assignments:
        told = (("assigned", each.assigned_at), ("done", each.done_at), ("taken back", each.withdrawn_at))
        for what, moment in told:
            if moment is not None and moment[:10] >= changes.since:
                refs = listed_refs(each.refs)
                rows.append(
                    (each.apprentice, day(moment), what, each.method, refs, each.due_on, each.assigned_by, each.note)
                )
    empty = "Nothing was assigned, done or taken back."
    return Table("assignments", "Assignments", columns, tuple(rows), empty=empty, sheet="Assignments")
