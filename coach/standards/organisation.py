"""An assessment organisation's rules, each value with the place in the document it comes from."""

from collections.abc import Mapping
from datetime import date
from typing import Generic, Literal, TypeVar

import msgspec

T = TypeVar("T")


class Sourced(msgspec.Struct, Generic[T], frozen=True, forbid_unknown_fields=True):
    """A value and where in the organisation's document it stands."""

    value: T
    where: str


class MethodRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One method's rules; what the document leaves open is None."""

    minutes: Sourced[int] | None = None
    """Full length, in minutes; the longest allowed where the document gives a range."""
    minutes_at_least: Sourced[int] | None = None
    tolerance_percent: Sourced[int] | None = None
    tolerance_only_longer: Sourced[bool] | None = None
    """The tolerance may only lengthen, at the assessor's discretion."""
    questions: Sourced[int] | None = None
    open_questions: Sourced[bool] | None = None
    questions_from: Sourced[str] | None = None
    follow_ups: Sourced[str] | None = None
    agenda_shared: Sourced[bool] | None = None
    question_minutes_at_most: Sourced[int] | None = None
    question_percent_at_most: Sourced[int] | None = None
    notice_weeks: Sourced[int] | None = None
    sessions: Sourced[int] | None = None
    report_words: Sourced[int] | None = None
    report_words_tolerance_percent: Sourced[int] | None = None
    report_due_weeks_before: Sourced[int] | None = None
    report_due_working_days_before: Sourced[int] | None = None
    report_optional: Sourced[bool] | None = None
    annexes_counted: Sourced[bool] | None = None
    project_months_after_gateway: Sourced[int] | None = None
    project_weeks_after_gateway: Sourced[int] | None = None
    proposal_words_at_least: Sourced[int] | None = None
    proposal_words_at_most: Sourced[int] | None = None
    proposal_again_within_weeks: Sourced[int] | None = None
    subject_agreed: Sourced[str] | None = None
    portfolio_pieces_at_least: Sourced[int] | None = None
    portfolio_pieces_at_most: Sourced[int] | None = None
    portfolio_due_weeks_before: Sourced[int] | None = None
    portfolio_assessed: Sourced[bool] | None = None
    portfolio_numbered_and_mapped: Sourced[bool] | None = None
    portfolio_refuses: Sourced[tuple[str, ...]] | None = None
    portfolio_video_minutes_at_most: Sourced[int] | None = None
    distinctions_needed: Sourced[int] | None = None
    """How many distinction criteria a distinction takes; None where it takes them all."""
    weight_percent: Sourced[int] | None = None


class Order(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One method before another."""

    first: str
    then: str
    required: bool = False


class Need(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something to be brought to the gateway; ticks are kept by its id, which never changes its meaning."""

    id: str
    text: str


class Gateway(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What has to be in place before the assessment may start."""

    english: Sourced[str] | None = None
    maths: Sourced[str] | None = None
    also_accepted: Sourced[tuple[str, ...]] | None = None
    needs: Sourced[tuple[Need, ...]] | None = None


class Resit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What happens after a fail."""

    within_months: Sourced[int] | None = None
    otherwise: Sourced[str] | None = None
    limit: Sourced[str] | None = None
    capped_at: Sourced[Literal["pass"]] | None = None
    rework_months: Sourced[int] | None = None
    action_plan: Sourced[bool] | None = None
    further_learning: Sourced[str] | None = None
    may_lift_a_pass: Sourced[bool] | None = None


class Organisation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An assessment organisation under one of its documents."""

    kind: Literal["organisation"]
    id: str
    title: str
    document: str
    standards: tuple[str, ...]
    ofqual_number: Sourced[str] | None = None
    valid_from: Sourced[date] | None = None
    valid_to: Sourced[date] | None = None
    months_on_programme_at_least: Sourced[int] | None = None
    months_on_programme_typically: Sourced[str] | None = None
    days_before_assessment_at_least: Sourced[int] | None = None
    window_months: Sourced[int] | None = None
    gateway: Gateway = Gateway()
    order: tuple[Sourced[Order], ...] = ()
    order_fixed: Sourced[bool] | None = None
    methods: Mapping[str, MethodRules]
    method_grade: Sourced[str] | None = None
    overall_grade: Sourced[str] | None = None
    marks: Sourced[tuple[str, ...]] | None = None
    """The words this organisation's mark sheet uses for a criterion."""
    resit: Resit = Resit()
    notes: tuple[str, ...] = ()

    def expired(self, on: date) -> bool:
        """Tell whether the document is out of force on a day."""
        return self.valid_to is not None and on > self.valid_to.value

    def rules(self, method: str) -> MethodRules:
        """Return a method's rules; a method the document does not name has none."""
        return self.methods.get(method, MethodRules())
