"""Assignments: a rehearsal that a trainer asks for, and the apprentice finds on their home screen."""

from collections.abc import Sequence

from coach.content.diagnostic import nearest
from coach.coverage.assignment import Assignment, rehearsed
from coach.errors import NotFoundError, UsageError
from coach.services import people
from coach.services.days import checked_day
from coach.services.rights import Actor, require
from coach.services.workspace import Workspace
from coach.store import programme as table
from coach.store import sessions
from coach.store.people import Person
from coach.store.store import Writer

LONGEST_NOTE = 1000


def assign(
    ws: Workspace,
    actor: Actor,
    apprentices: Sequence[str],
    method: str,
    refs: Sequence[str],
    *,
    due_on: str | None = None,
    note: str = "",
) -> tuple[Assignment, ...]:
    """Ask apprentices to rehearse criteria of a method by a day (ISO 8601).

    Raises CoachError where a criterion does not count for one of them; then nobody is asked.
    """
    require(actor, "review")
    if due_on is not None:
        due_on = _checked_due(ws, due_on)
    if len(note) > LONGEST_NOTE:
        raise UsageError(f"That note has {len(note)} characters; at most {LONGEST_NOTE} fit.", "Shorten it.")
    found = [people.find(ws, name, "apprentice") for name in apprentices]
    chosen = list({person.id: person for person in found}.values())
    for person in chosen:
        _check_refs(ws, person, method, refs)
    now = ws.timestamp()
    made = tuple(
        Assignment(
            id=ws.new_id(),
            apprentice_id=person.id,
            apprentice=person.name,
            method=method,
            refs=tuple(dict.fromkeys(refs)),
            due_on=due_on,
            note=" ".join(note.split()),
            assigned_by=actor.name,
            assigned_at=now,
        )
        for person in chosen
    )
    with ws.store.write() as writer:
        for assignment in made:
            table.add_assignment(writer, assignment, actor.id)
    return made


def assignments(ws: Workspace, actor: Actor, apprentice: str | None = None) -> tuple[Assignment, ...]:
    """Return an apprentice's assignments, or with none named everybody's, the earliest due first."""
    if apprentice is None and actor.role == "apprentice":
        apprentice = actor.id
    if apprentice is None:
        require(actor, "watch")
        return table.assignments(ws.store)
    person = people.find(ws, apprentice, "apprentice")
    require(actor, "read", person.id)
    return table.assignments(ws.store, person.id)


def withdraw(ws: Workspace, actor: Actor, assignment_id: str) -> None:
    """Take an assignment back."""
    require(actor, "review")
    if table.assignment(ws.store, assignment_id) is None:
        raise NotFoundError(f"No assignment goes by {assignment_id}.", "coach assign lists them.")
    with ws.store.write() as writer:
        table.set_withdrawn(writer, assignment_id, ws.timestamp())


def note_what_is_done(writer: Writer, apprentice_id: str, method: str, now: str) -> None:
    """Write which open assignments the sessions handed in since have answered, in the transaction of a hand-in."""
    for assignment in table.open_assignments(writer, apprentice_id, method):
        answered = sessions.targets_answered_since(writer, apprentice_id, method, assignment.assigned_at)
        if rehearsed(assignment.refs, answered):
            table.set_done(writer, assignment.id, now)


def _checked_due(ws: Workspace, due_on: str) -> str:
    day = checked_day(due_on)
    if day < ws.now().date():
        raise UsageError(f"{due_on} has gone by.", "Give a day from today on.")
    return day.isoformat()


def _check_refs(ws: Workspace, person: Person, method: str, refs: Sequence[str]) -> None:
    standard = ws.library.standard(person.standard or "")
    known = [c.ref for c in standard.criteria_of(method, face_to_face=person.face_to_face)]
    if not known:
        methods = ", ".join(m.id for m in standard.methods)
        raise NotFoundError(f"{standard.id} has no method {method}.", f"Its methods are {methods}.")
    if not refs:
        raise UsageError("An assignment needs at least one criterion.", f"For example {known[0]}.")
    for ref in refs:
        if ref not in known:
            hint = nearest(ref, known) or f"coach standards {standard.id} lists them."
            raise NotFoundError(f"{ref} is no criterion of the {method} for {person.name}.", hint)
