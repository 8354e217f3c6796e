"""Who is who: the people a record from outside names, and those who are here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import msgspec

from coach.content.record_zip import Colleague
from coach.errors import UsageError
from coach.services.people import shown_name
from coach.store.people import Person, name_key
from coach.store.store import Row

Resolution = Literal["", "keep", "replace"]


class Conflict(msgspec.Struct, frozen=True):
    """Something that is here already and says otherwise: in which table, by which id or key, and how."""

    table: str
    key: str
    problem: str
    settled: Resolution = ""
    """How it was resolved; empty where it was not."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How conflicts are to be resolved."""

    resolution: Resolution = ""
    """What becomes of records that differ: those here are kept, or replaced by the file's; empty: neither."""
    same: tuple[str, ...] = ()
    """Names of people who are the same here and in the file though their ids differ."""
    name: str = ""
    """The name that an apprentice who is new is to have here."""


AS_IT_IS = Wishes()


@dataclass(frozen=True, slots=True)
class Meeting:
    """Under which ids and names the people of a record go here."""

    apprentice_id: str
    name: str
    """The apprentice's."""
    ids: dict[str, str]
    """The id here of each whose id is another in the file."""
    to_add: dict[str, str]
    """The names of trainers who are not here yet, by id."""
    conflicts: tuple[Conflict, ...]


def meet(everybody: Iterable[Person], apprentice: Row, colleagues: Iterable[Colleague], wishes: Wishes) -> Meeting:
    """Find everybody a record names among those who are here.

    Raises UsageError for a wish about somebody the file does not name, or a new name for somebody who is here.
    """
    here = {person.id: person for person in everybody}
    by_key = {name_key(person.name): person for person in here.values()}
    named = [(apprentice["id"], apprentice["name"], True), *((each.id, each.name, False) for each in colleagues)]
    same = {name_key(name): name for name in wishes.same}
    for key in same.keys() - {name_key(name) for _, name, _ in named}:
        raise UsageError(f"The file names nobody called {same[key]}.", "Give a name as it stands in the file.")
    if wishes.name and apprentice["id"] in here:
        raise UsageError(f"{here[apprentice['id']].name} is here already.", "Leave the new name out.")
    ids: dict[str, str] = {}
    to_add: dict[str, str] = {}
    conflicts: list[Conflict] = []
    own_name = apprentice["name"]
    for id_, written, is_apprentice in named:
        name = shown_name(wishes.name) if wishes.name and is_apprentice else written
        person = here.get(id_)
        if person is None and name_key(name) in by_key:
            if name_key(name) not in same:
                problem = f"{name} is somebody else here; --same if they are one, or --name for another name"
                conflicts.append(Conflict("people", id_, problem))
                continue
            person = by_key[name_key(name)]
            ids[id_] = person.id
        if person is None:
            if not is_apprentice:
                to_add[id_] = name
        elif (person.role == "apprentice") != is_apprentice:
            conflicts.append(Conflict("people", id_, f"{person.name} is here as {person.role}"))
        elif name_key(person.name) != name_key(name):
            problem = f"is {person.name} here and {name} in the file; --same if they are one, and the name here stays"
            conflicts.append(Conflict("people", id_, problem, "keep" if name_key(name) in same else ""))
        if is_apprentice:
            own_name = person.name if person else name
    own_id: str = apprentice["id"]
    return Meeting(ids.get(own_id, own_id), own_name, ids, to_add, tuple(conflicts))
