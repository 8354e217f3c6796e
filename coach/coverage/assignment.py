"""A rehearsal that a trainer has assigned: what, by when, and whether it is done."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

AssignmentState = Literal["open", "late", "done", "withdrawn"]


class Assignment(msgspec.Struct, frozen=True):
    """What an apprentice is asked to rehearse; days and times are ISO 8601."""

    id: str
    apprentice_id: str
    apprentice: str
    method: str
    refs: tuple[str, ...]
    due_on: str | None
    note: str
    assigned_by: str
    assigned_at: str
    done_at: str | None = None
    withdrawn_at: str | None = None

    def state(self, today: date) -> AssignmentState:
        """Return how it stands on a day."""
        if self.withdrawn_at:
            return "withdrawn"
        if self.done_at:
            return "done"
        return "late" if self.due_on is not None and date.fromisoformat(self.due_on) < today else "open"


def rehearsed(refs: Iterable[str], answered_targets: Iterable[Iterable[str]]) -> bool:
    """Tell whether every ref was what an answered question was after."""
    asked = {ref for targets in answered_targets for ref in targets}
    return set(refs) <= asked
