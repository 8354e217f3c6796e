"""The audit trail: what is marked and signed off is witnessed, and tampering with either shows."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.review.audit import DEEDS, Entry, first_break, follows, numbers_in_words, removed_by
from coach.services import audit, review
from coach.services.rights import OWNER
from coach.services.workspace import Workspace
from tests.builders_edges import Place, a_trainer, an_apprentice, finish, sit


@pytest.fixture
def ws(place: Place) -> Workspace:
    ws = place.open()
    rehearsal = sit(ws, an_apprentice(ws))
    finish(rehearsal)
    rehearsal.hand_in({})
    marsha = a_trainer(ws)
    review.mark(ws, marsha, rehearsal.session_id, 1, "K2.4", "attempted", "Whose limit?")
    place.clock.advance(minutes=1)
    review.mark(ws, marsha, rehearsal.session_id, 1, "K2.4", "passed", why="She names Priya.")
    review.sign_off(ws, marsha, rehearsal.session_id, "Well told.")
    return ws


def tamper(place: Place, *statements: str) -> None:
    """Change the file as somebody with an SQLite tool would, who takes the triggers off first."""
    with sqlite3.connect(place.file) as file:
        for name in ("marks", "sign_offs", "audit_entries"):
            for what in ("changed", "deleted"):
                file.execute(f"DROP TRIGGER {name}_are_never_{what}")
        for statement in statements:
            file.execute(statement)
    file.close()


def test_marks_and_sign_offs_are_witnessed_and_no_name_or_word_is_in_the_trail(ws: Workspace) -> None:
    trail = audit.trail_since(ws, OWNER)
    assert [entry.deed for entry in trail] == ["mark", "mark", "sign-off"]
    assert "Whose limit" not in repr(trail)
    assert "Marsha" not in repr(trail)
    verdict = audit.verify(ws, OWNER)
    assert (verdict.holds, verdict.entries, verdict.records, verdict.unwitnessed) == (True, 3, 3, 0)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE marks SET mark = 'passed' WHERE id = 1", "Mark 1 is not as it was written (entry 1)."),
        ("UPDATE sign_offs SET feedback = 'Poor.'", "Sign off 1 is not as it was written (entry 3)."),
        ("DELETE FROM marks WHERE id = 2", "Mark 2 is gone (entry 2)."),
        ("UPDATE audit_entries SET actor_id = 'x' WHERE number = 2", "The trail breaks at 2"),
        ("DELETE FROM audit_entries WHERE number = 2", "The trail breaks at 2: entry 2 is missing."),
        (
            "INSERT INTO marks SELECT 9, session_id, question, ref, apprentice_id, mark, comment, marked_by, "
            "'2027-01-01T00:00:00Z', why FROM marks WHERE id = 1",
            "Mark 9 stands in the store and not in the trail.",
        ),
    ],
)
def test_tampering_shows(place: Place, ws: Workspace, statement: str, problem: str) -> None:
    tamper(place, statement)
    verdict = audit.verify(ws, OWNER)
    assert not verdict.holds
    assert any(told.startswith(problem) for told in verdict.problems)


def test_what_is_older_than_the_trail_is_counted_and_not_accused(place: Place, ws: Workspace) -> None:
    tamper(place, "UPDATE marks SET marked_at = '2025-01-01T00:00:00Z' WHERE id = 1", "DELETE FROM audit_entries")
    with ws.store.write() as writer:
        writer.insert("audit_entries", _row(follows(None, at="2026-01-01T00:00:00Z", **_DEED)))
    verdict = audit.verify(ws, OWNER)
    assert verdict.unwitnessed == 1
    assert len(verdict.problems) == 2


_DEED = {"actor_id": "a", "deed": "sign-in", "subject": "people:a", "content": None}


def _row(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Entry.__struct_fields__}


entries = st.lists(
    st.tuples(st.text(max_size=5), st.sampled_from(DEEDS), st.text(max_size=5), st.dictionaries(st.text(), st.text())),
    min_size=1,
    max_size=8,
)


@given(entries, st.data())
def test_a_chain_holds_until_any_entry_is_changed_or_taken_out(
    deeds: list[tuple[str, str, str, dict[str, str]]], data: st.DataObject
) -> None:
    chain: list[Entry] = []
    for actor, deed, subject, content in deeds:
        last = chain[-1] if chain else None
        chain.append(
            follows(last, at="2026-03-02T09:30:00Z", actor_id=actor, deed=deed, subject=subject, content=content)  # type: ignore[arg-type]
        )
    assert first_break(chain) is None
    place = data.draw(st.integers(0, len(chain) - 1))
    entry = chain[place]
    changed = Entry(entry.number, entry.at, entry.actor_id + "x", entry.deed, entry.subject, entry.digest, entry.hash)
    broken = first_break([*chain[:place], changed, *chain[place + 1 :]])
    assert broken is not None
    assert broken.number == entry.number
    if place < len(chain) - 1:
        assert first_break([*chain[:place], *chain[place + 1 :]]) is not None


@given(st.sets(st.integers(1, 60)), st.text(st.characters(categories=["Nd", "Pd", "Po"]), max_size=12))
def test_what_an_erasure_says_it_took_covers_that_and_nothing_else(numbers: set[int], noise: str) -> None:
    witnesses = [Entry(1, "", "", "mark", f"marks:{number}", "d", "") for number in range(1, 62)]
    others = [Entry(1, "", "", "sign-off", "sign_offs:1", "d", ""), Entry(9, "", "", "mark", "marks:1", "d", "")]
    said = [Entry(5, "", "", "erase", f"marks:{numbers_in_words(numbers)}", "", "")]
    removed = removed_by(said)
    assert {witness.subject for witness in witnesses if removed(witness)} == {f"marks:{number}" for number in numbers}
    assert not any(removed(other) for other in others)
    removed_by([Entry(5, "", "", "purge", f"marks:{noise}", "", "")])(witnesses[0])


def test_runs_are_short() -> None:
    assert numbers_in_words([4, 1, 2, 3, 7, 9, 8]) == "1-4,7-9"
