"""Every test has folders of its own; nothing reads or writes the home of whoever runs them."""

import gc
import os
from itertools import count

import pytest
from hypothesis import settings

from coach.content.library import Library

settings.register_profile("coach", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("wide", deadline=None, max_examples=3000)
settings.load_profile("coach")

# Whole lexicons stay in memory for the run; going over them time and again takes a fifth of it.
gc.set_threshold(200_000, 50, 100)

_FOLDERS = ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
_NUMBERS = count()
_PRIVATE = ("COACH_PASSPHRASE", "COACH_NEW_PASSPHRASE", "NO_COLOR", "COLORTERM")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: while a screen settles, its worker does nothing."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def folders_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(_NUMBERS))
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    for name in _FOLDERS:
        monkeypatch.setenv(name, str(home / name.removeprefix("XDG_").lower()))
    monkeypatch.setenv("COACH_STORE", str(home / "coach.db"))
    for name in _PRIVATE:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def shipped() -> Library:
    """All shipped content, read once for the whole run."""
    return Library()
