"""A small store built through the services, with the clock, seeds, ids and suggestions in the test's hands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import get_args

from coach.banks.model import Probe, Question, Strong
from coach.interview.voice import Moment, Voice
from coach.mapping.suggestion import Evidence, Suggestion
from coach.review.marks import MarkValue
from coach.services import people, rehearse
from coach.services.people import NewPerson
from coach.services.rights import Actor, acting
from coach.services.workspace import Workspace
from coach.store import people as people_table
from coach.store.store import open_store
from tests.engines import address

STANDARD = "l3-css-1.1"
ORGANISATION = "gateway-qualifications"
METHOD = "project-interview"


VOICE = Voice(
    kind="voice", names=("Sam",), says={moment: (f"({moment.replace('-', ' ')})",) for moment in get_args(Moment)}
)
"""An assessor that says only which moment it is, so that other wordings change no test."""


class ScriptedClock:
    """A time of day and a monotonic reading that move only when told to."""

    def __init__(self, at: datetime = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)) -> None:
        self._start = self._now = at

    def now(self) -> datetime:
        return self._now

    def reading(self) -> float:
        return (self._now - self._start).total_seconds()

    def advance(self, *, days: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        self._now += timedelta(days=days, minutes=minutes, seconds=seconds)


@dataclass(frozen=True)
class Cue:
    """A phrase that speaks for a criterion."""

    ref: str
    phrase: str
    concept: str
    score: float = 0.7
    missing: tuple[str, ...] = ()
    level: str = "pass"


class ScriptedMapper:
    """Suggests a criterion where one of its phrases stands in the answer."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = cues

    def suggest(self, answer: str, criteria: Mapping[str, str], **_: object) -> tuple[Suggestion, ...]:
        found: dict[str, Suggestion] = {}
        for cue in self._cues:
            start = answer.find(cue.phrase)
            if start < 0 or cue.ref not in criteria:
                continue
            evidence = Evidence(start, start + len(cue.phrase), cue.phrase, cue.concept)
            before = found[cue.ref].evidence if cue.ref in found else ()
            found[cue.ref] = Suggestion(cue.ref, cue.level, cue.score, (*before, evidence), cue.missing)
        return tuple(sorted(found.values(), key=lambda suggestion: -suggestion.score))


def workspace(folder: Path, clock: ScriptedClock, cues: Sequence[Cue] = ()) -> Workspace:
    """Return an empty store whose mapper knows only the cues."""
    ids = count(1)
    ws = Workspace(
        open_store(address(folder / "coach.db")),
        now=clock.now,
        reading=clock.reading,
        new_seed=lambda: 7,
        new_id=lambda: f"id{next(ids):04}",
    )
    ws.__dict__["mapper"] = ScriptedMapper(cues)
    ws.library.__dict__["voice"] = VOICE
    return ws


def apprentice(
    ws: Workspace,
    name: str = "Aisha Rahman",
    *,
    cohort: str | None = "Spring",
    standard: str = STANDARD,
    organisation: str = ORGANISATION,
) -> Actor:
    """Add an apprentice."""
    new = NewPerson(name, "apprentice", standard=standard, organisation=organisation, cohort=cohort)
    return acting(people.join(ws, new))


def trainer(ws: Workspace, name: str = "Marsha Delgado") -> Actor:
    """Add a trainer."""
    return acting(people.join(ws, NewPerson(name, "trainer")))


def give_extra_time(ws: Workspace, actor: Actor, percent: int) -> None:
    """Set the extra time of an apprentice, as their details do."""
    with ws.store.write() as writer:
        people_table.set_private(writer, actor.id, people.EXTRA_TIME, str(percent))


def question(id_: str, text: str, targets: tuple[str, ...], strong: str = "A real case, told to its end.") -> Question:
    """Return a question with two probes."""
    return Question(
        id=id_,
        text=text,
        rephrasings=(f"In other words: {text}",),
        targets=targets,
        probes=(
            Probe(about=targets[0], text="What told you that it worked?"),
            Probe(about="result", text="How did it end?"),
        ),
        strong=Strong(pass_=strong),
    )


def hand_in(
    ws: Workspace,
    clock: ScriptedClock,
    actor: Actor,
    questions: Sequence[Question],
    answers: Sequence[str],
    ratings: Mapping[str, MarkValue] | None = None,
    *,
    method: str = METHOD,
) -> str:
    """Sit a mock of these questions, two minutes an answer, and hand it in; an empty answer skips its question."""
    rehearsal = rehearse.start(ws, actor, rehearse.Plan(method, questions=len(questions)), tuple(questions))
    rehearsal.open()
    for number, answer in enumerate(answers, 1):
        clock.advance(minutes=2)
        if answer:
            rehearsal.say_as_answer(answer)
        if rehearsal.progress.current == number:
            clock.advance(seconds=15)
            rehearsal.request("finished" if answer else "skip")
    rehearsal.hand_in(ratings or {})
    return rehearsal.session_id
