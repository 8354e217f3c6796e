"""One apprentice: readiness per method, trend, self-view, the gateway checklist, what is due when."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.errors import CoachError
from coach.plain.programme import (
    due_in_lines,
    gateway_item_in_words,
    readiness_in_lines,
    self_view_in_words,
    trend_in_lines,
)
from coach.services import programme
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.form import Field, Form, Values
from coach.tui.text import plain
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine


class ProgrammeScreen(CoachScreen):
    """Everything a trainer tells an apprentice before gateway, or the apprentice reads alone."""

    NAME = "programme"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, apprentice_id: str) -> None:
        super().__init__()
        self._apprentice_id = apprentice_id

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Readiness", id="banner")
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(id="readiness", markup=False)
            yield Static(plain("Criteria passed, week by week"), classes="heading")
            yield Static(id="trend", markup=False)
            yield Static(plain("Gateway"), classes="heading")
            yield OptionList(id="gateway", markup=False)
            yield Static(plain("Dates"), classes="heading")
            yield Static(id="due", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin on the checklist."""
        self.query_one("#gateway", OptionList).focus(scroll_visible=False)

    def on_screen_resume(self) -> None:
        """Show it as it is now."""
        self._read()

    def _read(self) -> None:
        try:
            self._programme = found = programme.programme_of(self.ws, self.actor, self._apprentice_id)
        except CoachError as error:
            self.app.pop_screen()
            self.coach.tell(error)
            return
        self.query_one("#banner", Banner).tell(f"{found.passed} of {found.of} passed", found.person.name)
        lines = [*readiness_in_lines(found), self_view_in_words(found.self_view)]
        self.query_one("#readiness", Static).update(plain("\n".join(lines)))
        self.query_one("#trend", Static).update(plain("\n".join(trend_in_lines(found.weekly_passed))))
        listed = self.query_one("#gateway", OptionList)
        kept = listed.highlighted
        listed.clear_options()
        listed.add_options([Option(plain(gateway_item_in_words(item))) for item in found.gateway])
        if found.gateway:
            listed.highlighted = min(kept or 0, len(found.gateway) - 1)
        self.query_one("#due", Static).update(plain("\n".join(due_in_lines(found))))

    @on(OptionList.OptionHighlighted, "#gateway")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Keep the checklist in sight; at its first item, what stands above it too."""
        page = self.query_one(VerticalScroll)
        if event.option_index:
            page.scroll_to_widget(event.option_list, animate=False)
        else:
            page.scroll_home(animate=False)

    @on(OptionList.OptionSelected, "#gateway")
    def _selected(self) -> None:
        self.action_tick()

    def action_tick(self) -> None:
        """Tick the gateway item under the highlight, with a note, or take its tick away."""
        highlighted = self.query_one("#gateway", OptionList).highlighted
        if highlighted is None:
            return
        item = self._programme.gateway[highlighted]
        if item.id is None:
            self.notify(f"This is worked out by itself. Source: {item.where}", markup=False)
            return
        if item.state == "done":
            self._tick(item.id, done=False, note="")
            return
        id_ = item.id

        def tick(values: Values | None) -> None:
            if values is not None:
                self._tick(id_, done=True, note=values["note"])

        field = Field("note", "Note", placeholder="certificate seen, date …")
        self.app.push_screen(Form(item.title, (field,), button="Tick"), tick)

    def _tick(self, item: str, *, done: bool, note: str) -> None:
        try:
            programme.tick(self.ws, self.actor, self._apprentice_id, item, done=done, note=note)
        except CoachError as error:
            self.coach.tell(error)
            return
        self._read()

    def action_scroll(self, by: int) -> None:
        """Turn a page."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=by * max(1, page.size.height - 2), animate=False)

    def action_date(self) -> None:
        """Set the days of the methods; what is due before each follows from the organisation's rules."""
        found = self._programme

        def take(values: Values) -> None:
            for method, day in values.items():
                if day != found.held_on.get(method, ""):
                    programme.set_day(self.ws, self.actor, self._apprentice_id, method, day or None)

        def show(values: Values | None) -> None:
            if values is not None:
                self._read()

        fields = [
            Field(method.method, method.title, found.held_on.get(method.method, ""), "a day as 2026-03-31, or empty")
            for method in found.methods
        ]
        self.app.push_screen(Form("When is it?", fields, take), show)

    def action_portfolio(self) -> None:
        """Open the portfolio."""
        from coach.tui.screens.portfolio import PortfolioScreen

        self.app.push_screen(PortfolioScreen(self._apprentice_id))
