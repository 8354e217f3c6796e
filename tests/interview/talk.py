"""An interview that a test holds step by step, with a clock that moves only when told to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from coach.banks.model import STORY_PARTS
from coach.interview import clock as clocks
from coach.interview.intents import Request
from coach.interview.machine import Interview
from coach.interview.phrases import Intent
from coach.interview.progress import Heard, Progress, Step
from coach.interview.sitting import Terms, Turn
from tests.builders_core import interview, probed, terms

ALL_HEARD = Heard(frozenset({"K1.1", "K1.2"}))
NOTHING_HEARD = Heard(frozenset(), STORY_PARTS)


@dataclass
class Talk:
    """An interview under way, with a clock that moves only when told to."""

    held: Interview
    reading: float = 1000.0
    turns: list[Turn] = field(default_factory=list)
    progress: Progress = field(init=False)

    def __post_init__(self) -> None:
        self.progress = self.held.fresh()

    def begin(self) -> tuple[Turn, ...]:
        return self._take(self.held.begin(self.progress, self.reading))

    def wait(self, seconds: float) -> "Talk":
        self.reading += seconds
        return self

    def answer(self, text: str = "I rang her back.", heard: Heard = ALL_HEARD) -> tuple[Turn, ...]:
        return self._take(self.held.answer(self.progress, text, heard, self.reading))

    def ask(self, intent: Intent, term: str = "") -> tuple[Turn, ...]:
        return self._take(self.held.request(self.progress, Request(intent, term), self.reading))

    def resume(self, stood_still: float | None) -> tuple[Turn, ...]:
        return self._take(self.held.resume(self.progress, self.reading, stood_still))

    def tick(self, draft: str = "") -> tuple[Turn, ...]:
        return self._take(self.held.tick(self.progress, draft, self.reading))

    def gather(self, number: int, typed: str) -> tuple[Turn, ...]:
        return self._take(self.held.gather(self.progress, number, typed, self.reading))

    def crash(self, stood_still: float | None) -> tuple[Turn, ...]:
        """End the process and go on in another one, whose readings begin anywhere."""
        stored = msgspec.json.encode(
            msgspec.structs.replace(self.progress, clock=clocks.freeze(self.progress.clock, self.reading))
        )
        self.progress = msgspec.json.decode(stored, type=Progress)
        self.reading = 17.0
        if self.progress.state != "answering":
            return ()
        stopped = clocks.stop(self.progress.clock, self.reading, "interruption")
        self.progress = msgspec.structs.replace(self.progress, clock=stopped)
        return self.resume(stood_still)

    @property
    def state(self) -> str:
        return self.progress.state

    @property
    def elapsed(self) -> float:
        return self.progress.clock.elapsed(self.reading)

    def _take(self, step: Step) -> tuple[Turn, ...]:
        self.progress = step.progress
        self.turns.extend(step.turns)
        return step.turns


def begun(held_terms: Terms | None = None, *, questions: int = 3, minutes_gone: float = 0, seed: int = 7) -> Talk:
    asked = [probed(number) for number in range(1, questions + 1)]
    talk = Talk(interview(held_terms or terms(questions=questions), asked, seed=seed))
    talk.begin()
    talk.wait(minutes_gone * 60)
    return talk


def asked_in(turns: Sequence[Turn]) -> list[int | None]:
    return [turn.question for turn in turns if turn.kind == "question"]
