"""A CSV file of people: encodings, separators, headings, and files that are something else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.people_csv import COLUMNS, MAX_BYTES, MAX_ROWS, Sheet, read_people, sample, sheet_of
from coach.errors import CoachError, ContentError
from tests.builders_edges import one_sentence

TEXT = "name,cohort,workplace\nZoë Lindqvist,Spring,“Rope & Tar”\n"


def told(sheet: Sheet) -> list[str]:
    return [one_sentence(str(problem)) for problem in sheet.problems]


def only_row(raw: bytes | str) -> dict[str, str]:
    sheet = sheet_of(raw.encode() if isinstance(raw, str) else raw)
    assert told(sheet) == []
    (row,) = sheet.rows
    return dict(row.cells)


ZOE = {"name": "Zoë Lindqvist", "cohort": "Spring", "workplace": "“Rope & Tar”"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_that_spreadsheets_save_is_read(encoding: str) -> None:
    assert only_row(TEXT.encode(encoding)) == ZOE
    notes = sheet_of(TEXT.encode(encoding)).notes
    assert [("Windows-1252" in note) for note in notes] == ([True] if encoding == "cp1252" else [])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end_is_read(separator: str, end: str) -> None:
    assert only_row(TEXT.replace(",", separator).replace("\n", end)) == ZOE


def test_a_separator_that_the_file_names_is_taken() -> None:
    assert only_row("sep=;\r\nname;cohort\r\nAnn Bee;a,b,c,d\r\n") == {"name": "Ann Bee", "cohort": "a,b,c,d"}


def test_headings_come_in_any_order_case_and_spacing() -> None:
    head = " Extra_Time  % ,FACE-TO-FACE,Organization,plan   Version,NAME,Start date"
    assert only_row(f"{head}\n25,yes,highfield,1.0,Ann,2026-01-05\n") == {
        "name": "Ann",
        "face to face": "yes",
        "organisation": "highfield",
        "plan version": "1.0",
        "started": "2026-01-05",
        "extra time percent": "25",
    }


def test_empty_lines_count_as_rows_and_say_nothing() -> None:
    sheet = sheet_of(b"\n\nname,role\n,\n\n  ,  \nAnn Bee,\n")
    assert [(row.number, dict(row.cells)) for row in sheet.rows] == [(7, {"name": "Ann Bee"})]


def test_a_cell_may_hold_the_separator_quotes_and_line_ends() -> None:
    text = 'name,workplace\n"Ann ""Nan"" Bee", "Bell,\nHarrow"\nCy Dee,Quay\n'
    sheet = sheet_of(text.encode())
    assert [dict(row.cells) for row in sheet.rows] == [
        {"name": 'Ann "Nan" Bee', "workplace": "Bell,\nHarrow"},
        {"name": "Cy Dee", "workplace": "Quay"},
    ]
    assert [row.number for row in sheet.rows] == [2, 3]


def test_an_unknown_column_is_told_with_the_nearest_and_the_rest_still_read() -> None:
    sheet = sheet_of(b"name,gatway,shoe size\nAnn,2026-01-05,7\n")
    assert told(sheet) == [
        "row 1, column B: no column is called gatway. Did you mean gateway?",
        f"row 1, column C: no column is called shoe size. The columns are {', '.join(COLUMNS)}.",
    ]
    assert dict(sheet.rows[0].cells) == {"name": "Ann"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name,role,Role\nAnn,trainer,lead\n", "row 1, column C: role is a heading twice."),
        ("naem,role\nAnn,trainer\n", "row 1: there is no column called name."),
        ("name,role\nAnn,trainer,Spring\n", "row 2, column C: this row has more cells than there are headings (2)."),
        ('name,role\nAnn,trainer\n"Bee,trainer\nCy,lead\n', "row 3: a quote opens here that nothing closes."),
        ('name,role\n"Ann"a,trainer\n', "row 2: a quote stands where none can."),
        ('name,role\n"' + "x" * 140_000 + '",lead\n', "row 2: a quote opens here that nothing closes."),
    ],
)
def test_what_is_wrong_with_its_shape_is_told_with_its_place(text: str, problem: str) -> None:
    assert problem in " | ".join(told(sheet_of(text.encode())))


def test_rows_before_a_quote_left_open_are_read() -> None:
    sheet = sheet_of(b'name\nAnn\n"Bee\n')
    assert [row.cells["name"] for row in sheet.rows] == ["Ann"]


def test_an_empty_heading_over_an_empty_column_is_passed_over() -> None:
    assert only_row("name,,role,\nAnn,,trainer,\n") == {"name": "Ann", "role": "trainer"}


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\n\n  \n", "The file is empty."),
        (b"\n\n , \n", "Row 3 is no line of headings."),
        (b"Ann Bee,apprentice\n", "Row 1 is no line of headings."),
        (b"," * 5_000, "Row 1 is no line of headings."),
        (b"name" + b"," * 5_000, "Row 1 is no line of headings."),
        (b"name\nAnn\0Bee\n", "Line 2 holds a NUL"),
        (b"\0" * 400, "holds a NUL"),
        (b"PK\x03\x04\x14\x00\x06\x00xl/workbook.xml", "holds a NUL"),
        (b"name\n\x81\x8d\n", "The file is neither UTF-8 nor Windows-1252 text."),
        (b"\xff\xfen\0a\0m\0e", "The file is not UTF-16 text."),
        (b"\xef\xbb\xbfname\n\xff", "The file is not UTF-8 text."),
        (b"name\n" + b"A\n" * (MAX_ROWS + 1), "more than 5,000 rows"),
    ],
)
def test_what_is_no_such_file_is_refused(raw: bytes, sentence: str) -> None:
    with pytest.raises(ContentError) as refusal:
        sheet_of(raw)
    assert sentence in one_sentence(refusal.value)


def test_a_file_that_is_not_there_or_far_too_large_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    large.write_bytes(b"name\n" + b"A" * MAX_BYTES)
    for path, sentence in ((tmp_path / "none.csv", "cannot be read"), (large, "has more than 2,000,000 bytes")):
        with pytest.raises(ContentError, match=sentence):
            read_people(path)


def test_the_sample_fills_every_column_and_opens_in_a_spreadsheet() -> None:
    raw = sample()
    assert raw.startswith(b"\xef\xbb\xbfname,") and raw.count(b"\r\n") == raw.count(b"\n")
    sheet = sheet_of(raw)
    assert told(sheet) == []
    assert {column for row in sheet.rows for column in row.cells} == set(COLUMNS)


LIKE_A_FILE = st.text(max_size=200).map(lambda text: f"name,role,{text}".encode("utf-8", "replace"))


@given(st.one_of(st.binary(max_size=400), LIKE_A_FILE))
def test_any_bytes_are_read_or_refused_in_a_sentence(raw: bytes) -> None:
    try:
        sheet = sheet_of(raw)
    except CoachError as error:
        one_sentence(error)
    else:
        told(sheet)
