"""One apprentice's way to the assessment: sections, trend, self-view, gateway and dates as they are kept."""

from datetime import date

import pytest

from coach.coverage.portfolio import Piece
from coach.coverage.readiness import SelfView
from coach.errors import CoachError, NotFoundError
from coach.review.marks import MarkValue
from coach.services import people, portfolio, programme, review
from coach.services.people import NewPerson
from coach.services.programme import Programme
from coach.services.rights import Actor, acting
from coach.services.workspace import Workspace
from tests.builders_edges import METHOD, Place, finish, one_sentence, sit


@pytest.fixture
def aisha(ws: Workspace) -> Actor:
    new = NewPerson(
        "Aisha Rahman",
        "apprentice",
        standard="l3-css-1.0",
        organisation="highfield",
        started_on="2025-01-06",
        gateway_on="2026-04-10",
    )
    return acting(people.join(ws, new))


def reviewed(
    ws: Workspace,
    aisha: Actor,
    marsha: Actor,
    marks: dict[str, MarkValue],
    ratings: dict[str, MarkValue] | None = None,
    *,
    sign_off: bool = True,
) -> str:
    rehearsal = sit(ws, aisha)
    finish(rehearsal, "This shows K2.4 B2.1 in one go")
    rehearsal.hand_in(ratings or {})
    for ref, value in marks.items():
        review.mark(ws, marsha, rehearsal.session_id, 1, ref, value)
    if sign_off:
        review.sign_off(ws, marsha, rehearsal.session_id)
    return rehearsal.session_id


def seen(ws: Workspace, actor: Actor) -> Programme:
    return programme.programme_of(ws, actor, "Aisha Rahman")


# Readiness


def test_readiness_by_method_and_by_section(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    reviewed(ws, aisha, marsha, {"K2.4": "passed", "K4.1": "attempted"}, sign_off=False)
    found = seen(ws, marsha)
    assert [method.method for method in found.methods] == ["project-interview", METHOD, "observation"]
    discussion = found.methods[1]
    assert (discussion.passed, discussion.of, discussion.attempted, discussion.waiting) == (1, 14, ("K4.1",), ("B2.1",))
    assert sum(section.of for section in found.sections) == sum(method.of for method in found.methods) == 62
    assert {section.section: section.passed for section in found.sections if section.passed} == {"K2": 1}
    assert (found.today, found.person.name) == (date(2026, 3, 2), "Aisha Rahman")


def test_the_trend_ends_with_what_coverage_counts_as_passed(
    place: Place, ws: Workspace, aisha: Actor, marsha: Actor
) -> None:
    for marks in ({"K2.4": "passed"}, {"B2.1": "passed", "K4.1": "attempted"}, {"K2.4": "passed", "K3.1": "passed"}):
        reviewed(ws, aisha, marsha, marks)  # type: ignore[arg-type]
        place.clock.advance(days=7)
    found = seen(ws, marsha)
    assert found.weekly_passed == (0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 3)
    assert found.weekly_passed[-1] == sum(method.passed for method in found.methods)


def test_a_mark_given_again_leaves_the_day_it_was_first_passed(
    place: Place, ws: Workspace, aisha: Actor, marsha: Actor
) -> None:
    session = reviewed(ws, aisha, marsha, {"K2.4": "passed", "B2.1": "passed"})
    place.clock.advance(days=21)
    review.mark(ws, marsha, session, 1, "K2.4", "passed", "Said better than I saw at first.")
    review.mark(ws, marsha, session, 1, "B2.1", "attempted")
    assert seen(ws, marsha).weekly_passed == (0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1)


def test_own_ratings_beside_the_marks_of_the_same_sitting(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    ratings: dict[str, MarkValue] = {"K2.4": "passed", "B2.1": "none", "K3.1": "attempted", "K3.2": "passed"}
    reviewed(ws, aisha, marsha, {"K2.4": "attempted", "B2.1": "passed", "K3.1": "attempted"}, ratings)
    assert seen(ws, marsha).self_view == SelfView(agreed=1, too_high=("K2.4",), too_low=("B2.1",))
    reviewed(ws, aisha, marsha, {"K3.2": "none"})
    assert seen(ws, marsha).self_view == SelfView(agreed=1, too_high=("K2.4",), too_low=("B2.1",))


def test_the_best_mark_of_a_sitting_is_what_a_rating_is_held_against(
    ws: Workspace, aisha: Actor, marsha: Actor
) -> None:
    session = reviewed(ws, aisha, marsha, {"K2.4": "none"}, {"K2.4": "passed"})
    review.mark(ws, marsha, session, 2, "K2.4", "passed")
    assert seen(ws, marsha).self_view == SelfView(agreed=1, too_high=(), too_low=())


# What the apprentice is told


def test_an_apprentice_sees_readiness_as_far_as_it_was_signed_off(
    place: Place, ws: Workspace, aisha: Actor, marsha: Actor
) -> None:
    session = reviewed(ws, aisha, marsha, {"K2.4": "passed"}, {"K2.4": "passed"}, sign_off=False)
    assert (seen(ws, aisha).weekly_passed[-1], seen(ws, aisha).self_view.agreed) == (0, 0)
    place.clock.advance(minutes=5)
    review.sign_off(ws, marsha, session)
    told = seen(ws, aisha)
    assert (told.weekly_passed[-1], told.self_view.agreed, told.methods[1].passed) == (1, 1, 1)
    place.clock.advance(minutes=5)
    review.mark(ws, marsha, session, 1, "K2.4", "none")
    assert seen(ws, aisha) == told
    assert (seen(ws, marsha).weekly_passed[-1], seen(ws, marsha).self_view.too_high) == (0, ("K2.4",))
    review.sign_off(ws, marsha, session)
    assert seen(ws, aisha) == seen(ws, marsha)


# The gateway


def test_items_of_the_gateway_are_ticked_and_the_tick_taken_away(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    def english() -> tuple[str, str]:
        (item,) = [item for item in seen(ws, aisha).gateway if item.id == "english"]
        return item.state, item.detail

    assert english() == ("open", "")
    programme.tick(ws, marsha, "Aisha Rahman", "english", note="  certificate\nseen ")
    assert english() == ("done", "certificate seen")
    programme.tick(ws, marsha, "Aisha Rahman", "english", note="level 2")
    assert english() == ("done", "level 2")
    programme.tick(ws, marsha, "Aisha Rahman", "english", done=False)
    assert english() == ("open", "")


def test_a_tick_is_for_what_the_gateway_asks_of_this_apprentice(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    with pytest.raises(NotFoundError) as refusal:
        programme.tick(ws, marsha, aisha.id, "project-propsal")
    told = one_sentence(refusal.value)
    assert told.startswith("The gateway has no item project-propsal to tick.")
    assert "english, maths, portfolio, project-proposal, readiness-report" in told


def test_the_portfolio_and_the_time_on_programme_are_worked_out(place: Place, ws: Workspace, aisha: Actor) -> None:
    for _ in range(10):
        portfolio.save_piece(ws, aisha, aisha.id, Piece("", 0, "Email", "work-product", None, "", ("K2.4",)))
    place.clock.advance(days=40)
    found = {item.title: (item.state, item.detail) for item in seen(ws, aisha).gateway if item.id is None}
    assert found == {
        "At least 15 months on programme": ("done", "reached on 2026-04-06"),
        "Portfolio of 10 to 15 pieces": ("done", "10 so far"),
    }


# Dates


def test_the_day_of_a_method_brings_its_deadlines(ws: Workspace, aisha: Actor) -> None:
    before = {due.what for due in seen(ws, aisha).due}
    programme.set_day(ws, aisha, aisha.id, "project-interview", "20260615")
    found = seen(ws, aisha)
    assert found.held_on == {"project-interview": "2026-06-15"}
    new = {(due.day, due.what) for due in found.due if due.what not in before}
    assert new == {(date(2026, 6, 15), "Project interview"), (date(2026, 6, 1), "project report handed in")}
    programme.set_day(ws, aisha, aisha.id, "project-interview", "2026-06-22")
    assert date(2026, 6, 8) in {due.day for due in seen(ws, aisha).due}
    programme.set_day(ws, aisha, aisha.id, "project-interview", None)
    assert {due.what for due in seen(ws, aisha).due} == before


@pytest.mark.parametrize(
    ("method", "day", "told"),
    [
        ("showcase", "2026-06-15", "l3-css-1.0 has no method showcase. Its methods are project-interview,"),
        (METHOD, "15/06/2026", "15/06/2026 is not a date. Write it as 2026-03-31."),
        (METHOD, "soon", "soon is not a date."),
    ],
)
def test_a_day_that_cannot_be_set(ws: Workspace, aisha: Actor, method: str, day: str, told: str) -> None:
    with pytest.raises(CoachError) as refusal:
        programme.set_day(ws, aisha, aisha.id, method, day)
    assert one_sentence(refusal.value).startswith(told)
    assert seen(ws, aisha).held_on == {}


def test_somebody_without_any_date_has_nothing_late(ws: Workspace, marsha: Actor) -> None:
    new = NewPerson("Callum Reid", "apprentice", standard="l3-css-1.0", organisation="achieve-partners")
    people.join(ws, new)
    found = programme.programme_of(ws, marsha, "Callum Reid")
    assert found.due == ()
    assert {item.state for item in found.gateway} == {"open"}
    assert found.weekly_passed == (0,) * 12
