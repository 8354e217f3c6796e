"""The cohort on one screen: its grids by every cut, what has changed, who needs help, and what it costs."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.coverage.state import COVERAGE_STATES, CoverageState
from coach.errors import NotFoundError, UsageError
from coach.reports.cohort import BY, CellState, CohortGrid, GridRow, combined, split_ref
from coach.review.marks import MarkValue
from coach.services import cohort, people, review
from coach.services.cohort import Filters
from coach.services.people import NewPerson
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from tests.builders_edges import METHOD, STANDARD, Place, an_apprentice, finish, one_sentence, sit


def handed_in(ws: Workspace, actor: Actor, answer: str = "This shows K2.4 B2.1 in one go") -> str:
    rehearsal = sit(ws, actor)
    finish(rehearsal, answer)
    rehearsal.hand_in({})
    return rehearsal.session_id


def marked(ws: Workspace, marsha: Actor, session: str, marks: dict[str, MarkValue]) -> None:
    for ref, value in marks.items():
        review.mark(ws, marsha, session, 1, ref, value)


def only(grids: tuple[CohortGrid, ...]) -> CohortGrid:
    (grid,) = grids
    return grid


def shown(grid: CohortGrid, row: GridRow | None = None) -> dict[str, CoverageState | None]:
    """What stands in one row, by column."""
    states = (row or grid.rows[0]).states
    return {column.key: state for column, state in zip(grid.columns, states, strict=True)}


# Cuts and filters


def test_a_grid_by_criteria_has_every_criterion_under_its_method(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    marked(ws, marsha, handed_in(ws, aisha), {"K2.4": "passed", "K4.1": "attempted"})
    grid = only(cohort.grids(ws, marsha))
    assert len(grid.columns) == len({column.key for column in grid.columns}) == 62
    titles = [column.method_title for column in grid.columns]
    assert titles == sorted(titles, key=["Project interview", "Professional discussion", "Practical observation"].index)
    states = {key: state for key, state in shown(grid).items() if state != "untried"}
    assert states == {"K2.4": "passed", "K4.1": "attempted", "B2.1": "waiting"}
    column = next(column for column in grid.columns if column.key == "K2.4")
    assert (column.head, column.number, column.refs, column.passed, column.of) == ("K2", "4", ("K2.4",), 1, 1)
    assert (grid.rows[0].name, grid.rows[0].passed, grid.rows[0].of) == ("Aisha Rahman", 1, 62)


def test_by_sections_a_column_is_passed_when_all_of_it_is(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    session = handed_in(ws, aisha)
    marked(ws, marsha, session, {"B1.1": "passed"})
    by_sections = Filters(by="sections")
    assert shown(only(cohort.grids(ws, marsha, by_sections)))["B1"] == "partly"
    marked(ws, marsha, session, {"B1.2": "passed"})
    grid = only(cohort.grids(ws, marsha, by_sections))
    assert shown(grid)["B1"] == "passed"
    assert [column.key for column in grid.columns] == [each.id for each in ws.library.standard(STANDARD).sections]
    assert sum(len(column.refs) for column in grid.columns) == 62


def test_by_statements_knowledge_comes_before_skills_and_behaviours(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    marked(ws, marsha, handed_in(ws, aisha), {"K2.4": "attempted"})
    grid = only(cohort.grids(ws, marsha, Filters(by="statements")))
    titles = list(dict.fromkeys(column.method_title for column in grid.columns))
    assert titles == ["Knowledge", "Skills", "Behaviours"]
    behind = [column.key for column in grid.columns if "K2.4" in column.refs]
    assert behind == list(ws.library.standard(STANDARD).statements_of("K2.4"))
    assert {shown(grid)[key] for key in behind} == {"attempted"}


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize(
    "filters", [Filters(method=METHOD), Filters(level="distinction"), Filters(method=METHOD, level="pass")], ids=repr
)
def test_method_and_level_leave_the_other_criteria_out(
    ws: Workspace, aisha: Actor, marsha: Actor, filters: Filters, by: str
) -> None:
    marked(ws, marsha, handed_in(ws, aisha), {"K2.4": "passed"})
    grid = only(cohort.grids(ws, marsha, replace(filters, by=by)))  # type: ignore[arg-type]
    expected = {
        c.ref
        for c in ws.library.standard(STANDARD).criteria
        if filters.method in (None, c.method) and filters.level in (None, c.level)
    }
    assert {ref for column in grid.columns for ref in column.refs} == expected
    assert (grid.rows[0].passed, grid.rows[0].of) == (int("K2.4" in expected), len(expected))


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(), ["Aisha Rahman", "Beth Lowe", "Callum Reid"]),
        (Filters(cohort=" SPRING "), ["Aisha Rahman", "Beth Lowe"]),
        (Filters(cohort="Summer"), []),
        (Filters(organisation="vtct-skills"), ["Beth Lowe"]),
        (Filters(organisation="highfield", cohort="Autumn"), ["Callum Reid"]),
    ],
    ids=repr,
)
def test_whom_a_grid_is_of(ws: Workspace, aisha: Actor, marsha: Actor, filters: Filters, names: list[str]) -> None:
    assert aisha.name in {person.name for person in people.everybody(ws)}
    an_apprentice(ws, "Callum Reid", "Autumn")
    new = NewPerson("Beth Lowe", "apprentice", standard="l3-css-1.1", organisation="vtct-skills", cohort="Spring")
    people.join(ws, new)
    found = cohort.grids(ws, marsha, filters)
    assert sorted(row.name for grid in found for row in grid.rows) == names
    assert all(grid.rows for grid in found)


def test_what_does_not_count_for_somebody_is_blank_and_not_a_gap(ws: Workspace, marsha: Actor) -> None:
    new = NewPerson("Dev Patel", "apprentice", standard="l2-csp", organisation="innovate-awarding")
    people.join(ws, new)
    people.join(ws, replace(new, name="Ela Novak", face_to_face=False))
    grid = only(cohort.grids(ws, marsha))
    dev, ela = (shown(grid, row) for row in sorted(grid.rows, key=lambda row: row.name))
    assert [(dev[ref], ela[ref]) for ref in ("17B1", "17B2")] == [("untried", None), (None, "untried")]
    assert {column.key: column.of for column in grid.columns}["17B1"] == 1
    assert {row.of for row in grid.rows} == {len(grid.columns) - 2, len(grid.columns) - 1}


def test_those_who_need_help_now_come_first(ws: Workspace, marsha: Actor) -> None:
    passes = [c.ref for c in ws.library.standard(STANDARD).criteria_of(METHOD) if c.level == "pass"]
    for name, count in (("Ann Poe", 5), ("Bob Poe", 0), ("Cat Poe", 2), ("Ada Poe", 0)):
        session = handed_in(ws, an_apprentice(ws, name), "Nothing to see")
        marked(ws, marsha, session, dict.fromkeys(passes[:count], "passed"))
    assert [row.name for row in only(cohort.grids(ws, marsha)).rows] == ["Ada Poe", "Bob Poe", "Cat Poe", "Ann Poe"]


# Days


def test_a_grid_as_of_a_day_is_the_grid_of_that_day(place: Place, ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    kept: dict[str, list[tuple[CohortGrid, ...]]] = {}
    for marks in ({}, {"K2.4": "attempted"}, {"K2.4": "passed", "B2.1": "none"}, {"B2.1": "passed"}):
        session = handed_in(ws, aisha)
        marked(ws, marsha, session, marks)  # type: ignore[arg-type]
        kept[ws.now().date().isoformat()] = [cohort.grids(ws, marsha, Filters(by=by)) for by in BY]
        place.clock.advance(days=1)
    for day, grids in kept.items():
        assert [cohort.grids(ws, marsha, Filters(by=by, as_of=day)) for by in BY] == grids


def test_since_a_day_only_what_has_changed_is_shown(place: Place, ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    session = handed_in(ws, aisha)
    marked(ws, marsha, session, {"K2.4": "passed", "K4.1": "attempted"})
    place.clock.advance(days=1)
    marked(ws, marsha, session, {"K4.1": "passed", "B2.1": "attempted"})
    grid = only(cohort.grids(ws, marsha, Filters(since="2026-03-02")))
    assert {key: state for key, state in shown(grid).items() if state} == {"K4.1": "passed", "B2.1": "attempted"}
    assert (grid.rows[0].passed, grid.rows[0].of) == (2, 62)
    unchanged = only(cohort.grids(ws, marsha, Filters(since="2026-03-03")))
    assert set(shown(unchanged).values()) == {None}
    then = only(cohort.grids(ws, marsha, Filters(since="2026-03-01", as_of="2026-03-02")))
    assert {key for key, state in shown(then).items() if state} == {"K2.4", "K4.1", "B2.1"}


@pytest.mark.parametrize("filters", [Filters(since="soon"), Filters(as_of="31/03/2026")], ids=repr)
def test_what_is_no_day_is_refused(ws: Workspace, marsha: Actor, filters: Filters) -> None:
    with pytest.raises(UsageError) as refusal:
        cohort.grids(ws, marsha, filters)
    assert "is not a date. Write it as 2026-03-31." in one_sentence(refusal.value)


# What it costs


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(cohort="Spring", organisation="highfield", method=METHOD, level="pass"),
        Filters(as_of="2026-03-02"),
        Filters(since="2026-03-01"),
        Filters(since="2026-03-01", as_of="2026-03-02"),
    ],
    ids=repr,
)
def test_a_grid_takes_at_most_three_statements_however_many_are_in_it(
    ws: Workspace, marsha: Actor, filters: Filters, by: str
) -> None:
    for number in range(6):
        session = handed_in(ws, an_apprentice(ws, f"Apprentice {number}"))
        marked(ws, marsha, session, {"K2.4": "passed"})
    asked: list[str] = []
    ws.store._connection.set_trace_callback(asked.append)
    cohort.grids(ws, marsha, replace(filters, by=by))  # type: ignore[arg-type]
    ws.store._connection.set_trace_callback(None)
    assert 1 <= len(asked) <= 3


# Several criteria together


@pytest.mark.parametrize(
    ("states", "together"),
    [
        (("passed", "passed"), "passed"),
        (("untried", "untried"), "untried"),
        (("passed", "untried"), "partly"),
        (("passed", "suggested"), "partly"),
        (("suggested", "untried"), "suggested"),
        (("passed", "waiting"), "waiting"),
        (("suggested", "waiting"), "waiting"),
        (("waiting", "attempted"), "attempted"),
        (("passed", "attempted", "untried"), "attempted"),
    ],
)
def test_the_state_of_several_together(states: tuple[CoverageState, ...], together: CellState) -> None:
    assert {combined(order) for order in permutations(states)} == {together}


@given(st.lists(st.sampled_from(COVERAGE_STATES), min_size=1, max_size=8))
def test_together_they_are_passed_only_where_each_is(states: list[CoverageState]) -> None:
    assert (combined(states) == "passed") == all(state == "passed" for state in states)
    assert (combined(states) == "untried") == all(state == "untried" for state in states)


@pytest.mark.parametrize(
    ("ref", "split"),
    [("K2.10", ("K2", "10")), ("10S1", ("10S", "1")), ("K1", ("K", "1")), ("S-4", ("S", "4")), ("odd", ("odd", ""))],
)
def test_a_ref_is_split_before_its_last_number(ref: str, split: tuple[str, str]) -> None:
    assert split_ref(ref) == split


# What nobody reaches


def test_the_weakest_criteria_come_first_with_who_lacks_them(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    callum = an_apprentice(ws, "Callum Reid")
    marked(ws, marsha, handed_in(ws, aisha), {"K2.4": "passed", "K4.1": "attempted"})
    marked(ws, marsha, handed_in(ws, callum), {"K2.4": "passed", "B2.1": "passed"})
    found = cohort.weakest(ws, marsha, only(cohort.grids(ws, marsha, Filters(method=METHOD))))
    assert [each.reached for each in found] == sorted(each.reached for each in found)
    assert [each.column.key for each in found][-2:] == ["B2.1", "K2.4"]
    nobody = [each.column.level for each in found if not each.reached]
    assert nobody == sorted(nobody, key=["pass", "distinction"].index)
    by_ref = {each.column.key: each for each in found}
    assert (by_ref["B2.1"].reached, by_ref["B2.1"].waiting, by_ref["B2.1"].lacking) == (0.5, 1, ("Aisha Rahman",))
    assert (by_ref["K4.1"].attempted, by_ref["K4.1"].untried, len(by_ref["K4.1"].lacking)) == (1, 1, 2)
    assert by_ref["K2.4"].lacking == ()
    quality = by_ref["K2.4"].quality
    assert quality and (quality.passed, quality.suggested) == (2, 2)
    assert by_ref["K3.1"].quality is None


def test_the_questions_that_would_reach_a_criterion(ws: Workspace, marsha: Actor) -> None:
    found = cohort.questions_for(ws, marsha, STANDARD, "K2.4")
    assert found and all("K2.4" in question.targets for question in found)
    with pytest.raises(NotFoundError) as refusal:
        cohort.questions_for(ws, marsha, STANDARD, "K99")
    assert one_sentence(refusal.value).startswith("K99 is not a criterion of l3-css-1.0.")


def test_behind_a_cell_the_marks_that_were_replaced_are_kept(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    session = handed_in(ws, aisha)
    marked(ws, marsha, session, {"K2.4": "attempted"})
    marked(ws, marsha, session, {"K2.4": "passed"})
    behind = cohort.behind(ws, marsha, "Aisha Rahman", "K2.4")
    assert behind.state == "passed"
    assert [mark.mark for _, mark in behind.sessions[0].marks] == ["attempted", "passed"]
