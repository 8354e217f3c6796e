"""Who may do what: every use case that is told who asks, for every role, and what an apprentice can never reach."""

import importlib
import inspect
import pkgutil
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coach.services
from coach.errors import CoachError, NotAllowedError, NotFoundError
from coach.services import (
    assign,
    home,
    marks_given,
    people,
    portfolio,
    programme,
    rehearse,
    reports,
    review,
    rights,
    roleplay,
    sessions,
    watch,
)
from coach.services.people import NewPerson
from coach.services.rights import OWNER, Actor
from coach.store import coverage as stored_coverage
from tests.builders import give_extra_time
from tests.builders_edges import METHOD, STANDARD, Place, a_trainer, an_apprentice, content, finish, one_sentence, sit
from tests.services.rights_cases import CASES, NO, NOBODY, PIECE, ROLES, SCENARIO, YES, Stage


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
    return found - {"rights.require", "rights.may_look_inside", "people.check_may_add", "sign_in.speak_as"}


def test_every_use_case_that_takes_an_actor_is_in_the_table() -> None:
    assert functions_told_who_asks() == set(CASES)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    place = Place(tmp_path_factory.mktemp("stage") / "coach.db")
    ws = place.open()
    lena = rights.acting(people.join(ws, NewPerson("Lena Fox", "lead")))
    aisha, callum, marsha = an_apprentice(ws), an_apprentice(ws, "Callum Reid"), a_trainer(ws)
    omar = a_trainer(ws, "Omar Haddad")
    ids = []
    for _ in range(3):
        rehearsal = sit(ws, aisha)
        finish(rehearsal)
        ids.append(rehearsal.session_id)
        rehearsal.hand_in({"K2.4": "attempted"})
        place.clock.advance(minutes=1)
    waiting, reviewed, _ = ids
    review.mark(ws, omar, reviewed, 1, "K2.4", "attempted", "Say whose limit it was.")
    review.sign_off(ws, omar, reviewed, "A good start.")
    assign.assign(ws, marsha, [aisha.id], METHOD, ["K2.4"])
    portfolio.save_piece(ws, aisha, aisha.id, PIECE)
    roleplay.start(ws, aisha, SCENARIO)
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
    "the way to the assessment": lambda s: programme.programme_of(s.ws, s.aisha, "Aisha Rahman"),
    "the marks": lambda s: marks_given.marks_given(s.ws, s.aisha, "Aisha Rahman"),
    "the marks as of today": lambda s: marks_given.marks_given(s.ws, s.aisha, "Aisha Rahman", "2026-03-31"),
    "the mark sheet of the session": lambda s: reports.session_marks(s.ws, s.aisha, s.waiting),
    "the mark sheets": lambda s: reports.apprentice_marks(s.ws, s.aisha, "Aisha Rahman"),
    "the gateway report": lambda s: reports.gateway_of(s.ws, s.aisha, "Aisha Rahman"),
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


@pytest.mark.parametrize(
    "what",
    [
        "the history of marks",
        "coverage",
        "grades",
        "the way to the assessment",
        "the mark sheet of the session",
        "the mark sheets",
        "the gateway report",
    ],
)
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
    give_extra_time(stage.ws, stage.aisha, 87)
    finish(sit(stage.ws, stage.aisha))
    marsha = stage.actors["trainer"]
    looks = ("cohort.", "reports.", "sessions.view", "programme.programme_of", "waiting.", "watch.")
    shown: list[Any] = [case.ask(stage, marsha) for name, case in CASES.items() if name.startswith(looks)]
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
