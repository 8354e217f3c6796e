"""Who gets which report, and what stands in it for them."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from coach.content.cache import cached
from coach.errors import NotAllowedError, NotFoundError, UsageError
from coach.reports.kinds.project_map import ReportTemplate
from coach.reports.render import rendered
from coach.reports.report import Format, Report, Table
from coach.services import rehearse, reports, review
from coach.services.rights import OWNER
from tests.builders import hand_in
from tests.builders_edges import one_sentence
from tests.reports.stage import ANSWERS, MADE, QUESTIONS, Stage, build

OWN = ("mark-sheet", "mark-sheet-apprentice", "feedback", "transcript", "portfolio", "project-map", "gateway")
FOR_TRAINERS = ("cohort", "cohort-all", "changes")
FORMATS: tuple[Format, ...] = get_args(Format)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Stage]:
    stage = build(tmp_path)
    yield stage
    stage.ws.store.close()


def template() -> ReportTemplate:
    return cached(reports.REPORT_TEMPLATE, ReportTemplate)


def table(report: Report, key: str) -> Table:
    return next(each for each in report.tables if each.key == key)


@pytest.mark.parametrize("name", OWN)
def test_an_apprentice_gets_their_own_reports_and_nobody_elses(stage: Stage, name: str) -> None:
    for actor in (stage.aisha, stage.marsha, OWNER):
        assert MADE[name](stage, actor).title
    with pytest.raises(NotAllowedError) as refusal:
        MADE[name](stage, stage.callum)
    one_sentence(refusal.value)


@pytest.mark.parametrize("name", FOR_TRAINERS)
def test_an_apprentice_gets_no_report_on_others(stage: Stage, name: str) -> None:
    for actor in (stage.marsha, OWNER):
        assert MADE[name](stage, actor).title
    with pytest.raises(NotAllowedError) as refusal:
        MADE[name](stage, stage.aisha)
    one_sentence(refusal.value)


def test_a_mark_is_no_news_before_its_sign_off(fresh: Stage) -> None:
    asked = ("mark-sheet", "mark-sheet-apprentice", "feedback", "portfolio", "project-map", "gateway")
    before = {name: MADE[name](fresh, fresh.aisha) for name in asked}
    review.mark(fresh.ws, fresh.marsha, fresh.reviewed, 1, "K2.1", "passed", "Not yet for your eyes.")
    assert {name: MADE[name](fresh, fresh.aisha) for name in asked} == before
    assert MADE["mark-sheet"](fresh, fresh.marsha) != before["mark-sheet"]
    assert MADE["feedback"](fresh, fresh.marsha) == before["feedback"]
    review.sign_off(fresh.ws, fresh.marsha, fresh.reviewed)
    told = MADE["mark-sheet"](fresh, fresh.aisha)
    assert {row[0]: row[3] for row in table(told, "marks").rows}["K2.1"] == "passed"


def test_there_is_no_letter_before_the_sign_off(stage: Stage) -> None:
    for actor in (stage.callum, stage.marsha):
        with pytest.raises(NotFoundError) as refusal:
            reports.feedback_letter(stage.ws, actor, stage.waiting)
        assert one_sentence(refusal.value).endswith("It comes with a trainer's sign-off.")


@pytest.mark.parametrize("name", MADE)
def test_extra_time_stands_in_no_report(stage: Stage, name: str) -> None:
    report = MADE[name](stage, stage.marsha)
    assert "87" not in rendered(report, "md").decode()
    assert "87" not in rendered(report, "json").decode()


def test_of_several_marks_the_best_decides_and_the_others_stand_below(stage: Stage) -> None:
    report = MADE["mark-sheet"](stage, stage.marsha)
    (first,) = [row for row in table(report, "marks").rows if row[0] == "K1.2"]
    assert first[3:5] == ("passed", 1)
    assert [row[:3] for row in table(report, "other-marks").rows] == [("K1.2", "attempted", 2)]


def test_a_replaced_mark_is_in_the_changes_and_not_on_the_sheet(stage: Stage) -> None:
    marks = table(MADE["changes"](stage, stage.marsha), "marks").rows
    assert [(row[3], row[4], row[9]) for row in marks if row[2] == "K1.4"] == [
        ("none", None, ""),
        ("attempted", "none", "Heard again"),
    ]
    sheet = table(MADE["mark-sheet"](stage, stage.marsha), "marks").rows
    assert [row[3] for row in sheet if row[0] == "K1.4"] == ["attempted"]


def test_changes_begin_with_the_day_named(stage: Stage) -> None:
    of_day = {day: reports.what_changed(stage.ws, stage.marsha, day) for day in ("2026-03-03", "2026-03-04")}
    assert [len(table(report, "marks").rows) for report in of_day.values()] == [5, 0]
    assert [len(table(report, "sign-offs").rows) for report in of_day.values()] == [1, 0]
    moved = {(row[0], row[1]) for row in table(of_day["2026-03-04"], "moved").rows}
    assert moved == {("Callum Reid", "K1.2"), ("Callum Reid", "K1.4")}
    one = reports.what_changed(stage.ws, stage.marsha, "2026-03-03", apprentice="callum reid")
    assert {row[0] for row in table(one, "moved").rows} == {"Callum Reid"}
    cohort = reports.what_changed(stage.ws, stage.marsha, "2026-03-03", cohort="autumn")
    assert (dict(cohort.facts)["Whose"], table(cohort, "moved").rows) == ("Autumn", ())


def test_a_cohort_as_of_a_day_is_as_it_was(stage: Stage) -> None:
    then = reports.cohort_overview(stage.ws, stage.marsha, cohort="Spring", as_of="2026-03-02")
    passed = {row[0]: row[4] for row in table(then, "overview").rows}
    assert passed == {"Aisha Rahman": 0, "Callum Reid": 0}
    now = {row[0]: row[4] for row in table(MADE["cohort"](stage, stage.marsha), "overview").rows}
    assert now == {"Aisha Rahman": 1, "Callum Reid": 0}


def test_what_nobody_has_reached_is_named(stage: Stage) -> None:
    report = MADE["cohort"](stage, stage.marsha)
    items = next(block.items for block in report.blocks if getattr(block, "key", "") == "never_reached")
    reached = {row[0] for row in table(report, "criteria").rows if row[8] != row[9]}
    assert reached == {"K1.2", "K1.4"}
    assert len(items) == 62 - 2


@pytest.mark.parametrize("day", ["soon", "2026-13-01", "31/03/2026", ""])
def test_a_day_that_is_none_is_refused(stage: Stage, day: str) -> None:
    with pytest.raises(UsageError) as refusal:
        reports.what_changed(stage.ws, stage.marsha, day)
    one_sentence(refusal.value)


def test_the_map_has_a_place_for_every_criterion_of_the_project(stage: Stage) -> None:
    report = MADE["project-map"](stage, stage.marsha)
    standard = stage.ws.library.standard("l3-css-1.1")
    rows = table(report, "criteria").rows
    assert [row[0] for row in rows] == [criterion.ref for criterion in standard.criteria_of("project-interview")]
    assert all(row[4] for row in rows)
    assert {ref for ref, numbers in template().fits.items() if set(numbers) <= {1, 2, 3, 4, 5, 6}} == {
        r[0] for r in rows
    }
    assert [row[1] for row in table(report, "sections").rows] == [
        "Situation",
        "Actions",
        "Responsibilities",
        "Solutions",
        "Results and recommendations",
        "Feedback",
    ]


def test_a_standard_without_a_project_has_no_map(stage: Stage) -> None:
    with pytest.raises(UsageError) as refusal:
        reports.project_report_map(stage.ws, stage.marsha, "Dev Patel")
    one_sentence(refusal.value)


def test_every_kind_works_for_somebody_who_has_done_nothing(stage: Stage) -> None:
    made = [
        reports.apprentice_marks(stage.ws, stage.marsha, "Dev Patel"),
        reports.portfolio_of_evidence(stage.ws, stage.marsha, "Dev Patel"),
        reports.gateway_of(stage.ws, stage.marsha, "Dev Patel"),
    ]
    for report in made:
        for format_ in FORMATS:
            assert rendered(report, format_)


def test_a_method_that_is_not_there_is_named_with_the_nearest(stage: Stage) -> None:
    with pytest.raises(NotFoundError) as refusal:
        reports.apprentice_marks(stage.ws, stage.marsha, "Aisha Rahman", "professional-discusion")
    assert "Did you mean professional-discussion?" in one_sentence(refusal.value)


def test_a_transcript_says_when_the_clock_stood_still(fresh: Stage) -> None:
    rehearsal = rehearse.start(fresh.ws, fresh.aisha, rehearse.Plan("project-interview", questions=1), QUESTIONS[:1])
    rehearsal.open()
    fresh.clock.advance(minutes=1)
    rehearsal.request("pause")
    fresh.clock.advance(minutes=7)
    rehearsal.request("resume")
    rehearsal.say("I rang Mrs Osei back and told her what had gone wrong.")
    rehearsal.request("end")
    rehearsal.hand_in({})
    report = reports.session_transcript(fresh.ws, fresh.marsha, rehearsal.session_id)
    assert table(report, "stops").rows == ((1, 1, "7 minutes", "pause"),)


def test_marks_of_several_sessions_come_together(fresh: Stage) -> None:
    again = hand_in(fresh.ws, fresh.clock, fresh.aisha, QUESTIONS[1:2], ANSWERS[1:2])
    review.mark(fresh.ws, fresh.marsha, again, 1, "K1.4", "passed", "Now there are two.")
    sheet = reports.apprentice_marks(fresh.ws, fresh.marsha, "Aisha Rahman", "project-interview")
    rows = {row[0]: row for row in table(sheet, "marks").rows}
    assert rows["K1.4"][3:6] == ("passed", again, 1)
    assert rows["K1.2"][3:6] == ("passed", fresh.reviewed, 1)
    assert [row[:4] for row in table(sheet, "other-marks").rows] == [
        ("K1.2", "attempted", fresh.reviewed, 2),
        ("K1.4", "attempted", fresh.reviewed, 2),
    ]
