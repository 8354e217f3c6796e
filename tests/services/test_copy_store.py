"""Moving a whole store, both ways, and what is proved of it."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coach.cli import main
from coach.errors import StoreError, UsageError
from coach.services import audit, people, sign_in
from coach.services.copy_store import copy_store
from coach.services.doctor_database import look_at
from coach.services.people import NewPerson
from coach.services.rights import OWNER
from coach.services.workspace import Workspace
from coach.store import copying
from coach.store.store import Store, open_store
from tests.builders_edges import Place, content, one_sentence, three_questions
from tests.engines import new_database
from tests.services.whole_record import whole

KETTLES = "three copper kettles"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "coach.db", library=three_questions())
    yield place
    place.close()


@pytest.fixture
def ws(place: Place) -> Workspace:
    """A file with everything in it, and a lead who could sign in."""
    ws = place.open()
    whole(place, ws)
    sign_in.choose_passphrase(ws, people.join(ws, NewPerson("Lena Ortiz", "lead")).name, KETTLES)
    return ws


def test_to_a_database_and_back_nothing_has_changed(ws: Workspace, tmp_path: Path) -> None:
    with closing(open_store(new_database())) as database, closing(open_store(tmp_path / "back.db")) as back:
        there = copy_store(ws, OWNER, database)
        moved = Workspace(database, ws.library, now=ws.now)
        assert content(database) == content(ws.store)
        assert audit.verify(moved, OWNER).holds
        assert copy_store(moved, OWNER, back) == there
        assert content(back) == content(ws.store)
        assert {table for table, found in there.items() if not found.rows} <= {"erased_counts", "store_settings"}
        with database.write() as writer:
            turn = {"session_id": there and _a_session(database), "seq": 9999, "speaker": "coach", "kind": "x"}
            writer.insert("turns", turn | {"text": "new", "at": 0.0, "said_at": "2026-03-02T09:30:00Z"})


def _a_session(store: Store) -> str:
    return str(store.rows("SELECT id FROM sessions LIMIT 1")[0]["id"])


def test_a_store_with_something_in_it_is_no_place_to_copy_to(ws: Workspace, tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "other.db")) as other:
        people.join(Workspace(other), NewPerson("Ben Carter", "trainer"))
        before = content(other)
        with pytest.raises(UsageError) as refusal:
            copy_store(ws, OWNER, other)
        assert "is not empty" in one_sentence(refusal.value)
        assert content(other) == before


def test_nobody_is_locked_out_of_a_database_by_copying_into_it(place: Place) -> None:
    ws = place.open()
    people.join(ws, NewPerson("Ben Carter", "trainer"))
    with closing(open_store(new_database())) as database:
        with pytest.raises(UsageError) as refusal:
            copy_store(ws, OWNER, database)
        assert "no lead here has a passphrase" in one_sentence(refusal.value)
        assert content(database)["people"] == []


def test_what_was_not_written_as_it_was_read_is_not_kept(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = copying._rows

    def one_short(source: object, table: str) -> Iterator[dict[str, object]]:
        found = list(rows(source, table))  # type: ignore[arg-type]
        yield from found[:-1] if table == "turns" and source is ws.store and not read else found
        if table == "turns":
            read.append(table)

    read: list[str] = []
    monkeypatch.setattr(copying, "_rows", one_short)
    with closing(open_store(tmp_path / "other.db")) as other:
        with pytest.raises(StoreError) as refusal:
            copy_store(ws, OWNER, other)
        assert "is not what was read: turns" in one_sentence(refusal.value)
        assert not any(content(other).values())


def test_the_command_tells_how_much_there_was(
    ws: Workspace, place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = new_database()
    main(["store", "copy", str(place.file), address, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["tables"]["people"]["rows"] == len(ws.store.rows("SELECT * FROM people"))
    monkeypatch.setenv("COACH_STORE", address)
    with pytest.raises(SystemExit):
        main(["people", "list"])
    assert "everybody signs in" in capsys.readouterr().err
    monkeypatch.setenv("COACH_PASSPHRASE", KETTLES)
    main(["people", "list", "--as", "Lena Ortiz"])
    assert "Aisha Rahman" in capsys.readouterr().out


def test_the_doctor_looks_at_a_database_too(ws: Workspace) -> None:
    found = {each.name: each for each in look_at(new_database(), ws.library)}
    assert found["store rows"].value == "0"
    assert found["store server"].value.startswith("PostgreSQL")
    assert not any(each.to_do for each in found.values())
    (lost,) = look_at("postgresql://localhost:1/coach", ws.library)
    assert "cannot be reached" in lost.value
    assert lost.to_do
