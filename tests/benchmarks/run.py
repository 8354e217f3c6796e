"""Print how fast coach is, side by side with a peer that does the same kind of work. Run with: make bench."""

import os
import pty
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from coach.banks.draw import draw
from coach.banks.model import Question, Strong
from coach.content.library import Library
from coach.mapping.suggest import Mapper
from coach.standards.model import Criterion

RUNS = 7

BARE = """
from textual.app import App
from textual.widgets import Static, Footer
class Bare(App):
    def compose(self):
        yield Static("bare"); yield Footer()
    def on_mount(self):
        self.call_after_refresh(self.exit)
Bare().run()
"""

COACH = """
import sys
from pathlib import Path
from coach.services.workspace import open_workspace
from coach.tui.app import CoachApp
class Timed(CoachApp):
    def on_mount(self):
        super().on_mount()
        self.call_after_refresh(lambda: self.screen.call_after_refresh(self.exit))
Timed(open_workspace(Path(sys.argv[1]))).run()
"""

SETUP = """
import sys
from pathlib import Path
from coach.services.people import NewPerson, join
from coach.services.workspace import open_workspace
join(open_workspace(Path(sys.argv[1])), NewPerson("Aisha Rahman", "apprentice", "l3-css-1.1", "vtct-skills"))
"""


def in_a_terminal(script: str, *arguments: str) -> tuple[float, int]:
    """Run a script in a terminal of its own; return wall seconds and peak memory in KiB."""
    began = time.perf_counter()
    child, screen = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-c", script, *arguments])
    while True:
        try:
            if not os.read(screen, 65536):
                break
        except OSError:
            break
    _, _, usage = os.wait4(child, 0)
    os.close(screen)
    return time.perf_counter() - began, usage.ru_maxrss


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
        in_a_terminal(COACH, store)
        bare = [in_a_terminal(BARE) for _ in range(RUNS)]
        ours = [in_a_terminal(COACH, store) for _ in range(RUNS)]
    for what, place, unit, scale in (("first frame", 0, "ms", 1000.0), ("peak memory", 1, "MiB", 1 / 1024)):
        peer = statistics.median(run[place] for run in bare) * scale
        mine = statistics.median(run[place] for run in ours) * scale
        print(f"{what:32} bare Textual {peer:8.1f} {unit:4} coach {mine:8.1f} {unit:4} ratio {mine / peer:.2f}")


def big_draw() -> None:
    chance = random.Random(1)
    refs = [f"K{number}" for number in range(25)]
    criteria = [Criterion(ref, ref[:2], "pass" if n < 16 else "distinction", "m", ref, "") for n, ref in enumerate(refs)]
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
    mapper = Mapper(library.lexicon, library.weights)
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
    print(f"{'map 1,000 words, first time':32} coach {first:8.2f} ms (compiles the lexicon)")
    print(f"{'map 1,000 words while typing':32} coach {live:8.2f} ms")


def main() -> None:
    print(f"Python {sys.version.split()[0]}, medians of {RUNS} runs or more")
    first_frame()
    big_draw()
    live_mapping()
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
