"""An apprentice's own criteria: states, gaps, what each one means, and a rehearsal from there."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.coverage.gaps import WHY
from coach.coverage.state import COVERAGE_STATES
from coach.plain.coverage import GLYPHS, card_in_lines
from coach.reports.views import ApprenticeCoverage, CriterionState, passed_among
from coach.services.watch import coverage_of
from coach.tui.refill import refill
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.dialogs import Message
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine


class CoverageScreen(CoachScreen):
    """Criteria by method; the one under the highlight is explained below."""

    NAME = "coverage"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Your coverage", id="banner")
        yield Static(id="next-steps", classes="notice", markup=False)
        with VerticalScroll(id="list"):
            yield OptionList(id="criteria", markup=False)
        yield Static(id="criterion-detail", markup=False)
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Read the coverage as it is now."""
        self.refresh_from_store()
        self.query_one("#criteria", OptionList).focus()

    def refresh_from_store(self) -> None:
        """Show what marks changed. Raises CoachError."""
        self._coverage = coverage_of(self.ws, self.actor, self.actor.id)
        self._standard = self.ws.library.standard(self._coverage.standard)
        self._by_ref = {criterion.ref: criterion for criterion in self._coverage.criteria}
        passed = self._coverage.count("passed")
        self.query_one("#banner", Banner).tell(f"{passed} of {len(self._coverage.criteria)} passed")
        self.query_one("#next-steps", Static).update(plain(_next(self._coverage)))
        rows: list[Option] = []
        for method in self._standard.methods:
            own = self._coverage.of_method(method.id)
            done = f"{passed_among(own)} of {len(own)} passed"
            rows.append(Option(said(f"{method.title}: {done}", "bold"), disabled=True))
            rows += [Option(_row(criterion), id=criterion.ref) for criterion in own]
        refill(self.query_one("#criteria", OptionList), rows)
        self._explain()

    @on(OptionList.OptionHighlighted, "#criteria")
    def _explain(self) -> None:
        criterion = self._chosen_criterion()
        if criterion is None:
            return
        lines = [said(f"{criterion.ref} {criterion.title}: {WHY[criterion.state]}", "bold"), plain(criterion.summary)]
        self.query_one("#criterion-detail", Static).update(Content("\n").join(lines))

    @on(OptionList.OptionSelected, "#criteria")
    def _chosen(self) -> None:
        self.action_rehearse()

    def action_card(self) -> None:
        """Show the coaching card of the criterion under the highlight."""
        criterion = self._chosen_criterion()
        if criterion is None:
            return
        card = self._standard.cards.get(criterion.ref)
        lines = [criterion.summary, *(card_in_lines(card) if card else ())]
        self.app.push_screen(Message(f"{criterion.ref} {criterion.title}", "\n".join(lines)))

    def _chosen_criterion(self) -> CriterionState | None:
        listed = self.query_one("#criteria", OptionList)
        if listed.highlighted is None:
            return None
        return self._by_ref.get(listed.get_option_at_index(listed.highlighted).id or "")

    def action_rehearse(self) -> None:
        """Set up a rehearsal aimed at the criterion under the highlight."""
        from coach.tui.screens.setup import SetupScreen

        criterion = self._chosen_criterion()
        if criterion is None:
            return
        self.app.push_screen(SetupScreen(criterion.method, (criterion.ref,)))


def _row(criterion: CriterionState) -> Content:
    level = " (distinction)" if criterion.level == "distinction" else ""
    return joined(
        f"{GLYPHS[criterion.state]} {criterion.state:<10}",
        said(f"{criterion.ref:<6}", "bold"),
        criterion.title,
        said(level, "dim"),
    )


def _next(coverage: ApprenticeCoverage) -> str:
    legend = "  ".join(f"{GLYPHS[state]} {state}" for state in COVERAGE_STATES)
    if not coverage.next_steps:
        return f"Nothing is left to rehearse.  {legend}"
    steps = ", ".join(f"{step.ref} {step.title}" for step in coverage.next_steps[:3])
    return f"Next: {steps}. Press r on a criterion to rehearse it.\n{legend}"
