"""Rows to put into a store, and what is looked at afterwards."""

from coach.store import audit
from coach.store.store import Store, Writer

AT = "2026-03-02T09:30:00Z"


def add_cohort(writer: Writer, name: str) -> None:
    writer.insert("cohorts", {"id": name, "name": name, "name_key": name})


def cohorts(store: Store) -> list[str]:
    return [row["id"] for row in store.rows("SELECT id FROM cohorts ORDER BY id")]


def add_a_row_everywhere(writer: Writer) -> None:
    """Fill every append-only table, and what its rows refer to."""
    person = {"name": "x", "role": "trainer", "created_at": AT}
    writer.insert("people", person | {"id": "p", "name_key": "x"})
    writer.insert(
        "sessions",
        {
            "id": "s",
            "apprentice_id": "p",
            "standard": "l3-css-1.0",
            "method": "m",
            "organisation": "o",
            "mode": "exam",
            "seed": 1,
            "state": "waiting",
            "terms": "{}",
            "progress": "{}",
            "started_at": AT,
            "touched_at": AT,
        },
    )
    turn = {"seq": 1, "speaker": "apprentice", "kind": "answer", "text": "I rang her.", "at": 1.0, "said_at": AT}
    writer.insert("turns", {"session_id": "s"} | turn)
    mark = {"question": 1, "ref": "K2.4", "apprentice_id": "p", "mark": "passed", "marked_by": "p", "marked_at": AT}
    writer.insert("marks", {"session_id": "s"} | mark)
    writer.insert("sign_offs", {"session_id": "s", "signed_by": "p", "signed_at": AT, "feedback": "Good."})
    writer.insert("second_looks", {"session_id": "s", "first_marker": "p", "sampled_at": AT})
    second = {"session_id": "s", "question": 1, "ref": "K2.4", "mark": "none"}
    writer.insert("second_marks", second | {"marked_by": "p", "marked_at": AT})
    audit.note(writer, at=AT, actor_id="p", deed="mark", subject="marks:1")
    writer.insert("settlements", second | {"why": "Heard it again.", "settled_by": "p", "settled_at": AT})
