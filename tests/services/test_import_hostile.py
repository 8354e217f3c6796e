"""A record from outside that cannot be: refused in one sentence, or shown on every page without a crash."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.content.record_zip import RecordRead
from coach.errors import CoachError, ContentError
from coach.services import people
from coach.services.import_record import Imported, import_record
from coach.services.rights import OWNER
from tests.builders_edges import Place, content, one_sentence
from tests.services.whole_record import look_at_everything, taken_out, whole


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Place]:
    """An empty store on another machine."""
    place = Place(tmp_path / "elsewhere" / "coach.db")
    yield place
    place.close()


def change(table: str, **changes: Any) -> Any:
    return lambda tables: tables[table][0].update(changes)


def leave_out(table: str, column: str) -> Any:
    return lambda tables: tables[table][0].pop(column)


def call(table: str, id_: str) -> Any:
    """Give the first of a table another id, wherever it is named."""

    def rename(tables: Any) -> None:
        before = tables[table][0]["id"]
        for rows in tables.values():
            for row in rows:
                row |= {name: id_ for name, value in row.items() if value == before}

    return rename


CANNOT_BE = {
    "a table nobody knows": lambda tables: tables.update(passphrases=[{"person_id": "x"}]),
    "the trail as a table": lambda tables: tables.update(audit_entries=[{}]),
    "a column nobody knows": change("people", password="x"),
    "SQL for a column": change("people", **{"name) VALUES ('x'); --": 1}),
    "nobody": lambda tables: tables["people"].clear(),
    "two people": lambda tables: tables["people"].append(dict(tables["people"][0], id="x2", name="B", name_key="b")),
    "a trainer": change("people", role="trainer"),
    "no id": leave_out("people", "id"),
    "an empty id": change("people", id=""),
    "a session that leads out of a folder": call("sessions", "../../autostart/x"),
    "a session anywhere on the disk": call("sessions", "/etc/x"),
    "a session elsewhere on Windows": call("sessions", "..\\x"),
    "a session too long for a file": call("sessions", "a" * 300),
    "an apprentice who leads out of a folder": call("people", "../x"),
    "a NUL in the name": change("people", name="A\0B"),
    "a name that steers": change("people", name="A\u202eB"),
    "a huge name": change("people", name="A" * 100_000),
    "another key of the name": change("people", name_key="somebody else"),
    "an unknown standard": change("people", standard="l9-xyz"),
    "an unknown organisation": change("sessions", organisation="nobody"),
    "an unknown method": change("sessions", method="dance"),
    "an unknown state": change("sessions", state="won"),
    "a wrong mode": change("sessions", mode="fun"),
    "somebody else's sitting": change("sessions", apprentice_id="x2"),
    "a reviewer nobody named": change("sessions", reviewer_id="x2"),
    "a resit of nothing": change("sessions", resit_of="x2"),
    "a number for a text": change("turns", text=5),
    "a text for a number": change("turns", seq="1"),
    "true for a number": change("people", face_to_face=True),
    "a huge number": change("turns", seq=2**63),
    "no finite number": change("sessions", elapsed=1e400),
    "null where something must be": change("turns", text=None),
    "a list for a text": change("turns", text=["x"]),
    "a turn of another sitting": change("turns", session_id="x2"),
    "an unknown speaker": change("turns", speaker="ghost"),
    "the same turn twice": lambda tables: tables["turns"].append(dict(tables["turns"][0])),
    "terms that cannot be read": change("sessions", terms="{}"),
    "a progress that nests": change("sessions", progress="[" * 200_000),
    "a question that cannot be read": change("session_questions", question="null"),
    "a question too many": change("session_questions", number=9),
    "evidence that cannot be read": change("suggestions", evidence='{"a":1}'),
    "a criterion nobody knows": change("marks", ref="Z9"),
    "a mark nobody knows": change("marks", mark="brilliant"),
    "a mark for somebody else": change("marks", apprentice_id="x2"),
    "no time": change("marks", marked_at="yesterday"),
    "no day": change("people", started_on="2026-02-30"),
    "extra time that cannot be": change("private_settings", value="-1"),
}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> RecordRead:
    place = Place(tmp_path_factory.mktemp("recorded") / "coach.db")
    ws = place.open()
    read = taken_out(ws, whole(place, ws).id)
    place.close()
    return read


@pytest.mark.parametrize("what", CANNOT_BE)
def test_a_record_that_cannot_be_is_refused_in_a_sentence(recorded: RecordRead, elsewhere: Place, what: str) -> None:
    read = copy.deepcopy(recorded)
    CANNOT_BE[what](read.tables)
    there = elsewhere.open()
    before = content(there.store)
    with pytest.raises(ContentError) as refused:
        import_record(there, OWNER, read)
    assert len(one_sentence(refused.value)) < 300
    assert content(there.store) == before


def test_an_older_file_lacks_columns_and_tables(recorded: RecordRead, elsewhere: Place) -> None:
    read = copy.deepcopy(recorded)
    for row in read.tables["marks"]:
        del row["why"]
    del read.tables["assessment_dates"]
    there = elsewhere.open()
    done = import_record(there, OWNER, read)
    assert isinstance(done, Imported) and done.written


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=6),
    st.sampled_from(["[]", "{}", "null", "2026-03-02T09:30:00Z", "passed", "reviewed", "K2.4", "id00001", "\0", "=1"]),
)


@settings(max_examples=150)
@given(st.data())
def test_whatever_one_cell_holds_it_is_refused_or_every_page_can_show_it(
    recorded: RecordRead, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    read = copy.deepcopy(recorded)
    table = data.draw(st.sampled_from(sorted(read.tables)))
    row = data.draw(st.sampled_from(read.tables[table]))
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(cells)
    elsewhere = Place(tmp_path_factory.mktemp("cell") / "coach.db")
    there = elsewhere.open()
    try:
        done = import_record(there, OWNER, read)
    except CoachError as error:
        one_sentence(error)
        assert people.everybody(there) == ()
    else:
        assert done.written
        look_at_everything(there, read.tables["people"][0]["id"], "Marsha Delgado")
    elsewhere.close()
