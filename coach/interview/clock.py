"""An honest clock: it counts monotonic seconds, stops only where that is written down, and survives a restart."""

from typing import Literal

import msgspec

Phase = Literal["running", "tolerance", "over"]

WARNINGS: tuple[tuple[str, float], ...] = (
    ("half", 0.5),
    ("ten-minutes", 10 * 60),
    ("five-minutes", 5 * 60),
    ("one-minute", 60),
    ("time", 0),
)
"""What is announced: at half of the time allowed, then when so many seconds are left."""


class Stop(msgspec.Struct, frozen=True):
    """A time the clock stood still: from which second of the interview, for how many seconds, and why."""

    at: float
    seconds: float | None
    reason: Literal["pause", "interruption"]


class Clock(msgspec.Struct, frozen=True):
    """Seconds allowed, seconds spent up to the last reading, and every stop.

    `running_since` is a monotonic reading of this process and means nothing in another one.
    """

    allowed: float
    tolerance: float = 0.0
    spent: float = 0.0
    running_since: float | None = None
    stops: tuple[Stop, ...] = ()
    announced: tuple[str, ...] = ()

    def elapsed(self, reading: float) -> float:
        """Return the seconds of interview up to a monotonic reading; never less than was spent already."""
        if self.running_since is None:
            return self.spent
        return self.spent + max(0.0, reading - self.running_since)

    def remaining(self, reading: float) -> float:
        """Return the seconds left of the time allowed; below nought within the tolerance."""
        return self.allowed - self.elapsed(reading)

    def phase(self, reading: float) -> Phase:
        """Tell whether new questions may start, only the answer under way may end, or all is over."""
        elapsed = self.elapsed(reading)
        if elapsed < self.allowed:
            return "running"
        return "tolerance" if elapsed < self.allowed + self.tolerance else "over"


def start(clock: Clock, reading: float) -> Clock:
    """Return the clock running from a monotonic reading."""
    return msgspec.structs.replace(clock, spent=clock.elapsed(reading), running_since=reading)


def stop(clock: Clock, reading: float, reason: Literal["pause", "interruption"]) -> Clock:
    """Return the clock stopped at a reading, with the stop written down and its length still open."""
    spent = clock.elapsed(reading)
    return msgspec.structs.replace(
        clock, spent=spent, running_since=None, stops=(*clock.stops, Stop(spent, None, reason))
    )


def freeze(clock: Clock, reading: float) -> Clock:
    """Return the clock as it is to be stored: the seconds spent, and no reading of this process."""
    return msgspec.structs.replace(clock, spent=clock.elapsed(reading), running_since=None)


def go_on(clock: Clock, reading: float, stood_still: float | None) -> Clock:
    """Return the clock running again, the open stop closed with the seconds it stood still (None: not known)."""
    stops = clock.stops
    if stops and stops[-1].seconds is None and stood_still is not None:
        stops = (*stops[:-1], msgspec.structs.replace(stops[-1], seconds=max(0.0, stood_still)))
    return start(msgspec.structs.replace(clock, stops=stops), reading)


def due_warnings(clock: Clock, reading: float) -> tuple[str, ...]:
    """Return the warnings that are due and not announced yet, the latest last."""
    elapsed, allowed = clock.elapsed(reading), clock.allowed
    moments = [(allowed * mark if name == "half" else allowed - mark, name) for name, mark in WARNINGS]
    due = [(moment, name) for moment, name in moments if 0 < moment <= elapsed and name not in clock.announced]
    return tuple(name for _, name in sorted(due, key=lambda pair: pair[0]))


def announce(clock: Clock, names: tuple[str, ...]) -> Clock:
    """Return the clock with warnings marked as announced."""
    return msgspec.structs.replace(clock, announced=(*clock.announced, *names))


def in_words(seconds: float) -> str:
    """Say a length of time as a person would: `12 minutes`, `1 minute 30 seconds`, `45 seconds`, `3 days`."""
    whole = max(0, round(seconds))
    if whole >= 5 * 3600:
        hours = round(whole / 3600)
        return f"{hours} hours" if hours < 48 else f"{round(whole / 86_400)} days"
    minutes, rest = divmod(whole, 60)
    if minutes >= 5 or (minutes and not rest):
        minutes += rest >= 30
        return f"{minutes} minute{'s' if minutes != 1 else ''}"
    parts = [f"{minutes} minute{'s' if minutes != 1 else ''}"] if minutes else []
    return " ".join([*parts, f"{rest} second{'s' if rest != 1 else ''}"])


def as_figures(seconds: float) -> str:
    """Write a length of time as minutes and seconds: `07:05`, `-00:30`."""
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(int(abs(seconds)), 60)
    return f"{sign}{minutes:02}:{rest:02}"
