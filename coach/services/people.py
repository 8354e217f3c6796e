"""People: the first run, adding, finding and listing them."""

import dataclasses
from dataclasses import dataclass

from coach.banks.model import SECTORS
from coach.content.diagnostic import nearest
from coach.errors import NotAllowedError, NotFoundError, UsageError
from coach.services.days import checked_day
from coach.services.rights import Actor, require
from coach.services.workspace import Workspace
from coach.store import credentials
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


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be different about somebody: None leaves a detail as it is, an empty text takes it away."""

    standard: str | None = None
    organisation: str | None = None
    cohort: str | None = None
    face_to_face: bool | None = None
    sector: str | None = None
    workplace: str | None = None
    started_on: str | None = None
    gateway_on: str | None = None

    def made_to(self, person: Person) -> Person:
        """Return the person with these changes."""
        given = {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}
        empty = {name: None for name, value in given.items() if value == "" and name not in ("sector", "workplace")}
        return dataclasses.replace(person, **(given | empty))


def everybody(ws: Workspace) -> tuple[Person, ...]:
    """Return everybody in the store, by name."""
    return table.people(ws.store)


def listed(ws: Workspace, actor: Actor) -> tuple[Person, ...]:
    """Return everybody in the store, by name, to somebody who may see the cohort."""
    require(actor, "watch")
    return everybody(ws)


def apprentice_for(ws: Workspace, actor: Actor, name: str) -> Person:
    """Return an apprentice to somebody who may read their records.

    Raises NotAllowedError also for a name that nobody has, where the actor may read no more than their own.
    """
    try:
        person = find(ws, name, "apprentice")
    except NotFoundError:
        require(actor, "read")
        raise
    require(actor, "read", person.id)
    return person


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
    """Add somebody who sets themself up at this machine's sign-in.

    Raises NotAllowedError on a shared store, and for a trainer where one has a passphrase: it would go round it.
    """
    if credentials.is_shared(ws.store):
        raise NotAllowedError("This store is shared, so nobody adds themself.", "Ask a trainer to add you.")
    if new.role != "apprentice" and _roles_with_passphrase(ws) & {"trainer", "lead"}:
        raise NotAllowedError("The trainers here have passphrases.", "Ask one of them to add you: coach people add")
    return _add(ws, new)


def add(ws: Workspace, actor: Actor, new: NewPerson) -> Person:
    """Add a person on a trainer's word; a lead as `check_may_add` says."""
    require(actor, "administer")
    check_may_add(ws, actor, new.role)
    return _add(ws, new)


def check_may_add(ws: Workspace, actor: Actor, role: Role) -> None:
    """Raise NotAllowedError where a trainer would make a lead although one has a passphrase: it would go round it."""
    if role == "lead" and actor.role == "trainer" and "lead" in _roles_with_passphrase(ws):
        raise NotAllowedError(f"{actor.name} may not add a lead.", "Only a lead can; sign in as one.")


def change(ws: Workspace, actor: Actor, name: str, changes: Changes) -> Person:
    """Change somebody's details on a trainer's word; their name, their role and what is private stay."""
    require(actor, "administer")
    person = find(ws, name)
    if person.role != "apprentice" and (changes.standard or changes.organisation):
        raise UsageError(f"{person.name} is here as {person.role}, who has no standard.", "Leave it out.")
    wanted = changes.made_to(person)
    checked = _checked(ws, _as_new(wanted))
    changed = dataclasses.replace(
        wanted,
        cohort=checked.cohort,
        sector=checked.sector,
        workplace=checked.workplace,
        started_on=checked.started_on,
        gateway_on=checked.gateway_on,
    )
    with ws.store.write() as writer:
        table.change_person(writer, changed)
    return changed


def extra_time_percent(ws: Workspace, actor: Actor) -> int:
    """Return the actor's own extra time in percent; nobody else's can be asked for."""
    return int(table.private_setting(ws.store, actor.id, EXTRA_TIME) or 0)


def change_own(ws: Workspace, actor: Actor, new: NewPerson) -> Person:
    """Change the actor's own details; their name and role stay as they are."""
    _check_somebody(actor)
    person = find(ws, actor.id)
    own = dataclasses.replace(new, name=person.name, role=person.role, started_on=person.started_on)
    checked = _checked(ws, own)
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


def _roles_with_passphrase(ws: Workspace) -> set[str]:
    return {role for _, role in credentials.with_passphrase(ws.store)}


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
        if table.person_named(ws.store, person.name):
            raise UsageError(f"{person.name} is here already.", "Choose them from the list, or add a middle initial.")
        table.add_person(writer, person, ws.timestamp())
        if checked.extra_time_percent:
            table.set_private(writer, person.id, EXTRA_TIME, str(checked.extra_time_percent))
    return person


def _checked(ws: Workspace, new: NewPerson) -> NewPerson:
    name = shown_name(new.name)
    started_on, gateway_on = _day("start date", new.started_on), _day("gateway date", new.gateway_on)
    check_order(started_on, gateway_on)
    _check_extra_time(new.extra_time_percent)
    new = dataclasses.replace(
        new,
        name=name,
        cohort=shown("cohort", new.cohort or "") or None,
        sector=shown("sector", new.sector),
        workplace=shown("workplace", new.workplace),
        started_on=started_on,
        gateway_on=gateway_on,
    )
    if new.sector and new.sector not in SECTORS:
        hint = nearest(new.sector, SECTORS) or f"Take one of: {', '.join(SECTORS)}."
        raise UsageError(f"No sector goes by {new.sector}.", hint)
    if new.role != "apprentice":
        return dataclasses.replace(new, standard=None, organisation=None)
    if new.standard is None or new.organisation is None:
        raise UsageError("An apprentice needs a standard and an organisation.", "Give --standard and --organisation.")
    check_assessed(ws, new.standard, new.organisation)
    return new


def _as_new(person: Person) -> NewPerson:
    return NewPerson(
        name=person.name,
        role=person.role,
        standard=person.standard,
        organisation=person.organisation,
        cohort=person.cohort,
        face_to_face=person.face_to_face,
        sector=person.sector,
        workplace=person.workplace,
        started_on=person.started_on,
        gateway_on=person.gateway_on,
    )


def check_assessed(ws: Workspace, standard: str, organisation_id: str) -> None:
    """Raise UsageError unless the organisation's document is for the standard; NotFoundError for an unknown one."""
    ws.library.standard(standard)
    organisation = ws.library.organisation(organisation_id)
    if standard not in organisation.standards:
        fitting = ", ".join(o.id for o in ws.library.organisations_of(standard))
        raise UsageError(
            f"{organisation.title} does not assess {standard} here.", f"For that standard take one of: {fitting}."
        )


def check_order(started_on: str | None, gateway_on: str | None) -> None:
    """Raise UsageError where gateway would come before the start."""
    if started_on and gateway_on and gateway_on < started_on:
        raise UsageError(f"Gateway on {gateway_on} is before the start on {started_on}.", "Correct one of them.")


def shown_name(name: str) -> str:
    """Return a name with single spaces. Raises UsageError where it cannot be shown as it is."""
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise UsageError("A name needs at least one letter.", "Type the name as it should be shown.")
    if len(name) > LONGEST_NAME:
        raise UsageError(f"That name has {len(name)} characters; at most {LONGEST_NAME} fit.", "Shorten it.")
    return name


def shown(what: str, text: str) -> str:
    """Return a short text with single spaces. Raises UsageError where it cannot be shown as it is."""
    text = " ".join(text.split())
    if not text.isprintable():
        raise UsageError(f"That {what} holds characters that cannot be shown.", "Type it again.")
    if len(text) > LONGEST_NAME:
        raise UsageError(f"That {what} has {len(text)} characters; at most {LONGEST_NAME} fit.", "Shorten it.")
    return text


def _day(what: str, day: str | None) -> str | None:
    return checked_day(day, what).isoformat() if day is not None else None


def _check_somebody(actor: Actor) -> None:
    if actor.role == "owner":
        raise NotAllowedError(f"{actor.name} has no details of their own here.", "Sign in as somebody.")


def _check_extra_time(percent: int) -> None:
    if not 0 <= percent <= 100:
        raise UsageError(f"Extra time of {percent} % is out of range.", "Give 0 to 100.")
