"""One process that has coach loaded, for all tests that start programs."""

from collections.abc import Iterator

import pytest

from tests.durability.zygote import Zygote, zygote


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    with zygote(tmp_path_factory.mktemp("home")) as found:
        yield found
