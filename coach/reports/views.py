"""What is shown of a session and of coverage, the same on every screen and in every file."""

from collections.abc import Iterable, Mapping

import msgspec

from coach.coverage.state import CoverageState
from coach.interview.clock import Stop
from coach.interview.sitting import Mode, Turn
from coach.interview.states import State
from coach.mapping.suggestion import Suggestion
from coach.mapping.telling import Craft
from coach.review.grades import Grade, MethodGrade, NextGrade
from coach.review.marks import RANK, MarkValue
from coach.standards.model import Criterion, Level


class MarkView(msgspec.Struct, frozen=True):
    """A mark that stands, with who gave it and when (ISO 8601 UTC)."""

    ref: str
    mark: MarkValue
    comment: str
    marked_by: str
    marked_at: str
    why: str = ""
    """Why it replaced the mark before it."""


class AttachedView(msgspec.Struct, frozen=True):
    """Words of an answer that a trainer attached to a criterion; offsets count characters of the answer."""

    ref: str
    start: int
    end: int
    text: str
    attached_by: str


class QuestionView(msgspec.Struct, frozen=True):
    """A question with all that was said to it and made of it; evidence counts characters of `answer`."""

    number: int
    id: str
    text: str
    targets: tuple[str, ...]
    turns: tuple[Turn, ...]
    answer: str
    seconds: float
    suggestions: tuple[Suggestion, ...]
    marks: tuple[MarkView, ...]
    craft: Craft
    strong_pass: str
    strong_distinction: str
    attached: tuple[AttachedView, ...] = ()


class SessionView(msgspec.Struct, frozen=True):
    """A session as a whole; times are ISO 8601 UTC, `elapsed` seconds of interview."""

    id: str
    apprentice: str
    cohort: str | None
    standard: str
    method: str
    method_title: str
    organisation: str
    organisation_title: str
    mode: Mode
    state: State
    started_at: str
    handed_in_at: str | None
    elapsed: float
    minutes_by_rule: int
    tolerance: float
    stops: tuple[Stop, ...]
    questions: tuple[QuestionView, ...]
    self_ratings: Mapping[str, MarkValue]
    criteria: tuple[Criterion, ...]
    grade: MethodGrade
    feedback: str
    strengths: str
    next_steps: str
    signed_by: str | None
    signed_at: str | None

    @property
    def suggested(self) -> tuple[str, ...]:
        """Refs with a suggestion anywhere in the session, in the plan's order."""
        found = {suggestion.ref for question in self.questions for suggestion in question.suggestions}
        return tuple(criterion.ref for criterion in self.criteria if criterion.ref in found)

    @property
    def marked(self) -> Mapping[str, MarkValue]:
        """The best standing mark of each ref in this session."""
        best: dict[str, MarkValue] = {}
        for question in self.questions:
            for mark in question.marks:
                if RANK[mark.mark] >= RANK[best.get(mark.ref, "none")]:
                    best[mark.ref] = mark.mark
        return best


class CriterionState(msgspec.Struct, frozen=True):
    """A criterion and where the apprentice stands on it."""

    ref: str
    title: str
    summary: str
    section: str
    method: str
    level: Level
    state: CoverageState


def passed_among(criteria: Iterable[CriterionState]) -> int:
    """Return how many of some criteria are passed."""
    return sum(1 for criterion in criteria if criterion.state == "passed")


class NextStep(msgspec.Struct, frozen=True):
    """What to rehearse and why."""

    ref: str
    title: str
    method: str
    why: str


class ApprenticeCoverage(msgspec.Struct, frozen=True):
    """One apprentice's criteria, gaps and next steps."""

    id: str
    name: str
    cohort: str | None
    standard: str
    organisation: str
    criteria: tuple[CriterionState, ...]
    next_steps: tuple[NextStep, ...]

    @property
    def states(self) -> Mapping[str, CoverageState]:
        """The state of each criterion by ref."""
        return {criterion.ref: criterion.state for criterion in self.criteria}

    @property
    def gaps(self) -> tuple[str, ...]:
        """Refs that are not passed."""
        return tuple(criterion.ref for criterion in self.criteria if criterion.state != "passed")

    def count(self, state: CoverageState) -> int:
        """Return how many criteria are in a state."""
        return sum(1 for criterion in self.criteria if criterion.state == state)

    def of_method(self, method: str) -> tuple[CriterionState, ...]:
        """Return the criteria that a method assesses."""
        return tuple(criterion for criterion in self.criteria if criterion.method == method)

    def of_section(self, section: str) -> tuple[CriterionState, ...]:
        """Return the criteria under a heading of the standard."""
        return tuple(criterion for criterion in self.criteria if criterion.section == section)


class CohortCoverage(msgspec.Struct, frozen=True):
    """Several apprentices of one standard against its criteria."""

    standard: str
    title: str
    as_of: str | None
    refs: tuple[str, ...]
    titles: Mapping[str, str]
    apprentices: tuple[ApprenticeCoverage, ...]

    def passed_by(self, ref: str) -> int:
        """Return how many have passed a criterion."""
        return sum(1 for apprentice in self.apprentices if apprentice.states.get(ref) == "passed")


class ApprenticeGrades(msgspec.Struct, frozen=True):
    """One apprentice's mock grades on the marks so far."""

    apprentice: str
    standard: str
    organisation: str
    overall: Grade
    methods: Mapping[str, MethodGrade]
    titles: Mapping[str, str]
    attempted: bool
    """Whether every method has been tried; before that the grade overall says nothing yet."""
    next: NextGrade


class QueueItem(msgspec.Struct, frozen=True):
    """A session that waits for a trainer, with the days since it was handed in."""

    session_id: str
    apprentice: str
    cohort: str | None
    method: str
    method_title: str
    mode: Mode
    state: State
    handed_in_at: str
    days: int
    questions: int
    suggested: int
    reviewer: str | None = None
    """Who has it in review."""
    claimed_by: str | None = None
    """Who has it on their desk right now."""


class QuietItem(msgspec.Struct, frozen=True):
    """An apprentice who has handed nothing in lately; both are None where they never have."""

    apprentice_id: str
    apprentice: str
    cohort: str | None
    last_on: str | None
    """The day (ISO 8601) of the last hand-in."""
    days: int | None
    """How many days ago that was."""


class FeedbackAges(msgspec.Struct, frozen=True):
    """How long apprentices waited for feedback lately, in hours from hand-in to the first sign-off."""

    sessions: int
    median_hours: float | None
    ninetieth_hours: float | None
    """Nine in ten waited no longer than this."""
    oldest_waiting_days: int | None


class CommentOffer(msgspec.Struct, frozen=True):
    """A comment a trainer can take as it is: how often it was used, and why it is offered."""

    text: str
    uses: int
    why: str


class ReviewedItem(msgspec.Struct, frozen=True):
    """A session that was signed off, with the days since then."""

    session_id: str
    apprentice: str
    cohort: str | None
    method_title: str
    mode: Mode
    reviewer: str | None
    reviewed_at: str
    days: int
