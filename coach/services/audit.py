"""Looking over the audit trail: does it hold, and are the records as it says they were written?"""

import msgspec

from coach.review.audit import Entry, digest_of, first_break, removed_by
from coach.services.rights import Actor, require
from coach.services.workspace import Workspace
from coach.store import audit as table


class Verdict(msgspec.Struct, frozen=True):
    """What was looked at and every problem found, in sentences."""

    entries: int
    records: int
    unwitnessed: int
    """Records from before the trail began."""
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(ws: Workspace, actor: Actor) -> Verdict:
    """Check the chain of the trail, and every mark and sign-off against it."""
    require(actor, "administer")
    trail = table.entries(ws.store)
    problems = []
    broken = first_break(trail)
    if broken:
        problems.append(f"The trail breaks at {broken.number}: {broken.problem}.")
    witnessed = {
        entry.subject: entry for entry in trail if entry.digest and entry.subject.partition(":")[0] in table.AUDITED
    }
    began = trail[0].at if trail else None
    records = unwitnessed = 0
    for subject, row in table.audited_rows(ws.store):
        records += 1
        entry = witnessed.pop(subject, None)
        if entry is None:
            at = max(str(value) for column, value in row.items() if column.endswith("_at"))
            if began is None or at < began:
                unwitnessed += 1
            else:
                problems.append(f"{_named(subject)} stands in the store and not in the trail.")
        elif entry.digest != digest_of(row):
            problems.append(f"{_named(subject)} is not as it was written (entry {entry.number}).")
    removed = removed_by(trail)
    problems += [
        f"{_named(subject)} is gone (entry {entry.number})."
        for subject, entry in witnessed.items()
        if not removed(entry)
    ]
    return Verdict(len(trail), records, unwitnessed, tuple(problems))


def trail_since(ws: Workspace, actor: Actor, since: str = "") -> tuple[Entry, ...]:
    """Return the entries from a moment (ISO 8601 UTC, or its beginning) on, the oldest first."""
    require(actor, "administer")
    return table.entries(ws.store, since)


def _named(subject: str) -> str:
    kind, _, id_ = subject.partition(":")
    return f"{kind.removesuffix('s').replace('_', ' ').capitalize()} {id_}"
