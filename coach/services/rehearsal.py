"""A sitting in progress: keep every word before it becomes the present, map the answers, hand them in."""

import contextlib
from collections.abc import Mapping
from datetime import datetime

import msgspec

from coach.banks.model import Question
from coach.errors import UsageError
from coach.interview import clock as clocks
from coach.interview.intents import Request, understand
from coach.interview.machine import Interview
from coach.interview.phrases import Intent
from coach.interview.progress import Heard, Progress, Step
from coach.interview.sitting import Sitting, Terms, Turn, seconds_per_question
from coach.interview.states import Event, after
from coach.review.marks import MarkValue
from coach.services import people
from coach.services.assign import note_what_is_done
from coach.services.going_on import going_on
from coach.services.mapped import AnswerMapper, Live, Mapped, write_mapped
from coach.services.rights import Actor
from coach.services.so_far import answers_in, joined, paused_at
from coach.services.unsent import Unsent
from coach.services.workspace import Workspace
from coach.standards.model import Criterion, Standard
from coach.store import coverage as stored_coverage
from coach.store import judgements
from coach.store import sessions as table
from coach.store.sessions import Session
from coach.store.store import Writer

SHORTEST_SLEEP = 5.0
"""Seconds that a machine has to sleep for it to be told."""
_NOTHING_OPEN = ("No question is open now.", "Hand in the session, or start another.")


class Rehearsal:
    """A sitting in somebody's hands: what is said goes to the store before anything else happens."""

    def __init__(self, ws: Workspace, actor: Actor, session: Session) -> None:
        self._ws = ws
        self._actor = actor
        self.session_id = session.id
        self.apprentice_id = session.apprentice_id
        self.method = session.method
        self._unsent = Unsent(session.id)
        self.standard = ws.library.standard(session.standard)
        self.organisation = ws.library.organisation(session.organisation)
        person = people.find(ws, session.apprentice_id)
        self.criteria = self.standard.criteria_of(session.method, face_to_face=person.face_to_face)
        self._mapper = AnswerMapper(ws, self.criteria)
        questions = table.questions_of(ws.store, session.id)
        self._interview = interview_of(
            ws, self.standard, session.apprentice, session.method, session.seed, session.terms, questions
        )
        stored = table.turns_of(ws.store, session.id)
        self._stopped_at = (session.state == "paused" and paused_at(stored)) or session.touched_at
        self._turns = [one.turn for one in stored]
        self._answers = answers_in(self._turns)
        self.progress = session.progress
        self._asleep = ws.asleep()

    @property
    def sitting(self) -> Sitting:
        """The terms and the questions."""
        return self._interview.sitting

    @property
    def question(self) -> Question | None:
        """The question being asked now."""
        return self.sitting.question(self.progress.current) if self.progress.current else None

    def reading(self) -> float:
        """Return the monotonic reading of now, in seconds."""
        return self._ws.reading()

    def open(self) -> tuple[Turn, ...]:
        """Begin, or go on after an interruption; return what is said. A pause stays a pause."""
        if self.progress.state == "introduction":
            return self._take(self._interview.begin(self.progress, self.reading()))
        if self.progress.state != "answering":
            return ()
        clock = clocks.stop(self.progress.clock, self.reading(), "interruption")
        stopped = msgspec.structs.replace(self.progress, clock=clock)
        return self._take(self._interview.resume(stopped, self.reading(), self._stood_still()))

    def say(self, text: str) -> tuple[Turn, ...]:
        """Take what was typed: a request to the assessor or an answer; return what is said.

        Raises UsageError for a slash command that does not exist, and StoreError where the answer could not be kept;
        in both cases nothing has changed and the text is still the caller's.
        """
        if not text.strip():
            return ()
        request = understand(text, self._ws.library.glossary)
        if request is None:
            return self.say_as_answer(text)
        if self.draft().strip() == text.strip():
            self.save_draft("")
        return self.request(request.intent, request.term)

    def say_as_answer(self, text: str) -> tuple[Turn, ...]:
        """Take what was typed as an answer, even where it reads like a request. Raises as `say` does."""
        turns = self.request("resume") if self.progress.state == "paused" else ()
        return turns + self._answer(text)

    def intent_of(self, text: str) -> Intent | None:
        """Return what a line asks of the assessor; None for an answer, or a slash command that does not exist."""
        with contextlib.suppress(UsageError):
            request = understand(text, self._ws.library.glossary)
            return request.intent if request else None
        return None

    def request(self, intent: Intent, term: str = "") -> tuple[Turn, ...]:
        """Do what is asked of the assessor; return what is said. Raises UsageError where no question is open."""
        if self.progress.current is None:
            raise UsageError(*_NOTHING_OPEN)
        if intent == "resume" and self.progress.state == "paused":
            return self._take(self._interview.resume(self.progress, self.reading(), self._stood_still()))
        return self._take(self._interview.request(self.progress, Request(intent, term), self.reading()))

    def tick(self, typed: str = "") -> tuple[Turn, ...]:
        """Let the clock speak; past the tolerance what is typed becomes the answer. Return what is said."""
        if self.progress.state == "answering" and self._ws.asleep() - self._asleep >= SHORTEST_SLEEP:
            return self._wake()
        step = self._interview.tick(self.progress, typed, self.reading())
        if not step.turns and step.progress == self.progress:
            return ()
        number = self.progress.current
        if number is None or not any(turn.kind == "answer" for turn in step.turns):
            return self._take(step)
        answer = joined(self._answers.get(number, ""), typed.strip())
        return self._take(step, Mapped(number, answer, self._mapper.suggestions(answer, self.question)))

    def told(self, progress: Progress, turn: Turn) -> tuple[Turn, ...]:
        """Write down a turn that is no part of the conversation, and how far the sitting is with it; return it."""
        return self._take(Step(msgspec.structs.replace(progress, turns=progress.turns + 1), (turn,)))

    def _wake(self) -> tuple[Turn, ...]:
        """Write down for how long the machine slept: the clock stood still then, and that is said."""
        asleep = self._ws.asleep()
        clock = clocks.stop(self.progress.clock, self.reading(), "interruption")
        stopped = msgspec.structs.replace(self.progress, clock=clock)
        turns = self._take(self._interview.resume(stopped, self.reading(), asleep - self._asleep))
        self._asleep = asleep
        return turns

    def beat(self) -> None:
        """Write down how much time is spent, so that a crash costs at most the time since."""
        if self.progress.state == "answering":
            now = self._ws.timestamp()
            with self._write(quiet=True) as writer:
                table.save_elapsed(writer, self.session_id, self.progress.clock.elapsed(self.reading()), now)

    def save_draft(self, text: str) -> None:
        """Keep what is typed and not sent yet. Raises StoreError, or RescuedError where a file keeps it instead."""
        if self.progress.current is None:
            return
        now, elapsed = self._ws.timestamp(), self.progress.clock.elapsed(self.reading())
        with self._unsent.rescuing(self.progress.current, text), self._write(quiet=True) as writer:
            table.save_draft(writer, self.session_id, self.progress.current, text, now)
            if self.progress.state == "answering":
                table.save_elapsed(writer, self.session_id, elapsed, now)

    def draft(self) -> str:
        """Return what was typed to the current question and not sent."""
        if self.progress.current is None:
            return ""
        rescued = self._unsent.taken_up(self.progress.current)
        return rescued or table.draft(self._ws.store, self.session_id, self.progress.current)

    def seconds_on_question(self) -> float:
        """Return the seconds of interview since the current question was put, come back to ones included."""
        turns = [*self._turns, Turn("clock", "now", "", self.progress.clock.elapsed(self.reading()))]
        return seconds_per_question(turns).get(self.progress.current or 0, 0.0)

    def transcript(self) -> tuple[Turn, ...]:
        """Return all that was said so far."""
        return tuple(self._turns)

    def live(self, typed: str) -> Live:
        """Map the answer under way: what was sent to this question and what is typed."""
        number = self.progress.current
        answer = joined(self._answers.get(number, ""), typed) if number else typed
        return self._mapper.live(answer, self.question)

    def heard(self, number: int) -> Live:
        """Map all that was sent to a question so far."""
        return self._mapper.live(self._answers.get(number, ""), self.sitting.question(number))

    def to_rate(self) -> tuple[Criterion, ...]:
        """Return the criteria the apprentice may rate themself on: what the questions answered were after."""
        answered = {*self.progress.answered, *table.drafts(self._ws.store, self.session_id)}
        asked = {ref for number in answered for ref in self.sitting.question(number).targets}
        return tuple(criterion for criterion in self.criteria if criterion.ref in asked)

    def ratings(self) -> dict[str, MarkValue]:
        """Return how the apprentice has rated themself so far, by ref."""
        return judgements.ratings_of(self._ws.store, self.session_id)

    def rate(self, ref: str, rating: MarkValue | None) -> None:
        """Keep how the apprentice rates themself on a criterion; None takes it back. Raises StoreError, UsageError."""
        with self._write() as writer:
            if rating is None:
                judgements.take_rating_back(writer, self.session_id, ref)
            else:
                judgements.rate(writer, self.session_id, {ref: rating}, self._ws.timestamp())

    def hand_in(self, ratings: Mapping[str, MarkValue]) -> None:
        """Write the apprentice's own ratings and pass the sitting to the trainers; one without an answer is dropped.

        What was typed to a question and never sent is taken as an answer to it.
        """
        progress, turns, gathered = self._gather()
        event: Event = "hand-in" if progress.answered else "drop"
        progress = msgspec.structs.replace(progress, state=after(progress.state, event))
        now = self._ws.timestamp()
        with self._write() as writer:
            table.add_turns(writer, self.session_id, turns, now)
            for answer in gathered:
                write_mapped(writer, self.session_id, self.apprentice_id, answer, now)
            judgements.rate(writer, self.session_id, ratings, now)
            table.save_progress(writer, self.session_id, progress, now)
            if event == "hand-in":
                table.set_handed_in(writer, self.session_id, now)
                note_what_is_done(writer, self.apprentice_id, self.method, now)
            refs = stored_coverage.refs_touched(writer, self.session_id)
            stored_coverage.refresh_coverage(writer, self.apprentice_id, refs, now)
        self.progress = progress
        self._turns.extend(turns)

    def _gather(self) -> tuple[Progress, tuple[Turn, ...], tuple[Mapped, ...]]:
        """Return where the sitting stands once the drafts are answers, what is said of it, and those answers."""
        progress = self.progress
        turns: tuple[Turn, ...] = ()
        answers: list[Mapped] = []
        for number, typed in table.drafts(self._ws.store, self.session_id).items():
            step = self._interview.gather(progress, number, typed.strip(), self.reading())
            progress, turns = step.progress, (*turns, *step.turns)
            answer = joined(self._answers.get(number, ""), typed.strip())
            suggestions = self._mapper.suggestions(answer, self.sitting.question(number))
            answers.append(Mapped(number, answer, suggestions))
        return progress, turns, tuple(answers)

    def _answer(self, text: str) -> tuple[Turn, ...]:
        number = self.progress.current
        question = self.question
        if number is None or question is None:
            raise UsageError(*_NOTHING_OPEN)
        answer = joined(self._answers.get(number, ""), text.strip())
        live = self._mapper.live(answer, question)
        heard = Heard(frozenset(s.ref for s in live.suggestions), live.missing)
        step = self._interview.answer(self.progress, text.strip(), heard, self.reading())
        return self._take(step, Mapped(number, answer, live.suggestions))

    def _take(self, step: Step, answer: Mapped | None = None) -> tuple[Turn, ...]:
        """Write a step down, then make it the present; `answer` is what the step adds an answer up to."""
        reading, now = self.reading(), self._ws.timestamp()
        frozen = msgspec.structs.replace(step.progress, clock=clocks.freeze(step.progress.clock, reading))
        with self._write() as writer:
            table.add_turns(writer, self.session_id, step.turns, now)
            table.save_progress(writer, self.session_id, frozen, now)
            if answer:
                write_mapped(writer, self.session_id, self.apprentice_id, answer, now)
        if not self.progress.state == step.progress.state == "paused":
            self._stopped_at = now
        self.progress = step.progress
        self._turns.extend(step.turns)
        if answer:
            self._unsent.forget(answer.number)
            self._answers[answer.number] = answer.text
        return step.turns

    def _write(self, *, quiet: bool = False) -> contextlib.AbstractContextManager[Writer]:
        """Open the write door, unless another window went on with this sitting meanwhile."""
        return going_on(
            self._ws, self.session_id, self.apprentice_id, self.progress.state, len(self._turns), quiet=quiet
        )

    def _stood_still(self) -> float | None:
        """Return the seconds since the clock stopped; None where the time of day went backwards."""
        seconds = (self._ws.now() - datetime.fromisoformat(self._stopped_at)).total_seconds()
        return seconds if seconds >= 0 else None


def interview_of(
    ws: Workspace,
    standard: Standard,
    apprentice: str,
    method: str,
    seed: int,
    terms: Terms,
    questions: tuple[Question, ...],
) -> Interview:
    """Return the interview of some questions, in the assessor's voice."""
    title = standard.methods_by_id[method].title
    sitting = Sitting(apprentice, title, seed, terms, questions)
    return Interview(sitting, ws.library.voice, ws.library.glossary, standard.cards)
