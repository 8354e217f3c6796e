from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.coverage.assignment import Assignment, AssignmentState, rehearsed

MOMENT = "2026-03-02T09:30:00Z"
REFS = st.lists(st.sampled_from(["K1.1", "K1.2", "S2.1", "B3.1"]), max_size=4).map(tuple)


def assignment(due_on: str | None, done_at: str | None = None, withdrawn_at: str | None = None) -> Assignment:
    return Assignment(
        id="a1",
        apprentice_id="p1",
        apprentice="Aisha Rahman",
        method="professional-discussion",
        refs=("K2.4",),
        due_on=due_on,
        note="",
        assigned_by="Marsha Delgado",
        assigned_at=MOMENT,
        done_at=done_at,
        withdrawn_at=withdrawn_at,
    )


@pytest.mark.parametrize(
    ("due_on", "done_at", "withdrawn_at", "state"),
    [
        (None, None, None, "open"),
        ("2026-03-31", None, None, "open"),
        ("2026-03-30", None, None, "open"),
        ("2026-03-29", None, None, "late"),
        ("2026-03-29", MOMENT, None, "done"),
        (None, MOMENT, None, "done"),
        ("2026-03-29", None, MOMENT, "withdrawn"),
        (None, MOMENT, MOMENT, "withdrawn"),
    ],
)
def test_how_an_assignment_stands_on_a_day(
    due_on: str | None, done_at: str | None, withdrawn_at: str | None, state: AssignmentState
) -> None:
    assert assignment(due_on, done_at, withdrawn_at).state(date(2026, 3, 30)) == state


@pytest.mark.parametrize(
    ("refs", "answered", "done"),
    [
        (("K1.1",), [("K1.1", "K1.2")], True),
        (("K1.1", "S2.1"), [("K1.1",), ("S2.1",)], True),
        (("K1.1", "S2.1"), [("K1.1",), ("K1.1",)], False),
        (("K1.1",), [], False),
        (("K1.1",), [()], False),
    ],
)
def test_it_is_done_when_answers_to_questions_after_every_ref_are_there(
    refs: tuple[str, ...], answered: list[tuple[str, ...]], done: bool
) -> None:
    assert rehearsed(refs, answered) == done


@given(REFS, st.lists(REFS, max_size=4), REFS)
def test_another_answer_never_undoes_it(
    refs: tuple[str, ...], answered: list[tuple[str, ...]], more: tuple[str, ...]
) -> None:
    if rehearsed(refs, answered):
        assert rehearsed(refs, [*answered, more])
