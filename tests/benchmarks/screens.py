"""The first frame and the draw of questions, each beside a peer that does the same kind of work."""

import os
import pty
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from timing import RUNS, median_seconds

from coach.banks.draw import draw
from coach.banks.model import Question, Strong
from coach.standards.model import Criterion

BARE = """
from textual.app import App
from textual.widgets import Footer, Static
class Bare(App):
    def compose(self):
        yield Static("What would you like to do?"); yield Footer()
Bare().run()
"""

SETUP = """
import sys
from pathlib import Path
from coach.services.people import NewPerson, join
from coach.services.workspace import open_workspace
join(open_workspace(Path(sys.argv[1])), NewPerson("Aisha Rahman", "apprentice", "l3-css-1.1", "vtct-skills"))
"""

SEEN = b"What would you like to do?"


def until_seen(arguments: Sequence[str]) -> tuple[float, float]:
    """Start an app in a terminal of its own; return the seconds until its first words show, and its MiB by then."""
    began = time.perf_counter()
    child, screen = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, *arguments])
    shown = b""
    while SEEN not in shown:
        shown = shown[-4096:] + os.read(screen, 65536)
    seconds = time.perf_counter() - began
    status = Path(f"/proc/{child}/status").read_text()
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    os.kill(child, signal.SIGKILL)
    os.close(screen)
    os.waitpid(child, 0)
    return seconds, peak / 1024


def first_frame() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "coach.db")
        os.environ["XDG_CACHE_HOME"] = folder
        subprocess.run([sys.executable, "-c", SETUP, store], check=True)
        ours_by_name = ["-m", "coach", "--store", store]
        until_seen(ours_by_name)
        pairs = [(until_seen(["-c", BARE]), until_seen(ours_by_name)) for _ in range(RUNS)]
    for what, place, unit, scale in (("first frame", 0, "ms", 1000.0), ("peak memory", 1, "MiB", 1.0)):
        peer = statistics.median(bare[place] for bare, _ in pairs) * scale
        mine = statistics.median(ours[place] for _, ours in pairs) * scale
        print(f"{what:32} bare Textual {peer:8.1f} {unit:4} coach {mine:8.1f} {unit:4} ratio {mine / peer:.2f}")


def big_draw() -> None:
    chance = random.Random(1)
    refs = [f"K{number}" for number in range(25)]
    criteria = [
        Criterion(ref, ref[:2], "pass" if n < 16 else "distinction", "m", ref, "") for n, ref in enumerate(refs)
    ]
    bank = [
        Question(
            id=f"q{number}",
            text="?",
            rephrasings=(),
            targets=tuple(chance.sample(refs, chance.choice((1, 2, 2, 3)))),
            probes=(),
            strong=Strong(""),
        )
        for number in range(1000)
    ]
    gaps = {ref: chance.random() for ref in refs}
    mine = median_seconds(lambda: draw(bank, criteria, seed=1, gaps=gaps), 31) * 1000
    peer = median_seconds(lambda: random.Random(1).sample(bank, 10), 31) * 1000
    print(f"{'draw of ten from 1,000':32} random.sample {peer:7.3f} ms   coach {mine:8.3f} ms")
