"""Who is signed in, who has a place, who waits for one, and who has been away too long."""

from typing import cast

import pytest

from coach.services.rights import Actor
from coach.web.child import Child
from coach.web.logins import HOURS, SECONDS_RESERVED, SECONDS_WAITING, Login, Logins, Tries
from tests.builders import ScriptedClock

AISHA, BEN, CARA = (Actor(name[:1], name, "apprentice") for name in ("Aisha", "Ben", "Cara"))


class Running:
    """A program as far as logins look at it."""

    def __init__(self) -> None:
        self.over = self.looked_at = False
        self.ended = self

    def is_set(self) -> bool:
        return self.over


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock()


@pytest.fixture
def logins(clock: ScriptedClock) -> Logins:
    return Logins(1, 600, clock.reading)


def signed_in(logins: Logins, actor: Actor) -> Login:
    login = logins.of(logins.add(actor, ""))
    assert login is not None
    return login


def running(login: Login) -> Running:
    child = Running()
    login.child = cast(Child, child)
    return child


def test_a_cookie_is_good_for_half_a_day_and_no_other_is(logins: Logins, clock: ScriptedClock) -> None:
    cookie = logins.add(AISHA, "")
    assert len(cookie) >= 43
    assert logins.of("") is logins.of(cookie[:-1]) is None
    found = logins.of(cookie)
    assert found is not None
    assert found.actor == AISHA
    clock.advance(minutes=60 * HOURS)
    assert logins.of(cookie) is found
    clock.advance(seconds=1)
    assert logins.of(cookie) is None


def test_places_go_to_those_who_wait_in_the_order_they_came(logins: Logins, clock: ScriptedClock) -> None:
    aisha, ben, cara = (signed_in(logins, actor) for actor in (AISHA, BEN, CARA))
    assert logins.place_in_line(aisha) == 0
    child = running(aisha)
    assert [logins.place_in_line(each) for each in (ben, cara, ben)] == [1, 2, 1]
    child.over = True
    for _ in range(2):
        clock.advance(seconds=SECONDS_WAITING)
        assert [logins.place_in_line(each) for each in (cara, ben)] == ([2, 1] if clock.reading() < 60 else [1, 0])


def test_who_asks_no_more_loses_their_place_in_the_line(logins: Logins, clock: ScriptedClock) -> None:
    aisha, ben, cara = (signed_in(logins, actor) for actor in (AISHA, BEN, CARA))
    logins.place_in_line(aisha)
    child = running(aisha)
    assert [logins.place_in_line(each) for each in (ben, cara)] == [1, 2]
    clock.advance(seconds=SECONDS_WAITING + 1)
    assert logins.place_in_line(cara) == 1
    child.over = True
    clock.advance(seconds=SECONDS_RESERVED)
    assert logins.place_in_line(cara) == 0


def test_a_place_is_kept_for_a_page_that_was_let_in_for_a_minute(logins: Logins, clock: ScriptedClock) -> None:
    aisha, ben = (signed_in(logins, actor) for actor in (AISHA, BEN))
    assert logins.place_in_line(aisha) == 0
    clock.advance(seconds=SECONDS_RESERVED - 1)
    assert logins.place_in_line(ben) == 1
    clock.advance(seconds=1)
    assert logins.place_in_line(ben) == 0


def test_who_signs_out_leaves_their_place(logins: Logins) -> None:
    aisha, ben = (signed_in(logins, actor) for actor in (AISHA, BEN))
    logins.place_in_line(aisha)
    running(aisha)
    logins.remove(aisha)
    assert logins.place_in_line(ben) == 0
    assert logins.everybody() == (ben,)


def test_only_those_nobody_looks_at_have_gone_quiet(logins: Logins, clock: ScriptedClock) -> None:
    aisha, ben = (signed_in(logins, actor) for actor in (AISHA, BEN))
    child = running(aisha)
    child.looked_at = True
    clock.advance(minutes=10)
    assert logins.gone_quiet() == ()
    clock.advance(seconds=1)
    assert logins.gone_quiet() == (ben,)
    child.looked_at = False
    assert logins.gone_quiet() == (aisha, ben)


def test_nobody_stays_for_longer_than_half_a_day(logins: Logins, clock: ScriptedClock) -> None:
    aisha = signed_in(logins, AISHA)
    running(aisha).looked_at = True
    clock.advance(minutes=60 * HOURS, seconds=1)
    assert logins.gone_quiet() == (aisha,)


def test_tries_are_counted_for_each_address_and_forgotten(clock: ScriptedClock) -> None:
    tries = Tries(2, 60, clock.reading)
    tries.refused("a")
    clock.advance(seconds=30)
    tries.refused("a")
    assert tries.too_many("a")
    assert not tries.too_many("b")
    clock.advance(seconds=30)
    assert not tries.too_many("a")
