"""A store whose file was damaged in some places, and everything that is read from it and written to it then."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from coach.errors import CoachError
from coach.reports.documents import session_document
from coach.reports.foreign import one_line
from coach.services import people, rehearse, review, sessions, waiting, watch
from coach.services.doctor import damage
from coach.services.rights import OWNER, acting
from coach.services.workspace import Workspace
from coach.store import backup
from coach.store.store import open_store
from tests.builders_edges import Place, a_trainer, an_apprentice, finish, one_sentence, sit, three_questions

_WIDTHS = (1, 4, 64, 512, 4096)


def prepared(file: Path) -> bytes:
    """Return the bytes of a store with reviewed, waiting and unfinished mocks."""
    place = Place(file, library=three_questions())
    ws = place.open()
    for name in ("Aisha Rahman", "Callum Reid"):
        apprentice = an_apprentice(ws, name)
        for number in range(4):
            rehearsal = sit(ws, apprentice)
            finish(rehearsal, f"This shows K2.4 and no more, {'I rang her back ' * 20} {number}")
            rehearsal.hand_in({"K2.4": "passed"})
        unfinished = sit(ws, apprentice)
        unfinished.open()
        unfinished.save_draft("half a story")
    marsha = a_trainer(ws)
    for waits in sessions.list_sessions(ws, marsha)[:5]:
        if waits.state == "waiting":
            review.mark(ws, marsha, waits.id, 1, "K2.4", "passed", "Well told.")
            review.sign_off(ws, marsha, waits.id, "A clear story.")
    place.close()
    return file.read_bytes()


def harm(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with some places overwritten, or the end cut off."""
    harmed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        width = chance.choice(_WIDTHS)
        start = chance.randrange(len(harmed) - width)
        harmed[start : start + width] = chance.choice((bytes(width), b"\xff" * width, chance.randbytes(width)))
    return bytes(harmed[: chance.randrange(1, len(harmed))] if chance.random() < 0.1 else harmed)


def use(file: Path) -> list[str]:
    """Do everything there is to do with a store; return what was told in words.

    Raises where something else goes wrong in a file that is found whole.
    """
    told = []

    def attempt(work: Callable[[], object]) -> None:
        try:
            work()
        except CoachError as error:
            told.append(one_sentence(one_line(str(error))))
        except Exception:
            if (found := damage(file)) is None:
                raise
            told.append(one_sentence(one_line(str(found))))

    attempt(lambda: backup.look(file))
    attempt(lambda: backup.copy(file, file.with_name("copy.db"), over=True))
    try:
        store = open_store(file)
    except CoachError as error:
        return [*told, one_sentence(one_line(str(error)))]
    with closing(store):
        for work in _everything(Workspace(store, three_questions())):
            attempt(work)
    return told


def _everything(ws: Workspace) -> Iterator[Callable[[], object]]:
    yield lambda: people.everybody(ws)
    yield lambda: sessions.list_sessions(ws, OWNER)
    with suppress(CoachError):
        everybody = [acting(person) for person in people.everybody(ws)]
        for session in sessions.list_sessions(ws, OWNER):
            yield lambda session=session: session_document(sessions.view_session(ws, OWNER, session.id))
        for actor in everybody:
            if actor.role == "apprentice":
                yield lambda actor=actor: watch.coverage_of(ws, OWNER, actor.name)
                yield lambda actor=actor: watch.grades_of(ws, OWNER, actor.name)
                for left in rehearse.unfinished(ws, actor):
                    yield lambda left=left, actor=actor: rehearse.take_up(ws, actor, left.id).open()
            else:
                yield lambda actor=actor: waiting.queue(ws, actor)
                for session in sessions.list_sessions(ws, actor):
                    yield lambda session=session, actor=actor: review.mark(ws, actor, session.id, 1, "K2.4", "none")
