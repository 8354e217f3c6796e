"""A second try beside the first: criteria gained and lost, words, time, own rating, trainer's mark."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from coach.interview.clock import in_words
from coach.reports.second_try import named, side
from coach.reports.words import counted, on_day
from coach.review.second_try import Change, Try
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine

WIDE = 100


class SecondTryScreen(CoachScreen):
    """One page for each question that was answered before."""

    NAME = "second-try"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, changes: Sequence[Change], titles: Mapping[str, str]) -> None:
        super().__init__()
        self._changes = tuple(changes)
        self._titles = titles
        self._page = 0

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("What changed", id="banner")
        with VerticalScroll(classes="page", id="scroll"):
            yield Static(id="change", markup=False)
            with Horizontal(id="tries"):
                yield Static(id="before", markup=False)
                yield Static(id="after", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first page."""
        self.query_one("#scroll").focus()
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """Put the two answers beside each other where there is room, else below each other."""
        self.set_class(event.size.width < WIDE, "narrow")

    def action_step(self, by: int) -> None:
        """Turn the page."""
        self._page = max(0, min(len(self._changes) - 1, self._page + by))
        self._draw()
        self.query_one("#scroll", VerticalScroll).scroll_home(animate=False)

    def _draw(self) -> None:
        change = self._changes[self._page]
        many = len(self._changes) > 1
        place = f"{self._page + 1} of {len(self._changes)} · n next, p before" if many else ""
        self.query_one("#banner", Banner).tell(place)
        self.query_one("#change", Static).update(Content("\n").join(list(_change(change, self._titles))))
        self.query_one("#before", Static).update(_answer("Then", change.before))
        self.query_one("#after", Static).update(_answer("Now", change.after))


def _change(change: Change, titles: Mapping[str, str]) -> Iterator[Content]:
    before, after = change.before, change.after
    yield said(change.question, "bold")
    yield Content("")
    yield _row("", on_day(before.on), on_day(after.on), "bold")
    yield _row("How", _how(before), _how(after))
    yield _row("Words", str(before.words), str(after.words))
    yield _row("Time", in_words(before.seconds), in_words(after.seconds))
    yield _row("Suggested", ", ".join(before.suggested) or "nothing", ", ".join(after.suggested) or "nothing")
    for row in change.ratings:
        yield _row(f"{row.ref}, you said", side(row, "before"), side(row, "after"))
    for row in change.marks:
        yield _row(f"{row.ref}, your trainer", side(row, "before"), side(row, "after"))
    yield Content("")
    yield joined(said("+ Gained: ", "bold"), plain(named(change.gained, titles)))
    yield joined(said("- Lost: ", "bold"), plain(named(change.lost, titles)))
    if change.kept:
        yield joined(said("= In both: ", "bold"), plain(named(change.kept, titles)))
    yield Content("")


def _row(what: str, before: str, after: str, style: str = "") -> Content:
    return said(f"{what:<22}{before:<26}{after}", style)


def _how(each: Try) -> str:
    return "said aloud, notes of it" if each.spoken else "typed"


def _answer(when: str, each: Try) -> Content:
    told = f"{when}, {on_day(each.on)}, {counted(each.words, 'word')}"
    return joined(said(told, "bold"), "\n", plain(each.answer))
