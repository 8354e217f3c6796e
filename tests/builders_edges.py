"""What tests of the store, the services and the line mode share: places, people, sittings and trouble."""

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from coach.banks.model import Probe, Question, Strong
from coach.content.library import Library
from coach.errors import CoachError
from coach.interview.sitting import Turn
from coach.mapping.lexicon import Concept, CriterionCues, Group, Lexicon
from coach.mapping.suggestion import Evidence, Suggestion
from coach.mapping.weights import Model, Weights
from coach.services import people
from coach.services.people import NewPerson
from coach.services.rehearse import Plan, Rehearsal, start
from coach.services.rights import Actor, acting
from coach.services.workspace import Workspace
from coach.store.sqlite_store import SqliteStore, SqliteWriter
from coach.store.store import Store, Values, Writer, open_store
from tests.builders import ScriptedClock
from tests.engines import address

STANDARD = "l3-css-1.0"
ORGANISATION = "highfield"
METHOD = "professional-discussion"

QUESTIONS = tuple(
    Question(
        id=f"edge-{number}",
        text=text,
        rephrasings=(f"Put differently: {text}",),
        targets=targets,
        probes=(
            Probe(about=targets[0], text="What made you decide that?"),
            Probe(about="result", text="How did it end?"),
        ),
        strong=Strong(pass_="One real case from start to end.", distinction="What changed for good."),
    )
    for number, (text, targets) in enumerate(
        [
            ("Tell me about a case that went past what you may decide.", ("K2.4",)),
            ("When did you see a problem through to its end?", ("B2.1",)),
            ("How do you keep up with what your organisation offers?", ("K3.1", "K3.2")),
        ],
        1,
    )
)

LEXICON = Lexicon(
    kind="lexicon",
    id="edges",
    standards=(STANDARD, "l3-css-1.1"),
    concepts={
        "limit": Concept("the limit of your own authority", ("my limit is|was", "needed my manager")),
        "called-back": Concept("the promised call back", ("rang|phoned|called her|him|them back",)),
    },
    criteria={
        "K2.4": CriterionCues((Group("the limit of your own authority", ("limit",)),)),
        "B2.1": CriterionCues((Group("the customer kept informed", ("called-back",)),)),
    },
)
_MODEL = Model(bias=-3.0, coefficients={"cover": 6.0}, threshold=0.5, strict=0.5)
WEIGHTS = Weights(version="edges", blind=_MODEL, session=_MODEL)

LIMIT_ANSWER = (
    "On Tuesday at 4 Mrs Osei wanted £150 back and my limit is £50, so I walked it over to Priya and she signed it. "
    "After that I rang her back the same day and she thanked me for it."
)


class SpokenRefs:
    """A mapper that suggests each criterion whose ref is spoken in the answer, as in `this shows K2.4`."""

    def suggest(self, answer: str, criteria: dict[str, str], **_: object) -> tuple[Suggestion, ...]:
        """Return a suggestion for each ref that stands in the answer as a word of its own."""
        found = []
        for ref, level in criteria.items():
            start = f" {answer} ".find(f" {ref} ")
            if start >= 0:
                end = start + len(ref)
                found.append(Suggestion(ref, level, 0.7, (Evidence(start, end, answer[start:end], "spoken"),), ()))
        return tuple(found)


class RefusingStore(SqliteStore):
    """A store that can be told to fail, as a full disk does, at a statement of the next writes."""

    refuse_from: int | None = None
    """The statement of each write that fails, counted from 1; None for none."""
    written = 0
    """How many statements the last write ran."""

    @contextlib.contextmanager
    def write(self, of: str | None = None, *, quiet: bool = False) -> Iterator[Writer]:
        """Open the write door with a writer that fails when it is time to."""
        with super().write(of, quiet=quiet):
            refusing = _RefusingWriter(self._connection, self.refuse_from)
            try:
                yield refusing
            finally:
                self.written = refusing.ran


class _RefusingWriter(SqliteWriter):
    def __init__(self, connection: sqlite3.Connection, refuse_from: int | None) -> None:
        super().__init__(connection)
        self._refuse_from = refuse_from
        self.ran = 0

    def insert(self, table: str, row: dict[str, Any]) -> int:
        self._count()
        return super().insert(table, row)

    def run(self, sql: str, values: Values = ()) -> int:
        self._count()
        return super().run(sql, values)

    def _count(self) -> None:
        self.ran += 1
        if self._refuse_from is not None and self.ran >= self._refuse_from:
            raise sqlite3.OperationalError("database or disk is full")


@dataclass
class Place:
    """A store file and the clock, the ids and the mapper that every workspace on it shares."""

    file: Path
    clock: ScriptedClock = field(default_factory=ScriptedClock)
    mapper: Any = field(default_factory=SpokenRefs)
    library: Library | None = None
    survives_power_cuts: bool = False
    """Whether each write is waited for as outside tests; it takes most of a test's time."""
    opened: list[Store] = field(default_factory=list)
    _ids: Iterator[int] = field(default_factory=lambda: count(1))
    _boots: Iterator[int] = field(default_factory=lambda: count(1))

    def open(self, kind: type[SqliteStore] | None = None) -> Workspace:
        """Open the file as a program that was just started would: its monotonic readings begin anywhere."""
        store = kind(self.file) if kind else open_store(address(self.file))
        if isinstance(store, SqliteStore) and not self.survives_power_cuts:
            store._connection.execute("PRAGMA synchronous = OFF")
        self.opened.append(store)
        boot = 1_000.0 * next(self._boots)
        ws = Workspace(
            store,
            self.library or shipped_library(),
            now=self.clock.now,
            reading=lambda: boot + self.clock.reading(),
            new_seed=lambda: 7,
            new_id=lambda: f"id{next(self._ids):05}",
        )
        ws.__dict__["mapper"] = self.mapper
        return ws

    def new_ids_from(self, number: int) -> None:
        """Let the next id count from here, where the file holds some already."""
        self._ids = count(number)

    def close(self) -> None:
        """Close every store that was opened."""
        for store in self.opened:
            store.close()


class ThreeQuestions(Library):
    """The shipped content, but for the discussion's questions: there are three, and a draw has them all."""

    def questions(self, standard: str, method: str) -> tuple[Question, ...]:
        """Return the three questions for the discussion, and what is shipped for everything else."""
        return QUESTIONS if method == METHOD else super().questions(standard, method)


@cache
def three_questions() -> Library:
    """Return the content with three questions, read once."""
    return ThreeQuestions()


@cache
def shipped_library() -> Library:
    """Return the shipped content, read once."""
    return Library()


def an_apprentice(ws: Workspace, name: str = "Aisha Rahman", cohort: str | None = "Spring") -> Actor:
    """Add an apprentice of the level 3 standard."""
    new = NewPerson(name, "apprentice", standard=STANDARD, organisation=ORGANISATION, cohort=cohort)
    return acting(people.join(ws, new))


def a_trainer(ws: Workspace, name: str = "Marsha Delgado") -> Actor:
    """Add a trainer."""
    return acting(people.join(ws, NewPerson(name, "trainer")))


def one_sentence(error: CoachError | str) -> str:
    """Return what a user is told, having checked that it reads as a sentence and not as a crash."""
    text = str(error)
    assert re.search(r"[.?](?: |$)", text) and text.isprintable()
    for word in ("Traceback", "sqlite3", "Error:", "None"):
        assert word not in text
    return text


def kinds(turns: tuple[Turn, ...] | list[Turn]) -> list[str]:
    """Return who said what sort of thing."""
    return [f"{turn.speaker}:{turn.kind}" for turn in turns]


def content(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, but for the store's own notes."""
    return {name: store.rows(f"SELECT * FROM {name} ORDER BY 1, 2") for name in sorted(store.tables())}


def sit(ws: Workspace, actor: Actor, **wishes: Any) -> Rehearsal:
    """Start a mock of the three questions; it is not open yet."""
    plan = Plan(wishes.pop("method", METHOD), **{"questions": len(QUESTIONS)} | wishes)
    return start(ws, actor, plan, QUESTIONS)


def finish(rehearsal: Rehearsal, answer: str = "This shows K2.4 and no more") -> None:
    """Answer every question in a few words, and every follow-up by moving on."""
    if rehearsal.progress.state == "introduction":
        rehearsal.open()
    while rehearsal.progress.state == "answering":
        number = rehearsal.progress.current
        rehearsal.say_as_answer(answer)
        if rehearsal.progress.current == number:
            rehearsal.request("finished")
