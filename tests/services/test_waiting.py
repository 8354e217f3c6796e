"""The queue: what waits and on whose desk it is, and how long feedback takes."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import ClaimedError
from coach.services import review, waiting
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from coach.store.desk import claim_of
from tests.builders_edges import Place, an_apprentice, finish, one_sentence, sit

ON_BOTH_ENGINES = True


def handed_in(ws: Workspace, actor: Actor, method: str = "professional-discussion") -> str:
    rehearsal = sit(ws, actor, method=method)
    finish(rehearsal, "This shows K2.4 B2.1 in one go")
    rehearsal.hand_in({})
    return rehearsal.session_id


@pytest.fixture
def session(ws: Workspace) -> str:
    return handed_in(ws, an_apprentice(ws))


def holder(ws: Workspace, session: str) -> str | None:
    claim = claim_of(ws.store, session)
    return claim.trainer if claim else None


# On whose desk it is


WORK: dict[str, Callable[[Workspace, Actor, str], object]] = {
    "opening": review.open_review,
    "marking": lambda ws, actor, session: review.mark(ws, actor, session, 1, "K2.4", "passed"),
    "attaching": lambda ws, actor, session: review.attach(ws, actor, session, 1, "K4.1", 0, 4),
    "detaching": lambda ws, actor, session: review.detach(ws, actor, session, 1, "K4.1"),
    "signing off": review.sign_off,
}


@pytest.mark.parametrize("work", WORK)
def test_two_trainers_do_not_work_on_the_same_session(
    ws: Workspace, session: str, marsha: Actor, omar: Actor, work: str
) -> None:
    review.open_review(ws, marsha, session)
    with pytest.raises(ClaimedError) as refusal:
        WORK[work](ws, omar, session)
    told = one_sentence(refusal.value)
    assert told.startswith("Marsha Delgado has this review open since 09:30 UTC.")
    assert holder(ws, session) == "Marsha Delgado"
    assert ws.store.rows("SELECT * FROM marks") == []
    WORK[work](ws, marsha, session)


def test_a_session_can_be_taken_over(ws: Workspace, session: str, marsha: Actor, omar: Actor) -> None:
    review.open_review(ws, marsha, session)
    taken = review.open_review(ws, omar, session, take_over=True)
    assert (taken.reviewer, holder(ws, session)) == ("Omar Haddad", "Omar Haddad")
    (queued,) = waiting.queue(ws, omar)
    assert (queued.claimed_by, queued.reviewer) == ("Omar Haddad", "Omar Haddad")
    with pytest.raises(ClaimedError):
        review.mark(ws, marsha, session, 1, "K2.4", "passed")


@pytest.mark.parametrize(("seconds", "free"), [(12 * 3600, False), (12 * 3600 + 1, True)])
def test_a_session_left_alone_for_half_a_day_is_free_again(
    place: Place, ws: Workspace, session: str, marsha: Actor, omar: Actor, seconds: int, free: bool
) -> None:
    review.open_review(ws, marsha, session)
    place.clock.advance(seconds=seconds)
    if free:
        review.mark(ws, omar, session, 1, "K2.4", "passed")
        assert holder(ws, session) == "Omar Haddad"
        assert waiting.queue(ws, omar)[0].reviewer == "Omar Haddad"
    else:
        with pytest.raises(ClaimedError):
            review.mark(ws, omar, session, 1, "K2.4", "passed")


def test_marking_keeps_a_session_on_the_desk(
    place: Place, ws: Workspace, session: str, marsha: Actor, omar: Actor
) -> None:
    review.open_review(ws, marsha, session)
    for _ in range(3):
        place.clock.advance(minutes=11 * 60)
        review.mark(ws, marsha, session, 1, "K2.4", "passed")
    with pytest.raises(ClaimedError):
        review.open_review(ws, omar, session)


def test_what_is_put_back_waits_again_with_its_marks(ws: Workspace, session: str, marsha: Actor, omar: Actor) -> None:
    review.open_review(ws, marsha, session)
    review.mark(ws, marsha, session, 1, "K2.4", "attempted")
    review.put_back(ws, marsha, session)
    (queued,) = waiting.queue(ws, omar)
    assert (queued.state, queued.reviewer, queued.claimed_by) == ("waiting", None, None)
    assert [mark.mark for mark in review.history(ws, omar, session)] == ["attempted"]
    assert review.open_review(ws, omar, session).reviewer == "Omar Haddad"


def test_what_another_trainer_has_open_is_not_put_back(ws: Workspace, session: str, marsha: Actor, omar: Actor) -> None:
    review.open_review(ws, marsha, session)
    review.put_back(ws, omar, session)
    (queued,) = waiting.queue(ws, omar)
    assert (queued.state, queued.claimed_by) == ("in-review", "Marsha Delgado")


def test_a_sign_off_clears_the_desk(ws: Workspace, session: str, marsha: Actor, omar: Actor) -> None:
    review.open_review(ws, marsha, session)
    review.sign_off(ws, marsha, session)
    assert holder(ws, session) is None
    assert waiting.queue(ws, omar) == ()
    assert review.open_review(ws, omar, session).state == "in-review"


def test_marking_from_the_command_line_takes_no_claim(ws: Workspace, session: str, marsha: Actor, omar: Actor) -> None:
    review.mark(ws, marsha, session, 1, "K2.4", "passed")
    assert holder(ws, session) is None
    review.mark(ws, omar, session, 1, "B2.1", "passed")
    assert [mark.marked_by for mark in review.history(ws, omar, session)] == ["Marsha Delgado", "Omar Haddad"]


# The filters


@pytest.fixture
def queued(ws: Workspace, place: Place) -> dict[str, str]:
    """Three sessions that wait, by who handed them in."""
    found = {}
    for name, cohort, method in (
        ("Aisha Rahman", "Spring", "professional-discussion"),
        ("Callum Reid", "Autumn", "professional-discussion"),
        ("Beth Rahman", None, "project-interview"),
    ):
        found[name] = handed_in(ws, an_apprentice(ws, name, cohort), method)
        place.clock.advance(days=1)
    return found


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["Aisha Rahman", "Callum Reid", "Beth Rahman"]),
        ({"cohort": " spring"}, ["Aisha Rahman"]),
        ({"cohort": "Summer"}, []),
        ({"method": "project-interview"}, ["Beth Rahman"]),
        ({"apprentice": "rahman"}, ["Aisha Rahman", "Beth Rahman"]),
        ({"apprentice": "rahman", "method": "professional-discussion"}, ["Aisha Rahman"]),
        ({"apprentice": "rahman", "cohort": "Autumn"}, []),
    ],
)
def test_the_queue_by_cohort_method_and_apprentice(
    ws: Workspace, marsha: Actor, queued: dict[str, str], filters: dict[str, str], names: list[str]
) -> None:
    found = waiting.queue(ws, marsha, **filters)
    assert [item.session_id for item in found] == [queued[name] for name in names]
    assert [item.apprentice for item in found] == names


def test_each_in_the_queue_says_how_long_it_has_waited_and_what_is_in_it(
    ws: Workspace, marsha: Actor, queued: dict[str, str]
) -> None:
    found = waiting.queue(ws, marsha)
    assert [item.session_id for item in found] == list(queued.values())
    assert [item.days for item in found] == [3, 2, 1]
    assert {(item.questions, item.suggested) for item in found[:2]} == {(3, 2)}


# How long feedback takes


def test_before_the_first_feedback_there_is_no_figure(ws: Workspace, marsha: Actor) -> None:
    ages = waiting.feedback_ages(ws, marsha)
    assert (ages.sessions, ages.median_hours, ages.ninetieth_hours, ages.oldest_waiting_days) == (0, None, None, None)


def test_the_median_and_the_ninetieth_of_the_hours_from_hand_in_to_sign_off(
    place: Place, ws: Workspace, marsha: Actor
) -> None:
    aisha = an_apprentice(ws)
    for hours in (30, 1, 3, 2, 4):
        session = handed_in(ws, aisha)
        place.clock.advance(minutes=60 * hours)
        review.sign_off(ws, marsha, session)
    ages = waiting.feedback_ages(ws, marsha)
    assert ages.sessions == 5
    assert ages.median_hours == pytest.approx(3, abs=0.01)
    assert ages.ninetieth_hours == pytest.approx(30, abs=0.01)
    assert ages.oldest_waiting_days is None


def test_a_second_sign_off_leaves_the_age_of_the_first(place: Place, ws: Workspace, marsha: Actor) -> None:
    session = handed_in(ws, an_apprentice(ws))
    place.clock.advance(minutes=120)
    review.sign_off(ws, marsha, session)
    place.clock.advance(days=20)
    review.open_review(ws, marsha, session)
    review.sign_off(ws, marsha, session)
    assert waiting.feedback_ages(ws, marsha).median_hours == pytest.approx(2, abs=0.01)


@pytest.mark.parametrize(("days", "sessions"), [(90, 1), (91, 0)])
def test_only_the_last_ninety_days_are_counted(
    place: Place, ws: Workspace, marsha: Actor, session: str, days: int, sessions: int
) -> None:
    review.sign_off(ws, marsha, session)
    place.clock.advance(days=days)
    assert waiting.feedback_ages(ws, marsha).sessions == sessions


def test_the_oldest_that_waits_is_told_in_whole_days(place: Place, ws: Workspace, marsha: Actor, session: str) -> None:
    place.clock.advance(days=6, minutes=23 * 60)
    assert waiting.feedback_ages(ws, marsha).oldest_waiting_days == 6
    review.open_review(ws, marsha, session)
    assert waiting.feedback_ages(ws, marsha).oldest_waiting_days == 6
    review.sign_off(ws, marsha, session)
    assert waiting.feedback_ages(ws, marsha).oldest_waiting_days is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), None),
        ((5.0,), 5.0),
        ((10.0, 0.0), 10.0),
        (tuple(float(n) for n in range(1, 10)), 9.0),
        (tuple(float(n) for n in range(1, 11)), 9.0),
        (tuple(float(n) for n in range(1, 12)), 10.0),
    ],
)
def test_the_ninetieth_percentile(values: tuple[float, ...], expected: float | None) -> None:
    assert waiting.ninetieth(values) == expected


@given(st.lists(st.floats(0, 5000), min_size=1, max_size=50))
def test_nine_in_ten_waited_no_longer_and_one_of_them_just_so_long(values: list[float]) -> None:
    found = waiting.ninetieth(tuple(values))
    assert found in values
    assert sum(value > found for value in values) <= len(values) / 10
