"""Assignments: what a trainer asks for, what the apprentice finds, and when it is done."""

from collections.abc import Sequence
from datetime import date

import pytest

from coach.coverage.assignment import Assignment
from coach.errors import CoachError, NotAllowedError, NotFoundError
from coach.plain.desk import assignment_in_words
from coach.services import assign, home, people
from coach.services.people import NewPerson
from coach.services.rights import OWNER, Actor
from coach.services.workspace import Workspace
from tests.builders_edges import METHOD, Place, an_apprentice, one_sentence, sit

ON_BOTH_ENGINES = True

ASKED = (("K2.4",), ("B2.1",), ("K3.1", "K3.2"))
"""What the three questions of a sitting are after."""


def ask(ws: Workspace, actor: Actor, refs: Sequence[str] = ("K2.4",), due_on: str | None = None) -> Assignment:
    (made,) = assign.assign(ws, actor, ["Aisha Rahman"], METHOD, refs, due_on=due_on)
    return made


def hand_in(ws: Workspace, actor: Actor, answered: Sequence[int] = (1, 2, 3), method: str = METHOD) -> None:
    """Sit the three questions, answering some and skipping the others."""
    rehearsal = sit(ws, actor, method=method)
    rehearsal.open()
    while rehearsal.progress.state == "answering":
        number = rehearsal.progress.current
        if number in answered:
            rehearsal.say_as_answer("On Tuesday I rang her back the same day.")
        if rehearsal.progress.current == number:
            rehearsal.request("finished" if number in answered else "skip")
    rehearsal.hand_in({})


def state(ws: Workspace, made: Assignment) -> str:
    (found,) = [each for each in assign.assignments(ws, OWNER) if each.id == made.id]
    return found.state(ws.now().date())


# Asking


def test_an_assignment_as_the_apprentice_finds_it(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    assert home.home_of(ws, aisha).assigned == ()
    (made,) = assign.assign(
        ws,
        marsha,
        ["aisha rahman"],
        METHOD,
        ["K2.4", "B2.1", "K2.4"],
        due_on="2026-03-09",
        note=" Before\nMonday  please ",
    )
    assert assign.assignments(ws, aisha) == (made,) == home.home_of(ws, aisha).assigned
    assert (made.apprentice, made.method, made.refs) == ("Aisha Rahman", METHOD, ("K2.4", "B2.1"))
    assert (made.assigned_by, made.due_on, made.note) == ("Marsha Delgado", "2026-03-09", "Before Monday please")
    told = assignment_in_words(made, made.state(ws.now().date()), "Professional discussion")
    assert told == ("Aisha Rahman: Professional discussion, K2.4, B2.1, by 2026-03-09: open. “Before Monday please”")


def test_several_apprentices_are_asked_at_once_and_each_once(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    callum = an_apprentice(ws, "Callum Reid")
    made = assign.assign(ws, marsha, [aisha.id, callum.id, aisha.name], METHOD, ["K2.4"])
    assert [each.apprentice for each in made] == ["Aisha Rahman", "Callum Reid"]
    assert assign.assignments(ws, callum) == (made[1],)
    assert {each.id for each in assign.assignments(ws, marsha)} == {each.id for each in made}


@pytest.mark.parametrize(
    ("method", "refs", "due_on", "note", "told"),
    [
        (
            METHOD,
            ["K2.44"],
            None,
            "",
            "K2.44 is no criterion of the professional-discussion for Aisha Rahman. Did you mean",
        ),
        (METHOD, ["K1.1"], None, "", "K1.1 is no criterion of the professional-discussion for Aisha Rahman."),
        (METHOD, [], None, "", "An assignment needs at least one criterion. For example"),
        ("showcase", ["K2.4"], None, "", "l3-css-1.0 has no method showcase. Its methods are project-interview,"),
        (METHOD, ["K2.4"], "soon", "", "soon is not a date. Write it as 2026-03-31."),
        (METHOD, ["K2.4"], "2026-03-01", "", "2026-03-01 has gone by. Give a day from today on."),
        (METHOD, ["K2.4"], None, "x" * 1001, "That note has 1001 characters; at most 1000 fit."),
    ],
)
def test_what_cannot_be_asked(
    ws: Workspace, aisha: Actor, marsha: Actor, method: str, refs: list[str], due_on: str | None, note: str, told: str
) -> None:
    with pytest.raises(CoachError) as refusal:
        assign.assign(ws, marsha, [aisha.id], method, refs, due_on=due_on, note=note)
    assert one_sentence(refusal.value).startswith(told)
    assert assign.assignments(ws, marsha) == ()


def test_where_it_does_not_fit_one_nobody_is_asked(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    new = NewPerson("Dev Patel", "apprentice", standard="l2-csp", organisation="innovate-awarding")
    people.join(ws, new)
    with pytest.raises(CoachError) as refusal:
        assign.assign(ws, marsha, [aisha.id, "Dev Patel"], METHOD, ["K2.4"])
    assert "Dev Patel" in one_sentence(refusal.value)
    with pytest.raises(NotFoundError):
        assign.assign(ws, marsha, [aisha.id, "Nobody Atall"], METHOD, ["K2.4"])
    assert assign.assignments(ws, marsha) == ()


def test_today_is_not_too_late_and_a_day_is_kept_in_one_form(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    assert ask(ws, marsha, due_on="2026-03-02").state(date(2026, 3, 2)) == "open"
    assert ask(ws, marsha, due_on="20260309").due_on == "2026-03-09"
    assert len(assign.assignments(ws, aisha)) == 2


def test_the_earliest_due_comes_first_and_what_has_no_day_last(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    made = [ask(ws, marsha, due_on=day) for day in (None, "2026-04-01", "2026-03-09")]
    assert [each.id for each in assign.assignments(ws, aisha)] == [made[2].id, made[1].id, made[0].id]


def test_nobody_reads_another_apprentices_assignments(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    callum = an_apprentice(ws, "Callum Reid")
    ask(ws, marsha)
    assert assign.assignments(ws, callum) == ()
    with pytest.raises(NotAllowedError):
        assign.assignments(ws, callum, aisha.id)


# Done, late, taken back


@pytest.mark.parametrize(
    ("refs", "answered", "expected"),
    [
        (("K2.4",), (1,), "done"),
        (("K2.4", "K3.2"), (1, 3), "done"),
        (("K2.4", "K3.2"), (1, 2), "open"),
        (("K2.4",), (2, 3), "open"),
        (("K4.1",), (1, 2, 3), "open"),
    ],
)
def test_done_when_the_answers_handed_in_were_to_questions_after_every_criterion(
    ws: Workspace, aisha: Actor, marsha: Actor, refs: tuple[str, ...], answered: tuple[int, ...], expected: str
) -> None:
    made = ask(ws, marsha, refs)
    hand_in(ws, aisha, answered)
    assert state(ws, made) == expected
    assert bool(home.home_of(ws, aisha).assigned) == (expected == "open")


def test_it_may_take_two_sittings(place: Place, ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    made = ask(ws, marsha, ("K2.4", "B2.1"))
    hand_in(ws, aisha, (1,))
    place.clock.advance(days=1)
    assert state(ws, made) == "open"
    hand_in(ws, aisha, (2,))
    assert state(ws, made) == "done"


def test_what_was_handed_in_before_or_is_of_another_method_does_not_count(
    place: Place, ws: Workspace, aisha: Actor, marsha: Actor
) -> None:
    hand_in(ws, aisha)
    place.clock.advance(minutes=1)
    made = ask(ws, marsha)
    hand_in(ws, aisha, method="project-interview")
    assert state(ws, made) == "open"
    hand_in(ws, an_apprentice(ws, "Callum Reid"))
    assert state(ws, made) == "open"


def test_an_answer_that_is_not_handed_in_does_not_count(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    made = ask(ws, marsha)
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    rehearsal.say_as_answer("On Tuesday I rang her back the same day.")
    assert state(ws, made) == "open"


def test_late_from_the_day_after_and_done_all_the_same(
    place: Place, ws: Workspace, aisha: Actor, marsha: Actor
) -> None:
    made = ask(ws, marsha, due_on="2026-03-03")
    place.clock.advance(days=1)
    assert state(ws, made) == "open"
    place.clock.advance(days=1)
    assert state(ws, made) == "late"
    hand_in(ws, aisha)
    assert state(ws, made) == "done"


def test_what_is_taken_back_is_asked_no_more(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    made = ask(ws, marsha)
    assign.withdraw(ws, marsha, made.id)
    assert state(ws, made) == "withdrawn"
    assert home.home_of(ws, aisha).assigned == ()
    hand_in(ws, aisha)
    assert state(ws, made) == "withdrawn"


def test_taking_back_what_is_not_there(ws: Workspace, marsha: Actor) -> None:
    with pytest.raises(NotFoundError) as refusal:
        assign.withdraw(ws, marsha, "nowhere")
    assert one_sentence(refusal.value).startswith("No assignment goes by nowhere.")
