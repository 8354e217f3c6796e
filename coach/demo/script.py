"""Read the demo's files and check that they can be played, with messages that name file and line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coach.banks.model import Question
from coach.content.convert import convert
from coach.content.diagnostic import Diagnostic, RefusedError, nearest
from coach.content.library import STANDARD_IDS, Library
from coach.content.yaml_source import KeyPath, YamlSource, read_yaml
from coach.demo.desk_script import read_desk
from coach.demo.files import Apprentice, DemoSession, Desk, People


@dataclass(frozen=True, slots=True)
class Script:
    """A session to be played, with the questions it names and the file it comes from."""

    session: DemoSession
    questions: tuple[Question, ...]
    source: YamlSource

    def refuse(self, path: KeyPath, message: str, hint: str) -> RefusedError:
        """Return the error that refuses the file for what stands at a place in it."""
        return RefusedError([_at(self.source, path, message, hint)])


@dataclass(frozen=True, slots=True)
class Cast:
    """All that the demo is made of; the scripts oldest first."""

    people: People
    scripts: tuple[Script, ...]
    desk: Desk


def read_cast(folder: Path, library: Library) -> Cast:
    """Read people.yaml, sessions/*.yaml and desk.yaml of a folder. Raises RefusedError with all that is wrong."""
    source = read_yaml(folder / "people.yaml")
    people = convert(source, People)
    wrong = list(_wrong_people(source, people, library))
    scripts = []
    for path in sorted((folder / "sessions").glob("*.yaml")):
        source = read_yaml(path)
        session = convert(source, DemoSession)
        if session.standard not in STANDARD_IDS:
            hint = nearest(session.standard, STANDARD_IDS) or f"Write one of {', '.join(STANDARD_IDS)}."
            wrong.append(_at(source, ("standard",), f"no standard goes by {session.standard}.", hint))
            continue
        check = _Check(source, session, people, library)
        wrong.extend(check.everything())
        questions = tuple(check.bank[asked.id] for asked in session.questions if asked.id in check.bank)
        scripts.append(Script(session, questions, source))
    if wrong:
        raise RefusedError(wrong)
    scripts.sort(key=lambda script: (-script.session.days_ago, script.session.id))
    desk = read_desk(folder, library, people, {script.session.id: script.session for script in scripts})
    return Cast(people, tuple(scripts), desk)


def _wrong_people(source: YamlSource, people: People, library: Library) -> Iterator[Diagnostic]:
    for place, apprentice in enumerate(people.apprentices):
        if apprentice.cohort not in people.cohorts:
            hint = nearest(apprentice.cohort, people.cohorts) or "Add it to cohorts."
            yield _at(source, ("apprentices", place, "cohort"), f"no cohort goes by {apprentice.cohort}.", hint)
        fitting = [organisation.id for organisation in library.organisations_of(apprentice.standard)]
        if apprentice.organisation not in fitting:
            message = f"{apprentice.organisation} does not assess {apprentice.standard}."
            hint = f"Write one of {', '.join(fitting)}." if fitting else "Check the standard."
            yield _at(source, ("apprentices", place, "organisation"), message, hint)


class _Check:
    def __init__(self, source: YamlSource, session: DemoSession, people: People, library: Library) -> None:
        self._source = source
        self._session = session
        self._people = people
        self.bank = {
            question.id: question for question in reversed(library.questions(session.standard, session.method))
        }
        self._apprentice = next((a for a in people.apprentices if a.id == session.apprentice), None)
        criteria = library.standard(session.standard).criteria_of(
            session.method, face_to_face=self._apprentice.face_to_face if self._apprentice else True
        )
        self._refs = [criterion.ref for criterion in criteria]

    def everything(self) -> Iterator[Diagnostic]:
        session = self._session
        if session.id != self._source.path.stem:
            yield self._wrong(f"the session {session.id} is in a file of another name.", "Rename one.", "id")
        if self._apprentice is None:
            hint = nearest(session.apprentice, [a.id for a in self._people.apprentices]) or "Add them to people.yaml."
            yield self._wrong(f"no apprentice goes by {session.apprentice}.", hint, "apprentice")
        else:
            yield from self._who(self._apprentice)
        yield from self._review() if session.state == "reviewed" else self._no_review()
        yield from (self._no_criterion(ref, "self_ratings", ref) for ref in session.self_ratings if self._foreign(ref))
        for place in range(len(session.questions)):
            yield from self._question(place)

    def _who(self, apprentice: Apprentice) -> Iterator[Diagnostic]:
        session = self._session
        if session.standard != apprentice.standard:
            message = f"{apprentice.name} is on {apprentice.standard}, not on {session.standard}."
            yield self._wrong(message, f"Write {apprentice.standard}.", "standard")
        if session.days_ago > apprentice.started_days_ago:
            message = f"{apprentice.name} had not started {session.days_ago} days ago."
            yield self._wrong(message, f"Write at most {apprentice.started_days_ago}.", "days_ago")

    def _review(self) -> Iterator[Diagnostic]:
        session = self._session
        trainers = [trainer.id for trainer in self._people.trainers]
        if session.trainer not in trainers:
            hint = nearest(session.trainer, trainers) or f"Write one of {', '.join(trainers)}."
            yield self._wrong("a reviewed session names its trainer.", hint, "trainer")
        if not 1 <= session.reviewed_days_ago <= session.days_ago:
            hint = f"Write 1 to {session.days_ago}." if session.days_ago else "Let a session of today wait."
            yield self._wrong("a review lies between the session's day and yesterday.", hint, "reviewed_days_ago")

    def _no_review(self) -> Iterator[Diagnostic]:
        session = self._session
        written = (session.feedback, session.strengths, session.next_steps)
        if any((session.trainer, session.reviewed_days_ago, *written)) or any(
            asked.marks or asked.comments for asked in session.questions
        ):
            message = f"a session that is {session.state} has no marks and no feedback yet."
            yield self._wrong(message, "Take them out, or write reviewed.", "state")

    def _question(self, place: int) -> Iterator[Diagnostic]:
        session, asked = self._session, self._session.questions[place]
        path = ("questions", place)
        question = self.bank.get(asked.id)
        if question is None:
            message = f"no question of {session.method} in {session.standard} goes by {asked.id}."
            yield self._wrong(message, nearest(asked.id, sorted(self.bank)), *path, "id")
        elif asked.probe is not None and not 0 <= asked.probe < len(question.probes):
            hint = f"It has 0 to {len(question.probes) - 1}."
            yield self._wrong(f"{asked.id} has no probe {asked.probe}.", hint, *path, "probe")
        if (asked.probe is None) != (not asked.probe_answer):
            yield self._wrong("a probe and its answer go together.", "Give both or neither.", *path)
        yield from (self._no_criterion(ref, *path, "marks", ref) for ref in asked.marks if self._foreign(ref))
        for ref in asked.comments:
            if ref not in asked.marks:
                message = f"there is a comment on {ref} and no mark."
                yield self._wrong(message, "Mark it, or take the comment out.", *path, "comments", ref)

    def _foreign(self, ref: str) -> bool:
        return ref not in self._refs

    def _no_criterion(self, ref: str, *path: str | int) -> Diagnostic:
        message = f"{ref} is no criterion of {self._session.method} for {self._session.apprentice}."
        return self._wrong(message, nearest(ref, self._refs), *path)

    def _wrong(self, message: str, hint: str, *path: str | int) -> Diagnostic:
        return _at(self._source, path, message, hint)


def _at(source: YamlSource, path: KeyPath, message: str, hint: str) -> Diagnostic:
    line, column = source.place(path)
    return Diagnostic(str(source.path), line, column, "CK0040", "error", message, hint)
