"""What holds for every import: twice is once, and any bytes are imported or refused in sentences."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.people_csv import COLUMNS, sheet_of
from coach.errors import CoachError
from coach.services.people_import import ImportReport, import_people
from coach.services.rights import OWNER
from tests.builders_edges import Place, content, one_sentence


def told(report: ImportReport) -> list[str]:
    return [one_sentence(str(problem)) for problem in report.problems]


NAMES = st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F), min_size=1, max_size=12)
DAYS = st.dates().filter(lambda day: 2000 <= day.year < 2100)
HEADINGS = {
    column: st.sampled_from([column, column.upper(), f"  {column.replace(' ', '_')} ", *also])
    for column, also in COLUMNS.items()
}
CELLS = {
    "name": NAMES,
    "cohort": st.sampled_from(["", "Spring", "Autumn; late", 'The "A" team']),
    "standard": st.just("l3-css-1.0"),
    "organisation": st.sampled_from(["highfield", "Achieve+Partners"]),
    "gateway": DAYS.flatmap(lambda day: st.sampled_from([day.isoformat(), f"{day:%d/%m/%Y}"])),
    "face to face": st.sampled_from(["yes", "No", ""]),
    "extra time percent": st.sampled_from(["", "25", "10 %"]),
}


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    columns = draw(st.permutations(sorted(CELLS)))
    rows = draw(st.lists(st.fixed_dictionaries(CELLS), max_size=6, unique_by=lambda row: row["name"].casefold()))
    text = io.StringIO()
    writer = csv.writer(
        text, delimiter=draw(st.sampled_from(",;\t")), lineterminator=draw(st.sampled_from(["\n", "\r\n"]))
    )
    writer.writerow([draw(HEADINGS[column]) for column in columns])
    writer.writerows([row[column] for column in columns] for row in rows)
    return text.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])))


@given(sheets())
def test_whatever_is_imported_twice_changes_nothing_the_second_time(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    place = Place(tmp_path_factory.mktemp("twice") / "coach.db")
    ws = place.open()
    first = import_people(ws, OWNER, sheet_of(raw))
    assert told(first) == []
    before = content(ws.store)
    again = import_people(ws, OWNER, sheet_of(raw), remove_missing=True)
    assert (again.added, again.changed, again.missing) == ((), (), ())
    assert len(again.unchanged) == len(first.added)
    assert content(ws.store) == before
    place.close()


WORDS = st.sampled_from(
    ["name", "role", "Ann", "=1", "trainer", "l3-css-1.0", "highfield", "2026-02-30", "none", '"', "é", "\ud800"]
)
NEARLY = st.lists(st.lists(WORDS, max_size=5).map(",".join), max_size=6).map("\n".join)


@given(
    st.binary(max_size=200) | NEARLY.map(lambda text: f"name,role,standard\n{text}".encode("utf-8", "surrogatepass"))
)
def test_any_bytes_are_imported_or_refused_in_sentences(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    place = Place(tmp_path_factory.mktemp("any") / "coach.db")
    ws = place.open()
    before = content(ws.store)
    try:
        report = import_people(ws, OWNER, sheet_of(raw))
    except CoachError as error:
        one_sentence(error)
    else:
        told(report)
        assert report.written is not bool(report.problems)
        assert not report.problems or content(ws.store) == before
    place.close()
