"""What would be worth rehearsing, the most pressing first, each with its reason; today fits them to the minutes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from coach.coverage.assignment import Assignment
from coach.coverage.gaps import next_to_rehearse
from coach.coverage.state import CoverageState
from coach.standards.model import Criterion

Kind = Literal["resume", "assignment", "attempted", "gap", "section", "again", "mock"]

MINUTES_FOR_THREE = 20
MINUTES_A_QUESTION_OF_A_SECTION = 6
FEWEST_OF_A_SECTION = 3
"""Open criteria from which on a section is worth a drill of its own."""
MOST_QUESTIONS_OF_A_SECTION = 6
NEAR_WEEKS = 6
"""From so many weeks before the assessment on, a whole mock comes before single questions."""
REST_DAYS = 6
"""Days between two whole mocks."""


class Unfinished(msgspec.Struct, frozen=True):
    """A sitting that can be gone on with, and the minutes it has left."""

    session_id: str
    method: str
    minutes: int


class Stage(msgspec.Struct, frozen=True):
    """A method on the way to the assessment: its criteria and states, its length, its day if it has one."""

    method: str
    title: str
    criteria: tuple[Criterion, ...]
    minutes: int
    held_on: date | None = None
    last_mock_on: date | None = None
    can_mock: bool = True
    """Whether a whole mock of it can be sat here."""
    sections: Mapping[str, str] = {}
    """The titles of the sections by id."""


class Item(msgspec.Struct, frozen=True):
    """One thing to do: how long it takes, what it is about, and why it is here."""

    kind: Kind
    title: str
    why: str
    minutes: int
    method: str
    refs: tuple[str, ...] = ()
    questions: int = 1
    id: str = ""
    """The session or the assignment it is about."""
    again: str = ""
    """The answer to better, as session:question, where it is the same question once more."""


def wishes(
    minutes: int,
    today: date,
    stages: Sequence[Stage],
    states: Mapping[str, CoverageState],
    assignments: Sequence[Assignment],
    unfinished: Sequence[Unfinished],
    marked_on: Mapping[str, date],
    due: Mapping[str, date],
    gateway_on: date | None,
) -> Iterator[Item]:
    """Yield everything that would be worth doing, the most pressing first; the minutes rule out a mock that is longer.

    The arguments are those of `today.plan`.
    """
    for sitting in unfinished:
        title = f"Go on with your {_title(stages, sitting.method)}"
        why = "You have begun it, and every word is kept."
        yield Item("resume", title, why, max(1, sitting.minutes), sitting.method, id=sitting.session_id)
    for assignment in assignments:
        yield _assigned(assignment, today, stages)
    open_stages = sorted(
        (stage for stage in stages if _open(stage, states)), key=lambda stage: stage.held_on or date.max
    )
    for stage in open_stages[:1]:
        if _wants_mock(stage, today, gateway_on, minutes):
            why = _nearness(stage, today, gateway_on) or "A whole one shows where you stand."
            yield Item("mock", f"A whole mock {stage.title.lower()}", why, stage.minutes, stage.method, questions=0)
    yield from _attempted(open_stages, states, marked_on)
    if minutes > MINUTES_FOR_THREE:
        yield from _section(open_stages[:1], states)
    yield from _gaps(open_stages, states, today, gateway_on)
    yield from _again(stages, states, due, today)


def _assigned(assignment: Assignment, today: date, stages: Sequence[Stage]) -> Item:
    late = assignment.state(today) == "late"
    by = f" by {_said(date.fromisoformat(assignment.due_on))}" if assignment.due_on else ""
    why = f"{assignment.assigned_by} asked for it{by}{', which has gone by' if late else ''}."
    title = f"Rehearse {', '.join(assignment.refs)} of the {_title(stages, assignment.method)}"
    return Item("assignment", title, why, 0, assignment.method, assignment.refs, id=assignment.id)


def _attempted(
    stages: Sequence[Stage], states: Mapping[str, CoverageState], marked_on: Mapping[str, date]
) -> Iterator[Item]:
    for stage in stages:
        refs = [c for c in in_turn(stage.criteria, states, marked_on) if states.get(c.ref) == "attempted"]
        for three in _in_threes(refs):
            first = three[0]
            day = marked_on.get(first.ref)
            on = f" on {_said(day)}" if day else ""
            why = f"Your trainer marked {first.ref} attempted, not passed{on}; a second go is the shortest way to it."
            yield _drill("attempted", why, stage, three)


def _gaps(
    stages: Sequence[Stage], states: Mapping[str, CoverageState], today: date, gateway_on: date | None
) -> Iterator[Item]:
    for stage in stages:
        refs = [c for c in in_turn(stage.criteria, states) if states.get(c.ref) != "attempted"]
        near = _nearness(stage, today, gateway_on)
        for three in _in_threes(refs):
            why = f"Not shown yet in the {stage.title.lower()}.{f' {near}' if near else ''}"
            yield _drill("gap", why, stage, three)


def in_turn(
    criteria: Sequence[Criterion], states: Mapping[str, CoverageState], marked_on: Mapping[str, date] | None = None
) -> tuple[Criterion, ...]:
    """Return a method's criteria that are worth a rehearsal now, in the order to take them.

    What fell short comes first, the oldest mark before a newer one; what waits for a mark is left out.
    """
    days = marked_on or {}
    gaps = next_to_rehearse(criteria, states, at_most=len(criteria))
    ordered = sorted(
        gaps, key=lambda gap: (gap.state != "attempted", -gap.weight, days.get(gap.criterion.ref, date.min))
    )
    return tuple(gap.criterion for gap in ordered)


def questions_of_a_section(criteria: int) -> int:
    """Return how many questions a section's drill has for so many criteria: about one for every two."""
    return max(FEWEST_OF_A_SECTION, min(MOST_QUESTIONS_OF_A_SECTION, (criteria + 1) // 2))


def _section(stages: Sequence[Stage], states: Mapping[str, CoverageState]) -> Iterator[Item]:
    """Offer the section of a method that has most open, where that is enough for a drill of its own."""
    for stage in stages:
        open_: dict[str, list[str]] = {}
        for criterion in in_turn(stage.criteria, states):
            open_.setdefault(criterion.section, []).append(criterion.ref)
        section, refs = max(open_.items(), key=lambda each: len(each[1]), default=("", []))
        if len(refs) < FEWEST_OF_A_SECTION:
            continue
        questions = questions_of_a_section(len(refs))
        title = f"Section {section} {stage.sections.get(section, '')}".strip()
        why = f"{len(refs)} criteria of it are open in the {stage.title.lower()}, more than of any other."
        minutes = questions * MINUTES_A_QUESTION_OF_A_SECTION
        yield Item("section", title, why, minutes, stage.method, tuple(refs), questions)


def section_item(title: str, criteria: Sequence[Criterion], states: Mapping[str, CoverageState]) -> Item:
    """Return a drill of a section's criteria in the method with most of it open; what is open comes first."""
    methods = dict.fromkeys(criterion.method for criterion in criteria)
    by_method = {method: [c for c in criteria if c.method == method] for method in methods}
    open_ = {method: in_turn(own, states) for method, own in by_method.items()}
    method = max(by_method, key=lambda each: (len(open_[each]), len(by_method[each])))
    refs = [c.ref for c in open_[method] or by_method[method]]
    questions = questions_of_a_section(len(refs))
    return Item(
        kind="section",
        title=f"Section {criteria[0].section} {title}",
        why=f"{len(open_[method])} of {len(by_method[method])} criteria of it are open.",
        minutes=questions * MINUTES_A_QUESTION_OF_A_SECTION,
        method=method,
        refs=tuple(refs),
        questions=questions,
    )


def _again(
    stages: Sequence[Stage], states: Mapping[str, CoverageState], due: Mapping[str, date], today: date
) -> Iterator[Item]:
    for stage in stages:
        refs = [c for c in stage.criteria if states.get(c.ref) == "passed" and due.get(c.ref, date.max) <= today]
        refs.sort(key=lambda c: due[c.ref])
        for three in _in_threes(refs):
            why = f"You passed {three[0].ref} a while ago; once more keeps the story fresh."
            yield _drill("again", why, stage, three)


def _drill(kind: Kind, why: str, stage: Stage, criteria: Sequence[Criterion]) -> Item:
    return Item(kind, "", why, 0, stage.method, tuple(c.ref for c in criteria))


def _in_threes(criteria: Sequence[Criterion]) -> Iterator[Sequence[Criterion]]:
    for start in range(0, len(criteria), 3):
        yield criteria[start : start + 3]


def _open(stage: Stage, states: Mapping[str, CoverageState]) -> bool:
    return any(states.get(c.ref, "untried") not in ("passed", "waiting") for c in stage.criteria)


def _wants_mock(stage: Stage, today: date, gateway_on: date | None, minutes: int) -> bool:
    if not stage.can_mock or minutes < stage.minutes:
        return False
    rested = stage.last_mock_on is None or (today - stage.last_mock_on).days >= REST_DAYS
    weeks = _weeks(stage, today, gateway_on)
    return rested and ((weeks is not None and weeks <= NEAR_WEEKS) or stage.last_mock_on is None)


def _weeks(stage: Stage, today: date, gateway_on: date | None) -> int | None:
    day = stage.held_on or gateway_on
    return None if day is None or day < today else (day - today).days // 7


def _nearness(stage: Stage, today: date, gateway_on: date | None) -> str:
    weeks = _weeks(stage, today, gateway_on)
    if weeks is None:
        return ""
    what = f"The {stage.title.lower()}" if stage.held_on else "Gateway"
    when = "this week" if weeks == 0 else "in a week" if weeks == 1 else f"in {weeks} weeks"
    return f"{what} is {when}."


def _said(day: date) -> str:
    return f"{day.day} {day:%B}"


def _title(stages: Sequence[Stage], method: str) -> str:
    return next((stage.title.lower() for stage in stages if stage.method == method), method.replace("-", " "))
