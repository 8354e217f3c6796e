"""The conversation so far, the latest at the bottom."""

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.widgets import Static

from coach.interview.sitting import Speaker, Turn
from coach.tui.text import joined, plain, said

_NAMES: dict[Speaker, str] = {
    "assessor": "Assessor",
    "apprentice": "You",
    "clock": "Clock",
    "coach": "Coach",
    "customer": "Customer",
}
_ASKED = {"question", "rephrasing", "repeat", "probe"}


class Conversation(VerticalScroll, can_focus=False):
    """Turns as they are said; every speaker is named, so that colour is never needed."""

    def __init__(self, id: str | None = None, *, customer: str = "") -> None:
        super().__init__(id=id)
        self._names = dict(_NAMES) | ({"customer": customer} if customer else {})
        self._last: Speaker | None = None

    def show(self, turns: Sequence[Turn]) -> None:
        """Add turns and scroll to the latest."""
        for turn in turns:
            classes = f"turn {turn.speaker}"
            if turn.kind in _ASKED:
                classes += " question"
            if turn.kind in ("introduction", "acknowledgement"):
                classes += " brief"
            name = "" if turn.speaker == self._last and turn.kind != "answer" else f"{self._names[turn.speaker]}: "
            self._last = turn.speaker
            self.mount(Static(joined(said(name, "bold"), plain(turn.text)), classes=classes, markup=False))
        self.call_after_refresh(self.scroll_end, animate=False)
