"""Grants: one program, once, soon."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.errors import NotAllowedError
from coach.services import grants, sign_in
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from tests.builders_edges import Place, an_apprentice, one_sentence

ON_BOTH_ENGINES = True


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "coach.db")
    yield place
    place.close()


@pytest.fixture
def ws(place: Place) -> Workspace:
    return place.open()


@pytest.fixture
def aisha(ws: Workspace) -> Actor:
    return an_apprentice(ws)


def refused(ws: Workspace, token: str) -> bool:
    with pytest.raises(NotAllowedError) as refusal:
        grants.take_up(ws, token)
    return "not started for anybody" in one_sentence(refusal.value)


def test_a_grant_lets_one_program_in_as_whoever_it_was_given_to(place: Place, ws: Workspace, aisha: Actor) -> None:
    token = grants.give(ws, aisha)
    child = place.open()
    assert grants.take_up(child, token).actor == aisha
    assert refused(place.open(), token)
    assert refused(place.open(), "")
    assert refused(place.open(), f"{token}x")


def test_a_grant_is_good_for_a_minute(place: Place, ws: Workspace, aisha: Actor) -> None:
    late, token = grants.give(ws, aisha), grants.give(ws, aisha)
    place.clock.advance(seconds=grants.SECONDS)
    assert grants.take_up(ws, token).actor == aisha
    place.clock.advance(seconds=1)
    assert refused(ws, late)


def test_what_was_never_taken_up_is_forgotten_and_no_token_is_kept(place: Place, ws: Workspace, aisha: Actor) -> None:
    token = grants.give(ws, aisha)
    kept = ws.store.rows("SELECT key, value FROM store_settings")
    assert len(kept) == 1
    assert token not in str(kept)
    place.clock.advance(seconds=grants.SECONDS + 1)
    grants.give(ws, aisha)
    assert len(ws.store.rows("SELECT key FROM store_settings")) == 1


def test_a_passphrase_that_was_handed_out_has_to_be_changed_first(ws: Workspace, aisha: Actor) -> None:
    assert not grants.take_up(ws, grants.give(ws, aisha)).handed_out
    sign_in.give_passphrase(ws, Actor("", "Lena", "lead"), aisha.name, "three copper kettles")
    assert grants.take_up(ws, grants.give(ws, aisha)).handed_out
