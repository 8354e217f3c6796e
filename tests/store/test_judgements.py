"""Coverage against a slow fold of the whole history: as the table is now, and as it was at every moment before."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.coverage.state import CoverageState
from coach.errors import CoachError
from coach.review.marks import MARKS, MarkValue
from coach.services import rehearse, review
from coach.services.rehearse import Rehearsal
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from coach.store import coverage as stored_coverage
from coach.store import judgements, sessions
from tests.builders_edges import METHOD, QUESTIONS, Place, a_trainer, an_apprentice

ON_BOTH_ENGINES = True

REFS = ("K2.4", "B2.1", "K3.1", "S2.2")

Spot = tuple[int, str]
"""The number of a question and a ref."""


@dataclass
class Remembered:
    """What happened to one session, in the simplest words."""

    rehearsal: Rehearsal
    suggested: set[Spot] = field(default_factory=set)
    handed_in: bool = False
    signed_off: bool = False
    marks: list[tuple[Spot, MarkValue]] = field(default_factory=list)
    told: int = 0
    """How many of the marks a sign-off has followed."""


def folded(history: list[Remembered], *, told: bool = False) -> dict[str, CoverageState]:
    """Work out the state of every ref from all that ever happened, or from what the apprentice was told of it."""
    return {ref: state for ref in REFS if (state := _folded(history, ref, told)) != "untried"}


def _folded(history: list[Remembered], ref: str, told: bool) -> CoverageState:
    standing: list[MarkValue] = []
    unmarked: list[Remembered] = []
    for session in history:
        marks = session.marks[: session.told] if told else session.marks
        last = {spot: value for spot, value in marks if spot[1] == ref}
        standing += last.values()
        unmarked += [session for spot in session.suggested if spot[1] == ref and spot not in last]
    if "passed" in standing:
        return "passed"
    if "attempted" in standing:
        return "attempted"
    if any(session.handed_in and not session.signed_off for session in unmarked):
        return "waiting"
    return "suggested" if unmarked else "untried"


@dataclass(frozen=True)
class Snapshot:
    """What coverage was at a moment, and what the apprentice was told of it."""

    moment: str
    states: Mapping[str, CoverageState]
    told: Mapping[str, CoverageState]


class World:
    """One apprentice and one trainer who do one thing after another, at least a few seconds apart."""

    def __init__(self, folder: Path) -> None:
        self.place = Place(folder / "coach.db")
        self.ws: Workspace = self.place.open()
        self.apprentice: Actor = an_apprentice(self.ws)
        self.trainer: Actor = a_trainer(self.ws)
        self.history: list[Remembered] = []
        self.snapshots: list[Snapshot] = []

    def coverage(self) -> Mapping[str, CoverageState]:
        """Return what the table says now."""
        return stored_coverage.coverage_of(self.ws.store, [self.apprentice.id]).get(self.apprentice.id, {})

    def as_of(self, moment: str) -> Mapping[str, CoverageState]:
        """Return what the table was at a moment, as far as can be told now."""
        return stored_coverage.coverage_as_of(self.ws.store, moment).get(self.apprentice.id, {})

    def told(self, *moment: str) -> Mapping[str, CoverageState]:
        """Return what the apprentice is told now, or what they were told at a moment."""
        return stored_coverage.coverage_told(self.ws.store, self.apprentice.id, *moment)

    def do(self, step: "Step") -> None:
        """Let somebody do something; what is not possible now is refused and changes nothing."""
        self.place.clock.advance(seconds=3)
        before = self.coverage()
        try:
            step.happen(self)
        except CoachError:
            assert self.coverage() == before
        self.snapshots.append(Snapshot(self.ws.timestamp(), self.coverage(), self.told()))
        self.place.clock.advance(seconds=4)

    def session(self, index: int) -> Remembered | None:
        """Return one of the sessions there are."""
        return self.history[index % len(self.history)] if self.history else None


@dataclass(frozen=True)
class Step:
    """Something that somebody does, on a session by its index where there is one."""

    name: str
    index: int = 0
    refs: tuple[str, ...] = ()
    question: int = 1
    value: MarkValue = "passed"

    def happen(self, world: World) -> None:
        """Do it and remember it."""
        if self.name == "begin":
            plan = rehearse.Plan(METHOD, questions=len(QUESTIONS))
            rehearsal = rehearse.start(world.ws, world.apprentice, plan, QUESTIONS)
            rehearsal.open()
            world.history.append(Remembered(rehearsal))
        elif session := world.session(self.index):
            DEEDS[self.name](self, world, session)


def _answer(step: Step, _: World, session: Remembered) -> None:
    number = session.rehearsal.progress.current
    session.rehearsal.say_as_answer(f"This shows {' '.join(step.refs)} and no more")
    assert number is not None
    session.suggested |= {(number, ref) for ref in step.refs}


def _next(_: Step, __: World, session: Remembered) -> None:
    session.rehearsal.request("skip")


def _hand_in(_: Step, __: World, session: Remembered) -> None:
    if session.rehearsal.progress.state == "answering":
        session.rehearsal.request("end")
    session.rehearsal.hand_in({})
    session.handed_in = True


def _open(_: Step, world: World, session: Remembered) -> None:
    review.open_review(world.ws, world.trainer, session.rehearsal.session_id)


def _put_back(_: Step, world: World, session: Remembered) -> None:
    review.put_back(world.ws, world.trainer, session.rehearsal.session_id)


def _mark(step: Step, world: World, session: Remembered) -> None:
    (ref,) = step.refs[:1] or ("K2.4",)
    review.mark(world.ws, world.trainer, session.rehearsal.session_id, step.question, ref, step.value)
    session.marks.append(((step.question, ref), step.value))


def _sign_off(_: Step, world: World, session: Remembered) -> None:
    review.sign_off(world.ws, world.trainer, session.rehearsal.session_id)
    session.signed_off = True
    session.told = len(session.marks)


DEEDS: Mapping[str, Callable[[Step, World, Remembered], None]] = {
    "answer": _answer,
    "next": _next,
    "hand in": _hand_in,
    "open": _open,
    "put back": _put_back,
    "mark": _mark,
    "sign off": _sign_off,
}
OFTEN = ("begin", "answer", "answer", "hand in", "hand in", "mark", "mark", "mark", "sign off", *DEEDS)

steps = st.builds(
    Step,
    name=st.sampled_from(OFTEN),
    index=st.integers(0, 2),
    refs=st.lists(st.sampled_from(REFS), min_size=1, max_size=3, unique=True).map(tuple),
    question=st.integers(1, len(QUESTIONS)),
    value=st.sampled_from(MARKS),
)


@given(st.lists(steps, max_size=24))
def test_the_table_is_the_fold_of_the_history_now_and_at_every_moment_before(happenings: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        for step in (Step("begin"), *happenings):
            world.do(step)
            assert world.coverage() == folded(world.history)
            assert world.told() == folded(world.history, told=True)
        for then in world.snapshots:
            assert world.as_of(then.moment) == then.states
            assert world.told(then.moment) == then.told
        world.place.close()


# Single stories, told out in full


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    yield world
    world.place.close()


def tell(world: World, *story: Step) -> str:
    """Let a story happen that begins with a session; return the session's id."""
    for step in (Step("begin"), *story):
        world.do(step)
    return world.history[0].rehearsal.session_id


MARKED = (Step("answer", refs=("K2.4", "B2.1")), Step("hand in"), Step("mark", refs=("K2.4",), value="attempted"))


def test_a_re_mark_keeps_the_mark_before_it_with_who_and_when(world: World) -> None:
    id_ = tell(world, *MARKED, Step("sign off"))
    first_at = world.snapshots[-2].moment
    second = a_trainer(world.ws, "Owen Pritchard")
    world.place.clock.advance(days=2)
    review.mark(world.ws, second, id_, 1, "K2.4", "passed", "Heard it again; it was there.")

    every = review.history(world.ws, world.trainer, id_)
    assert [(mark.mark, mark.marked_by, mark.comment) for mark in every] == [
        ("attempted", "Marsha Delgado", ""),
        ("passed", "Owen Pritchard", "Heard it again; it was there."),
    ]
    assert every[0].marked_at == first_at
    assert [mark.mark for mark in judgements.marks_of(world.ws.store, id_)] == ["passed"]
    assert world.coverage()["K2.4"] == "passed"
    assert world.as_of(first_at)["K2.4"] == "attempted"


def test_a_mark_taken_back_lowers_coverage_again(world: World) -> None:
    tell(world, *MARKED, Step("mark", refs=("K2.4",), value="passed"))
    assert world.coverage()["K2.4"] == "passed"
    world.do(Step("mark", refs=("K2.4",), value="none"))
    assert "K2.4" not in world.coverage()


def test_coverage_says_since_when_a_state_has_stood(world: World) -> None:
    tell(world, Step("answer", refs=("K2.4",)))
    suggested_at = world.snapshots[-1].moment

    def since() -> Any:
        row = world.ws.store.row("SELECT since FROM coverage WHERE ref = 'K2.4'")
        return row and row["since"]

    world.do(Step("next"))
    world.do(Step("answer", refs=("K2.4",)))
    assert since() == suggested_at
    world.do(Step("hand in"))
    assert since() == world.snapshots[-1].moment


def test_a_suggestion_left_unmarked_waits_no_longer_after_the_sign_off_even_when_the_review_is_reopened(
    world: World,
) -> None:
    tell(world, *MARKED)
    assert world.coverage()["B2.1"] == "waiting"
    for step in (Step("sign off"), Step("open"), Step("put back")):
        world.do(step)
        assert world.coverage()["B2.1"] == "suggested"


def test_the_suggestions_of_a_longer_answer_take_the_place_of_those_before(world: World) -> None:
    id_ = tell(world, Step("answer", refs=("K2.4",)), Step("answer", refs=("B2.1",)))
    found = judgements.suggestions_of(world.ws.store, id_)
    assert {(one.question, one.suggestion.ref) for one in found} == {(1, "K2.4"), (1, "B2.1")}
    answer = "This shows K2.4 and no more\n\nThis shows B2.1 and no more"
    assert all(answer[e.start : e.end] == e.text for one in found for e in one.suggestion.evidence)


def test_ratings_may_be_changed_and_count_for_nothing(world: World) -> None:
    id_ = tell(world, Step("answer", refs=("K3.1",)))
    with world.ws.store.write() as writer:
        judgements.rate(writer, id_, {"K2.4": "passed", "K3.1": "attempted"}, world.ws.timestamp())
    with world.ws.store.write() as writer:
        judgements.rate(writer, id_, {"K2.4": "none"}, world.ws.timestamp())
    assert judgements.ratings_of(world.ws.store, id_) == {"K2.4": "none", "K3.1": "attempted"}
    assert world.coverage() == {"K3.1": "suggested"}


def test_the_sign_off_that_counts_is_the_last(world: World) -> None:
    id_ = tell(world, *MARKED, Step("sign off"), Step("open"))
    owen = a_trainer(world.ws, "Owen Pritchard")
    review.open_review(world.ws, owen, id_, take_over=True)
    review.sign_off(world.ws, owen, id_, "  Read it again with you.  ")
    signed = judgements.sign_off_of(world.ws.store, id_)
    assert signed == judgements.SignOff("Owen Pritchard", world.ws.timestamp(), "Read it again with you.")
    stored = sessions.session(world.ws.store, id_)
    assert stored and (stored.state, stored.reviewed_at) == ("reviewed", world.ws.timestamp())
    assert len(world.ws.store.rows("SELECT * FROM sign_offs")) == 2


def test_coverage_of_several_people_is_kept_apart(world: World) -> None:
    tell(world, Step("answer", refs=("K2.4",)))
    other = an_apprentice(world.ws, "Callum Reid")
    everybody = stored_coverage.coverage_of(world.ws.store)
    assert everybody == {world.apprentice.id: {"K2.4": "suggested"}}
    assert stored_coverage.coverage_of(world.ws.store, [other.id]) == {}
    assert stored_coverage.coverage_of(world.ws.store, [other.id, world.apprentice.id]) == everybody
    assert stored_coverage.coverage_of(world.ws.store, []) == {}
