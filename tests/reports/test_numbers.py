"""Every number and word of a report is in each of its formats, and the numbers are those of the screens."""

import io
import json
from collections.abc import Iterator

import openpyxl
import pytest

from coach.coverage.state import COVERAGE_STATES
from coach.plain.coverage import GLYPHS, IN_WORDS
from coach.reports.render import rendered
from coach.reports.render.clean import cleaned
from coach.reports.render.states import LOOKS, look
from coach.reports.report import HeatMap, Report, Table, Value
from coach.services import cohort, programme, sessions, watch
from tests.reports.reading import Page, csv_rows, sheets
from tests.reports.stage import MADE, Stage


@pytest.fixture(params=MADE)
def report(request: pytest.FixtureRequest, stage: Stage) -> Report:
    return cleaned(MADE[request.param](stage, stage.marsha))


def rows_of(table: Table) -> Iterator[tuple[Value, ...]]:
    yield from table.rows
    if table.totals is not None and table.rows:
        yield table.totals


def in_words(table: Table, row: tuple[Value, ...], tick: str) -> list[str]:
    """Return a row as it is read: states in words, ticks as their sign."""
    kinds = [column.kind for column in table.columns]
    shown = []
    for kind, value in zip(kinds, row, strict=True):
        if value is None or value is False:
            shown.append("")
        elif value is True:
            shown.append(tick)
        else:
            shown.append(look(str(value)).words if kind == "state" else str(value))
    return shown


def squeezed(cells: list[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in cells]


def test_every_row_is_in_the_json(report: Report) -> None:
    document = json.loads(rendered(report, "json"))
    assert document["facts"] == dict(report.facts)
    for block in report.blocks:
        if isinstance(block, Table) and not block.sheet_only:
            found = document["tables"][block.key]
            assert [tuple(row.values()) for row in found["rows"]] == [
                tuple(value for _, value in sorted(zip([c.key for c in block.columns], row, strict=True)))
                for row in block.rows
            ]
        elif isinstance(block, HeatMap):
            found = document["tables"][block.key]["rows"]
            assert [(each["name"], *each["states"].values()) for each in found] == [
                (name, *(state for _, state in sorted(zip([h for h, _ in block.columns], states, strict=True))))
                for name, states in block.rows
            ]


def test_every_row_is_in_the_csv(report: Report) -> None:
    rows = csv_rows(rendered(report, "csv"))
    for table in report.tables:
        if not table.sheet_only:
            for row in rows_of(table):
                assert in_words(table, row, "x") in rows, table.key


def test_each_table_can_be_had_alone(report: Report) -> None:
    for table in report.tables:
        head, *rows = csv_rows(rendered(report, "csv", table.key))
        assert head == [column.title for column in table.columns]
        assert rows == [in_words(table, row, "x") for row in table.rows]


def test_every_row_is_in_the_html(report: Report) -> None:
    page = Page(rendered(report, "html").decode())
    shown = [squeezed(row) for table in page.tables for row in table]
    for table in report.tables:
        if table.sheet_only:
            continue
        for row in rows_of(table):
            cells = in_words(table, row, "●yes")
            for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                if column.kind == "state" and isinstance(value, str):
                    cells[place] = f"{look(value).glyph} {look(value).words}"
            assert squeezed(cells) in shown, table.key
    for label, value in report.facts:
        assert label in page.texts and str(value) in page.texts


def test_every_row_is_in_the_markdown(report: Report) -> None:
    lines = [line.replace("\\", "").replace("**", "") for line in rendered(report, "md").decode().splitlines()]
    shown = [squeezed(line.strip("|").split(" | ")) for line in lines if line.startswith("|")]
    maps = {block.key for block in report.blocks if isinstance(block, HeatMap)}
    for table in report.tables:
        if table.sheet_only:
            continue
        for row in rows_of(table):
            cells = in_words(table, row, "●")
            if table.key in maps:
                cells = [cells[0], *(look(state).glyph if isinstance(state, str) else "" for state in row[1:])]
            assert squeezed(cells) in shown, table.key


def test_every_row_is_in_the_workbook_and_numbers_are_numbers(report: Report) -> None:
    book = sheets(rendered(report, "xlsx"))
    rows = [list(row) for sheet in book.values() for row in sheet]
    for table in report.tables:
        for row in rows_of(table):
            wanted: list[object] = []
            for column, value in zip(table.columns, row, strict=True):
                if value is None or value is False or value == "":
                    wanted.append(None)
                elif value is True:
                    wanted.append("x")
                elif column.kind == "state" and isinstance(value, str):
                    wanted.append(look(value).words)
                else:
                    wanted.append(value)
            found = [[_day(cell) for cell in each[: len(wanted)]] for each in rows]
            assert wanted in found, table.key


def _day(cell: object) -> object:
    return cell.date().isoformat() if hasattr(cell, "date") else cell


def test_a_workbook_of_a_cohort_has_an_overview_and_a_sheet_for_each_apprentice(stage: Stage) -> None:
    data = rendered(MADE["cohort"](stage, stage.marsha), "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames[0] == "Overview"
    assert {"Aisha Rahman", "Callum Reid"} < set(book.sheetnames)
    sheet = book["Aisha Rahman"]
    assert sheet.freeze_panes == "B2"
    coverage = watch.coverage_of(stage.ws, stage.marsha, stage.aisha.id)
    assert {row[0].value: row[4].value for row in sheet.iter_rows(min_row=2)} == {
        ref: look(state).words for ref, state in coverage.states.items()
    }


# The same as on the screens


def table(report: Report, key: str) -> Table:
    return next(each for each in report.tables if each.key == key)


def test_states_look_as_they_do_on_the_screens() -> None:
    assert {state: (LOOKS[state].glyph, LOOKS[state].words) for state in COVERAGE_STATES} == {
        state: (GLYPHS[state], IN_WORDS[state]) for state in COVERAGE_STATES
    }


def test_the_cohort_is_that_of_the_screen(stage: Stage) -> None:
    report = MADE["cohort"](stage, stage.marsha)
    (grid,) = cohort.grids(stage.ws, stage.marsha, cohort.Filters(cohort="Spring"))
    maps = [block for block in report.blocks if isinstance(block, HeatMap)]
    shown = {name: tuple(s for each in maps for s in dict(each.rows)[name]) for name, _ in maps[0].rows}
    assert list(shown.items()) == [(row.name, row.states) for row in grid.rows]
    overview = table(report, "overview")
    assert [(row[0], row[4], row[9]) for row in overview.rows] == [(row.name, row.passed, row.of) for row in grid.rows]
    criteria = table(report, "criteria")
    assert [(row[0], row[4], row[9]) for row in criteria.rows] == [(c.refs[0], c.passed, c.of) for c in grid.columns]


def test_the_gateway_is_that_of_the_screen(stage: Stage) -> None:
    report = MADE["gateway"](stage, stage.marsha)
    shown = programme.programme_of(stage.ws, stage.marsha, stage.aisha.id)
    assert [(row[0], row[1], row[6]) for row in table(report, "methods").rows] == [
        (method.title, method.passed, method.of) for method in shown.methods
    ]
    assert [(row[0], row[1], row[6]) for row in table(report, "sections").rows] == [
        (f"{section.section} {section.title}", section.passed, section.of) for section in shown.sections
    ]
    assert [row[1] for row in table(report, "weeks").rows] == list(shown.weekly_passed)
    assert [row[:3] for row in table(report, "checklist").rows] == [(i.title, i.state, i.detail) for i in shown.gateway]
    assert [(row[0], row[3]) for row in table(report, "dates").rows] == [
        (d.day.isoformat(), d.where) for d in shown.due
    ]


def test_the_mark_sheet_is_that_of_the_session(stage: Stage) -> None:
    report = MADE["mark-sheet"](stage, stage.marsha)
    view = sessions.view_session(stage.ws, stage.marsha, stage.reviewed)
    marked = {row[0]: row[3] for row in table(report, "marks").rows if row[3] != "unmarked"}
    assert marked == dict(view.marked)
    assert [(row[1], row[5]) for row in table(report, "counts").rows] == [
        (view.grade.passes, view.grade.passes_of),
        (view.grade.distinctions, view.grade.distinctions_of),
    ]


def test_the_mark_sheet_of_all_sessions_has_the_grades_and_states_of_the_screens(stage: Stage) -> None:
    report = MADE["mark-sheet-apprentice"](stage, stage.marsha)
    states = watch.coverage_of(stage.ws, stage.marsha, stage.aisha.id).states
    rows = [row for each in report.tables if each.key.startswith("marks-") for row in each.rows]
    assert {row[0] for row in rows} == set(states)
    assert {row[0] for row in rows if row[3] == "passed"} == {r for r, state in states.items() if state == "passed"}
    grades = watch.grades_of(stage.ws, stage.marsha, stage.aisha.id)
    for method, grade in grades.methods.items():
        counts = table(report, f"counts-{method}")
        assert (counts.rows[0][1], counts.rows[1][1]) == (grade.passes, grade.distinctions)
    told = grades.overall if grades.attempted else "not yet graded"
    assert dict(report.facts)["Mock grade overall"] == told
