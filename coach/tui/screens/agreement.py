"""How far trainers agree, how far the mapper's suggestions held, and the disagreements to settle."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.errors import CoachError, UsageError
from coach.plain.desk import agreement_in_lines
from coach.reports.second_look import PlaceToSettle
from coach.review.marks import IN_WORDS, MARKS, MarkValue
from coach.services import second_looks
from coach.tui.refill import refill
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.form import Field, Form, Values
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine


class AgreementScreen(CoachScreen):
    """Figures on top, below them what two trainers see differently; Enter settles one."""

    NAME = "agreement"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self) -> None:
        super().__init__()
        self._answer_of: str | None = None

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Agreement", id="banner")
        yield Static(id="figures", classes="notice", markup=False)
        yield OptionList(id="to-settle", markup=False)
        with VerticalScroll(id="to-settle-answer", can_focus=False):
            yield Static(id="answer-detail", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the figures."""
        self._read()
        self.query_one("#to-settle", OptionList).focus()

    def _read(self) -> None:
        try:
            self.refresh_from_store()
        except CoachError as error:
            self.coach.tell(error)

    def refresh_from_store(self) -> None:
        """Show what colleagues finished or settled; the highlight stays on its place. Raises CoachError."""
        view = second_looks.agreement_of(self.ws, self.actor)
        self._places = view.to_settle
        figures = agreement_in_lines(view)
        tail = figures[-1:] if not self._places else [f"{len(self._places)} to settle: read both views, then decide."]
        self.query_one("#figures", Static).update(plain("\n".join(dict.fromkeys([figures[0], *tail]))))
        self.query_one("#to-settle-answer").display = bool(self._places)
        rows = [Option(_line(place), id=_key(place)) for place in self._places]
        refill(self.query_one("#to-settle", OptionList), rows)

    @on(OptionList.OptionHighlighted, "#to-settle")
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        place = next((place for place in self._places if _key(place) == event.option_id), None)
        if place is None or event.option_id == self._answer_of:
            return
        self._answer_of = event.option_id
        detail = joined(said(place.question_text, "bold"), "\n", plain(place.answer))
        self.query_one("#answer-detail", Static).update(detail)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @on(OptionList.OptionSelected, "#to-settle")
    def _chosen(self) -> None:
        self.action_settle()

    def action_scroll(self, by: int) -> None:
        """Turn a page of the answer."""
        answer = self.query_one(VerticalScroll)
        answer.scroll_relative(y=by * max(1, answer.size.height - 2), animate=False)

    def action_settle(self) -> None:
        """Decide the disagreement under the highlight."""
        highlighted = self.query_one("#to-settle", OptionList).highlighted
        if highlighted is None:
            return
        place = self._places[highlighted]

        def settle(values: Values) -> None:
            mark: MarkValue | None = next((m for m in MARKS if m == values["mark"]), None)
            if mark is None:
                raise UsageError("No mark is chosen.", "Choose what it is settled as.")
            second_looks.settle(self.ws, self.actor, place.session_id, place.question, place.ref, mark, values["why"])

        def settled(values: Values | None) -> None:
            if values is not None:
                self._read()

        fields = (
            Field("mark", "Settled as", options=(("choose one", ""), *((IN_WORDS[m], m) for m in MARKS))),
            Field("why", "Why", placeholder="what decided it"),
        )
        views = f"{place.first_by}: {IN_WORDS[place.first]}. {place.second_by}: {IN_WORDS[place.second]}."
        form = Form(f"{place.ref} {place.title}", fields, settle, about=views, button="Settle")
        self.app.push_screen(form, settled)


def _key(place: PlaceToSettle) -> str:
    return f"{place.session_id}:{place.question}:{place.ref}"


def _line(place: PlaceToSettle) -> Content:
    views = f"{place.first_by}: {IN_WORDS[place.first]} · {place.second_by}: {IN_WORDS[place.second]}"
    return joined(
        said(f"{place.ref} {place.title}", "bold"),
        plain(f" · {place.apprentice}, question {place.question}"),
        "\n  ",
        said(views, "dim"),
    )
