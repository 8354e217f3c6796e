"""The mapper beside phrase matchers on the same answers, as its lexicon grows, at its start and while typing."""

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
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
_WORD = re.compile(r"(?<![<=\w'-])[a-z]+(?![\w'>-])")

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
    searches = dict(peers(phrases))
    works = {name: search for name, search in searches.items() if search}
    times = seconds_each(works | {"coach, criteria and evidence": fresh.suggest}, texts, fresh.forget)
    unit = times.get(UNIT)
    for name in (*searches, "coach, criteria and evidence"):
        micro = f"{times[name] * 1e6:.0f}" if name in times else "-"
        ratio = f"{times[name] / unit:.2f}" if name in times and unit else "-"
        print(f"{name:32} {micro:>9} µs an answer {ratio:>8} x flashtext")


def as_it_grows(library: Library) -> None:
    levels, texts = levels_of(library), answers()
    for times in GROWTH:
        lexicon = grown(library.lexicon, times)
        mapper = Mapper(lexicon, library.weights)
        cues = sum(len(lexicon.concepts[id].cues) for id in mapper.concepts(levels))
        fresh = Fresh(mapper, levels)
        (taken,) = seconds_each({"": fresh.suggest}, texts, fresh.forget).values()
        found = statistics.mean(len(mapper.found(text, levels)) for text in texts)
        what = f"coach, lexicon {times} times as large"
        print(f"{what:32} {taken * 1e6:>9.0f} µs an answer, {cues:,} cues, {found:.1f} concepts found")


def grown(lexicon: Lexicon, times: int) -> Lexicon:
    """A lexicon with more groups for every criterion: the known cues, each word put in the place of another one.

    The words are those of real cues, so the new cues are looked up and tried in answers, and now and then met.
    """
    words = sorted(
        {word for concept in lexicon.concepts.values() for cue in concept.cues for word in _WORD.findall(cue)}
    )
    concepts, criteria = dict(lexicon.concepts), dict(lexicon.criteria)
    for more in range(1, times):
        others = dict(zip(words, random.Random(more).sample(words, len(words)), strict=True))
        for id, concept in lexicon.concepts.items():
            concepts[f"{id}-{more}"] = msgspec.structs.replace(concept, cues=tuple(_reworded(concept.cues, others)))
        for ref, wanted in lexicon.criteria.items():
            groups = tuple(
                msgspec.structs.replace(group, concepts=tuple(f"{id}-{more}" for id in group.concepts))
                for group in wanted.groups
            )
            criteria[ref] = msgspec.structs.replace(criteria[ref], groups=(*criteria[ref].groups, *groups))
    return msgspec.structs.replace(lexicon, concepts=concepts, criteria=criteria)


def _reworded(cues: Iterable[str], others: Mapping[str, str]) -> Iterator[str]:
    return (_WORD.sub(lambda found: others[found[0]], cue) for cue in cues)


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
    start()
    typing(library)
    as_it_grows(library)
