"""People: the first run, adding, finding and listing them."""

import dataclasses
from dataclasses import dataclass
from datetime import date

from coach.banks.model import SECTORS
from coach.content.diagnostic import nearest
from coach.errors import NotAllowedError, NotFoundError, UsageError
from coach.services.rights import Actor, acting, require
from coach.services.workspace import Workspace
from coach.store import people as table
from coach.store.people import Person, Role

EXTRA_TIME = "extra_time_percent"
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is asked of somebody who starts to use coach."""

    name: str
    role: Role
    standard: str | None = None
    organisation: str | None = None
    cohort: str | None = None
    face_to_face: bool = True
    sector: str = ""
    workplace: str = ""
    started_on: str | None = None
    gateway_on: str | None = None
    extra_time_percent: int = 0


def everybody(ws: Workspace) -> tuple[Person, ...]:
    """Return everybody in the store, by name."""
    return table.people(ws.store)


def find(ws: Workspace, name: str, role: Role | None = None) -> Person:
    """Return the person of a name or id. Raises NotFoundError with the nearest name."""
    person = table.person_named(ws.store, name)
    if person is None:
        known = [p.name for p in table.people(ws.store) if role in (None, p.role)]
        hint = nearest(name, known) or f'Add them with: coach people add "{name}" --role {role or "apprentice"}'
        raise NotFoundError(f"Nobody here goes by {name}.", hint)
    if role == "trainer" and person.role == "lead":
        return person
    if role and person.role != role:
        raise NotFoundError(f"{person.name} is here as {person.role}, not as {role}.", "Name somebody else.")
    return person


def first_person(ws: Workspace, new: NewPerson) -> Person:
    """Add the first person of a store: whoever sets it up. Raises UsageError where somebody is here already."""
    if table.people(ws.store):
        raise UsageError("Somebody is set up here already.", "Sign in, or have a trainer add you.")
    return _add(ws, new)


def join(ws: Workspace, new: NewPerson) -> Person:
    """Add somebody who sets themself up at this machine's sign-in."""
    return _add(ws, new)


def add(ws: Workspace, actor: Actor, new: NewPerson) -> Person:
    """Add a person on a trainer's word."""
    require(actor, "administer")
    return _add(ws, new)


def extra_time_percent(ws: Workspace, actor: Actor) -> int:
    """Return the actor's own extra time in percent; nobody else's can be asked for."""
    return int(table.private_setting(ws.store, actor.id, EXTRA_TIME) or 0)


def set_extra_time(ws: Workspace, actor: Actor, percent: int) -> None:
    """Set the actor's own extra time. Raises UsageError outside 0 to 100 percent."""
    _check_somebody(actor)
    _check_extra_time(percent)
    with ws.store.write() as writer:
        table.set_private(writer, actor.id, EXTRA_TIME, str(percent))


def change_own(ws: Workspace, actor: Actor, new: NewPerson) -> Person:
    """Change the actor's own details; their name and role stay as they are."""
    _check_somebody(actor)
    person = find(ws, actor.id)
    checked = _checked(ws, dataclasses.replace(new, name=person.name, role=person.role), known=True)
    changed = dataclasses.replace(
        person,
        standard=checked.standard,
        organisation=checked.organisation,
        cohort=checked.cohort,
        face_to_face=checked.face_to_face,
        sector=checked.sector,
        gateway_on=checked.gateway_on,
    )
    with ws.store.write() as writer:
        table.change_person(writer, changed)
        table.set_private(writer, person.id, EXTRA_TIME, str(checked.extra_time_percent))
    return changed


def actor_named(ws: Workspace, name: str, role: Role | None = None) -> Actor:
    """Return the person of a name as the one who asks."""
    return acting(find(ws, name, role))


def _add(ws: Workspace, new: NewPerson) -> Person:
    checked = _checked(ws, new)
    person = Person(
        id=ws.new_id(),
        name=checked.name,
        role=checked.role,
        standard=checked.standard,
        organisation=checked.organisation,
        cohort=checked.cohort,
        face_to_face=checked.face_to_face,
        sector=checked.sector,
        workplace=checked.workplace,
        started_on=checked.started_on,
        gateway_on=checked.gateway_on,
    )
    with ws.store.write() as writer:
        table.add_person(writer, person, ws.timestamp())
        if checked.extra_time_percent:
            table.set_private(writer, person.id, EXTRA_TIME, str(checked.extra_time_percent))
    return person


def _checked(ws: Workspace, new: NewPerson, *, known: bool = False) -> NewPerson:
    name = " ".join(new.name.split())
    if not name or not name.isprintable():
        raise UsageError("A name needs at least one letter.", "Type the name as it should be shown.")
    if len(name) > LONGEST_NAME:
        raise UsageError(f"That name has {len(name)} characters; at most {LONGEST_NAME} fit.", "Shorten it.")
    if not known and table.person_named(ws.store, name):
        raise UsageError(f"{name} is here already.", "Choose them from the list, or add a middle initial.")
    for what, day in (("start date", new.started_on), ("gateway date", new.gateway_on)):
        _check_day(what, day)
    _check_extra_time(new.extra_time_percent)
    new = dataclasses.replace(
        new,
        name=name,
        cohort=_shown("cohort", new.cohort or "") or None,
        sector=_shown("sector", new.sector),
        workplace=_shown("workplace", new.workplace),
    )
    if new.sector and new.sector not in SECTORS:
        hint = nearest(new.sector, SECTORS) or f"Take one of: {', '.join(SECTORS)}."
        raise UsageError(f"No sector goes by {new.sector}.", hint)
    if new.role != "apprentice":
        return dataclasses.replace(new, standard=None, organisation=None)
    if new.standard is None or new.organisation is None:
        raise UsageError("An apprentice needs a standard and an organisation.", "Give --standard and --organisation.")
    ws.library.standard(new.standard)
    organisation = ws.library.organisation(new.organisation)
    if new.standard not in organisation.standards:
        fitting = ", ".join(o.id for o in ws.library.organisations_of(new.standard))
        raise UsageError(
            f"{organisation.title} does not assess {new.standard} here.", f"For that standard take one of: {fitting}."
        )
    return new


def _shown(what: str, text: str) -> str:
    """Return a short text with single spaces. Raises UsageError where it cannot be shown as it is."""
    text = " ".join(text.split())
    if not text.isprintable():
        raise UsageError(f"That {what} holds characters that cannot be shown.", "Type it again.")
    if len(text) > LONGEST_NAME:
        raise UsageError(f"That {what} has {len(text)} characters; at most {LONGEST_NAME} fit.", "Shorten it.")
    return text


def _check_somebody(actor: Actor) -> None:
    if actor.role == "owner":
        raise NotAllowedError(f"{actor.name} has no details of their own here.", "Sign in as somebody.")


def _check_extra_time(percent: int) -> None:
    if not 0 <= percent <= 100:
        raise UsageError(f"Extra time of {percent} % is out of range.", "Give 0 to 100.")


def _check_day(what: str, day: str | None) -> None:
    if day is None:
        return
    try:
        date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"The {what} {day} is not a date.", "Write it as 2026-03-31.") from None
