"""Print how fast coach is, side by side with a peer that does the same kind of work. Run with: make bench."""

import os
import pty
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from coach.banks.draw import draw
from coach.banks.model import Question, Strong
from coach.content.library import Library
from coach.standards.model import Criterion

RUNS = 7

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


def median_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


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


def live_mapping() -> None:
    library = Library()
    mapper = library.mapper
    standard = library.standard("l3-css-1.0")
    words = " ".join(question.strong.pass_ for question in library.questions("l3-css-1.0", "project-interview"))
    answer = " ".join(words.split()[:1000])
    levels = {c.ref: str(c.level) for c in standard.criteria_of("project-interview")}
    began = time.perf_counter()
    mapper.suggest(answer, levels)
    first = (time.perf_counter() - began) * 1000
    sentences = [f"{answer} Then I rang them back on day {number}." for number in range(31)]
    typed = iter(sentences)
    live = median_seconds(lambda: mapper.suggest(next(typed), levels), 31) * 1000
    began = time.perf_counter()
    Library().mapper.suggest(answer, levels)
    kept = (time.perf_counter() - began) * 1000
    print(f"{'map 1,000 words, first ever':32} coach {first:8.2f} ms (makes the lexicon ready)")
    print(f"{'map 1,000 words, first of a run':32} coach {kept:8.2f} ms (reads it from the cache)")
    print(f"{'map 1,000 words while typing':32} coach {live:8.2f} ms")


def main() -> None:
    print(f"Python {sys.version.split()[0]}, medians of {RUNS} runs or more")
    first_frame()
    big_draw()
    live_mapping()


if __name__ == "__main__":
    main()
