"""Stores for the app's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.hurry import HurryingLoop, nothing_to_do
from tests.tui.spring import Spring, spring


def pytest_asyncio_loop_factories() -> dict[str, type[HurryingLoop]]:
    """Let no test wait for time to pass."""
    return {"hurrying": HurryingLoop}


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the pilot wait for what is left to do, and not for an idle processor."""
    monkeypatch.setattr("textual.pilot.wait_for_idle", nothing_to_do)
    monkeypatch.setattr("textual.app.wait_for_idle", nothing_to_do)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Spring]:
    """One mock that waits."""
    made = spring(tmp_path)
    yield made
    made.ws.store.close()


@pytest.fixture
def cohort(tmp_path: Path) -> Iterator[Spring]:
    """A few apprentices, two mocks that wait and one that is reviewed."""
    made = spring(tmp_path, more=True)
    yield made
    made.ws.store.close()
