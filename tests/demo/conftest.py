"""Folders of their own, a day that stays, and small demo files to play."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.content.library import Library
from coach.services.workspace import Workspace
from coach.store.store import Store, open_store

Open = Callable[..., Workspace]

AFTERNOON = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)

PEOPLE = """\
kind: demo-people
trainers:
  - {id: marsha, name: Marsha Delgado}
  - {id: owen, name: Owen Pritchard}
cohorts: [Northgate autumn]
apprentices:
  - id: aisha
    name: Aisha Rahman
    cohort: Northgate autumn
    standard: l3-css-1.1
    organisation: vtct-skills
    sector: contact-centre
    workplace: Severn Vale Water, billing line
    face_to_face: false
    started_days_ago: 380
    gateway_in_days: 20
    extra_time_percent: 25
"""

SESSION = """\
kind: demo-session
id: aisha-1
apprentice: aisha
standard: l3-css-1.1
method: professional-discussion
mode: practice
minutes: 30
days_ago: 61
state: reviewed
questions:
  - id: css-pd-021
    answer: I put it over to the leakage team because I had no access to the logger on the meter.
    probe: 1
    probe_answer: It was a man whose bill had doubled.
    seconds: 310
    marks: {K2.3: passed, K2.4: none}
    comments: {K2.3: You said why it had to go to them.}
  - id: css-pd-036
    answer: Later
    seconds: 60
    marks: {K3.1: attempted}
self_ratings: {K2.3: none, K3.1: passed, B1.1: passed}
trainer: owen
reviewed_days_ago: 57
feedback: Say the why first. Then the rest is easy.
"""


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(home / name))
        yield


@pytest.fixture(scope="session")
def library(own_folders: None) -> Library:  # noqa: ARG001
    return Library()


@pytest.fixture(scope="session")
def open_at(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Open an empty store in which it is always one moment."""
    stores: list[Store] = []

    def opened(now: datetime = AFTERNOON) -> Workspace:
        stores.append(open_store(tmp_path_factory.mktemp("store") / "demo.db"))
        return Workspace(stores[-1], library, now=lambda: now)

    yield opened
    for store in stores:
        store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Demo files of one apprentice and one session."""
    (tmp_path / "sessions").mkdir()
    (tmp_path / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "sessions" / "aisha-1.yaml").write_text(SESSION, encoding="utf-8")
    return tmp_path
