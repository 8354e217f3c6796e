"""Purging: what is kept long enough goes by its class, shown first; what is unfinished or recent stays."""

from datetime import UTC, datetime

import pytest

from coach.errors import UsageError
from coach.services import audit, purge, rehearse, review, roleplay, second_looks, sessions, watch
from coach.services.export import export_record
from coach.services.rights import OWNER, Actor
from coach.services.workspace import Workspace
from tests.builders_edges import Place, a_trainer, content, finish, sit
from tests.services.test_erase import backup, traces
from tests.services.whole_record import people_named


def reviewed(place: Place, ws: Workspace, aisha: Actor, marsha: Actor, word: str) -> str:
    """Let a sitting be handed in and signed off; its answers hold a word."""
    rehearsal = sit(ws, aisha)
    finish(rehearsal, f"The {word} shows K2.4 and B2.1 too")
    rehearsal.hand_in({"K2.4": "passed"})
    review.mark(ws, marsha, rehearsal.session_id, 1, "K2.4", "passed", "Seen.")
    review.attach(ws, marsha, rehearsal.session_id, 1, "K3.1", 4, 10)
    review.sign_off(ws, marsha, rehearsal.session_id, "Good.")
    place.clock.advance(days=1)
    return rehearsal.session_id


def test_answers_go_after_a_year_and_marks_stay(place: Place, ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    old = reviewed(place, ws, aisha, marsha, "zanzibarquux")
    talk = roleplay.start(ws, aisha, "third-missed-visit")
    talk.say("Hello, zanzibarquux is sorry.", ())
    talk.save_notes("zanzibarquux")
    talk.end()
    talk.discard()
    place.clock.advance(days=300)
    recent = reviewed(place, ws, aisha, marsha, "yellowquark")
    place.clock.advance(days=80)
    kept = backup(place, "daily.db")
    before = content(ws.store)
    shown = purge.purge(ws, OWNER)
    assert content(ws.store) == before
    assert (shown.sittings_losing_answers, shown.sittings_going, shown.apprentices, shown.done) == (2, 0, 1, False)
    assert shown.rows == {"answers": 4, "marks": 0, "sign_offs": 0}

    done = purge.purge(ws, OWNER, do_it=True)

    assert done.copies_changed == (str(kept),)
    assert traces(place.file.parent, "zanzibarquux") == []
    assert traces(place.file.parent, "yellowquark")
    view = sessions.view_session(ws, marsha, old)
    assert [mark.comment for mark in view.questions[0].marks] == ["Seen."]
    assert (view.feedback, view.questions[0].answer) == ("Good.", "")
    assert view.self_ratings == {"K2.4": "passed"}
    assert {suggestion.ref for suggestion in view.questions[0].suggestions} == {"B2.1", "K2.4"}
    assert sessions.view_session(ws, marsha, recent).questions[0].answer
    assert sessions.view_session(ws, OWNER, talk.session_id).questions
    assert watch.coverage_of(ws, OWNER, aisha.id).count("passed") == 1
    assert export_record(ws, aisha, aisha.id).rows["marks"] == 2
    verdict = audit.verify(ws, OWNER)
    assert verdict.holds, verdict.problems
    assert [e.subject for e in audit.trail_since(ws, OWNER) if e.deed == "purge"] == [
        f"answers:{old}",
        f"answers:{talk.session_id}",
    ]
    assert purge.purge(ws, OWNER).sittings_losing_answers == 0


def test_marks_go_after_six_years_with_all_that_is_left_of_the_sitting(
    place: Place, ws: Workspace, aisha: Actor, marsha: Actor
) -> None:
    old = reviewed(place, ws, aisha, marsha, "zanzibarquux")
    place.clock.advance(days=6 * 366)
    recent = reviewed(place, ws, aisha, marsha, "yellowquark")
    place.clock.advance(days=400)
    done = purge.purge(ws, OWNER, do_it=True)
    assert (done.sittings_going, done.sittings_losing_answers) == (1, 1)
    assert done.rows == {"answers": 6, "marks": 1, "sign_offs": 1}
    assert [session.id for session in sessions.list_sessions(ws, OWNER)] == [recent]
    assert all(row["session_id"] != old for row in ws.store.rows("SELECT session_id FROM suggestions"))
    assert watch.coverage_of(ws, OWNER, aisha.id).count("passed") == 1
    assert traces(place.file.parent, "zanzibarquux", "yellowquark") == []
    assert audit.verify(ws, OWNER).holds
    purge.purge(ws, OWNER, marks_months=12, do_it=True)
    assert sessions.list_sessions(ws, OWNER) == ()
    assert watch.coverage_of(ws, OWNER, aisha.id).count("passed") == 0


def test_what_is_unfinished_or_waits_for_review_stays(place: Place, ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    reviewed(place, ws, aisha, marsha, "zanzibarquux")
    assert len(second_looks.open_looks(ws, a_trainer(ws, "Owen Pritchard"))) == 1
    waiting = sit(ws, aisha)
    finish(waiting)
    waiting.hand_in({})
    sit(ws, aisha).open()
    place.clock.advance(days=500)
    shown = purge.purge(ws, OWNER, do_it=True)
    assert (shown.sittings_going, shown.sittings_losing_answers, shown.unfinished_staying) == (0, 1, 2)
    assert len(sessions.list_sessions(ws, OWNER)) == 3
    assert second_looks.open_looks(ws, people_named(ws, "Owen Pritchard")) == ()
    place.clock.advance(days=3000)
    assert purge.purge(ws, OWNER, do_it=True).sittings_going == 1
    assert len(sessions.list_sessions(ws, OWNER)) == 2


def test_what_a_resit_repeats_stays_as_long_as_the_resit(
    place: Place, ws: Workspace, aisha: Actor, marsha: Actor
) -> None:
    first = reviewed(place, ws, aisha, marsha, "zanzibarquux")
    place.clock.advance(days=2500)
    again = reviewed(place, ws, aisha, marsha, "yellowquark")
    with ws.store.write() as writer:
        writer.run("UPDATE sessions SET resit_of = ? WHERE id = ?", [first, again])
    place.clock.advance(days=30)
    assert purge.purge(ws, OWNER, do_it=True).sittings_losing_answers == 1
    assert len(sessions.list_sessions(ws, OWNER)) == 2
    place.clock.advance(days=3000)
    assert purge.purge(ws, OWNER, do_it=True).sittings_going == 2


def test_a_time_that_makes_no_sense_is_refused(ws: Workspace) -> None:
    for months in ({"answers_months": 0}, {"marks_months": 5000}, {"answers_months": 12, "marks_months": 6}):
        with pytest.raises(UsageError):
            purge.purge(ws, OWNER, **months)


@pytest.mark.parametrize(
    ("now", "months", "then"),
    [
        ((2026, 3, 31), 1, "2026-02-28T09:30:00Z"),
        ((2024, 2, 29), 12, "2023-02-28T09:30:00Z"),
        ((2026, 1, 15), 72, "2020-01-15T09:30:00Z"),
        ((2026, 1, 15), 1, "2025-12-15T09:30:00Z"),
    ],
)
def test_months_ago(now: tuple[int, int, int], months: int, then: str) -> None:
    assert purge.before(datetime(*now, 9, 30, tzinfo=UTC), months) == then


def test_a_resit_draws_on_after_a_purge(place: Place, ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    reviewed(place, ws, aisha, marsha, "zanzibarquux")
    place.clock.advance(days=500)
    purge.purge(ws, OWNER, do_it=True)
    assert rehearse.unfinished(ws, aisha) == ()
    finish(sit(ws, aisha))
