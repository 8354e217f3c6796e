"""The store that reports are made from, built once; nothing here writes to it."""

from collections.abc import Iterator

import pytest

from tests.reports.stage import Stage, build


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = build(tmp_path_factory.mktemp("reports"))
    yield stage
    stage.ws.store.close()
