"""Role-plays as they are stored: the scenario as it was when begun, how far the play has come, the notes taken."""

import msgspec

from coach.roleplay.model import Scenario
from coach.roleplay.play import Play
from coach.store.store import Store, Writer
from coach.store.telling import decoded


class StoredRoleplay(msgspec.Struct, frozen=True):
    """A role-play of a session."""

    scenario: Scenario
    play: Play
    notes: str


def add_roleplay(writer: Writer, session_id: str, scenario: Scenario, play: Play) -> None:
    """Write a role-play that has just begun."""
    writer.insert(
        "roleplays",
        {"session_id": session_id, "scenario_id": scenario.id, "scenario": _json(scenario), "play": _json(play)},
    )


def save_play(writer: Writer, session_id: str, play: Play) -> None:
    """Write how far a role-play has come."""
    writer.run("UPDATE roleplays SET play = ? WHERE session_id = ?", [_json(play), session_id])


def save_notes(writer: Writer, session_id: str, notes: str) -> None:
    """Write the notes the apprentice takes beside it."""
    writer.run("UPDATE roleplays SET notes = ? WHERE session_id = ?", [notes, session_id])


def roleplay_of(store: Store, session_id: str) -> StoredRoleplay | None:
    """Return the role-play of a session, or None where it is an interview."""
    row = store.row("SELECT scenario, play, notes FROM roleplays WHERE session_id = ?", [session_id])
    if row is None:
        return None
    return StoredRoleplay(
        scenario=decoded(row["scenario"], Scenario),
        play=decoded(row["play"], Play),
        notes=row["notes"],
    )


def played(store: Store, apprentice_id: str) -> dict[str, int]:
    """Return how often an apprentice has begun each scenario, by its id."""
    rows = store.rows(
        "SELECT p.scenario_id, count(*) AS times FROM roleplays p JOIN sessions s ON s.id = p.session_id "
        "WHERE s.apprentice_id = ? GROUP BY p.scenario_id",
        [apprentice_id],
    )
    return {row["scenario_id"]: row["times"] for row in rows}


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()
