"""Coverage and grades as they are watched: one apprentice, a cohort, a day in the past."""

from dataclasses import replace
from datetime import datetime

import pytest

from coach.errors import CoachError, NotFoundError, UsageError
from coach.review.marks import MarkValue
from coach.services import cohort, home, people, review, waiting, watch
from coach.services.people import NewPerson
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from tests.builders_edges import (
    METHOD,
    ORGANISATION,
    STANDARD,
    Place,
    an_apprentice,
    finish,
    one_sentence,
    sit,
)


def handed_in(ws: Workspace, actor: Actor, answer: str = "This shows K2.4 B2.1 K3.1 in one go") -> str:
    rehearsal = sit(ws, actor)
    finish(rehearsal, answer)
    rehearsal.hand_in({})
    return rehearsal.session_id


def marked(ws: Workspace, marsha: Actor, session: str, marks: dict[str, MarkValue]) -> None:
    for ref, value in marks.items():
        review.mark(ws, marsha, session, 1, ref, value)


# One apprentice


def test_coverage_of_one_apprentice(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    session = handed_in(ws, aisha)
    marked(ws, marsha, session, {"K2.4": "passed", "K4.1": "attempted", "B3.1": "none"})
    coverage = watch.coverage_of(ws, marsha, "aisha rahman")
    assert (coverage.name, coverage.standard, coverage.organisation) == ("Aisha Rahman", STANDARD, ORGANISATION)
    told = {ref: state for ref, state in coverage.states.items() if state != "untried"}
    assert told == {"K2.4": "passed", "K4.1": "attempted", "B2.1": "waiting", "K3.1": "waiting"}
    assert len(coverage.criteria) == 62
    assert set(coverage.gaps) == set(coverage.states) - {"K2.4"}
    assert (coverage.count("passed"), coverage.count("waiting"), coverage.count("untried")) == (1, 2, 58)


def test_what_to_rehearse_next_waits_for_nobody_but_the_apprentice(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    marked(ws, marsha, handed_in(ws, aisha), {"K2.4": "passed", "K4.1": "attempted"})
    steps = watch.coverage_of(ws, marsha, aisha.id).next_steps
    assert (steps[0].ref, steps[0].why) == ("K4.1", "your trainer marked it attempted, not passed")
    assert {step.why for step in steps[1:]} == {"nothing shown yet"}
    observed = {criterion.ref for criterion in ws.library.standard(STANDARD).criteria_of("observation")}
    assert not {step.ref for step in steps} & {"K2.4", "B2.1", "K3.1", *observed}


def test_only_what_counts_for_ones_role_is_listed(ws: Workspace, marsha: Actor) -> None:
    new = NewPerson("Dev Patel", "apprentice", standard="l2-csp", organisation="innovate-awarding")
    people.join(ws, new)
    people.join(ws, replace(new, name="Ela Novak", face_to_face=False))
    dev, ela = (set(watch.coverage_of(ws, marsha, name).states) for name in ("Dev Patel", "Ela Novak"))
    assert dev - ela and ela - dev
    (table,) = watch.cohort_coverage(ws, marsha)
    assert dev | ela == set(table.refs)


def test_somebody_who_is_no_apprentice_has_no_coverage(ws: Workspace, marsha: Actor) -> None:
    with pytest.raises(NotFoundError) as refusal:
        watch.coverage_of(ws, marsha, "Marsha Delgado")
    one_sentence(refusal.value)


# A cohort


def test_a_cohort_is_one_table_for_each_standard(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    an_apprentice(ws, "Callum Reid", cohort="Autumn")
    new = NewPerson("Beth Lowe", "apprentice", standard="l3-css-1.1", organisation="vtct-skills", cohort="Spring")
    people.join(ws, new)
    marked(ws, marsha, handed_in(ws, aisha), {"K2.4": "passed"})

    everybody = watch.cohort_coverage(ws, marsha)
    names = [(table.standard, [apprentice.name for apprentice in table.apprentices]) for table in everybody]
    assert names == [("l3-css-1.0", ["Aisha Rahman", "Callum Reid"]), ("l3-css-1.1", ["Beth Lowe"])]
    assert [table.passed_by("K2.4") for table in everybody] == [1, 0]

    spring = watch.cohort_coverage(ws, marsha, cohort=" SPRING")
    assert [[one.name for one in table.apprentices] for table in spring] == [["Aisha Rahman"], ["Beth Lowe"]]
    (only,) = watch.cohort_coverage(ws, marsha, cohort="spring", standard="l3-css-1.1")
    assert [one.name for one in only.apprentices] == ["Beth Lowe"]


def test_one_apprentice_reads_the_same_alone_and_in_the_cohort(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    marked(ws, marsha, handed_in(ws, aisha), {"K2.4": "passed", "K3.1": "attempted"})
    (table,) = watch.cohort_coverage(ws, marsha)
    assert table.apprentices == (watch.coverage_of(ws, marsha, aisha.id),)
    (grid,) = cohort.grids(ws, marsha)
    (row,) = grid.rows
    states = {column.key: state for column, state in zip(grid.columns, row.states, strict=True)}
    assert states == table.apprentices[0].states


def test_a_cohort_or_standard_that_is_not_there(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    assert people.find(ws, aisha.id).cohort == "Spring"
    with pytest.raises(NotFoundError) as refusal:
        watch.cohort_coverage(ws, marsha, cohort="Summer")
    assert "No cohort goes by Summer. There is Spring." in one_sentence(refusal.value)
    with pytest.raises(NotFoundError) as refusal:
        watch.cohort_coverage(ws, marsha, standard="l9")
    one_sentence(refusal.value)
    assert watch.cohort_coverage(ws, marsha, standard="l2-csp") == ()


def test_nobody_here_yet(ws: Workspace, marsha: Actor) -> None:
    assert watch.cohort_coverage(ws, marsha) == ()
    assert cohort.cohort_names(ws, marsha) == ()


def test_behind_a_cell_are_the_sessions_it_comes_from(place: Place, ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    first = handed_in(ws, aisha)
    marked(ws, marsha, first, {"K2.4": "attempted"})
    place.clock.advance(days=3)
    handed_in(ws, aisha)
    behind = cohort.behind(ws, marsha, "Aisha Rahman", "K2.4")
    assert behind.state == "attempted"
    assert [session.day for session in behind.sessions] == ["2026-03-05", "2026-03-02"]
    assert [[mark.mark for _, mark in session.marks] for session in behind.sessions] == [[], ["attempted"]]
    with pytest.raises(NotFoundError) as refusal:
        cohort.behind(ws, marsha, "Aisha Rahman", "K99")
    one_sentence(refusal.value)


# A day in the past


def test_a_day_counts_to_its_last_second(place: Place, ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    session = handed_in(ws, aisha)
    last_second = datetime.fromisoformat("2026-03-04T23:59:59Z")
    place.clock.advance(seconds=(last_second - ws.now()).total_seconds())
    marked(ws, marsha, session, {"K2.4": "passed"})
    place.clock.advance(seconds=1)
    marked(ws, marsha, session, {"B2.1": "passed"})

    def passed(day: str) -> set[str]:
        (table,) = watch.cohort_coverage(ws, marsha, as_of=day)
        alone = watch.coverage_of(ws, marsha, aisha.id, day)
        assert table.apprentices == (alone,)
        return {ref for ref, state in alone.states.items() if state == "passed"}

    assert [passed(f"2026-03-0{day}") for day in (1, 2, 3, 4, 5)] == [set(), set(), set(), {"K2.4"}, {"K2.4", "B2.1"}]
    assert watch.coverage_of(ws, marsha, aisha.id, "2026-03-02").states["K2.4"] == "waiting"
    assert watch.coverage_of(ws, marsha, aisha.id, "2026-03-01").states["K2.4"] == "untried"
    assert passed("9999-12-31") == {"K2.4", "B2.1"}
    assert passed("0001-01-01") == set()


@pytest.mark.parametrize("day", ["yesterday", "", "2026-02-29", "31/03/2026", "2026-03-31T10:00"])
def test_what_is_no_day_is_refused(ws: Workspace, aisha: Actor, marsha: Actor, day: str) -> None:
    with pytest.raises(UsageError) as refusal:
        watch.coverage_of(ws, marsha, aisha.id, day)
    assert "is not a date. Write it as 2026-03-31." in one_sentence(refusal.value)
    with pytest.raises(UsageError):
        watch.cohort_coverage(ws, marsha, as_of=day)


# Grades


def test_grades_by_method_with_what_is_missing(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    criteria = ws.library.standard(STANDARD).criteria_of(METHOD)
    passes = [criterion.ref for criterion in criteria if criterion.level == "pass"]
    distinctions = [criterion.ref for criterion in criteria if criterion.level == "distinction"]
    session = handed_in(ws, aisha)

    marked(ws, marsha, session, dict.fromkeys(passes[1:], "passed"))
    grade = watch.grades_of(ws, marsha, aisha.id).methods[METHOD]
    assert (grade.grade, grade.missing_for_pass) == ("fail", (passes[0],))
    marked(ws, marsha, session, {passes[0]: "passed"})
    grade = watch.grades_of(ws, marsha, aisha.id).methods[METHOD]
    assert (grade.grade, grade.missing_for_distinction) == ("pass", tuple(distinctions))
    marked(ws, marsha, session, dict.fromkeys(distinctions, "passed"))
    grades = watch.grades_of(ws, marsha, aisha.id)
    assert grades.methods[METHOD].grade == "distinction"
    assert (grades.overall, set(grades.methods)) == ("fail", {METHOD, "project-interview", "observation"})


def test_the_home_page_counts_as_coverage_does(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    session = handed_in(ws, aisha)
    marked(ws, marsha, session, {"K2.4": "passed"})
    assert home.home_of(ws, aisha).waiting == 1
    review.sign_off(ws, marsha, session)
    seen = home.home_of(ws, aisha)
    assert seen.coverage == watch.coverage_of(ws, aisha, aisha.id)
    assert {offer.method: (offer.passed, offer.of) for offer in seen.offers}[METHOD] == (1, 14)
    assert [one.id for one in seen.newly_reviewed] == [session]
    assert seen.waiting == 0


# The queue of a trainer


def test_the_queue_is_what_waits_oldest_first(place: Place, ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    first = handed_in(ws, aisha)
    place.clock.advance(days=2, minutes=1)
    second = handed_in(ws, an_apprentice(ws, "Callum Reid"))
    sit(ws, aisha).open()
    queued = waiting.queue(ws, marsha)
    assert [(item.session_id, item.days, item.suggested) for item in queued] == [(first, 2, 3), (second, 0, 3)]
    review.open_review(ws, marsha, second)
    assert [item.reviewer for item in waiting.queue(ws, marsha)] == [None, "Marsha Delgado"]
    review.sign_off(ws, marsha, second)
    assert [item.session_id for item in waiting.queue(ws, marsha)] == [first]
    assert [item.session_id for item in waiting.reviewed_lately(ws, marsha)] == [second]


@pytest.mark.parametrize(
    ("question", "ref", "value", "comment", "told"),
    [
        (0, "K2.4", "passed", "", "has no question 0. It has 1 to 3."),
        (4, "K2.4", "passed", "", "has no question 4. It has 1 to 3."),
        (1, "K2.44", "passed", "", "K2.44 is not a criterion of this session's professional-discussion. Did you mean"),
        (1, "K1.1", "passed", "", "K1.1 is not a criterion of this session's professional-discussion."),
        (1, "K2.4", "excellent", "", "excellent is not a mark. Marks are passed, attempted, none."),
        (1, "K2.4", "passed", "x" * 4001, "That comment has 4001 characters; at most 4000 fit."),
    ],
)  # fmt: skip
def test_a_mark_that_cannot_be(
    ws: Workspace, aisha: Actor, marsha: Actor, question: int, ref: str, value: MarkValue, comment: str, told: str
) -> None:
    session = handed_in(ws, aisha)
    with pytest.raises(CoachError) as refusal:
        review.mark(ws, marsha, session, question, ref, value, comment)
    assert told in one_sentence(refusal.value)
    assert ws.store.rows("SELECT * FROM marks") == []
    assert [item.session_id for item in waiting.queue(ws, marsha)] == [session]


def test_a_session_is_reviewed_in_its_order(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    unfinished = sit(ws, aisha)
    unfinished.open()
    for work in (
        lambda: review.mark(ws, marsha, unfinished.session_id, 1, "K2.4", "passed"),
        lambda: review.sign_off(ws, marsha, unfinished.session_id),
        lambda: review.open_review(ws, marsha, unfinished.session_id),
    ):
        with pytest.raises(UsageError) as refusal:
            work()
        assert "This session is in progress" in one_sentence(refusal.value)
    session = handed_in(ws, aisha)
    review.sign_off(ws, marsha, session)
    with pytest.raises(UsageError) as refusal:
        review.sign_off(ws, marsha, session)
    one_sentence(refusal.value)
    with pytest.raises(NotFoundError):
        review.sign_off(ws, marsha, "nowhere")
