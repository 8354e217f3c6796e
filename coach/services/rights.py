"""Who may do what. Every use case that touches records asks here first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coach.errors import NotAllowedError
from coach.interview.states import HANDED_IN, State
from coach.store.people import Person, Role

Deed = Literal[
    "rehearse", "prepare", "read", "review", "watch", "administer", "secure", "export", "custody", "copy", "replace"
]
Reach = Literal["own", "all"]
ActorRole = Role | Literal["owner"]
"""The owner is whoever may read a personal store's file: they see and set up everything, and mark nothing."""

RIGHTS: Mapping[tuple[ActorRole, Deed], Reach] = {
    ("apprentice", "rehearse"): "own",
    ("apprentice", "prepare"): "own",
    ("apprentice", "read"): "own",
    ("apprentice", "export"): "own",
    ("trainer", "prepare"): "all",
    ("trainer", "read"): "all",
    ("trainer", "review"): "all",
    ("trainer", "watch"): "all",
    ("trainer", "administer"): "all",
    ("trainer", "copy"): "all",
    ("lead", "prepare"): "all",
    ("lead", "read"): "all",
    ("lead", "review"): "all",
    ("lead", "watch"): "all",
    ("lead", "administer"): "all",
    ("lead", "secure"): "all",
    ("lead", "export"): "all",
    ("lead", "custody"): "all",
    ("lead", "copy"): "all",
    ("lead", "replace"): "all",
    ("owner", "prepare"): "all",
    ("owner", "read"): "all",
    ("owner", "watch"): "all",
    ("owner", "administer"): "all",
    ("owner", "secure"): "all",
    ("owner", "export"): "all",
    ("owner", "custody"): "all",
    ("owner", "copy"): "all",
    ("owner", "replace"): "all",
}

_IN_WORDS: Mapping[Deed, str] = {
    "rehearse": "sit a mock as this apprentice",
    "prepare": "change this portfolio and these dates",
    "read": "see these records",
    "review": "mark answers",
    "watch": "see the cohort",
    "administer": "add or change people",
    "secure": "say who signs in and how",
    "export": "take this record out",
    "custody": "bring in, erase or purge records",
    "copy": "back the whole store up",
    "replace": "put a backup in the store's place",
}
_WHO_CAN: Mapping[Deed, str] = {
    "rehearse": "the apprentice",
    "secure": "a lead",
    "export": "the apprentice or a lead",
    "custody": "a lead",
    "replace": "a lead",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking; only the sign-in makes one."""

    id: str
    name: str
    role: ActorRole


OWNER = Actor("", "The owner of this machine", "owner")


def acting(person: Person) -> Actor:
    """Return a person as the one who asks; only the sign-in may, once it has let them in."""
    return Actor(person.id, person.name, person.role)


def require(actor: Actor, deed: Deed, apprentice_id: str | None = None) -> None:
    """Raise NotAllowedError unless the actor's role reaches this deed on this apprentice's records."""
    reach = RIGHTS.get((actor.role, deed))
    if reach == "all" or (reach == "own" and apprentice_id == actor.id):
        return
    who = _WHO_CAN.get(deed, "a trainer")
    raise NotAllowedError(f"{actor.name} may not {_IN_WORDS[deed]}.", f"Only {who} can; sign in as one.")


def may_look_inside(actor: Actor, apprentice_id: str, state: State) -> bool:
    """Tell whether the actor may read what was said in a sitting: a trainer only once it is handed in."""
    return state in HANDED_IN or actor.role == "owner" or actor.id == apprentice_id
