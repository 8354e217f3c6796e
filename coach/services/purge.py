"""Purging by class of retention: the words of a sitting go first, its marks much later."""

from datetime import datetime

import msgspec

from coach.errors import UsageError
from coach.services.rights import Actor, require
from coach.services.unsent import forget_sessions
from coach.services.workspace import Workspace, in_iso
from coach.store import erasure, retention
from coach.store.copies import change_copies
from coach.store.personal import PARTS, present
from coach.store.store import Writer

ANSWERS_MONTHS = 12
MARKS_MONTHS = 6 * 12
LONGEST_MONTHS = 100 * 12


class Purge(msgspec.Struct, frozen=True):
    """What is due, or was taken out: sittings and rows by class, and what of that age stays."""

    answers_before: str
    marks_before: str
    sittings_losing_answers: int
    sittings_going: int
    rows: dict[str, int]
    apprentices: int
    unfinished_staying: int
    done: bool
    copies_changed: tuple[str, ...] = ()


def purge(
    ws: Workspace,
    actor: Actor,
    *,
    answers_months: int = ANSWERS_MONTHS,
    marks_months: int = MARKS_MONTHS,
    do_it: bool = False,
) -> Purge:
    """Show what has been kept longer than wanted, or with `do_it` take it out, of the copies coach keeps as well.

    A copy of an older coach, from before an update, stays as it is.
    Raises UsageError for months that cannot be, StoreError where the file is in use.
    """
    require(actor, "custody")
    if not (1 <= answers_months <= LONGEST_MONTHS and 1 <= marks_months <= LONGEST_MONTHS):
        raise UsageError("That is no time to keep records.", f"Give 1 to {LONGEST_MONTHS} months.")
    if marks_months < answers_months:
        raise UsageError("Marks cannot go before the answers they are of.", "Keep them at least as long.")
    now = ws.now()
    answers_before, marks_before = before(now, answers_months), before(now, marks_months)
    found = retention.due(ws.store, answers_before, marks_before)
    result = Purge(
        answers_before=answers_before,
        marks_before=marks_before,
        sittings_losing_answers=len(found.answers),
        sittings_going=len(found.whole),
        rows=retention.rows_due(ws.store, found.whole, found.answers),
        apprentices=found.apprentices,
        unfinished_staying=found.unfinished,
        done=False,
    )
    if not do_it:
        return result
    at = in_iso(now)
    erasure.refuse_if_in_use(ws.store)
    erasure.overwrite_when_deleted(ws.store)

    def take_out(writer: Writer) -> bool:
        if len(present(writer)) < len(PARTS):
            return False
        due = retention.due(writer, answers_before, marks_before)
        if due.whole or due.answers:
            retention.remove_due(writer, due, at=at, actor_id=actor.id)
        return bool(due.whole or due.answers)

    forget_sessions({*found.whole, *found.answers})
    copies = change_copies(ws.store, take_out, (*found.whole, *found.answers))
    with ws.store.write() as writer:
        changed = take_out(writer)
    if changed:
        ws.store.tidy(tuple(sorted(ws.store.tables())))
    return msgspec.structs.replace(result, done=True, copies_changed=tuple(str(copy.path) for copy in copies))


def before(now: datetime, months: int) -> str:
    """Return the moment (ISO 8601 UTC) a number of months ago; a day its month does not have is the month's last."""
    month = now.year * 12 + now.month - 1 - months
    for day in range(now.day, now.day - 4, -1):
        try:
            return in_iso(now.replace(year=month // 12, month=month % 12 + 1, day=day))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
