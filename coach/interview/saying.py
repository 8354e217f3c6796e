"""What is said while one step of an interview is worked out."""

from collections.abc import Sequence

import msgspec

from coach.banks.model import GlossaryEntry
from coach.interview import clock as clocks
from coach.interview.clock import in_words
from coach.interview.progress import Progress, Step
from coach.interview.sitting import Sitting, Speaker, Turn
from coach.interview.states import after
from coach.interview.voice import Moment, Voice
from coach.standards.model import CoachingCard


class Saying:
    """Collects what is said while a step is worked out."""

    def __init__(self, sitting: Sitting, voice: Voice, progress: Progress, reading: float) -> None:
        self._sitting = sitting
        self._voice = voice
        self._reading = reading
        self._turns: list[Turn] = []
        self.progress = progress

    def step(self) -> Step:
        self.update(turns=self.progress.turns + len(self._turns))
        return Step(self.progress, tuple(self._turns))

    def update(self, **changes: object) -> None:
        self.progress = msgspec.structs.replace(self.progress, **changes)

    def current(self) -> int:
        assert self.progress.current is not None
        return self.progress.current

    def add(self, speaker: Speaker, kind: str, text: str) -> None:
        at = round(self.progress.clock.elapsed(self._reading), 1)
        self._turns.append(Turn(speaker, kind, text, at, self.progress.current))

    def assessor(self, kind: str, moment: Moment, **values: str) -> None:
        self.add("assessor", kind, self._words(moment, **values))

    def clock(self, moment: Moment, **values: str) -> None:
        self.add("clock", moment, self._words(moment, **values))

    def apprentice(self, kind: str, text: str) -> None:
        self.add("apprentice", kind, text)

    def _words(self, moment: Moment, **values: str) -> str:
        seed = self._sitting.seed
        return self._voice.say(
            moment,
            seed,
            self.progress.turns + len(self._turns),
            assessor=self._voice.name(seed),
            apprentice=self._sitting.apprentice.split()[0],
            method=self._sitting.method_title.lower(),
            **values,
        )

    def opencounted(self) -> int:
        return len(self.progress.to_ask) + len(self.progress.set_aside)

    def wording(self) -> str:
        """Return the current question in the words it was last put."""
        question = self._sitting.question(self.current())
        return (question.text, *question.rephrasings)[min(self.progress.rephrased, len(question.rephrasings))]

    def rephrase(self) -> None:
        question = self._sitting.question(self.current())
        if self.progress.rephrased >= len(question.rephrasings):
            self.assessor("repeat", "no-rephrasing", question=question.text)
            return
        self.update(rephrased=self.progress.rephrased + 1)
        self.assessor("rephrasing", "rephrase", question=self.wording())

    def tell_time(self) -> None:
        clock = self.progress.clock
        left, elapsed = clock.remaining(self._reading), clock.elapsed(self._reading)
        if left <= 0:
            self.clock("time-up", open_note="Finish the answer you're giving.")
            return
        self.clock(
            "time",
            elapsed=in_words(elapsed),
            left=in_words(left),
            open=counted(self.opencounted(), "question"),
            pace=in_words(left / (self.opencounted() + 1)),
        )

    def explain(self, term: str, entry: GlossaryEntry | None) -> None:
        if entry is None:
            self.assessor("glossary", "not-in-glossary", term=term)
        else:
            self.assessor("glossary", "glossary", term=entry.term, meaning=entry.meaning)

    def targets(self) -> tuple[str, ...]:
        return self._sitting.question(self.current()).targets

    def hint(self, cards: Sequence[CoachingCard]) -> None:
        """In practice mode say what the question's criteria mean and how an answer could start."""
        if self._sitting.terms.mode == "exam" or not cards:
            self.assessor("help", "no-hint")
        for card in cards if self._sitting.terms.mode == "practice" else ():
            listens = "; ".join(card.listens_for)
            starters = " / ".join(card.starters)
            self.add(
                "coach", "hint", f"{card.ref}: {card.plain} Assessors listen for: {listens}. Start with: {starters}"
            )

    def set_aside(self) -> "Saying":
        if not self.opencounted() or self.progress.clock.phase(self._reading) != "running":
            self.assessor("help", "last-one")
            return self
        current = self.current()
        self.assessor("acknowledgement", "set-aside")
        self.update(set_aside=(*self.progress.set_aside, current))
        self.ask_next(announce=True)
        return self

    def pause(self) -> "Saying":
        if self._sitting.terms.mode == "exam":
            self.assessor("help", "no-pause")
        elif self.progress.state != "paused":
            state = after(self.progress.state, "pause")
            self.update(state=state, clock=clocks.stop(self.progress.clock, self._reading, "pause"))
            self.clock("pause", elapsed=in_words(self.progress.clock.spent))
        return self

    def go_on(self) -> "Saying":
        """Ask the next question, or close where none is left or the time is up."""
        if self.progress.clock.phase(self._reading) != "running":
            return self.close()
        if not self.opencounted():
            return self.close()
        self.ask_next(announce=True)
        return self

    def ask_next(self, *, announce: bool) -> None:
        waiting, aside = self.progress.to_ask, self.progress.set_aside
        number, back = (waiting[0], False) if waiting else (aside[0], True)
        self.update(
            current=number,
            to_ask=waiting if back else waiting[1:],
            set_aside=aside[1:] if back else aside,
            rephrased=0,
        )
        if announce:
            self.assessor("acknowledgement", "back-to" if back else "next-question")
        self.add("assessor", "question", self._sitting.question(number).text)

    def warn(self, name: str) -> None:
        left = self.opencounted()
        open_ = counted(left, "question")
        if name == "time":
            note = f"{open_} {'stays' if left == 1 else 'stay'} unasked." if left else ""
            self.clock("time-up", open_note=note)
            if self.progress.clock.tolerance and self.progress.clock.phase(self._reading) == "tolerance":
                self.clock("tolerance", tolerance=in_words(self._sitting.terms.tolerance_by_rule))
            return
        self.clock(name, open=open_)  # type: ignore[arg-type]

    def close(self, after_hearing: Moment | None = None) -> "Saying":
        """End the questions; `after_hearing` is what the clock says first."""
        unanswered = len(self._sitting.questions) - len(self.progress.answered)
        if after_hearing:
            self.clock(after_hearing)
        chosen: Moment = "closing" if not unanswered else "closing-early"
        verb = "was" if unanswered == 1 else "were"
        self.assessor("closing", chosen, open=f"{counted(unanswered, 'question')} {verb}")
        self.update(
            state=after(self.progress.state, "close"),
            clock=clocks.freeze(self.progress.clock, self._reading),
            current=None,
        )
        return self


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
