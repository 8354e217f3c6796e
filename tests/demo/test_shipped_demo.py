"""The demo that ships: the same for everybody on one day, played to where its files say."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from coach import paths
from coach.content.library import Library
from coach.coverage.state import COVERAGE_STATES
from coach.demo.cohort import fill
from coach.demo.script import Cast, Script, read_cast
from coach.errors import UsageError
from coach.services import people, review, sign_in, waiting
from coach.services.rehearse import take_up
from coach.services.rights import OWNER
from coach.services.watch import cohort_coverage
from coach.services.workspace import Workspace, in_iso
from coach.store import coverage as stored_coverage
from coach.store import judgements, sessions
from coach.store.store import Store

Open = Callable[..., Workspace]


@pytest.fixture(scope="module")
def filled(open_at: Open) -> tuple[Workspace, str]:
    ws = open_at()
    return ws, "\n".join(fill(ws))


@pytest.fixture(scope="module")
def demo(filled: tuple[Workspace, str]) -> Workspace:
    return filled[0]


@pytest.fixture(scope="module")
def cast(library: Library) -> Cast:
    return read_cast(paths.DEMO, library)


def commented(script: Script, question: int, ref: str) -> str:
    """Return what the first trainer wrote beside a mark."""
    return script.session.questions[question - 1].comments.get(ref, "")


def content(store: Store) -> dict[str, list[dict[str, Any]]]:
    tables = store.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    names = [row["name"] for row in tables if not row["name"].startswith(("_", "sqlite_"))]
    return {name: store.rows(f"SELECT * FROM {name}") for name in names}


def test_one_day_has_one_content(demo: Workspace, open_at: Open) -> None:
    again = open_at(datetime(2026, 3, 4, 22, 59, 30, tzinfo=UTC))
    fill(again)
    assert content(again.store) == content(demo.store)


def test_another_day_has_the_same_words_on_other_dates(demo: Workspace, open_at: Open) -> None:
    later = open_at(datetime(2026, 3, 5, 15, 0, tzinfo=UTC))
    fill(later)
    words = "SELECT session_id, seq, question, speaker, kind, text, at FROM turns ORDER BY id"
    assert later.store.rows(words) == demo.store.rows(words)
    days = "SELECT min(date(said_at)) AS first FROM turns"
    assert later.store.rows(days) != demo.store.rows(days)


def test_twenty_four_apprentices_and_two_trainers(demo: Workspace) -> None:
    roles = Counter(person.role for person in people.everybody(demo))
    assert roles == {"apprentice": 24, "trainer": 2}


def test_extra_time_is_each_ones_own(demo: Workspace, cast: Cast) -> None:
    for apprentice in cast.people.apprentices:
        actor = sign_in.actor_named(demo, apprentice.id)
        assert people.extra_time_percent(demo, actor) == apprentice.extra_time_percent


def test_every_session_plays_to_its_state(demo: Workspace, cast: Cast) -> None:
    for script in cast.scripts:
        played = sessions.session(demo.store, script.session.id)
        assert played is not None
        assert (played.id, played.state) == (script.session.id, script.session.state)
        asked = [question.id for question in sessions.questions_of(demo.store, played.id)]
        assert asked == [question.id for question in script.questions]


def test_every_word_of_the_files_is_in_the_store_once(demo: Workspace, cast: Cast) -> None:
    for script in cast.scripts:
        session = script.session
        said = [(a.id, text) for a in session.questions for text in (a.answer, a.probe_answer) if text]
        drafts = [said.pop()[1]] if session.state == "answering" else []
        ids = [question.id for question in script.questions]
        turns = [stored.turn for stored in sessions.turns_of(demo.store, session.id)]
        answers = [(ids[turn.question - 1], turn.text) for turn in turns if turn.kind == "answer" and turn.question]
        assert answers == said
        kept = demo.store.rows("SELECT text FROM drafts WHERE session_id = ?", [session.id])
        assert [row["text"] for row in kept] == drafts


def test_a_follow_up_is_asked_where_the_file_has_it_and_nowhere_else(demo: Workspace, cast: Cast) -> None:
    for script in cast.scripts:
        asked = [
            question.probes[answer.probe].text
            for question, answer in zip(script.questions, script.session.questions, strict=True)
            if answer.probe is not None
        ]
        turns = [stored.turn for stored in sessions.turns_of(demo.store, script.session.id)]
        assert [t.text for t in turns if t.speaker == "assessor" and t.kind == "probe"] == asked


def test_time_on_the_clock_is_what_the_files_say(demo: Workspace, cast: Cast) -> None:
    for script in cast.scripts:
        played = sessions.session(demo.store, script.session.id)
        assert played is not None
        assert played.elapsed == pytest.approx(sum(asked.seconds for asked in script.session.questions), abs=0.5)


def test_marks_comments_and_feedback_land(demo: Workspace, cast: Cast) -> None:
    for script in cast.scripts:
        session = script.session
        wanted = {
            (number, ref, mark, " ".join(asked.comments.get(ref, "").split()))
            for number, asked in enumerate(session.questions, 1)
            for ref, mark in asked.marks.items()
        }
        wanted |= {
            (each.question, each.ref, each.settled, " ".join(commented(script, each.question, each.ref).split()))
            for look in cast.desk.second_looks
            for each in look.otherwise
            if look.session == session.id and each.settled
        }
        marks = judgements.marks_of(demo.store, session.id, every=True)
        assert {(m.question, m.ref, m.mark, " ".join(m.comment.split())) for m in marks} == wanted
        sign_off = judgements.sign_off_of(demo.store, session.id)
        assert (sign_off is not None) == (session.state == "reviewed")
        if sign_off:
            trainer = people.find(demo, session.trainer)
            assert (sign_off.signed_by, sign_off.feedback) == (trainer.name, session.feedback.strip())
            assert (sign_off.strengths, sign_off.next_steps) == (session.strengths.strip(), session.next_steps.strip())


def test_at_least_sixty_answers_no_two_the_same(cast: Cast) -> None:
    answers = [" ".join(a.answer.casefold().split()) for script in cast.scripts for a in script.session.questions]
    assert len(answers) >= 60
    assert Counter(answers).most_common(1)[0][1] == 1


def test_coverage_has_every_state_and_adds_up(demo: Workspace) -> None:
    tables = cohort_coverage(demo, OWNER)
    states = {c.state for table in tables for person in table.apprentices for c in person.criteria}
    assert states == set(COVERAGE_STATES)
    assert stored_coverage.coverage_as_of(demo.store, in_iso(demo.now())) == stored_coverage.coverage_of(demo.store)


def test_a_pass_counts_since_a_mark(demo: Workspace) -> None:
    orphans = demo.store.rows(
        "SELECT * FROM coverage c WHERE state IN ('passed', 'attempted') AND NOT EXISTS (SELECT 1 FROM marks m "
        "WHERE m.apprentice_id = c.apprentice_id AND m.ref = c.ref AND m.marked_at = c.since AND m.mark = c.state)"
    )
    assert orphans == []


def test_work_is_done_in_office_hours_and_in_order(demo: Workspace) -> None:
    told = demo.store.rows(
        "SELECT said_at AS at FROM turns UNION SELECT marked_at FROM marks UNION SELECT signed_at FROM sign_offs"
    )
    assert {row["at"][11:13] for row in told} <= {f"{hour:02}" for hour in range(9, 18)}
    reviewed = demo.store.rows("SELECT started_at, handed_in_at, reviewed_at FROM sessions WHERE state = 'reviewed'")
    assert all(row["started_at"] < row["handed_in_at"] < row["reviewed_at"] for row in reviewed)
    marked = [row["marked_at"] for row in demo.store.rows("SELECT marked_at FROM marks ORDER BY id")]
    assert marked == sorted(marked)


def test_nothing_lies_ahead_of_now_even_at_midnight(open_at: Open) -> None:
    ws = open_at(datetime(2026, 10, 25, 0, 1, tzinfo=UTC))
    fill(ws)
    last = ws.store.rows(
        "SELECT max(at) AS at FROM (SELECT max(said_at) AS at FROM turns UNION SELECT max(touched_at) FROM sessions "
        "UNION SELECT max(marked_at) FROM marks UNION SELECT max(saved_at) FROM drafts)"
    )
    assert last[0]["at"] <= in_iso(ws.now())


def test_what_was_left_can_be_gone_on_with_and_what_waits_can_be_marked(open_at: Open, cast: Cast) -> None:
    ws = open_at()
    fill(ws)
    for script in cast.scripts:
        if script.session.state == "answering":
            rehearsal = take_up(ws, sign_in.actor_named(ws, script.session.apprentice), script.session.id)
            rehearsal.open()
            assert rehearsal.draft() == script.session.questions[-1].answer
            rehearsal.say_as_answer(rehearsal.draft())
            assert len(rehearsal.progress.answered) == len(script.questions)
    trainer = sign_in.actor_named(ws, cast.people.trainers[0].id)
    left = [script.session for script in cast.scripts if script.session.state == "waiting"]
    assert [item.session_id for item in waiting.queue(ws, trainer)] == [session.id for session in left]
    review.sign_off(ws, trainer, left[0].id)


def test_lines_tell_who_is_in_it_and_what_to_try(filled: tuple[Workspace, str], cast: Cast) -> None:
    names = [trainer.name for trainer in cast.people.trainers]
    assert all(word in filled[1] for word in ["24 made-up apprentices", *cast.people.cohorts, *names])


def test_a_store_in_use_is_left_alone(demo: Workspace) -> None:
    before = content(demo.store)
    with pytest.raises(UsageError, match="is in use"):
        fill(demo)
    assert content(demo.store) == before
