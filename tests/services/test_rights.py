"""Who may do what: every use case that is told who asks, for every role, and what an apprentice can never reach."""

import importlib
import inspect
import pkgutil
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coach.services
from coach.errors import CoachError, NotAllowedError, NotFoundError
from coach.services import cohort, home, people, rehearse, review, rights, sessions, waiting, watch
from coach.services.people import NewPerson
from coach.services.rehearse import Plan
from coach.services.rights import OWNER, Actor
from coach.services.workspace import Workspace
from coach.store import coverage as stored_coverage
from coach.store.sessions import Session
from tests.builders_edges import (
    METHOD,
    ORGANISATION,
    QUESTIONS,
    STANDARD,
    Place,
    a_trainer,
    an_apprentice,
    content,
    finish,
    one_sentence,
    sit,
)

Outcome = Literal["allowed", "not allowed", "not here"]
YES: Outcome = "allowed"
NO: Outcome = "not allowed"
NOBODY: Outcome = "not here"
"""Asked of oneself by somebody who is no apprentice."""

ROLES = ("apprentice", "other apprentice", "trainer", "lead", "owner")


@dataclass
class Stage:
    """A store with an apprentice's sessions in every state, and one actor of each role."""

    place: Place
    ws: Workspace
    actors: Mapping[str, Actor]
    unfinished: str
    waiting: str
    reviewed: str

    @property
    def aisha(self) -> Actor:
        """The apprentice whose records everything here is about."""
        return self.actors["apprentice"]

    def row(self, session_id: str) -> Session:
        """Return a session as stored."""
        return sessions.session_row(self.ws, session_id)


@dataclass(frozen=True)
class Case:
    """A use case, and what happens when each role in turn asks for it."""

    ask: Callable[[Stage, Actor], object]
    outcomes: tuple[Outcome, Outcome, Outcome, Outcome, Outcome]


OWN_OR_TRAINERS = (YES, NO, YES, YES, YES)
TRAINERS_AND_OWNER = (NO, NO, YES, YES, YES)
TRAINERS = (NO, NO, YES, YES, NO)
OWN_ONLY = (YES, NO, NO, NO, NO)
ANY_APPRENTICE = (YES, YES, NO, NO, NO)
ONESELF = (YES, YES, YES, YES, NO)

NEW = NewPerson("Beth Lowe", "apprentice", standard=STANDARD, organisation=ORGANISATION)

CASES: Mapping[str, Case] = {
    "cohort.behind": Case(lambda s, a: cohort.behind(s.ws, a, "Aisha Rahman", "K2.4"), TRAINERS_AND_OWNER),
    "cohort.cohort_names": Case(lambda s, a: cohort.cohort_names(s.ws, a), TRAINERS_AND_OWNER),
    "cohort.grids": Case(lambda s, a: cohort.grids(s.ws, a), TRAINERS_AND_OWNER),
    "home.home_of": Case(lambda s, a: home.home_of(s.ws, a), (YES, YES, NOBODY, NOBODY, NOBODY)),
    "home.setup_of": Case(lambda s, a: home.setup_of(s.ws, a, METHOD), (YES, YES, NOBODY, NOBODY, NOBODY)),
    "people.add": Case(lambda s, a: people.add(s.ws, a, NEW), TRAINERS_AND_OWNER),
    "people.change_own": Case(lambda s, a: people.change_own(s.ws, a, NEW), ONESELF),
    "people.extra_time_percent": Case(lambda s, a: people.extra_time_percent(s.ws, a), (YES,) * 5),
    "people.set_extra_time": Case(lambda s, a: people.set_extra_time(s.ws, a, 25), ONESELF),
    "rehearse.start": Case(lambda s, a: rehearse.start(s.ws, a, Plan(METHOD), QUESTIONS), ANY_APPRENTICE),
    "rehearse.take_up": Case(lambda s, a: rehearse.take_up(s.ws, a, s.unfinished), OWN_ONLY),
    "rehearse.unfinished": Case(lambda s, a: rehearse.unfinished(s.ws, a), (YES,) * 5),
    "review.attach": Case(lambda s, a: review.attach(s.ws, a, s.waiting, 1, "K2.4", 0, 3), TRAINERS),
    "review.comments_for": Case(lambda s, a: review.comments_for(s.ws, a, s.waiting, "K2.4", "attempted"), TRAINERS),
    "review.detach": Case(lambda s, a: review.detach(s.ws, a, s.waiting, 1, "K2.4"), TRAINERS),
    "review.history": Case(lambda s, a: review.history(s.ws, a, s.reviewed), OWN_OR_TRAINERS),
    "review.mark": Case(lambda s, a: review.mark(s.ws, a, s.waiting, 1, "K2.4", "passed"), TRAINERS),
    "review.open_review": Case(lambda s, a: review.open_review(s.ws, a, s.waiting), TRAINERS),
    "review.put_back": Case(lambda s, a: review.put_back(s.ws, a, s.waiting), TRAINERS),
    "waiting.feedback_ages": Case(lambda s, a: waiting.feedback_ages(s.ws, a), TRAINERS),
    "waiting.queue": Case(lambda s, a: waiting.queue(s.ws, a), TRAINERS),
    "waiting.reviewed_lately": Case(lambda s, a: waiting.reviewed_lately(s.ws, a), TRAINERS),
    "review.sign_off": Case(lambda s, a: review.sign_off(s.ws, a, s.waiting, "Good."), TRAINERS),
    "sessions.list_sessions": Case(lambda s, a: sessions.list_sessions(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS),
    "sessions.marks_known_until": Case(
        lambda s, a: sessions.marks_known_until(s.ws, a, s.row(s.reviewed)), OWN_OR_TRAINERS
    ),
    "sessions.view_session": Case(lambda s, a: sessions.view_session(s.ws, a, s.waiting), OWN_OR_TRAINERS),
    "watch.cohort_coverage": Case(lambda s, a: watch.cohort_coverage(s.ws, a), TRAINERS_AND_OWNER),
    "watch.coverage_of": Case(lambda s, a: watch.coverage_of(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS),
    "watch.grades_of": Case(lambda s, a: watch.grades_of(s.ws, a, "Aisha Rahman"), OWN_OR_TRAINERS),
}
"""Every public function of the services that takes an actor, but for the check of rights itself."""


def functions_told_who_asks() -> set[str]:
    """Return the public functions of the services that take an Actor, as module.name."""
    found = set()
    for info in pkgutil.iter_modules(coach.services.__path__):
        module = importlib.import_module(f"coach.services.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ != module.__name__ or name.startswith("_"):
                continue
            annotations = [p.annotation for p in inspect.signature(function, eval_str=True).parameters.values()]
            if any(annotation is Actor or annotation == Actor | None for annotation in annotations):
                found.add(f"{info.name}.{name}")
    return found - {"rights.require"}


def test_every_use_case_that_takes_an_actor_is_in_the_table() -> None:
    assert functions_told_who_asks() == set(CASES)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    place = Place(tmp_path_factory.mktemp("stage") / "coach.db")
    ws = place.open()
    lena = rights.acting(people.join(ws, NewPerson("Lena Fox", "lead")))
    aisha, callum, marsha = an_apprentice(ws), an_apprentice(ws, "Callum Reid"), a_trainer(ws)
    ids = []
    for _ in range(3):
        rehearsal = sit(ws, aisha)
        finish(rehearsal)
        ids.append(rehearsal.session_id)
        rehearsal.hand_in({"K2.4": "attempted"})
        place.clock.advance(minutes=1)
    waiting, reviewed, _ = ids
    review.mark(ws, marsha, reviewed, 1, "K2.4", "attempted", "Say whose limit it was.")
    review.sign_off(ws, marsha, reviewed, "A good start.")
    unfinished = sit(ws, aisha)
    unfinished.open()
    actors = dict(zip(ROLES, (aisha, callum, marsha, lena, OWNER), strict=True))
    yield Stage(place, ws, actors, unfinished.session_id, waiting, reviewed)
    place.close()


def copied(prepared: Stage, folder: Path) -> Stage:
    """Return the stage on a copy of its store."""
    with prepared.ws.store.write():
        for suffix in ("", "-wal"):
            original = Path(f"{prepared.place.file}{suffix}")
            if original.exists():
                shutil.copy(original, folder / f"stage.db{suffix}")
    place = Place(folder / "stage.db", clock=prepared.place.clock)
    place.new_ids_from(1_000)
    return Stage(place, place.open(), prepared.actors, prepared.unfinished, prepared.waiting, prepared.reviewed)


@pytest.fixture
def stage(prepared: Stage, tmp_path: Path) -> Iterator[Stage]:
    stage = copied(prepared, tmp_path)
    yield stage
    stage.place.close()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", CASES)
def test_who_may_do_what(stage: Stage, name: str, role: str) -> None:
    case = CASES[name]
    outcome = case.outcomes[ROLES.index(role)]
    if outcome == YES:
        case.ask(stage, stage.actors[role])
        return
    before = content(stage.ws.store)
    with pytest.raises(NotAllowedError if outcome == NO else NotFoundError) as refusal:
        case.ask(stage, stage.actors[role])
    told = one_sentence(refusal.value)
    assert outcome == NOBODY or told.startswith(f"{stage.actors[role].name} ")
    assert content(stage.ws.store) == before


def test_the_table_of_rights_speaks_of_every_role_and_lets_none_of_them_mark_but_trainers() -> None:
    assert {role for role, _ in rights.RIGHTS} == {"apprentice", "trainer", "lead", "owner"}
    assert {role for role, deed in rights.RIGHTS if deed == "review"} == {"trainer", "lead"}
    assert {role for (role, _), reach in rights.RIGHTS.items() if reach == "own"} == {"apprentice"}


def test_an_apprentice_who_names_nobody_sees_their_own_sessions_only(stage: Stage) -> None:
    callum = stage.actors["other apprentice"]
    assert sessions.list_sessions(stage.ws, callum) == ()
    assert {row.apprentice_id for row in sessions.list_sessions(stage.ws, stage.aisha)} == {stage.aisha.id}
    with pytest.raises(NotAllowedError):
        sessions.list_sessions(stage.ws, callum, stage.aisha.id)


# What an apprentice sees of marks


SEEN: Mapping[str, Callable[[Stage], object]] = {
    "the session": lambda s: sessions.view_session(s.ws, s.aisha, s.waiting),
    "the history of marks": lambda s: review.history(s.ws, s.aisha, s.waiting),
    "the list": lambda s: [(row.id, row.state, row.reviewed_at) for row in sessions.list_sessions(s.ws, s.aisha)],
    "the home page": lambda s: home.home_of(s.ws, s.aisha),
    "coverage": lambda s: watch.coverage_of(s.ws, s.aisha, "Aisha Rahman"),
    "coverage as of today": lambda s: watch.coverage_of(s.ws, s.aisha, "Aisha Rahman", "2026-03-31"),
    "grades": lambda s: watch.grades_of(s.ws, s.aisha, "Aisha Rahman"),
}


def mark_all(stage: Stage, value: Literal["passed", "attempted", "none"] = "passed") -> None:
    """Let the trainer mark every criterion of the waiting session."""
    standard = stage.ws.library.standard(STANDARD)
    for criterion in standard.criteria_of(METHOD):
        review.mark(stage.ws, stage.actors["trainer"], stage.waiting, 1, criterion.ref, value, "Not yet for your eyes.")


@pytest.mark.parametrize("what", SEEN)
def test_an_apprentice_sees_no_mark_before_the_sign_off(stage: Stage, what: str) -> None:
    before = SEEN[what](stage)
    mark_all(stage)
    review.put_back(stage.ws, stage.actors["trainer"], stage.waiting)
    assert SEEN[what](stage) == before
    review.sign_off(stage.ws, stage.actors["trainer"], stage.waiting)
    assert SEEN[what](stage) != before


@pytest.mark.parametrize("what", ["the history of marks", "coverage", "grades"])
def test_a_review_opened_again_shows_its_new_marks_with_the_next_sign_off(stage: Stage, what: str) -> None:
    mark_all(stage)
    review.sign_off(stage.ws, stage.actors["trainer"], stage.waiting)
    passed = SEEN[what](stage)
    stage.place.clock.advance(minutes=5)
    mark_all(stage, "none")
    assert SEEN[what](stage) == passed
    review.sign_off(stage.ws, stage.actors["trainer"], stage.waiting)
    assert SEEN[what](stage) != passed


def test_a_trainer_sees_marks_as_they_are_given(stage: Stage) -> None:
    mark_all(stage)
    marsha = stage.actors["trainer"]
    assert watch.coverage_of(stage.ws, marsha, "Aisha Rahman").count("passed") == 14
    assert len(sessions.view_session(stage.ws, marsha, stage.waiting).questions[0].marks) == 14


def test_extra_time_stands_in_nothing_that_others_are_shown(stage: Stage) -> None:
    people.set_extra_time(stage.ws, stage.aisha, 87)
    finish(sit(stage.ws, stage.aisha))
    marsha = stage.actors["trainer"]
    shown: list[Any] = [case.ask(stage, marsha) for name, case in CASES.items() if name.startswith(("cohort", "watch"))]
    shown += [people.everybody(stage.ws), people.extra_time_percent(stage.ws, marsha)]
    assert "87" not in msgspec.json.encode(msgspec.to_builtins(shown, str_keys=True)).decode()


# What no sequence of an apprentice's doings reaches


def _rehearse(stage: Stage, actor: Actor) -> None:
    everything = " ".join(criterion.ref for criterion in stage.ws.library.standard(STANDARD).criteria)
    rehearsal = sit(stage.ws, actor)
    finish(rehearsal, f"This shows {everything} and all of it")
    rehearsal.hand_in(dict.fromkeys(("K2.4", "B2.1", "K3.1", "K3.2"), "passed"))


def _go_on(stage: Stage, actor: Actor) -> None:
    rehearsal = rehearse.take_up(stage.ws, actor, stage.unfinished)
    finish(rehearsal, "This shows K2.4 B2.1 K3.1 to the end")
    rehearsal.hand_in({"K2.4": "passed"})


def _review_own(stage: Stage, actor: Actor) -> None:
    for session in sessions.list_sessions(stage.ws, actor):
        review.sign_off(stage.ws, actor, session.id)


ATTEMPTS: tuple[Callable[[Stage, Actor], object], ...] = (
    *(case.ask for case in CASES.values()),
    _rehearse,
    _go_on,
    _review_own,
)


@given(st.lists(st.integers(0, len(ATTEMPTS) - 1), max_size=12))
def test_no_sequence_of_an_apprentices_doings_leads_to_a_mark(prepared: Stage, attempts: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        stage = copied(prepared, Path(folder))
        marks = stage.ws.store.rows("SELECT * FROM marks")
        for attempt in attempts:
            try:
                ATTEMPTS[attempt](stage, stage.aisha)
            except CoachError as error:
                one_sentence(error)
        assert stage.ws.store.rows("SELECT * FROM marks") == marks
        assert len(stage.ws.store.rows("SELECT * FROM sign_offs")) == 1
        states = stored_coverage.coverage_of(stage.ws.store, [stage.aisha.id])[stage.aisha.id]
        assert "passed" not in states.values()
        assert [ref for ref, state in states.items() if state == "attempted"] == ["K2.4"]
        assert watch.grades_of(stage.ws, stage.aisha, stage.aisha.id).overall == "fail"
        assert people.find(stage.ws, stage.aisha.id).role == "apprentice"
        stage.place.close()
