"""Play a session through the services, as an apprentice and a trainer would, on a clock that is set by hand."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from hashlib import blake2b
from typing import Literal

from coach.demo.files import DemoSession
from coach.demo.script import Script
from coach.interview.machine import Interview
from coach.interview.progress import Heard, Progress
from coach.interview.sitting import Sitting
from coach.services import rehearse, review
from coach.services.rehearse import Plan, Rehearsal
from coach.services.rights import Actor
from coach.services.sessions import session_row
from coach.services.sign_in import actor_named
from coach.services.workspace import Workspace

TICK = 5
"""Seconds from one look at the clock to the next while somebody talks."""
RATING = 90
READING_AN_ANSWER = 150
A_MARK = 100


class Stage:
    """A workspace in which time and ids are what the play says."""

    def __init__(self, ws: Workspace) -> None:
        self._present = ws.now().astimezone(UTC)
        self.moment = self._present
        self.next_id = ""
        self.ws = replace(ws, now=lambda: self.moment, reading=self._reading, new_id=lambda: self.next_id)
        self.ws.mapper = ws.mapper

    def go_to(self, days_ago: int, at: time) -> None:
        """Set the clock to a time of a day that many days ago."""
        self.moment = datetime.combine(self._present.date() - timedelta(days=days_ago), at, UTC)

    def not_after_now(self, seconds: float) -> None:
        """Set the clock back where so many seconds from it would end in the future."""
        self.moment = min(self.moment, self._present - timedelta(seconds=seconds))

    def wait(self, seconds: float) -> None:
        """Let time go by."""
        self.moment += timedelta(seconds=seconds)

    def day(self, days_ago: int) -> str:
        """Return the day that many days ago, as ISO 8601."""
        return (self._present.date() - timedelta(days=days_ago)).isoformat()

    def _reading(self) -> float:
        return self.moment.timestamp()


def length(session: DemoSession) -> int:
    """Return the seconds a session takes, its self-rating and a moment to breathe included."""
    return sum(asked.seconds for asked in session.questions) + 2 * RATING


def sit(stage: Stage, script: Script) -> None:
    """Sit a session from now on, up to the state that its file says. Raises RefusedError where time is too short."""
    session = script.session
    stage.next_id = session.id
    actor = actor_named(stage.ws, session.apprentice, "apprentice")
    plan = Plan(session.method, session.mode, minutes=session.minutes, seed=number_for(session.id, 1_000_000))
    rehearse.start(stage.ws, actor, plan, script.questions)
    rehearsal = _ScriptedRehearsal(stage.ws, actor, script)
    rehearsal.open()
    for place, asked in enumerate(session.questions):
        if session.state == "answering" and asked is session.questions[-1]:
            _talk(stage, rehearsal, asked.seconds)
            rehearsal.save_draft(asked.answer)
            return
        share = len(asked.answer) / (len(asked.answer) + len(asked.probe_answer))
        _talk(stage, rehearsal, asked.seconds * share)
        rehearsal.tell(place, "answer", asked.answer)
        if asked.probe_answer:
            _talk(stage, rehearsal, asked.seconds * (1 - share))
            rehearsal.tell(place, "probe_answer", asked.probe_answer)
    stage.wait(RATING)
    fitting = {criterion.ref for criterion in rehearsal.to_rate()}
    rehearsal.hand_in({ref: rating for ref, rating in session.self_ratings.items() if ref in fitting})


def look_through(stage: Stage, script: Script) -> None:
    """Mark a session from now on and sign it off."""
    session = script.session
    trainer = actor_named(stage.ws, session.trainer, "trainer")
    review.open_review(stage.ws, trainer, session.id)
    for number, asked in enumerate(session.questions, 1):
        stage.wait(READING_AN_ANSWER)
        for ref, value in asked.marks.items():
            stage.wait(A_MARK)
            review.mark(stage.ws, trainer, session.id, number, ref, value, asked.comments.get(ref, ""))
    stage.wait(A_MARK)
    review.sign_off(
        stage.ws, trainer, session.id, session.feedback, strengths=session.strengths, next_steps=session.next_steps
    )


def number_for(text: str, below: int) -> int:
    """Return a number that is always the same for a text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) % below


class _ScriptedAssessor(Interview):
    """An assessor who asks the follow-ups that the script has words for, and no other."""

    def __init__(self, ws: Workspace, sitting: Sitting, session: DemoSession) -> None:
        super().__init__(sitting, ws.library.voice, ws.library.glossary)
        self._session = session

    def next_probe(self, progress: Progress, heard: Heard, reading: float) -> int | None:  # noqa: ARG002
        """Return the probe that the script names, once."""
        if progress.current is None:
            return None
        probe = self._session.questions[progress.current - 1].probe
        return None if probe is None or (progress.current, probe) in progress.probed else probe


class _ScriptedRehearsal(Rehearsal):
    """A sitting led by the scripted assessor, in which nothing that was scripted is lost."""

    def __init__(self, ws: Workspace, actor: Actor, script: Script) -> None:
        super().__init__(ws, actor, session_row(ws, script.session.id))
        self._script = script
        self._interview = _ScriptedAssessor(ws, self.sitting, script.session)

    def tell(self, place: int, key: Literal["answer", "probe_answer"], text: str) -> None:
        """Say what stands at a place of the script. Raises RefusedError where the interview is elsewhere by then."""
        path = ("questions", place, key)
        if self.progress.current != place + 1:
            raise self._script.refuse(path, "the time is up before this is said.", "Take fewer seconds.")
        self.say_as_answer(text)


def _talk(stage: Stage, rehearsal: Rehearsal, seconds: float) -> None:
    """Let time go by as it does while somebody talks: the clock may speak."""
    while seconds > 0:
        stage.wait(min(TICK, seconds))
        seconds -= TICK
        rehearsal.tick()
