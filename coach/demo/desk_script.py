"""Read what happens around the demo's sessions, and check that it can be played."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from coach.content.convert import convert
from coach.content.diagnostic import Diagnostic, RefusedError, nearest
from coach.content.library import Library
from coach.content.yaml_source import KeyPath, YamlSource, read_yaml
from coach.coverage.gateway import checklist
from coach.demo.files import Apprentice, DemoSession, Desk, Folder, Gateway, Look, People, Task

NO_DESK = Desk(kind="demo-desk")


def read_desk(folder: Path, library: Library, people: People, sessions: Mapping[str, DemoSession]) -> Desk:
    """Read desk.yaml of a folder, which may be missing. Raises RefusedError with everything that is wrong in it."""
    path = folder / "desk.yaml"
    if not path.exists():
        return NO_DESK
    source = read_yaml(path)
    desk = convert(source, Desk)
    wrong = list(_Check(source, library, people, sessions).everything(desk))
    if wrong:
        raise RefusedError(wrong)
    return desk


class _Check:
    def __init__(
        self, source: YamlSource, library: Library, people: People, sessions: Mapping[str, DemoSession]
    ) -> None:
        self._source = source
        self._library = library
        self._apprentices = {apprentice.id: apprentice for apprentice in people.apprentices}
        self._trainers = {trainer.id for trainer in people.trainers}
        self._sessions = sessions

    def everything(self, desk: Desk) -> Iterator[Diagnostic]:
        for place, look in enumerate(desk.second_looks):
            yield from self._known("trainer", look.trainer, self._trainers, "second_looks", place)
            yield from self._look(look, "second_looks", place)
        for place, task in enumerate(desk.tasks):
            yield from self._known("trainer", task.trainer, self._trainers, "tasks", place)
            yield from self._known("apprentice", task.apprentice, self._apprentices, "tasks", place)
            if task.apprentice in self._apprentices:
                yield from self._task(task, self._apprentices[task.apprentice], "tasks", place)
        for place, gateway in enumerate(desk.gateways):
            yield from self._known("trainer", gateway.trainer, self._trainers, "gateways", place)
            yield from self._known("apprentice", gateway.apprentice, self._apprentices, "gateways", place)
            if gateway.apprentice in self._apprentices:
                yield from self._gateway(gateway, self._apprentices[gateway.apprentice], "gateways", place)
        for place, folder in enumerate(desk.portfolios):
            yield from self._known("apprentice", folder.apprentice, self._apprentices, "portfolios", place)
            if folder.apprentice in self._apprentices:
                yield from self._folder(folder, self._apprentices[folder.apprentice], "portfolios", place)

    def _look(self, look: Look, *path: str | int) -> Iterator[Diagnostic]:
        session = self._sessions.get(look.session)
        if session is None or session.state != "reviewed":
            reviewed = sorted(id_ for id_, each in self._sessions.items() if each.state == "reviewed")
            yield self._wrong(f"no reviewed session goes by {look.session}.", nearest(look.session, reviewed), *path)
            return
        if look.trainer == session.trainer:
            yield self._wrong("a second look is another trainer's.", "Name the other one.", *path, "trainer")
        if look.days_ago > session.reviewed_days_ago:
            hint = f"Write at most {session.reviewed_days_ago}."
            yield self._wrong("a second look follows the review.", hint, *path, "days_ago")
        for number, each in enumerate(look.otherwise):
            asked = session.questions[each.question - 1 : each.question]
            here = (*path, "otherwise", number)
            if not asked or each.ref not in asked[0].marks:
                yield self._wrong(f"{each.ref} has no mark in question {each.question}.", "Name one that has.", *here)
            elif asked[0].marks[each.ref] == each.mark:
                yield self._wrong(f"{each.ref} is marked {each.mark} already.", "Leave it out.", *here, "mark")
            if (each.settled is None) != (not each.why):
                yield self._wrong("what is settled has its reason.", "Give both or neither.", *here)

    def _task(self, task: Task, apprentice: Apprentice, *path: str | int) -> Iterator[Diagnostic]:
        standard = self._library.standard(apprentice.standard)
        known = [c.ref for c in standard.criteria_of(task.method, face_to_face=apprentice.face_to_face)]
        yield from self._refs(task.refs, known, *path)
        if -task.due_in_days > task.days_ago:
            yield self._wrong("a task is not due before it is set.", f"Write {-task.days_ago} or more.", *path)

    def _gateway(self, gateway: Gateway, apprentice: Apprentice, *path: str | int) -> Iterator[Diagnostic]:
        organisation = self._library.organisation(apprentice.organisation)
        items = checklist(organisation, {}, today=date.min, started_on=None, gateway_on=None, pieces=0)
        for item in gateway.ticks:
            yield from self._known("item", item, {each.id for each in items if each.id}, *path, "ticks")
        methods = self._library.standard(apprentice.standard).methods_by_id
        for method in gateway.held_in_days:
            yield from self._known("method", method, methods, *path, "held_in_days")

    def _folder(self, folder: Folder, apprentice: Apprentice, *path: str | int) -> Iterator[Diagnostic]:
        known = list(self._library.standard(apprentice.standard).by_ref)
        for number, piece in enumerate(folder.pieces):
            yield from self._refs(piece.refs, known, *path, "pieces", number)

    def _refs(self, refs: Collection[str], known: list[str], *path: str | int) -> Iterator[Diagnostic]:
        for ref in refs:
            if ref not in known:
                yield self._wrong(f"{ref} is no criterion here.", nearest(ref, known), *path, "refs")

    def _known(self, what: str, id_: str, known: Collection[str], *path: str | int) -> Iterator[Diagnostic]:
        if id_ not in known:
            hint = nearest(id_, sorted(known)) or f"Write one of {', '.join(sorted(known))}."
            yield self._wrong(f"no {what} goes by {id_}.", hint, *path)

    def _wrong(self, message: str, hint: str, *path: str | int) -> Diagnostic:
        place: KeyPath = path
        line, column = self._source.place(place)
        return Diagnostic(str(self._source.path), line, column, "CK0040", "error", message, hint)
