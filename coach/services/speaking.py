"""Speak it: a question answered aloud against a clock, then noted down point by point, kept like other practice."""

from msgspec.structs import replace

from coach.banks.model import Question
from coach.coverage.today import MINUTES_A_QUESTION
from coach.errors import UsageError
from coach.interview import clock as clocks
from coach.interview.aloud import Phase, as_points, phase_of, told_as_spoken, told_to_speak
from coach.interview.progress import Progress
from coach.interview.sitting import Turn
from coach.services import rehearse
from coach.services.mapped import Live
from coach.services.rehearsal import Rehearsal
from coach.services.rehearse import Plan
from coach.services.rights import Actor
from coach.services.sessions import session_row
from coach.services.workspace import Workspace
from coach.store import sessions as table
from coach.store.sessions import Session


class Speaking(Rehearsal):
    """A sitting of one question that is answered aloud; its clock stands still while notes are taken."""

    @property
    def phase(self) -> Phase:
        """Whether it is being said, being noted, or both are done."""
        return "done" if self.progress.state == "rating" else phase_of(self.transcript()) or "speaking"

    def open(self) -> tuple[Turn, ...]:
        """Begin, or go on after an interruption; return what is said. The time for notes is not counted."""
        if self.progress.state == "introduction":
            said = super().open()
            return said + self.told(self.progress, told_to_speak(self.seconds_spoken(), self._number()))
        return super().open() if self.phase == "speaking" else ()

    def seconds_spoken(self) -> float:
        """Return the seconds spoken so far, or in all once that is over."""
        return self.progress.clock.elapsed(self.reading())

    def stop_speaking(self) -> tuple[Turn, ...]:
        """Stop the clock: what was said is now to be noted. Raises UsageError where nothing is being said."""
        if self.phase != "speaking":
            raise UsageError("You have said this one.", "Note the points you made, or start another.")
        spent = self.seconds_spoken()
        stopped = replace(self.progress, clock=clocks.freeze(self.progress.clock, self.reading()))
        return self.told(stopped, told_as_spoken(round(spent, 1), self._number(), spent))

    def live(self, typed: str) -> Live:
        """Map the notes under way."""
        return super().live(as_points(typed))

    def note(self, text: str) -> tuple[Turn, ...]:
        """Take the notes as the answer, a point a line, and end; return what is said.

        Raises UsageError where nothing is to be noted, and StoreError where it could not be kept; then nothing changed.
        """
        if self.phase != "noting":
            raise UsageError("There is nothing to note now.", "Say it first, then note the points you made.")
        before = self.progress
        self.progress = with_nothing_more_asked(self)
        try:
            return self.say_as_answer(as_points(text)) if as_points(text) else ()
        finally:
            if self.progress.state != "rating":
                self.progress = before

    def _number(self) -> int:
        return self.progress.current or 1


def with_nothing_more_asked(rehearsal: Rehearsal) -> Progress:
    """Return how far a sitting has come with every supplementary question of the current one taken as asked."""
    number = rehearsal.progress.current or 1
    probes = range(len(rehearsal.sitting.question(number).probes))
    return replace(rehearsal.progress, probed=tuple((number, index) for index in probes))


def start(
    ws: Workspace, actor: Actor, method: str, *, focus: tuple[str, ...] = (), questions: tuple[Question, ...] = ()
) -> Speaking:
    """Write down a question to be answered aloud, the one given or one drawn for what is in focus.

    Its clock does not run yet. Raises CoachError where it cannot be.
    """
    plan = Plan(method, questions=1, minutes=MINUTES_A_QUESTION, focus=focus)
    made = rehearse.start(ws, actor, plan, questions)
    return Speaking(ws, actor, session_row(ws, made.session_id))


def take_up(ws: Workspace, actor: Actor, session_id: str) -> Speaking:
    """Open an unfinished one again. Raises NotFoundError or UsageError where there is none to open."""
    rehearse.take_up(ws, actor, session_id)
    return Speaking(ws, actor, session_row(ws, session_id))


def unfinished(ws: Workspace, actor: Actor) -> tuple[Session, ...]:
    """Return the actor's questions answered aloud that can be gone on with, the newest first."""
    return tuple(session for session in rehearse.unfinished(ws, actor) if is_spoken(ws, session.id))


def is_spoken(ws: Workspace, session_id: str) -> bool:
    """Tell whether a session is a question answered aloud."""
    return phase_of(stored.turn for stored in table.turns_of(ws.store, session_id)) is not None
