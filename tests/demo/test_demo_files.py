"""Demo files: small ones are played, and mistakes are told with file and line."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.content.diagnostic import RefusedError
from coach.demo.cohort import fill
from coach.services.rights import OWNER
from coach.services.sessions import view_session
from coach.services.workspace import Workspace, in_iso
from coach.store import judgements, sessions

Open = Callable[..., Workspace]

WAITING_SINCE_TODAY = """\
kind: demo-session
id: aisha-1
apprentice: aisha
standard: l3-css-1.1
method: professional-discussion
mode: exam
minutes: 30
days_ago: 0
state: waiting
questions:
  - id: css-pd-036
    answer: The metering team, who want the serial number first and no story.
    seconds: 300
self_ratings: {K3.1: attempted}
"""


def change(file: Path, old: str, new: str) -> int:
    """Replace a piece of a file; return the number of the line it begins in."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_small_session_is_played(open_at: Open, folder: Path) -> None:
    ws = open_at()
    fill(ws, folder)
    view = view_session(ws, OWNER, "aisha-1")
    assert (view.state, view.signed_by, view.minutes_by_rule) == ("reviewed", "Owen Pritchard", 30)
    assert view.started_at[:10] == "2026-01-02"
    assert (view.signed_at or "")[:10] == "2026-01-06"
    first, second = view.questions
    kinds = [turn.kind for turn in first.turns if turn.kind in ("question", "answer", "probe")]
    assert kinds.count("answer") == 2
    assert kinds.index("probe") == 2
    assert first.seconds == pytest.approx(310 / 1.25, abs=1)
    assert second.answer == "Later"
    played = sessions.session(ws.store, "aisha-1")
    assert played is not None
    assert played.terms.allowed == 30 * 60 * 1.25


def test_ratings_stay_with_what_was_asked_about(open_at: Open, folder: Path) -> None:
    ws = open_at()
    fill(ws, folder)
    assert judgements.ratings_of(ws.store, "aisha-1") == {"K2.3": "none", "K3.1": "passed"}


@pytest.mark.parametrize("hour", [0, 9, 16])
def test_a_session_of_today_is_over_by_now(open_at: Open, folder: Path, hour: int) -> None:
    (folder / "sessions" / "aisha-1.yaml").write_text(WAITING_SINCE_TODAY, encoding="utf-8")
    now = datetime(2026, 3, 4, hour, 5, tzinfo=UTC)
    ws = open_at(now)
    fill(ws, folder)
    view = view_session(ws, OWNER, "aisha-1")
    assert view.state == "waiting"
    assert (view.handed_in_at or "") <= in_iso(now)


def test_the_files_may_be_empty_of_sessions(open_at: Open, folder: Path) -> None:
    (folder / "sessions" / "aisha-1.yaml").unlink()
    told = fill(open_at(), folder)
    assert told[1].startswith("0 sessions with 0 answers")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: aisha-1", "id: aisha-2", "the session aisha-2 is in a file of another name"),
        ("apprentice: aisha", "apprentice: aysha", "Did you mean aisha?"),
        ("standard: l3-css-1.1", "standard: l3-css-1.0", "Aisha Rahman is on l3-css-1.1"),
        ("standard: l3-css-1.1", "standard: l3-css-2", "no standard goes by l3-css-2"),
        ("days_ago: 61", "days_ago: 381", "Aisha Rahman had not started 381 days ago"),
        ("state: reviewed", "state: waiting", "a session that is waiting has no marks"),
        ("state: reviewed", "state: review", "Did you mean reviewed?"),
        ("id: css-pd-021", "id: css-pi-021", "no question of professional-discussion"),
        ("probe: 1", "probe: 9", "css-pd-021 has no probe 9"),
        ("K2.4: none", "S5.1: none", "S5.1 is no criterion of professional-discussion"),
        ("K2.3: You", "K1.6: You", "there is a comment on K1.6 and no mark"),
        ("B1.1: passed", "B9.1: passed", "Did you mean B1.1?"),
        ("trainer: owen", "trainer: own", "Did you mean owen?"),
        ("reviewed_days_ago: 57", "reviewed_days_ago: 62", "Write 1 to 61."),
        ("reviewed_days_ago: 57", "reviewed_days_ago: 0", "between the session's day and yesterday"),
        ("seconds: 310", "seconds: 3100", "the time is up before this is said"),
        ("seconds: 310", "second: 310", "Did you mean seconds?"),
    ],
)
def test_a_mistake_in_a_session_is_told(open_at: Open, folder: Path, old: str, new: str, told: str) -> None:
    file = folder / "sessions" / "aisha-1.yaml"
    line = change(file, old, new)
    with pytest.raises(RefusedError) as refused:
        fill(open_at(), folder)
    first = refused.value.diagnostics[0]
    assert told in str(first)
    assert first.file == str(file)
    if "seconds: 3100" not in new:
        assert first.line == line


def test_a_probe_without_an_answer_is_told(open_at: Open, folder: Path) -> None:
    change(folder / "sessions" / "aisha-1.yaml", "    probe: 1\n", "")
    with pytest.raises(RefusedError, match="a probe and its answer go together"):
        fill(open_at(), folder)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("cohort: Northgate autumn", "cohort: Northgate autum", "Did you mean Northgate autumn?"),
        ("organisation: vtct-skills", "organisation: highfield", "highfield does not assess l3-css-1.1"),
        ("started_days_ago: 380", "started_days_ago: soon", "a whole number is wanted here"),
    ],
)
def test_a_mistake_in_people_is_told(open_at: Open, folder: Path, old: str, new: str, told: str) -> None:
    line = change(folder / "people.yaml", old, new)
    with pytest.raises(RefusedError) as refused:
        fill(open_at(), folder)
    assert told in str(refused.value.diagnostics[0])
    assert refused.value.diagnostics[0].line == line


def test_nothing_is_written_where_a_file_is_wrong(open_at: Open, folder: Path) -> None:
    change(folder / "sessions" / "aisha-1.yaml", "trainer: owen", "trainer: own")
    ws = open_at()
    with pytest.raises(RefusedError):
        fill(ws, folder)
    assert ws.store.rows("SELECT id FROM people") == []
