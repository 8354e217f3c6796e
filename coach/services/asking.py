"""A question the coach asks in a talk: nothing is written down before there is an answer to keep."""

from msgspec.structs import replace

from coach.banks.model import Question, worded_for
from coach.coverage.today import MINUTES_A_QUESTION
from coach.interview.states import after
from coach.services import people, rehearse, second_try, speaking
from coach.services.rehearsal import Rehearsal
from coach.services.rehearse import Plan, draw_for
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from coach.store import sessions as table


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


def ask_easy(ws: Workspace, actor: Actor, method: str) -> Asked | None:
    """Ask a question that is easy to begin with; None where a method has none."""
    person = people.find(ws, actor.id, "apprentice")
    standard = ws.library.standard(person.standard or "")
    known = {c.ref for c in standard.criteria_of(method, face_to_face=person.face_to_face)}
    easy = [
        q for q in ws.library.questions(standard.id, method) if q.difficulty == "easy" and known.issuperset(q.targets)
    ]
    if not easy:
        return None
    question = easy[ws.new_seed() % len(easy)]
    return Asked(ws, actor, method, question, act=f"practise:{method}:{','.join(question.targets)}")


def ask_again(ws: Workspace, actor: Actor, session_id: str, number: int) -> Asked:
    """Ask a question that was answered before. Raises CoachError where it cannot be."""
    method, question = second_try.question_again(ws, actor, session_id, number)
    return Asked(ws, actor, method, question, act=f"again:{session_id}:{number}")


def keep_back(ws: Workspace, actor: Actor, rehearsal: Rehearsal) -> None:
    """Keep an answered sitting from the trainers: it is over, waits for nobody, and stays with the apprentice."""
    rehearse.take_up(ws, actor, rehearsal.session_id)
    progress = replace(rehearsal.progress, state=after(rehearsal.progress.state, "drop"))
    with ws.store.write() as writer:
        table.save_progress(writer, rehearsal.session_id, progress, ws.timestamp())
    rehearsal.progress = progress
