"""Every test has folders of its own; nothing reads or writes the home of whoever runs them."""

import gc
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from coach.content.library import Library
from tests.engines import ENGINES, Chosen, clear_databases

settings.register_profile("coach", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("wide", deadline=None, max_examples=3000)
settings.load_profile("coach")

# Whole lexicons stay in memory for the run; going over them time and again takes a fifth of it.
gc.set_threshold(200_000, 50, 100)

# Stores wait for the disk at every write; where there is room in memory, the tests' folders are there.
_MEMORY = Path("/dev/shm")
if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 2 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

_USUAL_ENGINE = os.environ.get("COACH_TEST_ENGINE", "sqlite")

_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
_NUMBERS = count()
_PRIVATE = ("COACH_PASSPHRASE", "COACH_NEW_PASSPHRASE", "NO_COLOR", "COLORTERM")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept of read content, each under the hash of its file, so that all tests may share it."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def folders_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(_NUMBERS))
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    for name in _FOLDERS:
        monkeypatch.setenv(name, str(home / name.removeprefix("XDG_").lower()))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("COACH_STORE", str(home / "coach.db"))
    monkeypatch.setenv("COACH_DAILY_BACKUP", "off")
    for name in _PRIVATE:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """All shipped content and nobody's own, read once for the whole run."""
    with pytest.MonkeyPatch.context() as nobody:
        nobody.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("nobody")))
        library = Library()
        assert library.banks
        assert library.scenarios
    return library


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of a module that says ON_BOTH_ENGINES on a file and on a database."""
    if getattr(metafunc.module, "ON_BOTH_ENGINES", False):
        metafunc.parametrize("engine", ENGINES, indirect=True)


@pytest.fixture(autouse=True)
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """The engine that stores are opened on in this test."""
    Chosen.engine = getattr(request, "param", _USUAL_ENGINE)
    yield Chosen.engine
    Chosen.engine = _USUAL_ENGINE
    clear_databases()
