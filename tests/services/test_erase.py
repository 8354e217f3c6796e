"""Erasing: afterwards no byte of the name or the answers is in any file that coach keeps, and all else is as it was."""

import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest

from coach.errors import CoachError, StoreError, UsageError
from coach.plain.coverage import erased_in_lines
from coach.services import audit, people, review, watch
from coach.services.erase import Receipt, erase, erased_counts, scrub
from coach.services.export import export_record
from coach.services.rights import OWNER
from coach.services.workspace import Workspace
from coach.store import erasure, personal
from coach.store.migrations import APPEND_ONLY
from tests.builders_edges import Place, a_trainer, an_apprentice, content, finish, one_sentence, sit
from tests.services.whole_record import AISHA, WORDS, whole


def traces(folder: Path, *words: str) -> list[str]:
    """Return which words stand where, whatever their case, in the raw bytes of every file of a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [
        f"{word} in {path.name}"
        for path in files
        for word in words
        if word.encode().lower() in path.read_bytes().lower()
    ]


def backup(place: Place, name: str, folder: str = "coach.db-backups") -> Path:
    """Copy the store as it is now, as a daily backup does."""
    target = place.file.parent / folder / name
    target.parent.mkdir(exist_ok=True)
    with sqlite3.connect(place.file) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    return target


def test_no_byte_is_left_in_any_file_and_everybody_else_is_as_they_were(place: Place, ws: Workspace) -> None:
    callum = an_apprentice(ws, "Callum Reid")
    finish(sit(ws, callum), "Callum says so")
    whole(place, ws)
    kept = backup(place, "daily.db")
    older = backup(place, "before-update.db")
    with sqlite3.connect(older) as file:
        for table in ("roleplays", "erased_counts", "audit_entries"):
            file.execute(f"DROP TABLE {table}")
    file.close()
    damaged = backup(place, "damaged.db", "backups")
    damaged.write_bytes(b"no database" + damaged.read_bytes())
    others = place.file.parent / "backups" / "holiday.db"
    others.write_bytes(b"somebody's own file")
    words = (*WORDS, AISHA, "aisha")
    assert len(traces(place.file.parent, *words)) > len(words)
    before = personal.record_of(ws.store, callum.id)

    receipt = erase(ws, OWNER, AISHA)

    assert traces(place.file.parent, *words) == []
    assert personal.record_of(ws.store, callum.id) == before
    assert set(receipt.copies_rewritten) == {str(kept), str(older)}
    assert receipt.copies_removed == (str(damaged),)
    assert others.exists()
    for path in (place.file, kept, older):
        with sqlite3.connect(path) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert file.execute("PRAGMA foreign_key_check").fetchall() == []
            assert file.execute("SELECT count(*) FROM people WHERE name = 'Callum Reid'").fetchone() == (1,)
        file.close()
    assert [each.id for each in people.everybody(ws) if each.role == "apprentice"] == [callum.id]
    assert receipt.erased["people"] == 1 and receipt.erased["turns"] > 10
    assert "aisha" not in msgspec.json.encode(receipt).decode().lower()


def test_the_trail_holds_and_still_tells_what_vanishes_in_another_way(place: Place, ws: Workspace) -> None:
    whole(place, ws)
    whole_again = an_apprentice(ws, "Callum Reid")
    finish(sit(ws, whole_again))
    receipt = erase(ws, OWNER, AISHA)
    verdict = audit.verify(ws, OWNER)
    assert verdict.holds, verdict.problems
    last = audit.trail_since(ws, OWNER)[-1]
    assert (last.number, last.deed) == (receipt.audit_entry, "erase")
    bella = whole_with_marks(place, ws)
    assert audit.verify(ws, OWNER).holds
    with sqlite3.connect(place.file) as file:
        file.execute("DROP TRIGGER marks_are_never_deleted")
        file.execute("DELETE FROM marks WHERE apprentice_id = ?", [bella])
    file.close()
    assert [problem.split(" (")[0] for problem in audit.verify(ws, OWNER).problems] == ["Mark 1 is gone"]


def whole_with_marks(place: Place, ws: Workspace) -> str:
    """Let another apprentice be marked; the mark gets a number that an erased one had."""
    bella = an_apprentice(ws, "Bella Ward")
    rehearsal = sit(ws, bella)
    finish(rehearsal)
    rehearsal.hand_in({})
    place.clock.advance(minutes=1)
    review.mark(ws, a_trainer(ws, "Nadia Khan"), rehearsal.session_id, 1, "K2.4", "passed")
    assert [row["id"] for row in ws.store.rows("SELECT id FROM marks")] == [1]
    return bella.id


def test_what_was_append_only_is_so_again(place: Place, ws: Workspace) -> None:
    names = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    before = ws.store.rows(names)
    whole(place, ws)
    whole_with = an_apprentice(ws, "Callum Reid")
    finish(sit(ws, whole_with))
    erase(ws, OWNER, AISHA)
    assert ws.store.rows(names) == before
    assert len(before) == 2 * len(APPEND_ONLY)
    with pytest.raises(StoreError, match="append-only"), ws.store.write() as writer:
        writer.run("DELETE FROM turns")


def test_what_fails_half_way_leaves_everything_as_it_was(
    place: Place, ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole(place, ws)
    before = content(ws.store)
    triggers = ws.store.rows("SELECT * FROM sqlite_master WHERE type = 'trigger'")
    monkeypatch.setattr(erasure, "_note_person", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase(ws, OWNER, AISHA)
    assert content(ws.store) == before
    assert len(ws.store.rows("SELECT * FROM sqlite_master WHERE type = 'trigger'")) == len(triggers)


def test_the_sums_of_the_cohort_stay_without_a_name(place: Place, ws: Workspace) -> None:
    whole(place, ws)
    erase(ws, OWNER, AISHA)
    counts = {(count.ref, count.state): count.apprentices for count in erased_counts(ws, OWNER, "spring")}
    assert counts[("", "erased")] == 1 and counts[("K2.4", "passed")] == 1
    assert erased_in_lines(erased_counts(ws, OWNER)) == [
        "Erased since from Spring, l3-css-1.0: 1. They had passed: B2.1 by 1, K2.4 by 1."
    ]
    an_apprentice(ws, "Bella Ward")
    erase(ws, OWNER, "Bella Ward")
    an_apprentice(ws, "Callum Reid")
    erase(ws, OWNER, "Callum Reid", counts=False)
    assert [count.apprentices for count in erased_counts(ws, OWNER) if count.state == "erased"] == [2]
    assert watch.cohort_coverage(ws, OWNER) == ()


def test_a_name_in_somebody_elses_record_is_told(ws: Workspace) -> None:
    an_apprentice(ws)
    finish(sit(ws, an_apprentice(ws, "Callum Reid")), "I worked with AISHA RAHMAN on K2.4 that day")
    receipt = erase(ws, OWNER, AISHA)
    assert receipt.name_still_in == ("turns text",)


def test_who_cannot_be_erased_stays(place: Place, ws: Workspace) -> None:
    whole(place, ws)
    with pytest.raises(UsageError, match="Only apprentices can be erased"):
        erase(ws, OWNER, "Marsha Delgado")
    with ws.store.write() as writer:
        writer.run(
            "UPDATE people SET role = 'apprentice', standard = 's', organisation = 'o' WHERE name LIKE 'Marsha%'"
        )
    before = content(ws.store)
    with pytest.raises(CoachError, match="rest on what this person did"):
        erase(ws, OWNER, "Marsha Delgado")
    assert content(ws.store) == before


def test_while_another_program_reads_nothing_is_erased(
    place: Place, ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_apprentice(ws)
    for engine in ("erasure", "sqlite_store"):
        monkeypatch.setattr(f"coach.store.{engine}.BUSY_SECONDS", 0.0)
    reader = sqlite3.connect(place.file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM people").fetchall()
    an_apprentice(ws, "Callum Reid")
    with pytest.raises(StoreError) as refused:
        erase(ws, OWNER, AISHA)
    assert "Close every coach on it" in one_sentence(refused.value)
    assert people.find(ws, AISHA)
    with pytest.raises(StoreError, match="coach erase --traces"):
        scrub(ws, OWNER)
    reader.close()
    assert isinstance(erase(ws, OWNER, AISHA), Receipt)
    scrub(ws, OWNER)


def test_a_copy_that_cannot_be_written_stops_it_before_the_store_is_touched(place: Place, ws: Workspace) -> None:
    an_apprentice(ws)
    copy = backup(place, "daily.db")
    shutil.copy(copy, copy.with_name("second.db"))
    held = sqlite3.connect(copy, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("coach.store.copies.BUSY_SECONDS", 0.0)
        with pytest.raises(StoreError) as refused:
            erase(ws, OWNER, AISHA)
    one_sentence(refused.value)
    held.close()
    assert export_record(ws, OWNER, AISHA).rows["people"] == 1
    assert len(erase(ws, OWNER, AISHA).copies_rewritten) == 2
