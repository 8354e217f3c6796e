"""Killed at any moment, the interview keeps every line that was acknowledged, and goes on where it stood."""

import os
import random
import select
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from coach import paths
from coach.services.sessions import session_row
from coach.services.workspace import Workspace
from coach.store import sessions as table
from coach.store.store import Store
from tests.builders_edges import Place, an_apprentice

KILLS = 20
SECONDS_TO_ANSWER = 30.0
NAME = "Aisha Rahman"

INTERVIEW = """
import sys
from pathlib import Path
from coach.plain.interview import hold
from coach.services.rehearse import Plan
from tests.builders_edges import METHOD, Place

ws = Place(Path(sys.argv[1]), survives_power_cuts=True).open()
ws.now, ws.reading, ws.new_id = type(ws).now, type(ws).reading, type(ws).new_id
hold(ws, "Aisha Rahman", Plan(METHOD, questions=30, minutes=240), sys.stdin, sys.stdout)
"""


class Sitting:
    """A program that holds the interview, spoken to line by line through a pipe."""

    def __init__(self, file: Path) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-c", INTERVIEW, str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=paths.PACKAGE.parent,
            bufsize=0,
        )
        assert self._program.stdin and self._program.stdout
        self._in, self._out = self._program.stdin.fileno(), self._program.stdout.fileno()
        self._read = b""
        self.heard: list[str] = []
        """Every whole line that was printed."""

    def send(self, *lines: str) -> None:
        """Type lines, waiting for nothing."""
        os.write(self._in, "".join(f"{line}\n" for line in lines).encode())

    def until(self, start: str) -> list[str]:
        """Wait for a line that starts so; return all that were printed on the way, that one last."""
        first = len(self.heard)
        while not any(line.startswith(start) for line in self.heard[first:]):
            assert self.listen(SECONDS_TO_ANSWER), f"no {start} after {self.heard[-12:]}"
        return self.heard[first:]

    def acknowledge(self, *lines: str) -> list[str]:
        """Type lines and wait until the program has answered what came after them."""
        self.send(*lines, "/time")
        return self.until("Clock: You've used")

    def listen(self, seconds: float) -> bool:
        """Take in what is printed within some seconds; return whether anything was, or will be no more."""
        if not select.select([self._out], [], [], seconds)[0]:
            return False
        data = os.read(self._out, 65536)
        *lines, self._read = (self._read + data).split(b"\n")
        self.heard += [line.decode() for line in lines]
        return bool(data)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._program.send_signal(signal.SIGKILL)
        self._program.wait()
        while self.listen(SECONDS_TO_ANSWER):
            pass
        self._close()

    def finish(self) -> None:
        """Let it end by itself."""
        self._program.communicate()
        assert self._program.returncode == 0

    def _close(self) -> None:
        assert self._program.stdin and self._program.stdout
        self._program.stdin.close()
        self._program.stdout.close()


class Memory:
    """What was typed and what is known to have been acknowledged; every line typed is one of a kind."""

    def __init__(self) -> None:
        self.typed: list[str] = []
        self.acknowledged: list[str] = []

    def lines(self, number: int) -> list[str]:
        """Return lines nobody typed before."""
        first = len(self.typed)
        fresh = [f"Then came thing <{n}> with the customer" for n in range(first, first + number)]
        self.typed += fresh
        return fresh


def type_until_killed(sitting: Sitting, memory: Memory, chance: random.Random) -> None:
    """Type answers, some of them waited for, and be killed amid some more."""
    for _ in range(chance.randint(0, 3)):
        lines = memory.lines(chance.randint(1, 3))
        sitting.acknowledge(*lines, *([""] if chance.random() < 0.7 else []))
        memory.acknowledged += lines
    for _ in range(chance.randint(0, 4)):
        sitting.send(*memory.lines(1), *([""] if chance.random() < 0.6 else []))
    for _ in range(chance.randint(0, 4)):
        sitting.listen(chance.uniform(0, 0.01))
    sitting.kill()


def check(ws: Workspace, session_id: str, memory: Memory) -> None:
    """Check that the store is sound and holds every acknowledged line, and no line twice."""
    assert ws.store.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    assert ws.store.rows("PRAGMA foreign_key_check") == []
    turns = [stored.turn for stored in table.turns_of(ws.store, session_id)]
    kept = [turn.text for turn in turns if turn.kind == "answer"]
    kept += [row["text"] for row in ws.store.rows("SELECT text FROM drafts WHERE session_id = ?", [session_id])]
    lines = "\n".join(kept).splitlines()
    assert [line for line in memory.acknowledged if lines.count(line) != 1] == []
    assert [line for line in memory.typed if lines.count(line) > 1] == []
    assert [stored.seq for stored in table.turns_of(ws.store, session_id)] == list(range(1, len(turns) + 1))


def test_a_killed_interview_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(20260302)
    place = Place(tmp_path / "coach.db")
    ws = place.open()
    an_apprentice(ws)
    memory = Memory()

    sitting = Sitting(place.file)
    sitting.acknowledge()
    (row,) = ws.store.rows("SELECT id FROM sessions")
    id_ = row["id"]
    elapsed = 0.0
    for _ in range(KILLS):
        type_until_killed(sitting, memory, chance)
        with closing(Store(place.file)) as fresh:
            check(Workspace(fresh, ws.library), id_, memory)
        before = session_row(ws, id_)
        assert before.state == "answering" and before.progress.current
        assert before.elapsed >= elapsed

        sitting = Sitting(place.file)
        offer = sitting.until("Coach: Go on with it?")
        assert f"at question {before.progress.current}, " in offer[0]
        again = sitting.acknowledge("yes")
        question = table.questions_of(ws.store, id_)[before.progress.current - 1]
        assert f"Assessor: {' '.join(question.text.split())}" in again
        after = session_row(ws, id_)
        assert after.progress.current == before.progress.current
        assert after.elapsed >= before.elapsed
        elapsed = after.elapsed

    sitting.acknowledge("")
    sitting.send("/end", "/skip")
    sitting.until(f"Coach: Session {id_}.")
    sitting.finish()
    check(ws, id_, memory)
    ended = session_row(ws, id_)
    assert (ended.state, len(ws.store.rows("SELECT * FROM sessions"))) == ("waiting", 1)
    assert [stop.reason for stop in ended.progress.clock.stops] == ["interruption"] * KILLS
    assert len(memory.acknowledged) >= KILLS
    place.close()
