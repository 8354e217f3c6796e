"""Which criteria the cohort does not reach, and the questions that would."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.errors import CoachError
from coach.plain.coverage import lacking_in_words
from coach.reports.cohort import CohortGrid, WeakCriterion, never_passed
from coach.reports.words import counted
from coach.review.quality import in_words
from coach.services import cohort
from coach.tui.registry import bindings
from coach.tui.screens.assigning import ask_to_rehearse
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.dialogs import Message
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine


class WeakestScreen(CoachScreen):
    """Criteria by how few have passed them; the one under the highlight is explained below."""

    NAME = "weakest"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, grid: CohortGrid, who: str) -> None:
        super().__init__()
        self._grid = grid
        self._who = who

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Weakest", id="banner")
        yield OptionList(id="weakest", classes="body", markup=False)
        yield Static(id="weak-detail", classes="detail", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """List them."""
        self._weak = cohort.weakest(self.ws, self.actor, self._grid)
        self._criteria = self.ws.library.standard(self._grid.standard).by_ref
        never = never_passed(self._weak)
        self.query_one("#banner", Banner).tell(f"{never} that nobody has passed yet", f"Weakest criteria · {self._who}")
        listed = self.query_one("#weakest", OptionList)
        listed.add_options([Option(_line(weak)) for weak in self._weak])
        listed.focus()
        listed.action_first()

    @property
    def _chosen(self) -> WeakCriterion | None:
        highlighted = self.query_one("#weakest", OptionList).highlighted
        return None if highlighted is None else self._weak[highlighted]

    @on(OptionList.OptionHighlighted, "#weakest")
    def _show(self) -> None:
        weak = self._chosen
        if weak is None:
            return
        criterion = self._criteria.get(weak.column.key)
        lacking = ", ".join(weak.lacking[:6]) + (f" and {len(weak.lacking) - 6} more" if len(weak.lacking) > 6 else "")
        lines = [
            said(f"{weak.column.key} {weak.column.title}", "bold"),
            plain(criterion.summary if criterion else ""),
            plain(f"Not passed yet by {lacking}: {lacking_in_words(weak)}." if lacking else "Everybody has passed it."),
            said(f"Its suggestions: {in_words(weak.quality)}.", "dim"),
        ]
        self.query_one("#weak-detail", Static).update(Content("\n").join(line for line in lines if line.plain))

    @on(OptionList.OptionSelected, "#weakest")
    def _selected(self) -> None:
        self.action_questions()

    def action_questions(self) -> None:
        """Show the questions that are after the criterion."""
        weak = self._chosen
        if weak is None:
            return
        found = []
        try:
            for ref in weak.column.refs:
                found += [(ref, q) for q in cohort.questions_for(self.ws, self.actor, self._grid.standard, ref)]
        except CoachError as error:
            self.coach.tell(error)
            return
        lines = [f"{ref}  {question.text}" for ref, question in found] or ["No bank has a question after it."]
        title = f"{counted(len(found), 'question')} after {weak.column.key} {weak.column.title}"
        self.app.push_screen(Message(title, "\n\n".join(lines)))

    def action_assign(self) -> None:
        """Assign a rehearsal of the criterion to everybody who lacks it."""
        weak = self._chosen
        if weak is None or not weak.lacking:
            self.notify("Everybody has passed this one.", markup=False)
            return
        if self._grid.by != "criteria":
            self.notify("Assign from the view by criteria: v in the grid changes it.", markup=False)
            return
        ask_to_rehearse(self, weak.lacking, weak.column.method, weak.column.method_title, weak.column.refs)


def _line(weak: WeakCriterion) -> Content:
    column = weak.column
    star = "*" if column.level == "distinction" else ""
    name = said(f"{column.key + star:<7}", "bold")
    passed = f"{column.passed:>2} of {column.of:<2}"
    return joined(f"{_bar(weak.reached)} {passed} ", name, f" {column.title}")


def _bar(share: float) -> str:
    full = round(share * 8)
    return "█" * full + "░" * (8 - full)
