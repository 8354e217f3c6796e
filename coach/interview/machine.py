"""The interview as pure steps: a state, something that happens, the next state and what is said."""

from collections.abc import Mapping

import msgspec

from coach.banks.model import GlossaryEntry, Probe
from coach.errors import UsageError
from coach.interview import clock as clocks
from coach.interview.clock import Clock, in_words
from coach.interview.intents import Request
from coach.interview.progress import Heard, Progress, Step
from coach.interview.saying import Saying, counted
from coach.interview.sitting import Sitting
from coach.interview.states import State, after
from coach.interview.voice import Voice
from coach.standards.model import CoachingCard

UNHURRIED_SHARE = 0.6
"""No supplementary question when less than this share of an even pace is left for each question to come."""


class Interview:
    """A sitting with its assessor's voice: every method takes a state and a monotonic reading and returns a Step."""

    def __init__(
        self,
        sitting: Sitting,
        voice: Voice,
        glossary: Mapping[str, GlossaryEntry],
        cards: Mapping[str, CoachingCard] | None = None,
    ) -> None:
        self._cards = cards or {}
        self._sitting = sitting
        self._voice = voice
        self._glossary = glossary

    @property
    def sitting(self) -> Sitting:
        """What was fixed before it started."""
        return self._sitting

    def _saying(self, progress: Progress, reading: float) -> Saying:
        return Saying(self._sitting, self._voice, progress, reading)

    def fresh(self) -> Progress:
        """Return the state before anything was said."""
        terms = self._sitting.terms
        return Progress(
            state="introduction",
            clock=Clock(allowed=terms.allowed, tolerance=terms.tolerance),
            to_ask=tuple(range(1, len(self._sitting.questions) + 1)),
        )

    def begin(self, progress: Progress, reading: float) -> Step:
        """Introduce the assessor and the rules, start the clock, ask the first question."""
        said = self._saying(progress, reading)
        terms = self._sitting.terms
        over = in_words(terms.tolerance_by_rule)
        said.assessor("introduction", "introduction")
        said.assessor(
            "introduction",
            "rules",
            minutes=in_words(terms.minutes_by_rule * 60),
            questions=counted(len(self._sitting.questions), "question"),
            tolerance=(
                f"If you're mid-answer when the time is up, you may run over by up to {over}."
                if terms.tolerance
                else "When the time is up, we stop."
            ),
            follow_ups=(
                "I may ask you to explain something a little further."
                if terms.probes == 1
                else "I may ask a follow-up now and then."
            ),
        )
        said.assessor("introduction", terms.mode)
        said.update(state=after(progress.state, "begin"), clock=clocks.start(progress.clock, reading))
        said.assessor("introduction", "first-question")
        said.ask_next(announce=False)
        return said.step()

    def answer(self, progress: Progress, text: str, heard: Heard, reading: float) -> Step:
        """Take an answer, then probe, go on or close."""
        said = self._saying(progress, reading)
        said.update(state=after(progress.state, "answer"))
        current = said.current()
        said.apprentice("answer", text)
        if current not in progress.answered:
            said.update(answered=(*progress.answered, current))
        if progress.clock.phase(reading) != "running":
            return said.close("over" if progress.clock.phase(reading) == "over" else None).step()
        said.assessor("acknowledgement", "acknowledge")
        index = self.next_probe(progress, heard, reading)
        if index is None:
            return said.go_on().step()
        said.assessor("acknowledgement", "probe")
        said.add("assessor", "probe", self._sitting.question(current).probes[index].text)
        said.update(probed=(*progress.probed, (current, index)))
        return said.step()

    def request(self, progress: Progress, request: Request, reading: float) -> Step:
        """Do what was asked of the assessor. Raises UsageError where no question is open."""
        if progress.current is None:
            raise UsageError("No question is open now.", "Hand in the session, or start another.")
        said = self._saying(progress, reading)
        if progress.state == "paused" and request.intent not in ("resume", "end", "time", "help"):
            said.clock("pause", elapsed=in_words(progress.clock.spent))
            return said.step()
        match request.intent:
            case "pause":
                said.pause()
            case "resume" if progress.state == "paused":
                return self.resume(progress, reading, None)
            case "resume":
                said.assessor("repeat", "repeat", question=said.wording())
            case "end":
                said.close()
            case "repeat":
                said.assessor("repeat", "repeat", question=said.wording())
            case "rephrase":
                said.rephrase()
            case "time":
                said.tell_time()
            case "later":
                said.set_aside()
            case "skip":
                said.assessor("acknowledgement", "skip")
                said.go_on()
            case "stuck":
                said.assessor("help", "stuck" if self._sitting.terms.mode == "practice" else "stuck-exam")
            case "finished" if progress.current in progress.answered:
                said.assessor("acknowledgement", "acknowledge")
                said.go_on()
            case "finished":
                said.assessor("help", "nothing-yet")
            case "glossary":
                said.explain(request.term, self._glossary.get(request.term))
            case "hint":
                said.hint([self._cards[ref] for ref in said.targets() if ref in self._cards])
            case "help":
                said.assessor("help", "help", pause="pause, resume, " if self._sitting.terms.mode == "practice" else "")
        return said.step()

    def resume(self, progress: Progress, reading: float, stood_still: float | None) -> Step:
        """Start the clock again after a pause or an interruption of so many seconds."""
        said = self._saying(progress, reading)
        interrupted = bool(progress.clock.stops) and progress.clock.stops[-1].reason == "interruption"
        state: State = "answering" if progress.state == "answering" else after(progress.state, "resume")
        said.update(state=state, clock=clocks.go_on(progress.clock, reading, stood_still))
        left = in_words(said.progress.clock.remaining(reading))
        if interrupted:
            gap = in_words(stood_still) if stood_still is not None else "a while"
            said.clock("interrupted", gap=gap, left=left)
            said.add("assessor", "repeat", said.wording())
        else:
            said.clock("resume", left=left)
        return said.step()

    def tick(self, progress: Progress, draft: str, reading: float) -> Step:
        """Announce what the clock has to say; past the tolerance, take the draft as the answer and close."""
        said = self._saying(progress, reading)
        if progress.state != "answering":
            return said.step()
        due = clocks.due_warnings(progress.clock, reading)
        if due:
            said.update(clock=clocks.announce(progress.clock, due))
            said.warn(due[-1])
        if said.progress.clock.phase(reading) == "over":
            if draft.strip() and progress.current is not None:
                said.apprentice("answer", draft.strip())
                if progress.current not in progress.answered:
                    said.update(answered=(*progress.answered, progress.current))
            said.close("over" if draft.strip() else "over-unsaid")
        return said.step()

    def gather(self, progress: Progress, number: int, typed: str, reading: float) -> Step:
        """After the close, take what was typed to a question and never sent as its answer."""
        said = self._saying(msgspec.structs.replace(progress, current=number), reading)
        said.apprentice("answer", typed)
        said.update(current=None, answered=tuple(dict.fromkeys((*progress.answered, number))))
        said.clock("gathered", question=str(number))
        return said.step()

    def next_probe(self, progress: Progress, heard: Heard, reading: float) -> int | None:
        """Return the index of the probe to ask about the current question now, if any is worth its time."""
        if progress.current is None:
            return None
        asked = [index for number, index in progress.probed if number == progress.current]
        if len(asked) >= self._sitting.terms.probes or self._hurried(progress, reading):
            return None
        question = self._sitting.question(progress.current)

        def wanted(probe: Probe) -> bool:
            if probe.about in heard.missing:
                return True
            return probe.about in question.targets and probe.about not in heard.evidenced

        open_probes = [i for i, probe in enumerate(question.probes) if i not in asked and wanted(probe)]
        by_target = [i for i in open_probes if question.probes[i].about in question.targets]
        return next(iter(by_target or open_probes), None)

    def _hurried(self, progress: Progress, reading: float) -> bool:
        to_come = len(progress.to_ask) + len(progress.set_aside)
        even = self._sitting.terms.allowed / len(self._sitting.questions)
        left = progress.clock.remaining(reading)
        return left < even * UNHURRIED_SHARE * (to_come + 1) if to_come else left < 60
