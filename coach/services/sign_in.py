"""Signing in: the one way in which a person of a name becomes the one who asks."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from coach.errors import NotAllowedError, NotFoundError, StoreError, UsageError, WrongPassphraseError
from coach.interview.clock import in_words
from coach.services.passphrases import check_new, hashed, hint_on, matches, seconds_after
from coach.services.people import find
from coach.services.rights import OWNER, Actor, acting, require
from coach.services.workspace import Workspace
from coach.store import credentials
from coach.store import people as table
from coach.store.credentials import Passphrase, SignIn
from coach.store.people import Person, Role
from coach.store.store import open_store

LOCK_MINUTES = 10
LONGEST_LOCK_MINUTES = 240
_LOCK = "lock_minutes"
_NOT_TOGETHER = "That name and passphrase do not go together."

Door = Literal["open", "asks", "to-choose", "shut"]
"""How somebody gets in: at once, with a passphrase, after choosing their first one, or not at all yet."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who was let in, how many wrong passphrases were tried since the last time, and whether to choose another."""

    actor: Actor
    wrong_before: int = 0
    handed_out: bool = False


def owner(ws: Workspace) -> Actor:
    """Return the owner of a personal store as the one who asks. Raises NotAllowedError on a shared one."""
    if is_shared(ws):
        raise NotAllowedError("This store is shared, so everybody signs in.", "Say who asks: add --as and your name.")
    return OWNER


def keeper_of(file: Path) -> Actor | None:
    """Return whoever holds a store's file as the one who asks, where no store is there that could be asked who."""
    if not file.exists():
        return OWNER
    try:
        open_store(file).close()
    except StoreError:
        return OWNER
    return None


def door_of(ws: Workspace, person: Person) -> Door:
    """Return how somebody gets in."""
    if has_passphrase(ws, person.id):
        return "asks"
    if is_shared(ws):
        return "shut"
    return "open" if person.role == "apprentice" else "to-choose"


def asks_passphrase(ws: Workspace, name: str, role: Role | None = None) -> bool:
    """Tell whether a passphrase is needed: on a shared store always, elsewhere where one is set."""
    return is_shared(ws) or has_passphrase(ws, find(ws, name, role).id)


def actor_named(ws: Workspace, name: str, role: Role | None = None, passphrase: str | None = None) -> Actor:
    """Return the person of a name as the one who asks. Raises NotAllowedError as `let_in` does."""
    return let_in(ws, name, role, passphrase).actor


def let_in(ws: Workspace, name: str, role: Role | None = None, passphrase: str | None = None) -> SignedIn:
    """Let somebody in by their name, and by their passphrase where they have one or the store is shared.

    Raises WrongPassphraseError for a wrong passphrase, NotAllowedError for a missing one and for one that comes too
    soon after wrong ones, NotFoundError for an unknown name.
    """
    speak_as(ws, None)
    let = _let_in(ws, name, role, passphrase)
    speak_as(ws, let.actor)
    return let


def speak_as(ws: Workspace, actor: Actor | None) -> None:
    """Have the store itself, where it can, show no more than this actor may see; None is whoever signs in next."""
    ws.store.speak_for(*((actor.id, actor.role) if actor else ("", "")))


def _let_in(ws: Workspace, name: str, role: Role | None, passphrase: str | None) -> SignedIn:
    if not asks_passphrase(ws, name, role):
        return SignedIn(acting(find(ws, name, role)))
    if passphrase is None:
        raise NotAllowedError(f"{name} signs in with a passphrase.", "Give it and try again.")
    person = table.person_named(ws.store, name)
    if person is None:
        raise WrongPassphraseError(_NOT_TOGETHER, hint_on(passphrase))
    kept = _checked(ws, person, passphrase)
    return SignedIn(acting(find(ws, person.id, role)), kept.failures, kept.handed_out)


def proof_of(ws: Workspace, person_id: str) -> str:
    """Return what stands for somebody's passphrase as it is now, to be compared with later."""
    kept = credentials.passphrase_of(ws.store, person_id)
    return kept.hash if kept else ""


def may_stay(ws: Workspace, person_id: str, proof: str) -> bool:
    """Tell whether somebody who signed in earlier may stay: not once they are erased, or a lead took or gave another.

    Who chose another passphrase themself stays.
    """
    kept = credentials.passphrase_of(ws.store, person_id)
    return kept is not None and (kept.hash == proof or not kept.handed_out)


def has_passphrase(ws: Workspace, person_id: str) -> bool:
    """Tell whether somebody has a passphrase."""
    return credentials.passphrase_of(ws.store, person_id) is not None


def choose_passphrase(ws: Workspace, name: str, new: str, current: str | None = None) -> Actor:
    """Set one's own passphrase, the first or another in place of the current one; return who chose.

    Raises UsageError for one that is too easy, NotAllowedError where the current one is missing or wrong.
    """
    person = find(ws, let_in(ws, name, passphrase=current).actor.id)
    check_new(new, person.name)
    if current is not None and new == current:
        raise UsageError("That is the passphrase you have.", "Choose another.")
    _set(ws, person, new, by=person.id)
    return acting(person)


def give_passphrase(ws: Workspace, actor: Actor, name: str, new: str) -> None:
    """Set somebody's passphrase on a lead's word; in the app they choose their own when they first use it."""
    require(actor, "secure")
    person = find(ws, name)
    check_new(new, person.name)
    _set(ws, person, new, by=actor.id)


def take_passphrase_away(ws: Workspace, actor: Actor, name: str) -> None:
    """Remove a forgotten passphrase on a lead's or the owner's word. Raises NotFoundError where there is none."""
    require(actor, "secure")
    person = find(ws, name)
    leads = {id_ for id_, role in credentials.with_passphrase(ws.store) if role == "lead"}
    if is_shared(ws) and leads == {person.id}:
        raise UsageError(f"{person.name} is the only lead who can sign in.", "Give another lead a passphrase first.")
    with ws.store.write() as writer:
        if not credentials.remove_passphrase(writer, person.id, ws.timestamp(), by=actor.id):
            raise NotFoundError(f"{person.name} has no passphrase.", "There is nothing to reset.")


def is_shared(ws: Workspace) -> bool:
    """Tell whether everybody has to sign in to this store."""
    return credentials.is_shared(ws.store)


def set_shared(ws: Workspace, actor: Actor, *, on: bool) -> None:
    """Make everybody sign in from now on, or not. Raises UsageError where no lead could."""
    require(actor, "secure")
    if on and "lead" not in {role for _, role in credentials.with_passphrase(ws.store)}:
        raise UsageError(
            "No lead has a passphrase, so nobody could look after a shared store.",
            "Add a lead and set theirs first: coach people passphrase NAME",
        )
    if on and lock_minutes(ws) == 0:
        raise UsageError("The app never locks here; a shared store needs that.", "Set it first: coach store lock 10")
    with ws.store.write() as writer:
        credentials.set_shared(writer, ws.timestamp(), by=actor.id, on=on)


def lock_minutes(ws: Workspace) -> int:
    """Return after how many idle minutes the app locks; 0 is never."""
    return int(credentials.setting(ws.store, _LOCK) or LOCK_MINUTES)


def set_lock_minutes(ws: Workspace, actor: Actor, minutes: int) -> None:
    """Say after how many idle minutes the app locks; 0 is never. Raises UsageError out of range."""
    require(actor, "secure")
    if not 0 <= minutes <= LONGEST_LOCK_MINUTES:
        raise UsageError(f"{minutes} minutes are out of range.", f"Give 1 to {LONGEST_LOCK_MINUTES}, or off.")
    if minutes == 0 and is_shared(ws):
        raise UsageError("On a shared store the app always locks.", f"Give 1 to {LONGEST_LOCK_MINUTES} minutes.")
    with ws.store.write() as writer:
        credentials.set_setting(writer, _LOCK, str(minutes))


def locks_after(ws: Workspace, actor: Actor) -> float | None:
    """Return after how many idle seconds the app locks for somebody; None is never.

    An apprentice on a personal machine is never locked out of a mock, and nobody where no passphrase would open again.
    """
    minutes = lock_minutes(ws)
    spared = actor.role == "apprentice" and not is_shared(ws)
    return minutes * 60.0 if minutes and not spared and has_passphrase(ws, actor.id) else None


def state_of_sign_in(ws: Workspace) -> str:
    """Say in one line who has to sign in here, and how many trainers do not yet."""
    if is_shared(ws):
        return "shared: everybody signs in"
    having = {id_ for id_, _ in credentials.with_passphrase(ws.store)}
    without = sum(person.role != "apprentice" and person.id not in having for person in table.people(ws.store))
    hint = f"; trainers and leads without a passphrase: {without} (coach people passphrase NAME)" if without else ""
    return f"personal: whoever has a passphrase is asked for it{hint}"


def _checked(ws: Workspace, person: Person, passphrase: str) -> Passphrase:
    """Return the passphrase that was matched, as it was before; each wrong one is counted as it is refused.

    All of it happens while the store's write lock is held: tries made at once are looked at one after another.
    """
    at = ws.timestamp()
    with ws.store.write() as writer:
        kept = credentials.passphrase_in(writer, person.id)
        wait = _wait(kept, at)
        if kept and kept.failed_at and kept.failed_at > at:
            credentials.begin_wait_again(writer, person.id, at)
        if kept and not wait:
            right = matches(kept.hash, passphrase)
            credentials.record_sign_in(writer, SignIn(person.id, "signed-in" if right else "refused", at))
            if right:
                return kept
    if kept is None:
        raise NotAllowedError(f"{person.name} has no passphrase yet.", "Have a lead give you one.")
    if wait:
        raise NotAllowedError(
            f"{kept.failures} wrong passphrases were tried for {person.name}.",
            f"Wait {in_words(wait)} and try again.",
        )
    told = _NOT_TOGETHER if is_shared(ws) else f"That is not the passphrase of {person.name}."
    next_wait = seconds_after(kept.failures + 1)
    later = f" The next try is in {in_words(next_wait)}." if next_wait else ""
    raise WrongPassphraseError(told, f"{hint_on(passphrase)}{later}")


def _wait(kept: Passphrase | None, at: str) -> int:
    """Return how many seconds are left to wait; a clock that was set back begins the wait again."""
    if kept is None or kept.failed_at is None:
        return 0
    since = (datetime.fromisoformat(at) - datetime.fromisoformat(kept.failed_at)).total_seconds()
    return max(0, seconds_after(kept.failures) - max(0, int(since)))


def _set(ws: Workspace, person: Person, new: str, *, by: str) -> None:
    kept = hashed(new, ws.hashing)
    with ws.store.unguarded(), ws.store.write() as writer:
        credentials.set_passphrase(writer, person.id, kept, ws.timestamp(), by=by, handed_out=by != person.id)
