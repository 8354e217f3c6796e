"""Small stores and records that hostile input is tried on: made once, copied for each try."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from unittest import mock

from coach.content.library import Library
from coach.errors import CoachError
from coach.services import people
from coach.services.rights import Actor, acting
from coach.services.workspace import Workspace
from tests.builders import ScriptedClock, apprentice, trainer, workspace
from tests.builders_edges import Place, one_sentence, three_questions
from tests.services.whole_record import packed, whole

READER = "Wren Reader"


@dataclass(frozen=True)
class Stage:
    """A store with an apprentice and a trainer, in a folder with nothing else, and its clock."""

    folder: Path
    ws: Workspace
    clock: ScriptedClock
    aisha: Actor
    marsha: Actor


@cache
def shipped() -> Library:
    """All shipped content."""
    return Library()


@contextlib.contextmanager
def stage() -> Iterator[Stage]:
    """Open a new copy of the store; whatever is put beside it is gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder, clock = Path(name), ScriptedClock()
        (folder / "coach.db").write_bytes(_two_people())
        ws = workspace(folder, clock)
        ws.store._connection.execute("PRAGMA synchronous = OFF")
        ws.library, ws.new_id = shipped(), _new_ids()
        ws.__dict__["mapper"] = shipped().mapper
        aisha, marsha = (acting(people.find(ws, name)) for name in ("Aisha Rahman", "Marsha Delgado"))
        with contextlib.closing(ws.store):
            yield Stage(folder, ws, clock, aisha, marsha)


def refused(error: CoachError) -> None:
    """Check that something was refused in one sentence, and not since rows broke a rule of the store's."""
    assert "refused this" not in one_sentence(error), error


@contextlib.contextmanager
def at_home_in(folder: Path) -> Iterator[None]:
    """Let everything that coach keeps outside its store lie in a folder, but for what it can make again."""
    homes = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    with mock.patch.dict(os.environ, homes), mock.patch.object(tempfile, "tempdir", str(folder)):
        yield


@contextlib.contextmanager
def empty() -> Iterator[Workspace]:
    """Open a new store on another machine, with nobody but a trainer in it."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "coach.db").write_bytes(_one_trainer())
        ws = workspace(Path(name), ScriptedClock())
        ws.store._connection.execute("PRAGMA synchronous = OFF")
        ws.library, ws.new_id = shipped(), _new_ids()
        with contextlib.closing(ws.store):
            yield ws


@cache
def a_record() -> bytes:
    """Return the ZIP of a record that has a row in every table."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder) / "coach.db", library=three_questions())
        ws = place.open()
        raw = packed(ws, whole(place, ws).id)
        place.close()
        return raw


def _new_ids() -> Callable[[], str]:
    """Return what gives ids that nobody has who is there already."""
    ids = count(100)
    return lambda: f"id{next(ids):04}"


@cache
def _two_people() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        ws = workspace(Path(folder), ScriptedClock())
        apprentice(ws)
        trainer(ws)
        ws.store.close()
        return (Path(folder) / "coach.db").read_bytes()


@cache
def _one_trainer() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        ws = workspace(Path(folder), ScriptedClock())
        trainer(ws, READER)
        ws.store.close()
        return (Path(folder) / "coach.db").read_bytes()
