"""One process that has coach loaded, for all tests that start programs, and a store of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders_edges import Place, three_questions
from tests.durability.zygote import Zygote, zygote


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    with zygote(tmp_path_factory.mktemp("home")) as found:
        yield found


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "coach.db", library=three_questions())
    yield place
    place.close()
