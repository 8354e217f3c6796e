"""Erasing an apprentice: from the store, from the copies coach keeps, and from the free space of both."""

import msgspec

from coach.errors import UsageError
from coach.services import people
from coach.services.rights import Actor, require
from coach.services.unsent import forget_sessions
from coach.services.workspace import Workspace
from coach.store import erasure, sessions
from coach.store.copies import change_copies
from coach.store.people import name_key
from coach.store.store import Writer


class Receipt(msgspec.Struct, frozen=True):
    """What was erased, without a name: rows by table, copies that held the person, when (ISO 8601 UTC)."""

    erased: dict[str, int]
    copies_rewritten: tuple[str, ...]
    copies_removed: tuple[str, ...]
    counts_kept: bool
    name_still_in: tuple[str, ...]
    """Texts of other people's records that hold the name, as `table column`."""
    at: str
    audit_entry: int


class ErasedCount(msgspec.Struct, frozen=True):
    """How many erased apprentices of a cohort and standard had reached a state of a criterion.

    State `erased` with no ref counts the people themselves.
    """

    cohort: str
    standard: str
    ref: str
    state: str
    apprentices: int


def erase(ws: Workspace, actor: Actor, name: str, *, counts: bool = True) -> Receipt:
    """Erase an apprentice for good; the copies come first, so that what is broken off can be done again.

    With `counts` what they had reached stays in the sums of their cohort. Raises UsageError for somebody who is no
    apprentice, StoreError where the file is in use.
    """
    require(actor, "custody")
    person = people.find(ws, name)
    if person.role != "apprentice":
        raise UsageError(
            f"{person.name} is here as {person.role}, and others' marks stand in their name.",
            "Only apprentices can be erased.",
        )
    at = ws.timestamp()
    erasure.refuse_if_in_use(ws.store)
    erasure.overwrite_when_deleted(ws.store)

    def in_copy(writer: Writer) -> bool:
        if not writer.rows("SELECT 1 FROM people WHERE id = ?", [person.id]):
            return False
        erasure.erase_person(writer, person.id, at=at, actor_id=actor.id, counts=counts)
        return True

    words = (person.id, person.name, name_key(person.name))
    forget_sessions({session.id for session in sessions.sessions_of(ws.store, person.id)})
    copies = change_copies(ws.store, in_copy, words)
    with ws.store.write() as writer:
        erased, entry = erasure.erase_person(writer, person.id, at=at, actor_id=actor.id, counts=counts)
    ws.store.tidy(tuple(erased))
    # A copy of the day may have been made meanwhile.
    copies += change_copies(ws.store, in_copy, words)
    return Receipt(
        erased=erased,
        copies_rewritten=tuple(str(copy.path) for copy in copies if copy.done == "rewritten"),
        copies_removed=tuple(str(copy.path) for copy in copies if copy.done == "removed"),
        counts_kept=counts,
        name_still_in=tuple(erasure.texts_with(ws.store, person.name)),
        at=at,
        audit_entry=entry,
    )


def scrub(ws: Workspace, actor: Actor) -> None:
    """Overwrite what earlier erasures left in the free space of the file. Raises StoreError where it is in use."""
    require(actor, "custody")
    ws.store.tidy(tuple(sorted(ws.store.tables())))


def erased_counts(
    ws: Workspace, actor: Actor, cohort: str | None = None, standard: str | None = None
) -> tuple[ErasedCount, ...]:
    """Return the sums over apprentices who were erased."""
    require(actor, "watch")
    counts = (ErasedCount(**row) for row in erasure.erased_counts(ws.store))
    return tuple(
        count
        for count in counts
        if (cohort is None or name_key(count.cohort) == name_key(cohort)) and standard in (None, count.standard)
    )
