from collections.abc import Sequence
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.interview.clock import (
    WARNINGS,
    Clock,
    announce,
    as_figures,
    due_warnings,
    freeze,
    go_on,
    in_words,
    start,
    stop,
)

HOUR = 3600.0
READINGS = st.floats(min_value=-1e6, max_value=1e6)
SECONDS = st.floats(min_value=0, max_value=5000)
WAITS = st.lists(SECONDS, max_size=30)
ACTS = st.lists(st.tuples(st.sampled_from(("start", "pause", "interruption", "freeze", "go on")), READINGS))


def close_to(seconds: float) -> object:
    return pytest.approx(seconds, abs=1e-6)


def act(clock: Clock, what: str, reading: float) -> Clock:
    match what:
        case "start":
            return start(clock, reading)
        case "pause":
            return stop(clock, reading, "pause")
        case "interruption":
            return stop(clock, reading, "interruption")
        case "freeze":
            return freeze(clock, reading)
        case _:
            return go_on(clock, reading, 3.0)


@given(ACTS)
def test_time_spent_never_goes_back_whatever_the_readings(acts: list[tuple[str, float]]) -> None:
    clock = Clock(allowed=HOUR)
    for what, reading in acts:
        before = clock.elapsed(reading)
        after = act(clock, what, reading)
        assert after.spent >= clock.spent
        assert after.elapsed(reading) == before >= clock.spent
        clock = after


@given(st.lists(READINGS, max_size=20), READINGS)
def test_elapsed_grows_with_the_reading(readings: list[float], began: float) -> None:
    clock = start(Clock(allowed=HOUR), began)
    elapsed = [clock.elapsed(reading) for reading in sorted(readings)]
    assert all(before <= after for before, after in pairwise(elapsed))


@given(SECONDS, READINGS, st.floats(min_value=0.001, max_value=1e6))
def test_a_reading_that_jumps_back_costs_nothing(spent: float, reading: float, back: float) -> None:
    clock = start(Clock(allowed=HOUR, spent=spent), reading)
    assert clock.elapsed(reading - back) == spent
    assert start(clock, reading - back).elapsed(reading - back + 10) == close_to(spent + 10)


@given(WAITS, READINGS)
def test_what_is_left_and_what_is_spent_make_up_what_is_allowed(waits: list[float], began: float) -> None:
    clock, reading = start(Clock(allowed=HOUR), began), began
    for wait in waits:
        reading += wait
        assert clock.remaining(reading) + clock.elapsed(reading) == close_to(HOUR)


@given(st.lists(st.tuples(SECONDS, SECONDS), max_size=12), READINGS)
def test_work_counts_stops_do_not_and_each_is_written_down(rounds: list[tuple[float, float]], began: float) -> None:
    clock, reading, worked = start(Clock(allowed=HOUR), began), began, 0.0
    for work, rest in rounds:
        reading, worked = reading + work, worked + work
        clock = stop(clock, reading, "pause")
        assert clock.elapsed(reading + rest) == clock.elapsed(reading)
        reading += rest
        clock = go_on(clock, reading, rest)
    assert clock.elapsed(reading) == close_to(worked)
    assert [stopped.seconds for stopped in clock.stops] == [rest for _, rest in rounds]
    told = sum(stopped.seconds or 0 for stopped in clock.stops)
    assert clock.elapsed(reading) + told == pytest.approx(reading - began, abs=1e-3)
    at = [stopped.at for stopped in clock.stops]
    assert at == sorted(at)


def test_a_stop_is_open_until_the_clock_goes_on_and_says_where_and_why() -> None:
    stopped = stop(start(Clock(allowed=HOUR), 100.0), 160.0, "interruption")
    (open_stop,) = stopped.stops
    assert (open_stop.at, open_stop.seconds, open_stop.reason) == (60.0, None, "interruption")
    (closed,) = go_on(stopped, 9.0, 240.0).stops
    assert (closed.at, closed.seconds) == (60.0, 240.0)


def test_a_stop_of_unknown_length_stays_unknown() -> None:
    stopped = stop(start(Clock(allowed=HOUR), 0.0), 60.0, "interruption")
    (unknown,) = go_on(stopped, 5.0, None).stops
    assert unknown.seconds is None


def test_a_time_of_day_put_back_during_a_stop_makes_no_stop_shorter_than_nothing() -> None:
    stopped = stop(start(Clock(allowed=HOUR), 0.0), 60.0, "pause")
    (closed,) = go_on(stopped, 5.0, -3600.0).stops
    assert closed.seconds == 0.0


@given(SECONDS, READINGS, READINGS, SECONDS)
def test_a_restart_loses_no_time_and_takes_none(
    worked: float, first_process: float, second_process: float, then: float
) -> None:
    running = start(Clock(allowed=HOUR, tolerance=360.0), first_process)
    stored = msgspec.json.encode(freeze(running, first_process + worked))
    again = start(msgspec.json.decode(stored, type=Clock), second_process)
    assert again.elapsed(second_process) == close_to(worked)
    assert again.elapsed(second_process + then) == close_to(worked + then)
    assert again.tolerance == 360.0


def test_what_is_stored_holds_no_reading_of_this_process() -> None:
    assert freeze(start(Clock(allowed=HOUR), 123.0), 150.0) == Clock(allowed=HOUR, spent=27.0)


@pytest.mark.parametrize(
    ("elapsed", "phase"),
    [
        (0, "running"),
        (3599.9, "running"),
        (3600, "tolerance"),
        (3959.9, "tolerance"),
        (3960, "over"),
        (9999, "over"),
    ],
)
def test_phases(elapsed: float, phase: str) -> None:
    assert start(Clock(allowed=HOUR, tolerance=360.0), 0.0).phase(elapsed) == phase


def test_without_a_tolerance_full_time_is_the_end() -> None:
    assert Clock(allowed=60.0, spent=60.0).phase(0.0) == "over"


def heard(clock: Clock, readings: Sequence[float]) -> list[tuple[str, float]]:
    """Every warning with the elapsed seconds at which it came, in order."""
    names: list[tuple[str, float]] = []
    for reading in readings:
        due = due_warnings(clock, reading)
        clock = announce(clock, due)
        names.extend((name, clock.elapsed(reading)) for name in due)
    return names


def moments(allowed: float) -> dict[str, float]:
    return {name: allowed * mark if name == "half" else allowed - mark for name, mark in WARNINGS}


@given(st.integers(min_value=1, max_value=120), WAITS)
def test_each_warning_comes_once_never_early_and_in_order(minutes: int, waits: list[float]) -> None:
    allowed = minutes * 60.0
    readings = [sum(waits[:place]) for place in range(len(waits) + 1)]
    names = heard(start(Clock(allowed=allowed), 0.0), readings)
    due = {name: moment for name, moment in moments(allowed).items() if 0 < moment <= readings[-1]}
    assert sorted(name for name, _ in names) == sorted(due)
    assert all(at >= due[name] for name, at in names)
    assert [due[name] for name, _ in names] == sorted(due.values())


def test_the_warnings_of_an_hour() -> None:
    names = heard(start(Clock(allowed=HOUR, tolerance=360.0), 0.0), range(4000))
    expected = {"half": 1800, "ten-minutes": 3000, "five-minutes": 3300, "one-minute": 3540, "time": 3600}
    assert dict(names) == expected


def test_a_short_practice_is_not_told_of_minutes_it_never_had() -> None:
    names = heard(start(Clock(allowed=300.0), 0.0), range(400))
    assert [name for name, _ in names] == ["half", "one-minute", "time"]


def test_when_two_warnings_fall_due_at_once_the_later_moment_is_last() -> None:
    quarter = start(Clock(allowed=900.0), 0.0)
    assert due_warnings(quarter, 480.0) == ("ten-minutes", "half")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "0 seconds"),
        (0, "0 seconds"),
        (1, "1 second"),
        (45, "45 seconds"),
        (59.6, "1 minute"),
        (60, "1 minute"),
        (61, "1 minute 1 second"),
        (90, "1 minute 30 seconds"),
        (120, "2 minutes"),
        (299.7, "5 minutes"),
        (330, "6 minutes"),
        (3600, "60 minutes"),
        (9000, "150 minutes"),
        (6 * 3600, "6 hours"),
        (3 * 86_400, "3 days"),
    ],
)
def test_lengths_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "figures"), [(0, "00:00"), (59.9, "00:59"), (425, "07:05"), (3600, "60:00"), (-30, "-00:30")]
)
def test_lengths_in_figures(seconds: float, figures: str) -> None:
    assert as_figures(seconds) == figures
