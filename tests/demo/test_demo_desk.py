"""What happens around the demo's sessions: it is played, and a mistake in it is told with file and line."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from coach import paths
from coach.content.diagnostic import RefusedError
from coach.content.library import Library
from coach.demo.cohort import fill
from coach.demo.script import Cast, read_cast
from coach.services import assign, portfolio, programme, review, second_looks, sign_in
from coach.services.rights import OWNER
from coach.services.sessions import view_session
from coach.services.workspace import Workspace

Open = Callable[..., Workspace]

DESK = """\
kind: demo-desk
second_looks:
  - session: aisha-1
    trainer: marsha
    days_ago: 50
    otherwise:
      - {question: 1, ref: K2.4, mark: passed}
      - {question: 2, ref: K3.1, mark: passed, settled: passed, why: The name of the team is there.}
tasks:
  - id: aisha-task-1
    apprentice: aisha
    trainer: owen
    method: professional-discussion
    refs: [K2.3, K3.1]
    days_ago: 70
    due_in_days: -60
    note: Why it had to go to them.
gateways:
  - apprentice: aisha
    trainer: owen
    days_ago: 10
    ticks: {english: certificate seen}
    held_in_days: {professional-discussion: 30}
portfolios:
  - apprentice: aisha
    days_ago: 40
    pieces:
      - {title: Ticket, kind: work-product, dated_days_ago: 200, refs: [K2.3]}
      - {title: Clip, kind: video, dated_days_ago: 60, refs: [B1.1], video_minutes: 4}
"""


@pytest.fixture
def with_desk(folder: Path) -> Path:
    """The small demo files with a desk of their own."""
    (folder / "desk.yaml").write_text(DESK, encoding="utf-8")
    return folder


def test_a_small_desk_is_played(open_at: Open, with_desk: Path) -> None:
    ws = open_at()
    fill(ws, with_desk)
    owen = sign_in.actor_named(ws, "owen")
    view = second_looks.agreement_of(ws, owen)
    assert view.agreement is not None
    assert (view.looks, view.agreement.places, view.agreement.agreed) == (1, 3, 1)
    assert [(place.question, place.ref) for place in view.to_settle] == [(1, "K2.4")]
    last = review.history(ws, owen, "aisha-1")[-1]
    assert (last.ref, last.mark, last.marked_by, last.why) == (
        "K3.1",
        "passed",
        "Owen Pritchard",
        "The name of the team is there.",
    )
    assert view_session(ws, owen, "aisha-1").state == "reviewed"
    (task,) = assign.assignments(ws, owen)
    assert (task.due_on, task.state(ws.now().date())) == ("2026-01-03", "done")
    found = programme.programme_of(ws, owen, "aisha")
    assert found.held_on == {"professional-discussion": "2026-04-03"}
    assert [(i.id, i.detail) for i in found.gateway if i.state == "done" and i.id] == [("english", "certificate seen")]
    pieces = portfolio.portfolio_of(ws, owen, "aisha").pieces
    assert [(p.number, p.title, p.dated_on, p.video_minutes) for p in pieces] == [
        (1, "Ticket", "2025-08-16", None),
        (2, "Clip", "2026-01-03", 4),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("session: aisha-1", "session: aisha-9", "no reviewed session goes by aisha-9"),
        ("trainer: marsha", "trainer: owen", "a second look is another trainer's"),
        ("trainer: marsha", "trainer: marshal", "Did you mean marsha?"),
        ("days_ago: 50", "days_ago: 58", "a second look follows the review"),
        ("ref: K2.4, mark: passed", "ref: K2.4, mark: none", "K2.4 is marked none already"),
        ("question: 1, ref: K2.4", "question: 3, ref: K2.4", "K2.4 has no mark in question 3"),
        (", why: The name of the team is there.", "", "what is settled has its reason"),
        ("apprentice: aisha", "apprentice: aysha", "no apprentice goes by aysha"),
        ("refs: [K2.3, K3.1]", "refs: [K2.3, S5.1]", "S5.1 is no criterion here"),
        ("due_in_days: -60", "due_in_days: -71", "a task is not due before it is set"),
        ("english: certificate", "englisch: certificate", "no item goes by englisch"),
        ("{professional-discussion: 30}", "{discussion: 30}", "no method goes by discussion"),
        ("refs: [B1.1]", "refs: [B9.1]", "Did you mean B1.1?"),
        ("kind: video", "kind: film", "film"),
    ],
)
def test_a_mistake_at_the_desk_is_told(open_at: Open, with_desk: Path, old: str, new: str, told: str) -> None:
    file = with_desk / "desk.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    ws = open_at()
    with pytest.raises(RefusedError) as refused:
        fill(ws, with_desk)
    first = refused.value.diagnostics[0]
    assert told in str(first)
    assert first.file == str(file)
    assert first.line >= text[: text.index("second_looks")].count("\n") + 1
    assert ws.store.rows("SELECT id FROM people") == []


@pytest.fixture(scope="module")
def demo(open_at: Open) -> Workspace:
    ws = open_at()
    fill(ws)
    return ws


@pytest.fixture(scope="module")
def cast(library: Library) -> Cast:
    return read_cast(paths.DEMO, library)


def test_one_task_is_late_one_done_one_open(demo: Workspace) -> None:
    today = demo.now().date()
    states = {task.apprentice_id: task.state(today) for task in assign.assignments(demo, OWNER)}
    assert states == {"kwame": "done", "jordan": "late", "aisha": "open"}


def test_each_trainer_has_one_second_look_to_take_and_something_is_to_be_settled(demo: Workspace) -> None:
    for trainer in ("marsha", "owen"):
        assert len(second_looks.open_looks(demo, sign_in.actor_named(demo, trainer))) == 1
    view = second_looks.agreement_of(demo, sign_in.actor_named(demo, "marsha"))
    assert view.agreement is not None
    assert 80 < view.agreement.percent < 100
    assert 1 <= len(view.to_settle) <= 3


def test_portfolios_have_objections_and_one_has_none(demo: Workspace, cast: Cast) -> None:
    found = {
        folder.apprentice: portfolio.portfolio_of(demo, OWNER, folder.apprentice) for folder in cast.desk.portfolios
    }
    assert found["dev"].objections == ()
    assert found["dev"].unserved == ()
    assert "is not accepted" in found["aisha"].objections[0].text
    assert len(found["callum"].objections) == 3


def test_gateways_are_planned_after_the_time_on_programme(demo: Workspace, cast: Cast) -> None:
    for apprentice in cast.people.apprentices:
        items = programme.programme_of(demo, OWNER, apprentice.id).gateway
        assert not [item.detail for item in items if "after the gateway planned" in item.detail], apprentice.id


def test_days_lie_ahead_and_portfolios_behind(demo: Workspace, cast: Cast) -> None:
    today = demo.now().date()
    for gateway in cast.desk.gateways:
        held = programme.programme_of(demo, OWNER, gateway.apprentice).held_on
        assert all(day > (today + timedelta(days=1)).isoformat() for day in held.values())
    for folder in cast.desk.portfolios:
        assert all(piece.dated_days_ago >= folder.days_ago for piece in folder.pieces)


def test_what_to_try_names_the_file_that_was_asked_for(open_at: Open, folder: Path) -> None:
    kept = fill(open_at(), folder, kept=Path("my demo.db"))
    assert kept[-3] == "It is kept in my demo.db; to look at it line by line:"
    assert all("--store 'my demo.db'" in line for line in kept[-2:])
    assert "--keep demo.db" in fill(open_at(), folder)[-3]
