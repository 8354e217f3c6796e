"""What only a store in a database does: its second wall, its narrower lock, what is told when it cannot be reached."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from coach.errors import StoreError, UsageError
from coach.services import people, review, sign_in
from coach.services.people import NewPerson
from coach.services.rehearse import take_up
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from coach.store import postgres, postgres_schema
from coach.store.migrations import APPEND_ONLY
from coach.store.personal import BY_TABLE, PARTS, record_of
from coach.store.postgres import PostgresStore
from coach.store.store import Store, open_store
from coach.store.versions import STEPS
from tests.builders_edges import Place, a_trainer, an_apprentice, finish, one_sentence, sit, three_questions
from tests.engines import Chosen, address, bare_database, server
from tests.services.whole_record import whole
from tests.store.rows import AT, add_cohort, cohorts

NOT_PERSONAL = {"cohorts", "store_settings"}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    Chosen.engine = "postgres"
    place = Place(tmp_path / "coach.db", library=three_questions())
    yield place
    place.close()


@pytest.fixture
def ws(place: Place) -> Workspace:
    return place.open()


@pytest.fixture
def store(ws: Workspace) -> Store:
    return ws.store


# The schema


def test_both_engines_have_the_same_tables(store: Store, tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "file.db")) as file:
        assert store.tables() == file.tables()
        assert set(store.references()) == set(file.references())
        for table in sorted(file.tables()):
            assert store.columns_of(table) == file.columns_of(table), table
            assert store.keys_of(table) == file.keys_of(table), table


def test_several_programs_may_open_a_new_store_together() -> None:
    empty, opened = bare_database(), []

    def begin() -> None:
        store = open_store(empty)
        opened.append(cohorts(store))
        store.close()

    programs = [threading.Thread(target=begin) for _ in range(6)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert opened == [[]] * 6


def test_a_store_of_a_newer_coach_is_refused(place: Place, store: Store) -> None:
    with psycopg.connect(str(address(place.file))) as connection:
        connection.execute("INSERT INTO _coach_steps (name) VALUES ('9999_of_tomorrow')")
    with pytest.raises(StoreError) as refusal:
        open_store(address(place.file))
    assert "newer coach (9999_of_tomorrow)" in one_sentence(refusal.value)
    assert cohorts(store) == []


def test_a_store_that_a_step_is_missing_from_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = bare_database()
    monkeypatch.setattr(postgres_schema, "STEPS", STEPS[:3])
    with closing(open_store(empty)) as old, old.write() as writer:
        add_cohort(writer, "kept")
    monkeypatch.undo()
    with closing(open_store(empty)) as new:
        assert cohorts(new) == ["kept"]
        assert "audit_entries" in new.tables()


# The second wall


def seen(store: Store) -> dict[str, int]:
    return {table: store.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in sorted(store.tables())}


def refused(store: Store, table: str) -> bool:
    try:
        store.rows(f"SELECT 1 FROM {table}")
    except StoreError as error:
        return "cannot be read or written as this user" in one_sentence(error)
    return False


def test_an_apprentice_is_shown_their_own_rows_and_no_others(place: Place, ws: Workspace) -> None:
    aisha, ben = whole(place, ws), an_apprentice(ws, "Ben Carter")
    finish(sit(ws, ben))
    everything = {table: len(rows) for table, rows in record_of(ws.store, aisha.id).items()}
    ws.store.speak_for(aisha.id, aisha.role)
    closed = {table for table in ws.store.tables() if refused(ws.store, table)}
    assert closed == {"audit_entries", "erased_counts"}
    for part in PARTS:
        shown = ws.store.rows(f"SELECT * FROM {part.table}")
        if part.table == "people":
            assert {row["id"] for row in shown if row["role"] == "apprentice"} == {aisha.id}
        else:
            assert len(shown) == everything[part.table], part.table
    ws.store.speak_for("somebody-else", "apprentice")
    for part in PARTS:
        theirs = ws.store.rows(f"SELECT * FROM {part.table}")
        assert part.table == "people" or not theirs, part.table


def test_every_table_is_behind_the_wall_or_holds_nothing_personal(store: Store) -> None:
    rows = store.rows(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = current_schema() AND c.relkind = 'r' AND c.relrowsecurity"
    )
    assert store.tables() - {row["relname"] for row in rows} == NOT_PERSONAL


def test_an_apprentice_can_change_nothing_of_anybody_else(place: Place, ws: Workspace) -> None:
    aisha = whole(place, ws)
    before = seen(ws.store)
    ws.store.speak_for("somebody-else", "apprentice")
    for table in sorted(ws.store.tables()):
        owner = BY_TABLE[table].owner if table in BY_TABLE else next(iter(ws.store.keys_of(table)))
        for change in (f"UPDATE {table} SET {owner} = {owner}", f"DELETE FROM {table}"):
            try:
                with ws.store.write() as writer:
                    assert writer.run(change) == 0, change
            except StoreError as error:
                one_sentence(error)
    ws.store.speak_for(aisha.id, aisha.role)
    for table in APPEND_ONLY:
        with pytest.raises(StoreError), ws.store.write() as writer, writer.lifted():
            writer.run(f"DELETE FROM {table}")
    with pytest.raises(StoreError), ws.store.write() as writer:
        writer.run("UPDATE people SET role = 'lead'")
    ws.store.speak_for("", "")
    assert seen(ws.store) == before


def test_an_apprentice_behind_the_wall_sits_a_mock_and_reads_what_came_of_it(place: Place, ws: Workspace) -> None:
    aisha, marsha = an_apprentice(ws), a_trainer(ws)
    own = place.open()
    sign_in.speak_as(own, aisha)
    rehearsal = sit(own, aisha)
    rehearsal.open()
    rehearsal.save_draft("This shows K2")
    rehearsal = take_up(own, aisha, rehearsal.session_id)
    assert rehearsal.draft() == "This shows K2"
    finish(rehearsal)
    rehearsal.hand_in({"K2.4": "attempted"})
    review.mark(ws, marsha, rehearsal.session_id, 1, "K2.4", "passed", "You named the limit.")
    review.sign_off(ws, marsha, rehearsal.session_id, "A good start.")
    with own.store.write() as writer:
        assert {row["marked_by"] for row in writer.rows("SELECT * FROM marks")} == {marsha.id}
    shown = own.store.rows("SELECT m.comment, p.name FROM marks m JOIN people p ON p.id = m.marked_by")
    assert shown == [{"comment": "You named the limit.", "name": marsha.name}]


def a_lead(ws: Workspace) -> Actor:
    lead = people.join(ws, NewPerson("Lena Ortiz", "lead"))
    return sign_in.choose_passphrase(ws, lead.name, "three copper kettles")


def test_a_database_is_shared_once_a_lead_can_look_after_it(ws: Workspace) -> None:
    assert not sign_in.is_shared(ws)
    an_apprentice(ws)
    lead = a_lead(ws)
    assert sign_in.is_shared(ws)
    assert sign_in.door_of(ws, people.find(ws, "Aisha Rahman")) == "shut"
    sign_in.give_passphrase(ws, lead, "Aisha Rahman", "seven green ladders")
    aisha = sign_in.actor_named(ws, "Aisha Rahman", passphrase="seven green ladders")
    assert ws.store.rows("SELECT current_user AS name") == [{"name": "coach_apprentice"}]
    assert sign_in.is_shared(ws)
    chosen = sign_in.choose_passphrase(ws, aisha.name, "nine brass lanterns", "seven green ladders")
    assert chosen == aisha
    sign_in.actor_named(ws, lead.name, passphrase="three copper kettles")
    assert ws.store.rows("SELECT current_user AS name") != [{"name": "coach_apprentice"}]


# The lock


def test_a_write_about_one_apprentice_holds_off_nobody_else(
    place: Place, ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    aisha, ben = an_apprentice(ws), an_apprentice(ws, "Ben Carter")
    monkeypatch.setattr(postgres, "BUSY_SECONDS", 0.02)
    other = place.open()
    with ws.store.write(aisha.id) as writer:
        add_cohort(writer, "a")
        with other.store.write(ben.id) as beside:
            add_cohort(beside, "b")
        with pytest.raises(StoreError), other.store.write(aisha.id):
            pass
        with pytest.raises(StoreError), other.store.write():
            pass
    assert cohorts(other.store)[:2] == ["a", "b"]


def test_what_is_quiet_is_told_to_nobody(place: Place, ws: Workspace) -> None:
    with psycopg.connect(str(address(place.file)), autocommit=True) as listening:
        listening.execute("LISTEN coach_public")
        with ws.store.write(quiet=True) as writer:
            add_cohort(writer, "a")
        with ws.store.write() as writer:
            add_cohort(writer, "b")
        assert len(list(listening.notifies(timeout=0.2))) == 1


def test_what_others_write_is_heard_of(place: Place, ws: Workspace) -> None:
    other = place.open()
    assert not ws.store.changed()
    for number in range(10_000):
        with other.store.write() as writer:
            add_cohort(writer, f"cohort {number}")
        if ws.store.changed():
            return
    raise AssertionError("nothing was heard")


# What is told


def test_connections_that_were_cut_are_made_again(store: Store) -> None:
    with store.write() as writer:
        add_cohort(writer, "a")
    with psycopg.connect(server(), autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    assert cohorts(store) == ["a"]


def test_a_write_that_the_line_broke_under_is_told_and_not_half_there(store: Store) -> None:
    with pytest.raises(StoreError) as refusal, store.write() as writer:
        add_cohort(writer, "a")
        (own,) = writer.rows("SELECT pg_backend_pid() AS pid")
        with psycopg.connect(server(), autocommit=True) as admin:
            admin.execute("SELECT pg_terminate_backend(%s)", [own["pid"]])
        add_cohort(writer, "b")
    assert "cannot be reached" in one_sentence(refusal.value)
    assert cohorts(store) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("postgresql://localhost:1/coach", "cannot be reached"),
        ("postgresql://localhost:port/coach", "cannot be reached"),
        ("postgresql://host/db?no=such", "address of the store cannot be read"),
    ],
)
def test_an_address_that_leads_nowhere(wrong: str, told: str) -> None:
    with pytest.raises((StoreError, UsageError)) as refusal:
        open_store(wrong)
    assert told in one_sentence(refusal.value)


def test_a_schema_that_is_not_there() -> None:
    with pytest.raises(StoreError) as refusal:
        open_store(f"{bare_database()}&options=-csearch_path%3Dnowhere")
    assert "schema" in one_sentence(refusal.value)


def test_two_sites_in_one_database_see_nothing_of_each_other() -> None:
    empty = bare_database()
    with psycopg.connect(empty, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA north")
        connection.execute("CREATE SCHEMA south")
    stores = [open_store(f"{empty}&options=-csearch_path%3D{site}") for site in ("north", "south")]
    for store in stores:
        with store.write() as writer:
            add_cohort(writer, f"cohort {stores.index(store)}")
    assert [cohorts(store) for store in stores] == [["cohort 0"], ["cohort 1"]]
    for store in stores:
        store.close()


def test_nobody_sees_the_password() -> None:
    with pytest.raises(StoreError) as refusal:
        open_store("postgresql://coach:hunter2@localhost:1/coach")
    assert "hunter2" not in one_sentence(refusal.value)
    assert "postgresql://localhost:1/coach" in one_sentence(refusal.value)


def test_values_are_put_in_whatever_they_look_like(store: Store) -> None:
    assert isinstance(store, PostgresStore)
    found = store.row("SELECT ? AS a, '?' AS b, ':id' AS c, '100 %' AS d, 7 % 4 AS e", ["%s ? :id %(x)s"])
    assert found == {"a": "%s ? :id %(x)s", "b": "?", "c": ":id", "d": "100 %", "e": 3}
    assert store.row("SELECT :at::text AS at, :at IS NULL AS none", {"at": AT}) == {"at": AT, "none": False}
