"""Coverage as it is kept up to date with every mark, and as it was at a moment."""

from collections.abc import Iterable, Sequence

from coach.coverage.state import CoverageState, state_of
from coach.interview.states import State
from coach.review.marks import RANK, MarkValue
from coach.store.judgements import ALWAYS, CURRENT_MARKS
from coach.store.store import Row, Store, Writer


def refresh_coverage(writer: Writer, apprentice_id: str, refs: Iterable[str], now: str) -> None:
    """Bring an apprentice's coverage up to date for some refs, in the transaction that changed them.

    What a sign-off left unmarked waits no longer, also where the review is opened again: as `coverage_as_of` has it.
    """
    for ref in refs:
        marks = writer.rows(
            f"SELECT mark FROM {CURRENT_MARKS} c WHERE apprentice_id = ? AND ref = ?", [apprentice_id, ref]
        )
        suggested = writer.rows(
            "SELECT DISTINCT CASE WHEN s.reviewed_at IS NULL THEN s.state ELSE 'reviewed' END AS state "
            "FROM suggestions g JOIN sessions s ON s.id = g.session_id "
            "WHERE g.apprentice_id = ? AND g.ref = ? AND NOT EXISTS (SELECT 1 FROM marks m "
            "WHERE m.session_id = g.session_id AND m.question = g.question AND m.ref = g.ref)",
            [apprentice_id, ref],
        )
        state = state_of((row["mark"] for row in marks), (row["state"] for row in suggested))
        if state == "untried":
            writer.run("DELETE FROM coverage WHERE apprentice_id = ? AND ref = ?", [apprentice_id, ref])
            continue
        writer.run(
            "INSERT INTO coverage (apprentice_id, ref, state, since) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (apprentice_id, ref) DO UPDATE SET state = excluded.state, since = CASE "
            "WHEN coverage.state = excluded.state THEN coverage.since ELSE excluded.since END",
            [apprentice_id, ref, state, now],
        )


def refs_touched(writer: Writer, session_id: str) -> set[str]:
    """Return the refs that a session's suggestions or marks speak of."""
    rows = writer.rows(
        "SELECT ref FROM suggestions WHERE session_id = :id UNION SELECT ref FROM marks WHERE session_id = :id",
        {"id": session_id},
    )
    return {row["ref"] for row in rows}


def coverage_of(store: Store, apprentice_ids: Sequence[str] | None = None) -> dict[str, dict[str, CoverageState]]:
    """Return each apprentice's states by ref; refs that are untried are left out. None stands for everybody."""
    where = "WHERE apprentice_id = ?" if apprentice_ids is not None and len(apprentice_ids) == 1 else ""
    refs, states = store.joined.format("ref"), store.joined.format("state")
    rows = store.rows(
        f"SELECT apprentice_id, {refs} AS refs, {states} AS states FROM coverage {where} GROUP BY apprentice_id",
        apprentice_ids if where and apprentice_ids is not None else (),
    )
    wanted = None if apprentice_ids is None else set(apprentice_ids)
    return {
        row["apprentice_id"]: dict(zip(row["refs"].split(","), row["states"].split(","), strict=True))
        for row in rows
        if wanted is None or row["apprentice_id"] in wanted
    }


def coverage_as_of(store: Store, moment: str) -> dict[str, dict[str, CoverageState]]:
    """Return everybody's states as they were at a moment (ISO 8601 UTC), from the marks and hand-ins up to it."""
    return _from_history(store, {"moment": moment, "apprentice": None, "told": False})


def coverage_told(store: Store, apprentice_id: str, moment: str = ALWAYS) -> dict[str, CoverageState]:
    """Return an apprentice's states as far as they were told: a mark counts from the sign-off that follows it."""
    everybody = _from_history(store, {"moment": moment, "apprentice": apprentice_id, "told": True})
    return everybody.get(apprentice_id, {})


_UNTIL = """
WITH reach AS (
    SELECT s.id AS session_id, s.handed_in_at,
        (SELECT min(o.signed_at) FROM sign_offs o WHERE o.session_id = s.id) AS first_signed,
        CASE WHEN :told
            THEN (SELECT max(o.signed_at) FROM sign_offs o WHERE o.session_id = s.id AND o.signed_at <= :moment)
            ELSE :moment
        END AS until
    FROM sessions s WHERE :apprentice IS NULL OR s.apprentice_id = :apprentice
)
"""
"""How far the marks of each session count."""


_STANDS = """
marked_at <= until AND id = (
    SELECT max(n.id) FROM marks n
    WHERE n.session_id = m.session_id AND n.question = m.question AND n.ref = m.ref AND n.marked_at <= until
)
"""
"""Which marks stand, of those that count."""


def _from_history(store: Store, values: Row) -> dict[str, dict[str, CoverageState]]:
    rows = store.rows(
        f"{_UNTIL} SELECT apprentice_id, ref, mark, NULL AS handed_in_at, NULL AS first_signed "
        f"FROM reach JOIN marks m USING (session_id) WHERE {_STANDS} "
        "UNION ALL SELECT apprentice_id, ref, NULL, handed_in_at, first_signed "
        "FROM reach JOIN suggestions g USING (session_id) "
        "WHERE made_at <= :moment AND NOT EXISTS (SELECT 1 FROM marks m WHERE m.session_id = g.session_id "
        "AND m.question = g.question AND m.ref = g.ref AND m.marked_at <= until)",
        values,
    )
    given: dict[tuple[str, str], list[MarkValue]] = {}
    hinted: dict[tuple[str, str], list[State]] = {}
    for row in rows:
        place = (row["apprentice_id"], row["ref"])
        if row["mark"] is not None:
            given.setdefault(place, []).append(row["mark"])
        else:
            hinted.setdefault(place, []).append(_state_then(row, values["moment"]))
    states: dict[str, dict[str, CoverageState]] = {}
    for person, ref in {*given, *hinted}:
        state = state_of(given.get((person, ref), ()), hinted.get((person, ref), ()))
        if state != "untried":
            states.setdefault(person, {})[ref] = state
    return states


def _state_then(row: Row, moment: str) -> State:
    if row["handed_in_at"] is None or row["handed_in_at"] > moment:
        return "answering"
    return "reviewed" if row["first_signed"] is not None and row["first_signed"] <= moment else "waiting"


def first_passed(store: Store, apprentice_id: str, *, told: bool) -> dict[str, str]:
    """Return when (ISO 8601 UTC) each criterion that is passed now was first passed; `told`: as far as it was told."""
    rows = store.rows(
        f"{_UNTIL} SELECT p.ref, min(p.marked_at) AS at FROM reach JOIN marks p USING (session_id) "
        "WHERE p.mark = 'passed' AND p.marked_at <= until AND p.ref IN ("
        f"SELECT m.ref FROM reach JOIN marks m USING (session_id) WHERE m.mark = 'passed' AND {_STANDS}) "
        "GROUP BY p.ref",
        {"moment": ALWAYS, "apprentice": apprentice_id, "told": told},
    )
    return {row["ref"]: row["at"] for row in rows}


def ratings_and_marks(store: Store, apprentice_id: str, *, told: bool) -> tuple[tuple[str, MarkValue, MarkValue], ...]:
    """Return a ref, the apprentice's own rating and the best mark in the same session, wherever both are given."""
    ranks = " ".join(f"WHEN '{mark}' THEN {rank}" for mark, rank in RANK.items())
    rows = store.rows(
        f"{_UNTIL} SELECT r.session_id, r.ref, r.rating, "
        f"max(CASE m.mark {ranks} END) AS place "
        "FROM reach JOIN marks m USING (session_id) "
        f"JOIN self_ratings r ON r.session_id = m.session_id AND r.ref = m.ref WHERE {_STANDS} "
        "GROUP BY r.session_id, r.ref, r.rating ORDER BY r.ref, r.session_id",
        {"moment": ALWAYS, "apprentice": apprentice_id, "told": told},
    )
    marks = {rank: mark for mark, rank in RANK.items()}
    return tuple((row["ref"], row["rating"], marks[row["place"]]) for row in rows)


def shown_days(store: Store, apprentice_id: str) -> dict[str, list[tuple[str, MarkValue]]]:
    """Return by ref when (ISO 8601 UTC) it was shown and how it was judged: by the mark once told, else by oneself."""
    rows = store.rows(
        f"{_UNTIL} SELECT m.ref, handed_in_at AS at, m.mark FROM reach JOIN marks m USING (session_id) WHERE {_STANDS} "
        "UNION ALL SELECT r.ref, handed_in_at, r.rating FROM reach JOIN self_ratings r USING (session_id) "
        "WHERE handed_in_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM marks m "
        "WHERE m.session_id = r.session_id AND m.ref = r.ref AND m.marked_at <= until) ORDER BY 2",
        {"moment": ALWAYS, "apprentice": apprentice_id, "told": True},
    )
    found: dict[str, list[tuple[str, MarkValue]]] = {}
    for row in rows:
        found.setdefault(row["ref"], []).append((row["at"], row["mark"]))
    return found
