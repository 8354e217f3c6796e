"""Taking a record out: every table is thought of, each gets what they may, and nothing in it can do harm."""

import csv
import io
import json
import zipfile
from typing import Any

import pytest

from coach.errors import UsageError
from coach.reports.record import csv_of
from coach.services import audit, people, review
from coach.services.export import export_record
from coach.services.people import NewPerson
from coach.services.rights import OWNER, Actor, acting
from coach.services.workspace import Workspace
from coach.store import personal
from coach.store.personal import ELSEWHERE, PARTS, SECRETS
from tests.builders_edges import Place, an_apprentice
from tests.services.whole_record import ANSWER, people_named, whole


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tables_of(content: bytes) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = json.loads(parts_of(content)["record.json"])["tables"]
    return tables


def test_every_table_is_thought_of_and_every_reference_to_a_person(ws: Workspace) -> None:
    tables = ws.store.tables()
    known = [part.table for part in (*PARTS, *SECRETS)] + list(ELSEWHERE)
    assert len(known) == len(set(known))
    assert tables <= set(known), "say in coach/store/personal.py whose rows a new table holds"
    owned = {part.table: part for part in (*PARTS, *SECRETS)}
    for key in ws.store.references():
        if key.to in owned:
            assert key.table in owned, f"{key.table} refers to {key.to}, so it holds something of somebody's"
            part = owned[key.table]
            assert key.to != "people" or key.column in {part.owner, "apprentice_id", *part.people}, key
    for part in (each for each in PARTS if each.table in tables):
        columns = {column.name for column in ws.store.columns_of(part.table)}
        assert {part.owner, *part.key, *part.people} <= columns


def test_the_json_of_their_own_export_is_all_that_is_stored(place: Place, ws: Workspace) -> None:
    aisha = whole(place, ws)
    stored = personal.record_of(ws.store, aisha.id)
    assert [table for table, rows in stored.items() if not rows] == []
    tables = tables_of(export_record(ws, aisha, "Aisha Rahman").content)
    held_back = ("marks", "attached_evidence", "claims", "second_looks", "second_marks", "settlements", "coverage")
    for table, rows in stored.items():
        if table not in held_back:
            assert tables[table] == rows, table
    assert {row["key"]: row["value"] for row in tables["private_settings"]} == {"extra_time_percent": "37"}
    document = json.loads(parts_of(export_record(ws, aisha, aisha.id).content)["record.json"])
    assert {row["name"] for row in document["colleagues"]} == {"Marsha Delgado", "Owen Pritchard"}
    assert {entry["deed"] for entry in document["trail"]} >= {"mark", "sign-off"}


def test_an_apprentice_takes_out_no_mark_before_its_sign_off_and_nothing_between_trainers(
    place: Place, ws: Workspace
) -> None:
    aisha = whole(place, ws)
    made = export_record(ws, aisha, aisha.id)
    tables = tables_of(made.content)
    assert [row["comment"] for row in tables["marks"]] == ["commentperiwinkle"] * 2
    assert all(tables[name] == [] for name in ("claims", "second_looks", "second_marks", "settlements"))
    assert {row["ref"] for row in tables["coverage"]} == {"K2.4"}
    for hidden in (b"Not for your eyes yet", b"hashmarzipan"):
        assert hidden not in b"".join(parts_of(made.content).values())
    assert len(made.left_out) == 2
    (waiting,) = (row["id"] for row in tables["sessions"] if row["state"] == "in-review")
    review.sign_off(ws, people_named(ws, "Marsha Delgado"), waiting)
    assert "Not for your eyes yet." in [row["comment"] for row in tables_of(_own(ws, aisha))["marks"]]


def test_a_lead_takes_out_what_they_may_read_and_extra_time_is_in_none_of_it(place: Place, ws: Workspace) -> None:
    aisha = whole(place, ws)
    lena = acting(people.join(ws, NewPerson("Lena Fox", "lead")))
    made = export_record(ws, lena, aisha.id)
    tables = tables_of(made.content)
    everything = b"".join(parts_of(made.content).values())
    for private in (b"quizzicalnote", b"draftvermilion", b"extra_time_percent", b'\\"allowed\\":4932'):
        assert private not in everything
    assert b'\\"allowed\\":3600' in everything
    assert {row["state"] for row in tables["sessions"]} == {"reviewed", "in-review"}
    assert len(tables["second_marks"]) == len(tables["settlements"]) == 1
    assert len(made.left_out) == 2
    assert {row["state"] for row in tables_of(export_record(ws, OWNER, aisha.id).content)["sessions"]} >= {"answering"}


def test_the_same_record_gives_the_same_bytes_and_each_export_stands_in_the_trail(place: Place, ws: Workspace) -> None:
    aisha = whole(place, ws)
    first = _own(ws, aisha)
    place.clock.advance(days=3)
    assert _own(ws, aisha) == first
    entries = [entry for entry in audit.trail_since(ws, OWNER) if entry.deed == "export"]
    assert [(entry.actor_id, entry.subject) for entry in entries] == [(aisha.id, f"people:{aisha.id}")] * 2
    assert audit.verify(ws, OWNER).holds


def test_a_cell_is_no_formula_and_a_page_runs_nothing(place: Place, ws: Workspace) -> None:
    aisha = whole(place, ws)
    with ws.store.write() as writer:
        texts = ['=HYPERLINK("x")', "<script>x</script>\u202e\u0000"]
        writer.run("UPDATE portfolio_pieces SET title = ?, note = ?", texts)
    parts = parts_of(_own(ws, aisha))
    (row,) = csv.DictReader(io.StringIO(parts["csv/portfolio_pieces.csv"].decode("utf-8-sig")))
    assert (row["title"], row["note"]) == ('\'=HYPERLINK("x")', "<script>x</script>")
    page = parts["record.html"].decode()
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "\u202e" not in page and "\u0000" not in page
    assert ANSWER in page
    assert "default-src 'none'" in page
    assert set(parts) == {
        "record.json",
        "record.html",
        *(f"csv/{part.table}.csv" for part in PARTS),
        "csv/colleagues.csv",
        "csv/audit_entries.csv",
    }


def test_numbers_stay_numbers_in_a_cell() -> None:
    assert csv_of([{"at": -1.5, "text": "-1.5", "none": None}]).decode("utf-8-sig") == "at,text,none\r\n-1.5,'-1.5,\r\n"


def test_only_apprentices_have_a_record(ws: Workspace) -> None:
    an_apprentice(ws)
    marsha = acting(people.join(ws, NewPerson("Marsha Delgado", "trainer")))
    with pytest.raises(UsageError, match="records are of apprentices"):
        export_record(ws, OWNER, marsha.id)


def _own(ws: Workspace, aisha: Actor) -> bytes:
    return export_record(ws, aisha, aisha.id).content
