"""A clock that jumps, a laptop that slept: the time of a mock is what was spent in it, and nothing is hidden."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.services import review
from coach.services.rehearse import take_up
from coach.services.sessions import session_row, view_session
from tests.builders_edges import QUESTIONS, Place, a_trainer, an_apprentice, finish, sit, three_questions

HOUR, YEAR = 3600.0, 365 * 86_400.0


class TwoClocks:
    """A time of day and a monotonic reading that go their own ways."""

    def __init__(self) -> None:
        self.day = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.day

    def reading(self) -> float:
        return self.seconds

    def goes_on(self, seconds: float) -> None:
        """Let time pass as it does."""
        self.seconds += seconds
        self.jumps(seconds)

    def jumps(self, seconds: float) -> None:
        """Set the time of day, or wake from sleep: no reading counts the seconds in between."""
        self.day = datetime.fromtimestamp(self.day.timestamp() + seconds, UTC)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "coach.db", library=three_questions())
    place.clock = TwoClocks()  # type: ignore[assignment]
    yield place
    place.close()


@pytest.fixture
def clock(place: Place) -> TwoClocks:
    return place.clock  # type: ignore[return-value]


def test_a_laptop_that_slept_is_told_of_once_and_no_second_is_counted(place: Place, clock: TwoClocks) -> None:
    ws = place.open()
    asleep = [1_000.0]
    ws.asleep = lambda: asleep[0]
    rehearsal = sit(ws, an_apprentice(ws))
    rehearsal.open()
    clock.goes_on(100)
    assert rehearsal.tick() == ()
    clock.jumps(8 * HOUR)
    asleep[0] += 8 * HOUR
    said = " ".join(turn.text for turn in rehearsal.tick("half a story"))
    assert "8 hours" in said and QUESTIONS[0].text in said
    assert rehearsal.tick() == ()
    clock.goes_on(20)
    rehearsal.say_as_answer("This shows K2.4 and no more")
    stored = session_row(ws, rehearsal.session_id)
    (stop,) = stored.progress.clock.stops
    assert (stored.elapsed, stop.at, stop.reason, stop.seconds) == (120, 100, "interruption", 8 * HOUR)


@pytest.mark.parametrize("jump", [-YEAR, -HOUR, HOUR, 40 * YEAR])
def test_a_jump_of_the_time_of_day_costs_no_second_of_a_mock(place: Place, clock: TwoClocks, jump: float) -> None:
    ws = place.open()
    rehearsal = sit(ws, an_apprentice(ws))
    rehearsal.open()
    clock.goes_on(100)
    rehearsal.tick()
    clock.jumps(jump)
    rehearsal.tick()
    rehearsal.beat()
    clock.goes_on(20)
    rehearsal.say_as_answer("This shows K2.4 and no more")
    assert session_row(ws, rehearsal.session_id).elapsed == 120


@pytest.mark.parametrize(
    ("away", "told"), [(8 * HOUR, "8 hours"), (-8 * HOUR, "a while"), (2.0, "2 seconds"), (0.0, "0 seconds")]
)
def test_after_a_restart_the_time_left_is_the_same_and_the_gap_is_told(
    place: Place, clock: TwoClocks, away: float, told: str
) -> None:
    ws = place.open()
    aisha = an_apprentice(ws)
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    clock.goes_on(100)
    rehearsal.save_draft("half a story")
    clock.jumps(away)
    again = take_up(place.open(), aisha, rehearsal.session_id)
    said = " ".join(turn.text for turn in again.open())
    assert told in said
    assert again.progress.clock.elapsed(again.reading()) == 100
    assert again.draft() == "half a story"
    (stop,) = again.progress.clock.stops
    assert (stop.at, stop.reason, stop.seconds) == (100, "interruption", away if away >= 0 else None)


@pytest.mark.parametrize("jump", [-YEAR, -HOUR, YEAR])
def test_marks_are_told_in_the_order_they_were_given_whatever_the_clock_said(
    place: Place, clock: TwoClocks, jump: float
) -> None:
    ws = place.open()
    aisha = an_apprentice(ws)
    rehearsal = sit(ws, aisha)
    finish(rehearsal)
    rehearsal.hand_in({})
    marsha = a_trainer(ws)
    review.open_review(ws, marsha, rehearsal.session_id)
    review.mark(ws, marsha, rehearsal.session_id, 1, "K2.4", "attempted")
    clock.jumps(jump)
    review.mark(ws, marsha, rehearsal.session_id, 1, "K2.4", "passed", why="Heard it again.")
    review.sign_off(ws, marsha, rehearsal.session_id, "Well told.")
    for viewer in (aisha, marsha):
        (mark,) = view_session(ws, viewer, rehearsal.session_id).questions[0].marks
        assert mark.mark == "passed"
    assert [mark.mark for mark in review.history(ws, aisha, rehearsal.session_id)] == ["attempted", "passed"]


def test_a_claim_made_while_the_clock_was_far_ahead_keeps_nobody_out_for_years(place: Place, clock: TwoClocks) -> None:
    ws = place.open()
    rehearsal = sit(ws, an_apprentice(ws))
    finish(rehearsal)
    rehearsal.hand_in({})
    marsha, owen = a_trainer(ws), a_trainer(ws, "Owen Pritchard")
    clock.jumps(YEAR)
    review.open_review(ws, marsha, rehearsal.session_id)
    clock.jumps(-YEAR)
    review.open_review(ws, owen, rehearsal.session_id)
