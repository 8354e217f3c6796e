"""A question the coach asks in a talk: nothing is written down before there is an answer to keep."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from coach.banks.model import Difficulty, Question, worded_for
from coach.coverage.today import MINUTES_A_QUESTION
from coach.interview.states import after
from coach.services import people, rehearse, second_try, speaking
from coach.services.going_on import going_on
from coach.services.mapped import AnswerMapper
from coach.services.rehearsal import Rehearsal
from coach.services.rehearse import Plan, draw_for
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from coach.store import sessions as table

_STEM = 4
_ENDING = 3
"""Letters at the end of a longer word that may differ: complaint, complaints, complaining."""
_NEVER = 10**6


class Asked:
    """A question that is open, and since when; it becomes a sitting with its first answer, or where it is begun."""

    def __init__(
        self,
        ws: Workspace,
        actor: Actor,
        method: str,
        question: Question,
        *,
        act: str,
        focus: tuple[str, ...] = (),
        seed: int | None = None,
    ) -> None:
        self._ws = ws
        self._actor = actor
        self._question = question
        self._plan = Plan(method, questions=1, minutes=MINUTES_A_QUESTION, seed=seed, focus=focus)
        self._since = ws.reading()
        self.act = act
        """What asks the same question elsewhere."""
        self.aloud = False
        """Whether it is being said out loud, so that notes of it come as the answer."""
        self.text = worded_for(question, people.find(ws, actor.id, "apprentice").sector).text

    @property
    def targets(self) -> tuple[str, ...]:
        """The criteria it is after."""
        return self._question.targets

    def get_ready(self) -> None:
        """Read what mapping an answer to it takes."""
        person = people.find(self._ws, self._actor.id, "apprentice")
        standard = self._ws.library.standard(person.standard or "")
        criteria = standard.criteria_of(self._plan.method, face_to_face=person.face_to_face)
        AnswerMapper(self._ws, criteria).live(self.text, self._question)

    def begin(self) -> Rehearsal:
        """Write it down as a practice of one question; its clock does not run yet. Raises CoachError."""
        return rehearse.start(self._ws, self._actor, self._plan, (self._question,))

    def answer(self, text: str) -> Rehearsal:
        """Write it down with its answer, or the notes of one, and the time since it was asked. Raises CoachError."""
        if self.aloud:
            spoken = speaking.start(self._ws, self._actor, self._plan.method, questions=(self._question,))
            self._open(spoken)
            spoken.stop_speaking()
            spoken.note(text)
            return spoken
        rehearsal = self.begin()
        self._open(rehearsal)
        rehearsal.progress = speaking.with_nothing_more_asked(rehearsal)
        rehearsal.say_as_answer(text)
        return rehearsal

    def _open(self, rehearsal: Rehearsal) -> None:
        rehearsal.open()
        spent = max(0.0, self._ws.reading() - self._since)
        clock = replace(rehearsal.progress.clock, spent=spent)
        rehearsal.progress = replace(rehearsal.progress, clock=clock)


def ask(ws: Workspace, actor: Actor, method: str, focus: tuple[str, ...] = ()) -> Asked:
    """Draw one question by the actor's gaps, for what is in focus above all. Raises CoachError where there is none."""
    person = people.find(ws, actor.id, "apprentice")
    standard = ws.library.standard(person.standard or "")
    seed = ws.new_seed()
    question = draw_for(ws, standard, method, count=1, seed=seed, person=person, focus=focus).questions[0]
    act = f"practise:{method}:{','.join(focus)}:{seed}"
    return Asked(ws, actor, method, question, act=act, focus=focus, seed=seed)


def ask_as(ws: Workspace, actor: Actor, method: str, difficulty: Difficulty) -> Asked | None:
    """Ask a question that is as hard as wanted, one not asked before where there is one; None where none is."""
    person = people.find(ws, actor.id, "apprentice")
    standard = ws.library.standard(person.standard or "")
    known = {c.ref for c in standard.criteria_of(method, face_to_face=person.face_to_face)}
    bank = ws.library.questions(standard.id, method)
    return _one_of(ws, actor, method, [q for q in bank if q.difficulty == difficulty and known.issuperset(q.targets)])


def ask_about(ws: Workspace, actor: Actor, methods: Sequence[str], topic: str) -> Asked | None:
    """Ask a question whose own words speak of a theme, rather one not asked before; None where none does."""
    person = people.find(ws, actor.id, "apprentice")
    standard = ws.library.standard(person.standard or "")
    wanted = [word[: max(_STEM, len(word) - _ENDING)] for word in topic.casefold().split() if len(word) >= _STEM]
    for method in methods:
        known = {c.ref for c in standard.criteria_of(method, face_to_face=person.face_to_face)}
        bank = [q for q in ws.library.questions(standard.id, method) if known.issuperset(q.targets)]
        fits = [
            q for q in bank if wanted and all(_speaks_of(worded_for(q, person.sector).text, word) for word in wanted)
        ]
        if asked := _one_of(ws, actor, method, fits):
            return asked
    return None


def _speaks_of(text: str, start: str) -> bool:
    return any(word.startswith(start) for word in re.findall(r"[\w'-]+", text.casefold()))


def _one_of(ws: Workspace, actor: Actor, method: str, questions: Sequence[Question]) -> Asked | None:
    """Ask the question that was asked longest ago or never, by chance where several are alike."""
    if not questions:
        return None
    person = people.find(ws, actor.id, "apprentice")
    ago = table.sittings_ago(ws.store, person.id, person.standard or "", method)
    longest = max(ago.get(question.id, _NEVER) for question in questions)
    alike = [question for question in questions if ago.get(question.id, _NEVER) == longest]
    question = alike[ws.new_seed() % len(alike)]
    return Asked(ws, actor, method, question, act=f"practise:{method}:{','.join(question.targets)}")


def ask_again(ws: Workspace, actor: Actor, session_id: str, number: int) -> Asked:
    """Ask a question that was answered before. Raises CoachError where it cannot be."""
    method, question = second_try.question_again(ws, actor, session_id, number)
    return Asked(ws, actor, method, question, act=f"again:{session_id}:{number}")


def keep_back(ws: Workspace, actor: Actor, rehearsal: Rehearsal) -> None:
    """Keep an answered sitting from the trainers: it is over, waits for nobody, and stays with the apprentice."""
    rehearse.take_up(ws, actor, rehearsal.session_id)
    progress = replace(rehearsal.progress, state=after(rehearsal.progress.state, "drop"))
    with going_on(ws, rehearsal.session_id, actor.id, rehearsal.progress.state, len(rehearsal.transcript())) as writer:
        table.save_progress(writer, rehearsal.session_id, progress, ws.timestamp())
    rehearsal.progress = progress
