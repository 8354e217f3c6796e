"""Names and words made to do harm: in no format do they become markup, a formula, or a steering character."""

import json
import re
import unicodedata
from collections.abc import Iterator

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.reports.render import rendered
from coach.reports.render.csv import formula_safe
from coach.reports.render.markdown import escaped
from coach.reports.render.xlsx import LONGEST_SHEET_NAME, MOST_LETTERS, sheet_names
from coach.reports.report import Column, Format, Heading, HeatMap, Items, Paragraph, Report, Table
from tests.reports.reading import Page, csv_rows, sheets
from tests.reports.stage import MADE, Stage, build

NAME = '=cmd|"/c calc"!A1 <b>x</b>'
WORDS = (
    '</td><script>alert(1)</script><img src="https://e.example/x"> [go](https://e.example) **bold** `tick` | pipe '
    "\u202egnihsif\u202c \x1b[31mred\x00 &amp; {{ 7 * 7 }} ]]> \ufffe\n=1+1\n# heading\n- item"
)
FORMATS: tuple[Format, ...] = ("md", "html", "csv", "xlsx", "json")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = build(tmp_path_factory.mktemp("hostile"), NAME, WORDS)
    yield stage
    stage.ws.store.close()


def report_of(text: str) -> Report:
    """Return a report with the same text in every place that takes one."""
    columns = (Column("name", text), Column("text", text), Column("on", "On", "day"))
    return Report(
        "cohort",
        text,
        text,
        "2026-03-02",
        (("Whose", text),),
        (
            Heading(text),
            Paragraph(text, "words"),
            Items("items", (text, text)),
            Table("rows", text, columns, ((text, text, "2026-03-02"), (text, None, None)), (text, "", None)),
            Table("own", text, columns, ((text, text, None),), sheet=text),
            HeatMap("map", text, text, ((text, text), ("K1.1", "x")), ((text, ("passed", None)),), sheet=text),
        ),
    )


@pytest.mark.parametrize("name", MADE)
def test_a_page_has_no_element_and_no_address_of_a_users(hostile: Stage, name: str) -> None:
    data = rendered(MADE[name](hostile, hostile.marsha), "html").decode()
    page = Page(data)
    assert not {"script", "img", "a", "link", "iframe", "b", "object"} & {tag for tag, _ in page.tags}
    for _, attributes in page.tags:
        assert not {"src", "href", "onload", "onclick"} & set(attributes)
    assert "49" not in re.findall(r"\{\{ (\d+)", data)


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("format_", ("md", "html", "csv", "json"))
def test_no_character_steers_a_terminal(hostile: Stage, name: str, format_: Format) -> None:
    text = rendered(MADE[name](hostile, hostile.marsha), format_).decode("utf-8-sig")
    steering = {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co")}
    assert steering <= {"\n", "\r", "\t"}


@pytest.mark.parametrize("name", MADE)
def test_no_cell_of_a_csv_begins_a_formula(hostile: Stage, name: str) -> None:
    for row in csv_rows(rendered(MADE[name](hostile, hostile.marsha), "csv")):
        for cell in row:
            if not re.fullmatch(r"-?\d+", cell):
                assert cell.lstrip()[:1] not in ("=", "+", "-", "@"), cell


@pytest.mark.parametrize("name", MADE)
def test_a_workbook_holds_texts_and_no_formula_or_link(
    hostile: Stage, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    path.write_bytes(rendered(MADE[name](hostile, hostile.marsha), "xlsx"))
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" and cell.hyperlink is None


def test_what_was_written_is_still_there_to_read(hostile: Stage) -> None:
    report = MADE["mark-sheet"](hostile, hostile.marsha)
    page = Page(rendered(report, "html").decode())
    assert '</td><script>alert(1)</script><img src="https://e.example/x">' in page.text
    document = json.loads(rendered(report, "json"))
    assert document["facts"]["Apprentice"] == NAME
    shown = rendered(report, "md").decode()
    assert (
        "\\<script\\>" in shown and "\\*\\*bold\\*\\*" in shown and "\\[go\\](https\\://" in shown.replace("\\)", ")")
    )


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@x", " =1", "\u00a0=1", "\t1", "\r1", "\n1", "＝1", "＋1", "－1", "＠x", "﹢1", "\u3000＝1"],
)
def test_what_could_begin_a_formula_gets_an_apostrophe(text: str) -> None:
    assert formula_safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "K1.1", "9 in 10", "'=1", "a=1", "£50", "·", "–"])
def test_what_begins_none_stays_as_it_is(text: str) -> None:
    assert formula_safe(text) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# no heading", "\\# no heading"),
        ("- no item", "\\- no item"),
        ("+ no item", "\\+ no item"),
        ("1. no number", "1\\. no number"),
        ("2) no number", "2\\) no number"),
        ("--- ", "\\---"),
        ("=== ", "\\==="),
        ("a | b", "a \\| b"),
        ("*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~"),
        ("<b> &amp; [x](y) ![z](w)", "\\<b\\> \\&amp; \\[x\\](y) !\\[z\\](w)"),
        ("https://e.example www.e.example a@b.example", "https\\://e.example www\\.e.example a\\@b.example"),
        ("10 % of £50 - well done.", "10 % of £50 - well done."),
        ("    code", "code"),
    ],
)
def test_words_are_no_markdown(text: str, wanted: str) -> None:
    assert escaped(text) == wanted


@pytest.mark.parametrize("text", ["x" * 200_000, "a\n" * 5_000, "𝄞" * 17_000, "", " ", "\ud800", "'" * 60, "[]:*?/\\"])
def test_a_text_of_any_length_and_kind_is_written(text: str) -> None:
    made = {format_: rendered(report_of(text), format_) for format_ in FORMATS}
    assert all(made.values())
    for rows in sheets(made["xlsx"]).values():
        for row in rows:
            assert all(len(cell.encode("utf-16-le")) <= 2 * MOST_LETTERS for cell in row if isinstance(cell, str))


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    cells = [c for rows in sheets(rendered(report_of("x" * 40_000), "xlsx")).values() for row in rows for c in row]
    long = [cell for cell in cells if isinstance(cell, str) and len(cell) > 1_000]
    assert long and all(cell.endswith("… (cut here; the other formats have it whole)") for cell in long)


@given(st.text(max_size=60))
def test_any_text_at_all_makes_a_whole_report(text: str) -> None:
    report = report_of(text)
    Page(rendered(report, "html").decode())
    json.loads(rendered(report, "json"))
    rendered(report, "md").decode()
    for row in csv_rows(rendered(report, "csv")):
        assert all(formula_safe(cell) == cell for cell in row)
    sheets(rendered(report, "xlsx"))


@given(st.lists(st.text(max_size=50), max_size=12))
def test_sheets_have_names_that_a_workbook_takes(wanted: list[str]) -> None:
    names = list(sheet_names(wanted))
    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert name and len(name.encode("utf-16-le")) <= 2 * LONGEST_SHEET_NAME
        assert not set(name) & set("[]:*?/\\") and not name.startswith("'") and not name.endswith("'")
        assert name.casefold() != "history"


def test_apprentices_of_names_that_begin_alike_have_sheets_of_their_own() -> None:
    long = "Bartholomew Featherstonehaugh-Cholmondeley"
    assert list(sheet_names([f"{long} the First", f"{long} the Second", "A/B", "a b"])) == [
        "Bartholomew Featherstonehaugh-C",
        "Bartholomew Featherstonehaugh 2",
        "A B",
        "a b 2",
    ]
