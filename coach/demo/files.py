"""The demo's files: who is in the cohort, and what was said, thought and marked in each session."""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from coach.coverage.portfolio import PieceKind
from coach.interview.sitting import Mode
from coach.review.marks import MarkValue

DaysAgo = Annotated[int, msgspec.Meta(ge=0)]


class Trainer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who marks."""

    id: str
    name: str


class Apprentice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody who rehearses; days are counted from today."""

    id: str
    name: str
    cohort: str
    standard: str
    organisation: str
    sector: str
    workplace: str
    face_to_face: bool
    started_days_ago: DaysAgo
    gateway_in_days: int
    extra_time_percent: int = 0


class People(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everybody in the demo."""

    kind: Literal["demo-people"]
    trainers: Annotated[tuple[Trainer, ...], msgspec.Meta(min_length=1)]
    cohorts: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    apprentices: Annotated[tuple[Apprentice, ...], msgspec.Meta(min_length=1)]


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A question of a session: what was said to it, and how it was marked."""

    id: str
    answer: Annotated[str, msgspec.Meta(min_length=1)]
    seconds: Annotated[int, msgspec.Meta(ge=1)]
    probe: int | None = None
    probe_answer: str = ""
    marks: Mapping[str, MarkValue] = {}
    comments: Mapping[str, str] = {}


class DemoSession(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A session as it went, from the first question to what the trainer made of it."""

    kind: Literal["demo-session"]
    id: str
    apprentice: str
    standard: str
    method: str
    mode: Mode
    minutes: Annotated[int, msgspec.Meta(ge=1, le=240)]
    days_ago: DaysAgo
    state: Literal["answering", "waiting", "reviewed"]
    questions: Annotated[tuple[Asked, ...], msgspec.Meta(min_length=1)]
    self_ratings: Mapping[str, MarkValue] = {}
    trainer: str = ""
    reviewed_days_ago: int = 0
    """From the session's own day to yesterday; only for a reviewed one."""
    feedback: str = ""
    strengths: str = ""
    next_steps: str = ""


class Otherwise(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A place that a second trainer marks otherwise than the first, and what the first then settles on, if anything."""

    question: Annotated[int, msgspec.Meta(ge=1)]
    ref: str
    mark: MarkValue
    settled: MarkValue | None = None
    why: str = ""


class Look(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A finished second look: its marks are those of the first trainer, but for what is otherwise."""

    session: str
    trainer: str
    days_ago: DaysAgo
    otherwise: tuple[Otherwise, ...] = ()


class Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rehearsal that a trainer asks for; it is due so many days from today, or was so many ago."""

    id: str
    apprentice: str
    trainer: str
    method: str
    refs: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    days_ago: DaysAgo
    due_in_days: int
    note: str = ""


class Gateway(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a trainer has ticked off for an apprentice, with a note each, and the days of the methods from today."""

    apprentice: str
    trainer: str
    days_ago: DaysAgo
    ticks: Mapping[str, str] = {}
    held_in_days: Mapping[str, int] = {}


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A piece of a portfolio."""

    title: str
    kind: PieceKind
    dated_days_ago: int
    refs: tuple[str, ...] = ()
    note: str = ""
    video_minutes: int | None = None


class Folder(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An apprentice's portfolio as it was put in on one day."""

    apprentice: str
    days_ago: DaysAgo
    pieces: Annotated[tuple[Evidence, ...], msgspec.Meta(min_length=1)]


class Desk(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What happens around the sessions."""

    kind: Literal["demo-desk"]
    second_looks: tuple[Look, ...] = ()
    tasks: tuple[Task, ...] = ()
    gateways: tuple[Gateway, ...] = ()
    portfolios: tuple[Folder, ...] = ()
