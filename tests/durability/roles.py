"""What the programs do that are killed, starved and let loose on one store."""

import contextlib
import itertools
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO, cast

from coach import paths
from coach.cli import main
from coach.content.library import Library
from coach.errors import ClaimedError, UsageError
from coach.interview.states import HANDED_IN
from coach.plain.interview import hold
from coach.review.marks import MARKS
from coach.services import backups, review, sessions
from coach.services.rehearse import Plan, take_up
from coach.services.rights import OWNER
from coach.services.sign_in import actor_named
from coach.services.workspace import Workspace
from coach.store.sqlite_store import SqliteStore
from coach.store.store import Store, Writer, open_store
from tests.builders_edges import METHOD, STANDARD, SpokenRefs, shipped_library, sit, three_questions

NOBODY = 65534
AISHA, MARSHA = "Aisha Rahman", "Marsha Delgado"
REFS = ("K2.4", "B2.1", "K3.1")

LONG_MOCK = Plan(METHOD, questions=30, minutes=240)

for _library in (three_questions(), shipped_library()):
    _ = (_library.voice, _library.glossary, _library.standard(STANDARD), _library.questions(STANDARD, METHOD))


def opened(file: str | Store, library: Library | None = None) -> Workspace:
    """Open the store as the program does, with its own clock, ids and seeds."""
    ws = Workspace(file if isinstance(file, Store) else open_store(Path(file)), library or three_questions())
    ws.__dict__["mapper"] = SpokenRefs()
    return ws


def interview(file: str) -> None:
    """Hold a long interview over the lines typed."""
    hold(opened(file, shipped_library()), AISHA, LONG_MOCK, sys.stdin, sys.stdout)


def reviewing(file: str, session_id: str) -> None:
    """Review a session: each line is a mark with its comment, or `sign off` with its feedback; each done is said."""
    ws = opened(file)
    marsha = actor_named(ws, MARSHA)
    print("ready", flush=True)
    for line in sys.stdin:
        what, number, ref, value, text = line.rstrip("\n").split(" ", 4)
        try:
            if what == "mark":
                review.mark(ws, marsha, session_id, int(number), ref, value, text)  # type: ignore[arg-type]
            else:
                review.sign_off(ws, marsha, session_id, text)
            print(f"done {text}", flush=True)
        except UsageError:
            print(f"refused {text}", flush=True)


def apprentice_at_work(file: str, name: str, sittings: int, seconds: float, seed: int) -> None:
    """Sit so many mocks one after another, or for some seconds; say each answer that was kept."""
    ws, chance = opened(file), random.Random(seed)
    actor = actor_named(ws, name)
    print("ready", flush=True)
    sys.stdin.readline()
    over = time.monotonic() + seconds
    for sitting in range(sittings):
        if time.monotonic() > over:
            break
        rehearsal = sit(ws, actor)
        rehearsal.open()
        for number in range(1, 4):
            words = f"This shows {chance.choice(REFS)} for {name} <{sitting}-{number}>"
            rehearsal.save_draft(words[:12])
            rehearsal.say_as_answer(words)
            print(f"kept {words}", flush=True)
            if rehearsal.progress.current == number:
                rehearsal.request("finished")
        if rehearsal.progress.state != "rating":
            rehearsal.request("end")
        rehearsal.hand_in({"K2.4": "passed"})
        print(f"handed in {rehearsal.session_id}", flush=True)


def trainer_at_work(file: str, name: str, reviews: int, seconds: float, seed: int) -> None:
    """Mark and sign off whatever waits, so many times or for some seconds; say each mark that was kept."""
    ws, chance = opened(file), random.Random(seed)
    actor = actor_named(ws, name)
    print("ready", flush=True)
    sys.stdin.readline()
    over, done = time.monotonic() + seconds, 0
    while done < reviews and time.monotonic() < over:
        listed = [each for each in sessions.list_sessions(ws, actor) if each.state in HANDED_IN]
        if not listed:
            continue
        session = chance.choice(listed)
        try:
            review.open_review(ws, actor, session.id, take_over=chance.random() < 0.3)
            for number in range(1, 4):
                comment = f"<{name} {done}-{number}>"
                review.mark(ws, actor, session.id, number, chance.choice(REFS), chance.choice(MARKS), comment)
                print(f"marked {comment}", flush=True)
            review.sign_off(ws, actor, session.id, f"<{name} signs {done}>")
            print(f"signed <{name} signs {done}>", flush=True)
        except (ClaimedError, UsageError) as error:
            print(f"told {error}", flush=True)
        done += 1


class Filling(SqliteStore):
    """A store on a disk that fills and is freed: in truth, for SQLite, when its turn to write comes."""

    full = False
    how = ""

    @contextlib.contextmanager
    def write(self, of: str | None = None, *, quiet: bool = False) -> Iterator[Writer]:
        """Open the write door with as much room as there is."""
        if self.how == "no room in the store":
            self.rows(f"PRAGMA max_page_count = {1 if self.full else 2**30}")
        else:
            most = resource.RLIM_INFINITY
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_480 if self.full else most, most))
        with super().write(of, quiet=quiet) as writer:
            yield writer


def interview_on_a_disk_that_fills(file: str, how: str) -> None:
    """Hold the interview; a line `fill` fills the disk and a line `free` frees it."""
    store = Filling(Path(file))
    store.how = how

    def lines() -> Iterator[str]:
        for line in sys.stdin:
            if line.strip() in ("fill", "free"):
                store.full = line.strip() == "fill"
            else:
                yield line

    hold(opened(store, shipped_library()), AISHA, LONG_MOCK, cast(TextIO, lines()), sys.stdout)


def restoring(file: str, *sources: str) -> None:
    """Put one backup after another in the store's place, over and over."""
    print("ready", flush=True)
    for source in itertools.cycle(sources):
        backups.restore(OWNER, Path(file), Path(source), datetime.now(UTC))


def opening(file: str) -> None:
    """Open a store when told to, and say what became of it."""
    print("ready", flush=True)
    sys.stdin.readline()
    open_store(Path(file)).close()


def command_as_nobody(folder: str, *arguments: str) -> None:
    """Run a command on the store in a folder, as somebody who may only do there what everybody may."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    os.environ |= {"COACH_STORE": f"{folder}/coach.db", "COACH_DAILY_BACKUP": "off"}
    try:
        main(arguments)
    except SystemExit as left:
        print(f"left with {left.code}", flush=True)


def app(file: str, session_id: str, *, hears_hang_ups: bool = True) -> None:
    """Open the app on a sitting under way."""
    from coach.tui.app import CoachApp
    from coach.tui.screens.interview import open_rehearsal

    class OnTheSitting(CoachApp):
        CSS_PATH = paths.PACKAGE / "tui" / "styles.tcss"

        def open_first(self) -> None:
            super().open_first()
            if not hears_hang_ups:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
            assert self.actor is not None
            open_rehearsal(self, take_up(self.ws, self.actor, session_id))

    OnTheSitting(opened(file), AISHA).run()


def app_that_ignores_hang_ups(file: str, session_id: str) -> None:
    """Open the app as `nohup` would."""
    app(file, session_id, hears_hang_ups=False)


ROLES: dict[str, Callable[..., None]] = {
    role.__name__: role
    for role in (
        interview,
        interview_on_a_disk_that_fills,
        reviewing,
        apprentice_at_work,
        trainer_at_work,
        restoring,
        opening,
        command_as_nobody,
        app,
        app_that_ignores_hang_ups,
    )
}
