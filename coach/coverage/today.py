"""What to rehearse today: the most pressing of what would be worth doing, fitted to the minutes there are."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from coach.coverage.assignment import Assignment
from coach.coverage.state import CoverageState
from coach.coverage.wishes import MINUTES_FOR_THREE, Item, Kind, Stage, Unfinished, wishes

__all__ = ["FEWEST_MINUTES", "MINUTES_A_QUESTION", "MOST_MINUTES", "Item", "plan"]

FEWEST_MINUTES = 1
MOST_MINUTES = 240
MINUTES_A_QUESTION = 5
_LEADS: Mapping[Kind, str] = {"attempted": "A second go at", "gap": "Try", "again": "Once more:"}


def plan(
    minutes: int,
    today: date,
    stages: Sequence[Stage],
    states: Mapping[str, CoverageState],
    *,
    assignments: Sequence[Assignment] = (),
    unfinished: Sequence[Unfinished] = (),
    marked_on: Mapping[str, date] | None = None,
    due: Mapping[str, date] | None = None,
    gateway_on: date | None = None,
    tried: Mapping[str, str] | None = None,
) -> tuple[Item, ...]:
    """Return what fits into the minutes, the most pressing first; what does not fit is left for another day.

    `stages` come in the organisation's order; `marked_on` is the day of the mark that stands, `due` the day a passed
    criterion is due again, `tried` the answer (session:question) in which it was attempted, all by ref.
    """
    left = minutes
    chosen: list[Item] = []
    taken: set[str] = set()
    titles = {criterion.ref: criterion.title for stage in stages for criterion in stage.criteria}
    wished = wishes(minutes, today, stages, states, assignments, unfinished, marked_on or {}, due or {}, gateway_on)
    for item in wished:
        refs = tuple(ref for ref in item.refs if ref not in taken)
        if item.refs and not refs:
            continue
        fitted = _fitted(msgspec.structs.replace(item, refs=refs), left)
        if fitted is None:
            continue
        chosen.append(_titled(_same_again(fitted, tried or {}), titles))
        taken.update(fitted.refs)
        left -= fitted.minutes
    return tuple(chosen)


def _fitted(item: Item, left: int) -> Item | None:
    """Return an item as it fits into the minutes left: three questions, else one; None where it does not."""
    if item.kind in ("resume", "mock", "section"):
        return item if item.minutes <= left else None
    if len(item.refs) >= 2 and left >= MINUTES_FOR_THREE:
        refs = item.refs[:3]
        return msgspec.structs.replace(item, refs=refs, questions=3, minutes=MINUTES_FOR_THREE)
    if left >= MINUTES_A_QUESTION:
        return msgspec.structs.replace(item, refs=item.refs[:1], questions=1, minutes=MINUTES_A_QUESTION)
    return None


def _same_again(item: Item, tried: Mapping[str, str]) -> Item:
    """Return one question on what was attempted as the same question once more, where that can be told."""
    again = tried.get(item.refs[0], "") if item.kind == "attempted" and item.questions == 1 else ""
    if not again:
        return item
    why = f"{item.why} It is the same question, so you see what changed."
    return msgspec.structs.replace(item, again=again, why=why)


def _titled(item: Item, titles: Mapping[str, str]) -> Item:
    """Return a drill with the name of what is left of it after fitting."""
    if item.kind not in _LEADS:
        return item
    more = f" and {len(item.refs) - 1} more" if len(item.refs) > 1 else ""
    named = f"{item.refs[0]} {titles[item.refs[0]]}{more}"
    return msgspec.structs.replace(item, title=f"{_LEADS[item.kind]} {named}")
