"""What to rehearse today: fits the minutes, says why, puts first what presses most."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coach.coverage.assignment import Assignment
from coach.coverage.spacing import due_on
from coach.coverage.state import COVERAGE_STATES, CoverageState
from coach.coverage.today import plan
from coach.coverage.wishes import Stage, Unfinished, section_item
from coach.review.marks import MARKS
from coach.standards.model import Criterion

TODAY = date(2026, 3, 2)
MOCK_YESTERDAY = TODAY - timedelta(days=1)


def criterion(ref: str, method: str, level: str = "pass") -> Criterion:
    return Criterion(ref, "K1", level, method, f"Title of {ref}", "")  # type: ignore[arg-type]


def stage(method: str, refs: str, **changes: object) -> Stage:
    criteria = tuple(
        criterion(r.rstrip("*"), method, "distinction" if r.endswith("*") else "pass") for r in refs.split()
    )
    known: dict[str, object] = {"last_mock_on": MOCK_YESTERDAY, "minutes": 60} | changes
    return Stage(method=method, title=method.capitalize(), criteria=criteria, **known)  # type: ignore[arg-type]


def assigned(refs: tuple[str, ...], due_on: str | None = None) -> Assignment:
    return Assignment("a1", "p1", "Aisha", "interview", refs, due_on, "", "Marsha", "2026-03-01T09:00:00Z")


INTERVIEW = stage("interview", "A1 A2 A3* A4 A5")
DISCUSSION = stage("discussion", "B1 B2")
STATES: dict[str, CoverageState] = {"A1": "passed", "A2": "attempted", "B1": "attempted"}


def test_what_a_trainer_asked_for_comes_first_and_says_by_when() -> None:
    items = plan(60, TODAY, [INTERVIEW, DISCUSSION], STATES, assignments=[assigned(("A4",), "2026-03-01")])
    assert items[0].kind == "assignment"
    assert items[0].why == "Marsha asked for it by 1 March, which has gone by."
    assert [item.kind for item in items[1:3]] == ["attempted", "attempted"]


def test_five_minutes_are_one_question_and_twenty_are_three() -> None:
    (short,) = plan(5, TODAY, [INTERVIEW], {})
    assert (short.questions, short.minutes, short.refs, short.title) == (1, 5, ("A1",), "Try A1 Title of A1")
    (longer,) = plan(20, TODAY, [INTERVIEW], {})
    assert (longer.questions, longer.refs, longer.title) == (3, ("A1", "A2", "A4"), "Try A1 Title of A1 and 2 more")


def test_what_fell_short_comes_before_what_was_never_tried_and_says_when_it_was_marked() -> None:
    first, second = plan(10, TODAY, [INTERVIEW], {"A4": "attempted"}, marked_on={"A4": date(2026, 2, 20)})
    assert (first.refs, second.refs) == (("A4",), ("A1",))
    assert "A4 attempted, not passed on 20 February" in first.why


def test_a_distinction_waits_for_the_passes() -> None:
    refs = [ref for item in plan(60, TODAY, [INTERVIEW], {}) for ref in item.refs]
    assert refs.index("A3") == len(refs) - 1


def test_a_whole_mock_is_offered_near_the_day_and_not_two_days_running() -> None:
    near = stage("interview", "A1 A2", last_mock_on=TODAY - timedelta(days=8), held_on=TODAY + timedelta(weeks=3))
    (item,) = plan(60, TODAY, [near], {})
    assert (item.kind, item.why) == ("mock", "The interview is in 3 weeks.")
    assert plan(60, TODAY, [stage("interview", "A1 A2", held_on=TODAY + timedelta(weeks=3))], {})[0].kind == "gap"


def test_the_method_that_is_held_first_comes_first() -> None:
    soon = stage("discussion", "B1", held_on=TODAY + timedelta(weeks=2))
    assert plan(5, TODAY, [INTERVIEW, soon], {})[0].refs == ("B1",)


def test_what_was_begun_can_be_gone_on_with_where_it_fits() -> None:
    left = [Unfinished("s1", "interview", 12)]
    assert [item.kind for item in plan(20, TODAY, [INTERVIEW], {}, unfinished=left)] == ["resume", "gap"]
    assert [item.kind for item in plan(5, TODAY, [INTERVIEW], {}, unfinished=left)] == ["gap"]


def test_what_was_passed_comes_back_when_it_is_due() -> None:
    states: dict[str, CoverageState] = {"B1": "passed", "B2": "passed"}
    due = {"B1": TODAY, "B2": TODAY + timedelta(days=1)}
    (item,) = plan(5, TODAY, [DISCUSSION], states, due=due)
    assert (item.kind, item.refs) == ("again", ("B1",))
    assert plan(5, TODAY, [DISCUSSION], states) == ()


def test_one_question_on_what_fell_short_is_the_same_question_again() -> None:
    (item,) = plan(5, TODAY, [INTERVIEW], {"A2": "attempted"}, tried={"A2": "s1:3"})
    assert (item.again, item.questions) == ("s1:3", 1) and "same question" in item.why
    several = plan(20, TODAY, [INTERVIEW], {"A2": "attempted", "A4": "attempted"}, tried={"A2": "s1:3"})
    assert several[0].again == ""


def test_an_hour_has_room_for_a_section_with_what_is_open_first() -> None:
    first, *_ = plan(60, TODAY, [INTERVIEW, DISCUSSION], {"A1": "passed", "A4": "suggested"})
    assert (first.kind, first.refs, first.questions) == ("section", ("A2", "A5", "A3", "A4"), 3)
    assert first.minutes == 18 and first.title == "Section K1"
    assert "4 criteria of it are open" in first.why
    assert all(item.kind != "section" for item in plan(20, TODAY, [INTERVIEW], {}))


def test_a_section_is_drilled_in_the_method_with_most_of_it_open() -> None:
    criteria = [*INTERVIEW.criteria[:2], *DISCUSSION.criteria]
    states: dict[str, CoverageState] = {"A1": "passed"}
    assert section_item("Knowing", criteria, states).refs == ("B1", "B2")
    passed: dict[str, CoverageState] = dict.fromkeys(("A1", "A2", "B1", "B2"), "passed")
    assert section_item("Knowing", criteria, passed).refs == ("A1", "A2")


def test_what_waits_for_a_mark_is_left_alone() -> None:
    assert plan(60, TODAY, [DISCUSSION], {"B1": "waiting", "B2": "waiting"}) == ()


@given(
    st.integers(1, 240),
    st.dictionaries(st.sampled_from(["A1", "A2", "A3", "A4", "A5", "B1", "B2"]), st.sampled_from(COVERAGE_STATES)),
    st.dates(TODAY - timedelta(days=60), TODAY),
)
def test_it_never_takes_more_than_there_is_and_missing_weeks_does_not_pile_up(
    minutes: int, states: dict[str, CoverageState], due: date
) -> None:
    stages = [INTERVIEW, DISCUSSION]
    items = plan(minutes, TODAY, stages, states, due=dict.fromkeys(states, due), assignments=[assigned(("A1", "A2"))])
    assert sum(item.minutes for item in items) <= minutes
    refs = [ref for item in items for ref in item.refs]
    assert len(refs) == len(set(refs))
    assert all(item.why and item.title for item in items)


@given(st.lists(st.tuples(st.dates(date(2026, 1, 1), TODAY), st.sampled_from(MARKS)), min_size=1), st.integers(1, 90))
def test_a_criterion_is_due_after_it_was_shown_and_before_gateway(shown: list[tuple[date, str]], ahead: int) -> None:
    last = max(day for day, _ in shown)
    gateway = last + timedelta(days=ahead)
    due = due_on(shown, gateway_on=gateway)  # type: ignore[arg-type]
    assert due is not None
    assert last <= due < gateway or due == last


def test_each_good_showing_lets_it_rest_longer() -> None:
    days = [date(2026, 1, 1), date(2026, 1, 6), date(2026, 1, 20)]
    rests = [(due_on([(d, "passed") for d in days[:n]]) or days[0]) - days[n - 1] for n in (1, 2, 3)]
    assert rests[0] < rests[1] < rests[2] <= timedelta(days=60)
    assert due_on([]) is None
