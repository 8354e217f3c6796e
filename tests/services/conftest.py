"""A store of its own for every test, with an apprentice and trainers where they are asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.services.rights import Actor
from coach.services.workspace import Workspace
from tests.builders_edges import Place, a_trainer, an_apprentice


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "data" / "coach.db")
    yield place
    place.close()


@pytest.fixture
def ws(place: Place) -> Workspace:
    return place.open()


@pytest.fixture
def aisha(ws: Workspace) -> Actor:
    return an_apprentice(ws)


@pytest.fixture
def marsha(ws: Workspace) -> Actor:
    return a_trainer(ws)


@pytest.fixture
def omar(ws: Workspace) -> Actor:
    return a_trainer(ws, "Omar Haddad")
