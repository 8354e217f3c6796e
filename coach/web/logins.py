"""Who is signed in through the browser, which of them have a program running, and who waits for room."""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from coach.services.rights import Actor
from coach.web.child import Child

HOURS = 12
"""How long somebody stays signed in at most."""
SECONDS_WAITING = 30.0
"""How long a place in the line is kept for a page that asks no more."""
SECONDS_RESERVED = 60.0
"""How long a place is kept for a page that was let in and has not connected."""


@dataclass(eq=False)
class Login:
    """Somebody who signed in on one browser; moments are monotonic seconds."""

    actor: Actor
    proof: str
    """What stood for their passphrase when they signed in."""
    since: float
    seen: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    child: Child | None = None
    reserved_until: float = 0.0
    asked_at: float | None = None
    """When it last asked for a place that was not free."""
    connecting: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a page is connected to the program: of two pages at once, one starts it."""

    def has_place(self, now: float) -> bool:
        """Tell whether it takes up one of the places."""
        return (self.child is not None and not self.child.ended.is_set()) or self.reserved_until > now


class Logins:
    """Everybody signed in, by the digest of their cookie; the cookie itself is kept nowhere."""

    def __init__(self, places: int, idle_seconds: float, reading: Callable[[], float]) -> None:
        """Begin with nobody; `reading` is a monotonic clock in seconds."""
        self.places = places
        self.idle_seconds = idle_seconds
        self._reading = reading
        self._logins: dict[str, Login] = {}
        self._line: list[Login] = []

    def add(self, actor: Actor, proof: str) -> str:
        """Sign somebody in and return the cookie."""
        cookie = secrets.token_urlsafe(32)
        now = self._reading()
        self._logins[_digest(cookie)] = Login(actor, proof, since=now, seen=now)
        return cookie

    def of(self, cookie: str) -> Login | None:
        """Return who signed in with a cookie, None for one that is unknown or too old."""
        login = self._logins.get(_digest(cookie)) if cookie else None
        if login is None or self._reading() - login.since > HOURS * 3600:
            return None
        login.seen = self._reading()
        return login

    def remove(self, login: Login) -> None:
        """Sign somebody out; their program is the caller's to end."""
        self._logins = {key: each for key, each in self._logins.items() if each is not login}
        self._line = [each for each in self._line if each is not login]

    def everybody(self) -> tuple[Login, ...]:
        """Return everybody signed in."""
        return tuple(self._logins.values())

    def place_in_line(self, login: Login) -> int:
        """Ask for a place: 0 where there is one, which is then kept for a minute, else the place in the line from 1."""
        now = self._reading()
        if login.has_place(now):
            login.reserved_until = now + SECONDS_RESERVED
            return 0
        login.asked_at = now
        self._line = [each for each in self._line if now - (each.asked_at or 0.0) <= SECONDS_WAITING]
        if login not in self._line:
            self._line.append(login)
        free = self.places - sum(each.has_place(now) for each in self._logins.values())
        place = self._line.index(login) + 1
        if place > free:
            return place - max(free, 0)
        self._line.remove(login)
        login.reserved_until = now + SECONDS_RESERVED
        return 0

    def now(self) -> float:
        """Return this moment, in monotonic seconds."""
        return self._reading()

    def gone_quiet(self) -> tuple[Login, ...]:
        """Return those nobody has looked at for too long, and those who signed in too long ago."""
        now = self._reading()
        return tuple(
            each
            for each in self._logins.values()
            if now - each.since > HOURS * 3600
            or (not (each.child and each.child.looked_at) and now - each.seen > self.idle_seconds)
        )


class Tries:
    """Counts refused sign-ins by the address they come from; a guard besides the store's own waits."""

    def __init__(self, most: int, seconds: float, reading: Callable[[], float]) -> None:
        self._most, self._seconds, self._reading = most, seconds, reading
        self._refused: dict[str, list[float]] = {}

    def too_many(self, address: str) -> bool:
        """Tell whether this address has to wait."""
        now = self._reading()
        self._refused = {
            key: kept
            for key, tries in self._refused.items()
            if (kept := [at for at in tries if now - at < self._seconds])
        }
        return len(self._refused.get(address, ())) >= self._most

    def refused(self, address: str) -> None:
        """Count one more."""
        self._refused.setdefault(address, []).append(self._reading())


def same(one: str, other: str) -> bool:
    """Compare two secrets in a time that tells nothing of them."""
    return hmac.compare_digest(one.encode(), other.encode())


def _digest(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
