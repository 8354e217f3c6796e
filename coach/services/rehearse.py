"""Rehearse: draw a mock, hold the conversation, keep every word, map the answers, hand them in."""

import contextlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from coach.banks.draw import Draw, draw
from coach.banks.model import Question, StoryPart, worded_for
from coach.coverage.gaps import gap_weights
from coach.coverage.state import CoverageState
from coach.errors import NotFoundError, UsageError
from coach.interview import clock as clocks
from coach.interview.intents import Intent, Request, understand
from coach.interview.machine import Interview
from coach.interview.progress import Heard, Step
from coach.interview.sitting import Mode, Sitting, Terms, Turn, seconds_per_question, terms_for
from coach.interview.states import HANDED_IN, UNFINISHED, after
from coach.mapping.craft import Craft, craft
from coach.mapping.suggest import Suggestion
from coach.review.marks import MarkValue
from coach.services import people
from coach.services.rights import Actor, require
from coach.services.workspace import Workspace
from coach.standards.model import Criterion, Standard
from coach.store import judgements
from coach.store import sessions as table
from coach.store.people import Person
from coach.store.sessions import Session
from coach.store.store import Writer


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody wants to sit. `minutes` and `questions` only where it is not to run by the organisation's rules."""

    method: str
    mode: Mode = "practice"
    standard: str | None = None
    organisation: str | None = None
    minutes: int | None = None
    questions: int | None = None
    seed: int | None = None
    focus: tuple[str, ...] = ()
    """Refs to rehearse above all others."""
    resit: bool = False
    """Whether this repeats the last sitting of the method: none of its questions, and the grade capped by the rules."""


@dataclass(frozen=True, slots=True)
class Live:
    """What an answer under way shows so far."""

    suggestions: tuple[Suggestion, ...]
    craft: Craft

    @property
    def missing(self) -> tuple[StoryPart, ...]:
        """The parts of the story with no sign of them yet."""
        return self.craft.missing


@dataclass(frozen=True, slots=True)
class _Answer:
    """The whole answer to a question so far, and what the mapper makes of it."""

    number: int
    text: str
    suggestions: tuple[Suggestion, ...]


FOCUS_WEIGHT = 20.0
_NOTHING_OPEN = ("No question is open now.", "Hand in the session, or start another.")


def draw_for(
    ws: Workspace,
    standard: Standard,
    method: str,
    *,
    count: int,
    seed: int,
    person: Person | None = None,
    focus: tuple[str, ...] = (),
    avoid: Collection[str] = (),
) -> Draw:
    """Draw questions for a method, by this person's gaps and what they were asked before."""
    criteria = standard.criteria_of(method, face_to_face=person.face_to_face if person else True)
    _check_method(standard, method, criteria)
    questions = ws.library.questions(standard.id, method)
    if not questions:
        raise NotFoundError(f"No question bank has questions for {method} of {standard.id}.", "Add one and try again.")
    states: Mapping[str, CoverageState] = {}
    ago: Mapping[str, int] = {}
    if person:
        states = judgements.coverage_of(ws.store, [person.id]).get(person.id, {})
        ago = table.sittings_ago(ws.store, person.id, standard.id, method)
    weights = gap_weights(criteria, states) if states else {}
    weights |= dict.fromkeys(focus, FOCUS_WEIGHT)
    return draw(questions, criteria, seed=seed, count=count, gaps=weights, asked_before=ago, avoid=avoid)


def start(ws: Workspace, actor: Actor, plan: Plan, questions: tuple[Question, ...] = ()) -> "Rehearsal":
    """Write down a new sitting of the questions given, or with none of a draw; its clock does not run yet.

    Raises CoachError where it cannot be.
    """
    require(actor, "rehearse", actor.id)
    person = people.find(ws, actor.id)
    standard = ws.library.standard(plan.standard or person.standard or "")
    organisation = ws.library.organisation(plan.organisation or person.organisation or "")
    if standard.id not in organisation.standards:
        fitting = ", ".join(o.id for o in ws.library.organisations_of(standard.id))
        raise UsageError(f"{organisation.title} does not assess {standard.id} here.", f"Take one of: {fitting}.")
    _check_lengths(plan)
    terms = terms_for(
        organisation,
        plan.method,
        plan.mode,
        minutes=plan.minutes,
        questions=plan.questions,
        extra_time_percent=people.extra_time_percent(ws, actor),
        observed=_is_observed(standard, plan.method),
    )
    seed = plan.seed if plan.seed is not None else ws.new_seed()
    resit_of = _last_sitting(ws, person, standard.id, plan.method) if plan.resit else None
    if not questions:
        avoid = _questions_of(ws, resit_of) if resit_of else ()
        questions = draw_for(
            ws, standard, plan.method, count=terms.questions, seed=seed, person=person, focus=plan.focus, avoid=avoid
        ).questions
    questions = tuple(worded_for(question, person.sector) for question in questions)
    now = ws.timestamp()
    terms = msgspec.structs.replace(terms, questions=len(questions))
    session = Session(
        id=ws.new_id(),
        apprentice_id=person.id,
        apprentice=person.name,
        cohort=person.cohort,
        standard=standard.id,
        method=plan.method,
        organisation=organisation.id,
        mode=plan.mode,
        seed=seed,
        state="introduction",
        terms=terms,
        progress=_interview(ws, standard, person.name, plan.method, seed, terms, questions).fresh(),
        elapsed=0.0,
        started_at=now,
        touched_at=now,
        handed_in_at=None,
        reviewed_at=None,
        reviewer_id=None,
        reviewer=None,
        resit_of=resit_of,
    )
    with ws.store.write() as writer:
        table.add_session(writer, session, questions)
    return Rehearsal(ws, actor, session)


def take_up(ws: Workspace, actor: Actor, session_id: str) -> "Rehearsal":
    """Open an unfinished sitting again. Raises NotFoundError or UsageError where there is none to open."""
    session = table.session(ws.store, session_id)
    if session is None:
        raise NotFoundError(f"No session goes by {session_id}.", "coach sessions lists them.")
    require(actor, "rehearse", session.apprentice_id)
    if session.state not in UNFINISHED:
        raise UsageError(f"Session {session_id} is handed in.", f"See it with: coach show {session_id}")
    return Rehearsal(ws, actor, session)


def unfinished(ws: Workspace, actor: Actor) -> tuple[Session, ...]:
    """Return the actor's sittings that can be gone on with, the newest first."""
    return tuple(s for s in table.sessions_of(ws.store, actor.id) if s.state in UNFINISHED)


class Rehearsal:
    """A sitting in somebody's hands: what is said goes to the store before anything else happens."""

    def __init__(self, ws: Workspace, actor: Actor, session: Session) -> None:
        self._ws = ws
        self._actor = actor
        self.session_id = session.id
        self.apprentice_id = session.apprentice_id
        self.method = session.method
        self.standard = ws.library.standard(session.standard)
        self.organisation = ws.library.organisation(session.organisation)
        person = people.find(ws, session.apprentice_id)
        self.criteria = self.standard.criteria_of(session.method, face_to_face=person.face_to_face)
        self._levels = {criterion.ref: str(criterion.level) for criterion in self.criteria}
        questions = table.questions_of(ws.store, session.id)
        self._interview = _interview(
            ws, self.standard, session.apprentice, session.method, session.seed, session.terms, questions
        )
        self._touched_at = session.touched_at
        self._turns = [stored.turn for stored in table.turns_of(ws.store, session.id)]
        self._answers = _answers(self._turns)
        self.progress = session.progress

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

    def is_request(self, text: str) -> bool:
        """Tell whether a line asks something of the assessor rather than answers."""
        return understand(text, self._ws.library.glossary) is not None

    def request(self, intent: Intent, term: str = "") -> tuple[Turn, ...]:
        """Do what is asked of the assessor; return what is said. Raises UsageError where no question is open."""
        if self.progress.current is None:
            raise UsageError(*_NOTHING_OPEN)
        if intent == "resume" and self.progress.state == "paused":
            return self._take(self._interview.resume(self.progress, self.reading(), self._stood_still()))
        return self._take(self._interview.request(self.progress, Request(intent, term), self.reading()))

    def tick(self, typed: str = "") -> tuple[Turn, ...]:
        """Let the clock speak; past the tolerance what is typed becomes the answer. Return what is said."""
        step = self._interview.tick(self.progress, typed, self.reading())
        if not step.turns and step.progress == self.progress:
            return ()
        number = self.progress.current
        if number is None or not any(turn.kind == "answer" for turn in step.turns):
            return self._take(step)
        answer = _joined(self._answers.get(number, ""), typed.strip())
        return self._take(step, _Answer(number, answer, self._map(answer, self.question)))

    def beat(self) -> None:
        """Write down how much time is spent, so that a crash costs at most the time since."""
        if self.progress.state == "answering":
            now = self._ws.timestamp()
            with self._write() as writer:
                table.save_elapsed(writer, self.session_id, self.progress.clock.elapsed(self.reading()), now)

    def save_draft(self, text: str) -> None:
        """Keep what is typed and not sent yet. Raises StoreError where it could not be kept."""
        if self.progress.current is None:
            return
        now, elapsed = self._ws.timestamp(), self.progress.clock.elapsed(self.reading())
        with self._write() as writer:
            table.save_draft(writer, self.session_id, self.progress.current, text, now)
            if self.progress.state == "answering":
                table.save_elapsed(writer, self.session_id, elapsed, now)

    def draft(self) -> str:
        """Return what was typed to the current question and not sent."""
        if self.progress.current is None:
            return ""
        return table.draft(self._ws.store, self.session_id, self.progress.current)

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
        answer = _joined(self._answers.get(number, ""), typed) if number else typed
        return Live(self._map(answer, self.question), craft(answer))

    def heard(self, number: int) -> Live:
        """Map all that was sent to a question so far."""
        answer = self._answers.get(number, "")
        return Live(self._map(answer, self.sitting.question(number)), craft(answer))

    def to_rate(self) -> tuple[Criterion, ...]:
        """Return the criteria the apprentice may rate themself on: what the questions asked were after."""
        asked = {ref for number in self.progress.answered for ref in self.sitting.question(number).targets}
        return tuple(criterion for criterion in self.criteria if criterion.ref in asked)

    def hand_in(self, ratings: Mapping[str, MarkValue]) -> None:
        """Write the apprentice's own ratings and pass the sitting to the trainers."""
        state = after(self.progress.state, "hand-in")
        progress = msgspec.structs.replace(self.progress, state=state)
        now = self._ws.timestamp()
        with self._write() as writer:
            judgements.rate(writer, self.session_id, ratings, now)
            table.save_progress(writer, self.session_id, progress, now)
            table.set_handed_in(writer, self.session_id, now)
            refs = judgements.refs_touched(writer, self.session_id)
            judgements.refresh_coverage(writer, self.apprentice_id, refs, now)
        self.progress = progress

    def _answer(self, text: str) -> tuple[Turn, ...]:
        number = self.progress.current
        question = self.question
        if number is None or question is None:
            raise UsageError(*_NOTHING_OPEN)
        answer = _joined(self._answers.get(number, ""), text.strip())
        suggestions = self._map(answer, question)
        missing = craft(answer).missing
        heard = Heard(frozenset(s.ref for s in suggestions), missing)
        step = self._interview.answer(self.progress, text.strip(), heard, self.reading())
        return self._take(step, _Answer(number, answer, suggestions))

    def _map(self, answer: str, question: Question | None) -> tuple[Suggestion, ...]:
        if question is None:
            return ()
        targets = [ref for ref in question.targets if ref in self._levels]
        return self._ws.mapper.suggest(answer, self._levels, targets=targets, question=question.text)

    def _take(self, step: Step, answer: "_Answer | None" = None) -> tuple[Turn, ...]:
        """Write a step down, then make it the present; `answer` is what the step adds an answer up to."""
        reading, now = self.reading(), self._ws.timestamp()
        frozen = msgspec.structs.replace(step.progress, clock=clocks.freeze(step.progress.clock, reading))
        with self._write() as writer:
            table.add_turns(writer, self.session_id, step.turns, now)
            table.save_progress(writer, self.session_id, frozen, now)
            if answer:
                self._write_mapping(writer, answer, now)
                table.save_draft(writer, self.session_id, answer.number, "", now)
        self.progress = step.progress
        self._touched_at = now
        self._turns.extend(step.turns)
        if answer:
            self._answers[answer.number] = answer.text
        return step.turns

    def _write_mapping(self, writer: Writer, answer: "_Answer", now: str) -> None:
        before = judgements.refs_touched(writer, self.session_id)
        judgements.replace_suggestions(
            writer, self.session_id, self.apprentice_id, answer.number, answer.suggestions, now
        )
        refs = before | {suggestion.ref for suggestion in answer.suggestions}
        judgements.refresh_coverage(writer, self.apprentice_id, refs, now)

    @contextlib.contextmanager
    def _write(self) -> Iterator[Writer]:
        """Open the write door, unless another window went on with this sitting meanwhile."""
        with self._ws.store.write() as writer:
            state, turns = table.standing(writer, self.session_id)
            if state in HANDED_IN:
                raise UsageError(
                    f"Session {self.session_id} is handed in.", f"See it with: coach show {self.session_id}"
                )
            if turns != len(self._turns):
                raise UsageError(f"Session {self.session_id} went on elsewhere.", "Open it again to go on from there.")
            yield writer

    def _stood_still(self) -> float | None:
        """Return the seconds since the session was last touched; None where the time of day went backwards."""
        seconds = (self._ws.now() - datetime.fromisoformat(self._touched_at)).total_seconds()
        return seconds if seconds >= 0 else None


def _interview(
    ws: Workspace,
    standard: Standard,
    apprentice: str,
    method: str,
    seed: int,
    terms: Terms,
    questions: tuple[Question, ...],
) -> Interview:
    title = standard.methods_by_id[method].title
    sitting = Sitting(apprentice, title, seed, terms, questions)
    return Interview(sitting, ws.library.voice, ws.library.glossary)


def _last_sitting(ws: Workspace, person: Person, standard: str, method: str) -> str:
    """Return the id of the sitting a resit repeats. Raises NotFoundError where nothing was handed in yet."""
    for session in table.sessions_of(ws.store, person.id):
        if (session.standard, session.method) == (standard, method) and session.state in HANDED_IN:
            return session.id
    raise NotFoundError(f"There is no earlier sitting of {method} to resit.", "Start a first one without --resit.")


def _is_observed(standard: Standard, method: str) -> bool:
    found = standard.methods_by_id.get(method)
    return found is not None and found.conversation == "observed"


def _questions_of(ws: Workspace, session_id: str) -> tuple[str, ...]:
    return tuple(question.id for question in table.questions_of(ws.store, session_id))


def _check_method(standard: Standard, method: str, criteria: tuple[Criterion, ...]) -> None:
    if not criteria:
        known = ", ".join(m.id for m in standard.methods)
        raise NotFoundError(f"{standard.id} has no method {method}.", f"Its methods are {known}.")


def _check_lengths(plan: Plan) -> None:
    if plan.minutes is not None and not 1 <= plan.minutes <= 240:
        raise UsageError(f"{plan.minutes} minutes is out of range.", "Give 1 to 240.")
    if plan.questions is not None and not 1 <= plan.questions <= 30:
        raise UsageError(f"{plan.questions} questions is out of range.", "Give 1 to 30.")


def _joined(before: str, text: str) -> str:
    return f"{before}\n\n{text}" if before and text else before or text


def _answers(turns: Sequence[Turn]) -> dict[int, str]:
    """Return the whole answer to each question: what was sent to it and to its probes, a blank line between."""
    answers: dict[int, str] = {}
    for turn in turns:
        if turn.kind == "answer" and turn.question is not None:
            answers[turn.question] = _joined(answers.get(turn.question, ""), turn.text)
    return answers
