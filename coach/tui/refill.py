"""Fill a list anew without taking it from under somebody's eyes: rows are known by their ids, not by their places."""

from collections.abc import Sequence

from textual.widgets import OptionList
from textual.widgets.option_list import Option


def refill(listed: OptionList, options: Sequence[Option]) -> None:
    """Show other options; the highlight stays on its row and its line of the screen, or goes to the nearest row left.

    Rows without an id are headings. Where the rows are the same, only the words that differ are drawn again.
    """
    before = tuple(listed.options)
    if before and [option.id for option in before] == [option.id for option in options]:
        for place, (old, new) in enumerate(zip(before, options, strict=True)):
            if old.prompt != new.prompt:
                listed.replace_option_prompt_at_index(place, new.prompt)
        return
    was, scrolled = listed.highlighted, listed.scroll_offset.y
    listed.clear_options()
    listed.add_options(options)
    if was is None:
        listed.action_first()
        return
    now = _nearest(before, was, options)
    listed.highlighted = now
    if now is not None and scrolled:
        listed.scroll_to(y=scrolled + _lines(options[:now]) - _lines(before[:was]), animate=False, immediate=True)


def _nearest(before: Sequence[Option], was: int, options: Sequence[Option]) -> int | None:
    """Return where the row is now, else the next one after it that is left, else the last one before it."""
    places = {option.id: place for place, option in enumerate(options) if option.id is not None}
    for option in (*before[was:], *reversed(before[:was])):
        if option.id in places:
            return places[option.id]
    return next(iter(places.values()), None)


def _lines(options: Sequence[Option]) -> int:
    """Count lines as written; a wrapped one above and below the change cancels out."""
    return sum(str(option.prompt).count("\n") + 1 for option in options)
