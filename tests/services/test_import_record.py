"""Bringing a record in: the inverse of taking it out, nothing merged unseen."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.content.record_zip import RecordRead, record_in
from coach.errors import UsageError
from coach.services import (
    audit,
    people,
    review,
    watch,
)
from coach.services.export import export_record
from coach.services.import_record import import_record
from coach.services.meeting import Wishes
from coach.services.people import NewPerson
from coach.services.rights import OWNER, Actor
from coach.services.workspace import Workspace
from coach.store import judgements, personal
from coach.store.personal import BY_TABLE, Record
from tests.builders import give_extra_time
from tests.builders_edges import Place, a_trainer, an_apprentice, content, finish, sit
from tests.services.whole_record import AISHA, people_named, taken_out, whole

KEEP, REPLACE = Wishes("keep"), Wishes("replace")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Place]:
    """An empty store on another machine."""
    place = Place(tmp_path / "elsewhere" / "coach.db")
    place.new_ids_from(500)
    yield place
    place.close()


def without_numbers(record: Record) -> Record:
    """Leave out the numbers that each store gives on its own."""
    return {
        table: [{k: v for k, v in row.items() if k != "id" or not BY_TABLE[table].numbered} for row in rows]
        for table, rows in record.items()
    }


def people_of(ws: Workspace) -> list[dict[str, Any]]:
    return ws.store.rows("SELECT id, name, role FROM people ORDER BY id")


def test_everything_comes_back_as_it_was_and_a_second_time_changes_nothing(
    place: Place, ws: Workspace, elsewhere: Place
) -> None:
    an_apprentice(ws, "Callum Reid")
    finish(sit(ws, people_named(ws, "Callum Reid")))
    aisha = whole(place, ws)
    read = taken_out(ws, aisha.id)
    there = elsewhere.open()
    done = import_record(there, OWNER, read)
    assert done.written and done.trainers_added == ("Marsha Delgado", "Owen Pritchard")
    record = personal.record_of(there.store, aisha.id)
    assert without_numbers(record) == without_numbers(personal.record_of(ws.store, aisha.id))
    assert audit.verify(there, OWNER).holds
    assert {entry.deed for entry in audit.trail_since(there, OWNER)} == {"import"}
    assert watch.coverage_of(there, OWNER, AISHA) == watch.coverage_of(ws, OWNER, AISHA)
    before = content(there.store)
    again = import_record(there, OWNER, read)
    assert (again.written, again.conflicts, again.rows) == (False, (), {})
    assert content(there.store) == before


answers = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(str.strip)
sittings = st.tuples(
    st.lists(answers, min_size=1, max_size=2),
    st.lists(st.tuples(st.sampled_from(["K2.4", "B2.1"]), st.sampled_from(["passed", "attempted", "none"]), answers)),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=12)
@given(st.lists(sittings, max_size=3), st.integers(0, 100))
def test_a_record_taken_out_and_brought_in_is_the_same(
    drawn: list[tuple[list[str], list[tuple[str, Any, str]], bool, bool]], percent: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place, elsewhere = Place(Path(folder) / "one.db"), Place(Path(folder) / "other.db")
        ws, there = place.open(), elsewhere.open()
        marsha, aisha = a_trainer(ws), an_apprentice(ws, cohort=None if percent % 2 else "Spring  term")
        give_extra_time(ws, aisha, percent)
        for said, marks, handed_in, signed in drawn:
            rehearsal = sit(ws, aisha)
            rehearsal.open()
            for text in said:
                rehearsal.say_as_answer(text)
            rehearsal.save_draft(said[0])
            if not handed_in:
                continue
            finish(rehearsal)
            rehearsal.hand_in({"K2.4": "attempted"})
            for ref, value, comment in marks:
                place.clock.advance(seconds=1)
                review.mark(ws, marsha, rehearsal.session_id, 1, ref, value, comment, why="Again.")
            if signed:
                review.sign_off(ws, marsha, rehearsal.session_id, said[0])
        read = taken_out(ws, aisha.id)
        assert import_record(there, OWNER, read).written
        before = content(there.store)
        record = personal.record_of(there.store, aisha.id)
        assert without_numbers(record) == without_numbers(personal.record_of(ws.store, aisha.id))
        assert not import_record(there, OWNER, read).written
        assert content(there.store) == before
        assert audit.verify(there, OWNER).holds
        place.close()
        elsewhere.close()


def test_their_own_export_can_be_brought_in(place: Place, ws: Workspace, elsewhere: Place) -> None:
    aisha = whole(place, ws)
    made = export_record(ws, aisha, aisha.id)
    there = elsewhere.open()
    done = import_record(there, OWNER, record_in(made.content))
    assert done.written
    assert done.left_out == made.left_out
    assert people.extra_time_percent(there, Actor(aisha.id, AISHA, "apprentice")) == 37


# Conflicts


@pytest.fixture
def two(ws: Workspace, elsewhere: Place) -> tuple[Workspace, RecordRead, str]:
    """A store with a record, and the file of a later state of it, in which a sitting is marked further."""
    aisha = an_apprentice(ws)
    marsha = a_trainer(ws)
    rehearsal = sit(ws, aisha)
    finish(rehearsal)
    rehearsal.hand_in({})
    there = elsewhere.open()
    import_record(there, OWNER, taken_out(ws, aisha.id))
    review.mark(ws, marsha, rehearsal.session_id, 1, "K2.4", "passed", "In the file.")
    second = sit(ws, aisha)
    finish(second)
    second.hand_in({})
    return there, taken_out(ws, aisha.id), rehearsal.session_id


def test_what_differs_is_shown_and_nothing_is_written(two: tuple[Workspace, RecordRead, str]) -> None:
    there, read, session = two
    before = content(there.store)
    found = import_record(there, OWNER, read)
    assert not found.written
    assert [(each.table, each.key) for each in found.open_conflicts] == [("sessions", session)]
    assert content(there.store) == before


def test_keeping_adds_what_is_new_and_leaves_what_is_here(two: tuple[Workspace, RecordRead, str]) -> None:
    there, read, session = two
    found = import_record(there, OWNER, read, KEEP)
    assert found.written and found.rows["sessions"] == 1
    assert judgements.marks_of(there.store, session) == ()
    assert audit.verify(there, OWNER).holds


def test_replacing_takes_the_files_and_the_trail_says_so(two: tuple[Workspace, RecordRead, str]) -> None:
    there, read, session = two
    assert import_record(there, OWNER, read, REPLACE).written
    assert [mark.comment for mark in judgements.marks_of(there.store, session)] == ["In the file."]
    assert audit.verify(there, OWNER).holds
    assert not import_record(there, OWNER, read).conflicts
    review.mark(there, people_named(there, "Marsha Delgado"), session, 1, "K2.4", "none", "Marked here.", why="No.")
    assert import_record(there, OWNER, read, REPLACE).written
    assert [mark.comment for mark in judgements.marks_of(there.store, session)] == ["In the file."]
    assert audit.verify(there, OWNER).holds


def test_a_name_that_is_taken_is_a_conflict_until_it_is_said_who_is_who(
    place: Place, ws: Workspace, elsewhere: Place
) -> None:
    aisha = whole(place, ws)
    read = taken_out(ws, aisha.id)
    there = elsewhere.open()
    namesake = an_apprentice(there, "aisha  RAHMAN")
    marsha = a_trainer(there)
    before = content(there.store)
    found = import_record(there, OWNER, read)
    assert [each.key for each in found.open_conflicts] == [aisha.id, read.colleagues[0].id]
    assert not import_record(there, OWNER, read, KEEP).written
    assert content(there.store) == before
    done = import_record(there, OWNER, read, Wishes(name="Aisha B. Rahman", same=("Marsha Delgado",)))
    assert done.written and done.name == "Aisha B. Rahman"
    assert {row["marked_by"] for row in personal.record_of(there.store, aisha.id)["marks"]} >= {marsha.id}
    assert personal.record_of(there.store, namesake.id)["sessions"] == []
    assert [row["name"] for row in people_of(there)] == [
        "Aisha B. Rahman",
        "Owen Pritchard",
        "aisha RAHMAN",
        "Marsha Delgado",
    ]


def test_the_same_person_under_another_id_gets_the_sittings(place: Place, ws: Workspace, elsewhere: Place) -> None:
    aisha = whole(place, ws)
    there = elsewhere.open()
    same = an_apprentice(there)
    wishes = Wishes("keep", same=(AISHA,))
    assert import_record(there, OWNER, taken_out(ws, aisha.id), wishes).written
    assert len(personal.record_of(there.store, same.id)["sessions"]) == 4
    assert audit.verify(there, OWNER).holds
    assert not import_record(there, OWNER, taken_out(ws, aisha.id), wishes).written


def test_an_id_of_somebody_elses_is_never_taken_over(ws: Workspace, elsewhere: Place) -> None:
    aisha = an_apprentice(ws)
    finish(sit(ws, aisha))
    read = taken_out(ws, aisha.id)
    there = elsewhere.open()
    callum = an_apprentice(there, "Callum Reid")
    elsewhere.new_ids_from(2)
    assert sit(there, callum).session_id == read.tables["sessions"][0]["id"]
    before = content(there.store)
    for wishes in (Wishes(), REPLACE):
        found = import_record(there, OWNER, read, wishes)
        assert [each.problem for each in found.open_conflicts] == ["is in somebody else's record here"]
        assert not found.written
    assert content(there.store) == before
    assert import_record(there, OWNER, read, KEEP).rows == {"people": 1}


def test_an_id_that_stands_for_another_name_needs_a_word(ws: Workspace, elsewhere: Place) -> None:
    aisha = an_apprentice(ws)
    finish(sit(ws, aisha))
    there = elsewhere.open()
    elsewhere.new_ids_from(1)
    assert an_apprentice(there, "Aisha Osei").id == aisha.id
    read = taken_out(ws, aisha.id)
    for wishes in (Wishes(), KEEP, REPLACE):
        found = import_record(there, OWNER, read, wishes)
        assert not found.written
        assert "is Aisha Osei here and Aisha Rahman in the file" in found.open_conflicts[0].problem
    assert import_record(there, OWNER, read, Wishes("keep", same=(AISHA,))).name == "Aisha Osei"


def test_no_file_makes_a_lead_of_anybody(place: Place, ws: Workspace, elsewhere: Place) -> None:
    aisha = whole(place, ws)
    with ws.store.write() as writer:
        writer.run("UPDATE people SET role = 'lead' WHERE name = 'Marsha Delgado'")
    there = elsewhere.open()
    import_record(there, OWNER, taken_out(ws, aisha.id))
    assert {row["role"] for row in people_of(there)} == {"apprentice", "trainer"}


def test_a_forged_state_of_coverage_is_worked_out_again(ws: Workspace, elsewhere: Place) -> None:
    aisha = an_apprentice(ws)
    read = taken_out(ws, aisha.id)
    row = {"apprentice_id": aisha.id, "ref": "K2.4", "state": "passed", "since": "2026-03-02T09:30:00Z"}
    read.tables["coverage"].append(row)
    there = elsewhere.open()
    assert import_record(there, OWNER, read).written
    assert watch.coverage_of(there, OWNER, AISHA).count("passed") == 0


def test_wishes_that_make_no_sense_are_refused(ws: Workspace) -> None:
    aisha = an_apprentice(ws)
    read = taken_out(ws, aisha.id)
    with pytest.raises(UsageError, match="names nobody called Bob"):
        import_record(ws, OWNER, read, Wishes(same=("Bob",)))
    with pytest.raises(UsageError, match="is here already"):
        import_record(ws, OWNER, read, Wishes(name="Bob"))


def test_a_cohort_comes_along_and_no_lead_is_needed_to_read(ws: Workspace, elsewhere: Place) -> None:
    aisha = an_apprentice(ws, cohort="Northgate  Autumn")
    there = elsewhere.open()
    import_record(there, OWNER, taken_out(ws, aisha.id))
    assert people.find(there, AISHA).cohort == "Northgate Autumn"
    assert people.join(there, NewPerson("Lena Fox", "lead")).role == "lead"
