"""The mapper beside phrase matchers on the same answers, as its lexicon grows, at its start and while typing."""

import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
from peers import peers, phrases_of
from timing import RUNS, percentile, seconds, seconds_each

from coach.content.library import Library
from coach.mapping.evaluate import decode
from coach.mapping.lexicon import Lexicon
from coach.mapping.suggest import Mapper

STANDARD, METHOD = "l3-css-1.1", "professional-discussion"
ANSWERS = Path(__file__).parents[1] / "data" / "answers"
UNIT = "flashtext, exact"
GROWTH = (1, 4, 16)
WORDS_TYPED = 3000
KEYS_PRESSED = 300

COMPILE = f"""
import time
from coach.content.library import Library
import coach.mapping.suggest
library = Library()
levels = {{c.ref: str(c.level) for c in library.standard("{STANDARD}").criteria_of("{METHOD}")}}
began = time.perf_counter()
library.mapper.suggest("", levels)
print(time.perf_counter() - began)
"""


def levels_of(library: Library) -> dict[str, str]:
    return {c.ref: str(c.level) for c in library.standard(STANDARD).criteria_of(METHOD)}


def answers() -> list[str]:
    files = sorted(ANSWERS.glob("*.jsonl"))
    items = [item for path in files for item in decode(path.read_bytes().splitlines())]
    return [item.answer for item in items if (item.standard, item.method) == (STANDARD, METHOD)]


class Fresh:
    """A mapper asked about answers as if it had never seen them; the words it knows stay known."""

    def __init__(self, mapper: Mapper, levels: dict[str, str]) -> None:
        self._mapper = mapper
        self._levels = levels

    def forget(self) -> None:
        # No user needs this: it makes an answer new again without making its words new.
        self._mapper._plans.of(self._levels).reader._kept.clear()

    def suggest(self, answer: str) -> object:
        return self._mapper.suggest(answer, self._levels)


def beside_peers(library: Library) -> None:
    levels, texts = levels_of(library), answers()
    concepts = [library.lexicon.concepts[id] for id in library.mapper.concepts(levels)]
    phrases = phrases_of(concepts)
    cues = sum(len(concept.cues) for concept in concepts)
    length = statistics.mean(map(len, texts))
    print(f"\n{len(texts)} answers of {length:.0f} characters on average, the best of {RUNS} runs of each")
    print(f"{len(phrases):,} phrases from the {cues:,} cues that coach listens for")
    fresh = Fresh(library.mapper, levels)
    times = {name: search and seconds_each(search, texts, lambda: None) for name, search in peers(phrases)}
    times["coach, criteria and evidence"] = seconds_each(fresh.suggest, texts, fresh.forget)
    unit = times[UNIT]
    for name, time in times.items():
        micro = "-" if time is None else f"{time * 1e6:.0f}"
        ratio = "-" if time is None or unit is None else f"{time / unit:.2f}"
        print(f"{name:32} {micro:>9} µs an answer {ratio:>8} x flashtext")


def as_it_grows(library: Library) -> None:
    levels, texts = levels_of(library), answers()
    for times in GROWTH:
        mapper = Mapper(grown(library.lexicon, times), library.weights)
        fresh = Fresh(mapper, levels)
        mapper.suggest("", levels)
        micro = seconds_each(fresh.suggest, texts, fresh.forget) * 1e6
        print(f"{f'coach, lexicon {times} times as large':32} {micro:>9.0f} µs an answer")


def grown(lexicon: Lexicon, times: int) -> Lexicon:
    """A lexicon with cues of made-up words put in: more to look through, nothing more to find."""
    made_up = random.Random(1)
    concepts = {
        id: msgspec.structs.replace(
            concept, cues=(*concept.cues, *(_garbled(cue, made_up) for cue in concept.cues * (times - 1)))
        )
        for id, concept in lexicon.concepts.items()
    }
    return msgspec.structs.replace(lexicon, concepts=concepts)


def _garbled(cue: str, chance: random.Random) -> str:
    """The cue's shape with a made-up word for each of its words."""
    return " ".join(
        "..."
        if word == "..."
        else "|".join("zq" + "".join(chance.choices("bdfgklmnprtv", k=6)) for _ in word.split("|"))
        for word in cue.split()
    )


def start() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "XDG_CACHE_HOME": folder}
        for what in ("first ever", "from the cache"):
            command = [sys.executable, "-c", COMPILE]
            out = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
            print(f"{f'lexicon made ready, {what}':32} {float(out) * 1000:>9.1f} ms")


def typing(library: Library) -> None:
    levels = levels_of(library)
    words = " ".join(answers()).split()
    long = " ".join((words * (WORDS_TYPED // len(words) + 1))[:WORDS_TYPED])
    added = " Then I rang her back on the Friday and told her what we had found out about the order."
    while len(added) < KEYS_PRESSED:
        added += added
    library.mapper.suggest(long, levels)
    typed = [long + added[: number + 1] for number in range(KEYS_PRESSED)]
    times = [seconds(lambda text=text: library.mapper.suggest(text, levels)) * 1000 for text in typed]
    middle, slow = percentile(times, 0.5), percentile(times, 0.99)
    print(f"{f'a key pressed at {WORDS_TYPED:,} words':32} {middle:>9.2f} ms, one in a hundred {slow:.2f} ms or more")


def report() -> None:
    library = Library()
    beside_peers(library)
    as_it_grows(library)
    start()
    typing(library)
