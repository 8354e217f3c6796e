"""A trainer's first screen: what waits for review, second looks, and how long feedback takes."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.errors import CoachError
from coach.plain.desk import ages_in_words, desk_in_words, facts_in_words, queue_in_words
from coach.plain.standards import notes_in_lines
from coach.reports.second_look import OpenLook
from coach.reports.views import QueueItem, ReviewedItem
from coach.reports.words import ago
from coach.services import second_looks, waiting
from coach.services.cohort import cohort_names
from coach.tui.refill import refill
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.dialogs import Message
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine

_EMPTY = (
    "Nothing waits for you.\n\n"
    "When an apprentice hands in a mock, it turns up here. Press c to see where everybody stands."
)
_LOOK = "look:"


class QueueScreen(CoachScreen):
    """Sessions handed in, the oldest first; Enter opens one."""

    NAME = "queue"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self) -> None:
        super().__init__()
        self._cohort: str | None = None
        self._method: str | None = None
        self._apprentice: str | None = None
        self._waited: set[str] = set()

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Reviews", id="banner")
        yield Static(id="ages", markup=False)
        yield Static(plain(_EMPTY), id="empty", classes="page", markup=False)
        yield OptionList(id="queue", markup=False)
        yield KeyLine(compact=True)

    def on_mount(self) -> None:
        """Begin on the list."""
        self.query_one("#queue", OptionList).focus()

    def on_screen_resume(self) -> None:
        """Show what waits now."""
        self.action_refresh_queue()

    def action_notes(self) -> None:
        """Show where the assessment documents are at odds or silent."""
        library = self.ws.library
        lines: dict[str, None] = {}
        for organisation in library.organisations.values():
            for id_ in organisation.standards:
                lines |= dict.fromkeys(notes_in_lines(organisation, library.standard(id_)))
        self.app.push_screen(Message("Where the documents disagree", "\n".join(lines)))

    def action_refresh_queue(self) -> None:
        """Read the queue again; the highlight stays on its session, or once that is reviewed goes to what waits."""
        listed = self.query_one("#queue", OptionList)
        kept = listed.highlighted_option.id if listed.highlighted_option else None
        waited = kept in self._waited
        try:
            self.refresh_from_store()
        except CoachError as error:
            self.coach.tell_in_passing(error)
            return
        if waited and kept not in self._waited:
            listed.action_first()

    def refresh_from_store(self) -> None:
        """Show what was handed in, taken or reviewed meanwhile; the highlight stays on its row. Raises CoachError."""
        queued = waiting.queue(
            self.ws, self.actor, cohort=self._cohort, method=self._method, apprentice=self._apprentice
        )
        chosen = self._chosen_in_words()
        reviewed = () if chosen else waiting.reviewed_lately(self.ws, self.actor)
        looks = () if chosen else second_looks.open_looks(self.ws, self.actor)
        ages = waiting.feedback_ages(self.ws, self.actor)
        self.query_one("#banner", Banner).tell(f"{self.actor.name} · {queue_in_words(len(queued))}")
        only = f" Shown: only {chosen}; / changes it." if chosen else ""
        self.query_one("#ages", Static).update(plain(f"{ages_in_words(ages)}{only}"))
        empty = self.query_one("#empty", Static)
        empty.display = not queued
        empty.update(plain(f"Nothing waits that is {chosen}. Press / to look at others." if chosen else _EMPTY))
        self._fill(queued, looks, reviewed)

    def _chosen_in_words(self) -> str:
        parts = [f"in {self._cohort}"] if self._cohort else []
        parts += [f"a {self._methods()[self._method].lower()}"] if self._method else []
        parts += [f"by somebody called {self._apprentice}"] if self._apprentice else []
        return ", ".join(parts)

    def _methods(self) -> dict[str, str]:
        return {method.id: method.title for standard in self.ws.library.standards for method in standard.methods}

    def _fill(
        self, queued: tuple[QueueItem, ...], looks: tuple[OpenLook, ...], reviewed: tuple[ReviewedItem, ...]
    ) -> None:
        rows: list[Option] = []
        parts = (
            ("Waiting for review, handed in longest ago first", [Option(_waiting(i), id=i.session_id) for i in queued]),
            (
                "Second looks: mark afresh what another trainer has reviewed",
                [Option(_look(i), id=f"{_LOOK}{i.session_id}") for i in looks],
            ),
            ("Reviewed lately", [Option(_reviewed(i), id=i.session_id) for i in reviewed]),
        )
        for heading, options in parts:
            if options:
                rows += [Option(said(f"{chr(10) if rows else ''}{heading}", "bold"), disabled=True), *options]
        self._waited = {item.session_id for item in queued}
        refill(self.query_one("#queue", OptionList), rows)

    def action_open(self) -> None:
        """Open the session under the highlight."""
        option = self.query_one("#queue", OptionList).highlighted_option
        if option is not None and option.id is not None:
            self._open(option.id)

    @on(OptionList.OptionSelected, "#queue")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self._open(event.option_id)

    def _open(self, id_: str) -> None:
        if id_.startswith(_LOOK):
            from coach.tui.screens.second_look import SecondLookScreen

            self.app.push_screen(SecondLookScreen(id_.removeprefix(_LOOK)))
            return
        from coach.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(id_))

    def action_next_cohort(self) -> None:
        """Show the next cohort's sessions; after the last come all of them."""
        choices = (None, *cohort_names(self.ws, self.actor))
        place = choices.index(self._cohort) if self._cohort in choices else 0
        self._cohort = choices[(place + 1) % len(choices)]
        self.action_refresh_queue()

    def action_next_method(self) -> None:
        """Show the next method's sessions; after the last come all of them."""
        choices = (None, *self._methods())
        self._method = choices[(choices.index(self._method) + 1) % len(choices)]
        self.action_refresh_queue()

    def action_filter(self) -> None:
        """Show the sessions of one apprentice, by a part of the name, of a cohort or of a method."""
        from coach.tui.screens.form import Field, Form, Values

        def look(values: Values | None) -> None:
            if values is not None:
                self._apprentice = values["name"] or None
                self._cohort = values["cohort"] or None
                self._method = values["method"] or None
                self.action_refresh_queue()

        cohorts = tuple((each, each) for each in cohort_names(self.ws, self.actor))
        methods = tuple((title, id_) for id_, title in self._methods().items())
        fields = (
            Field("name", "Name", self._apprentice or "", "a part of it will do; empty shows everybody"),
            Field("cohort", "Cohort", self._cohort or "", options=(("all", ""), *cohorts)),
            Field("method", "Method", self._method or "", options=(("all", ""), *methods)),
        )
        self.app.push_screen(Form("Show only", fields, button="Show"), look)

    def action_agreement(self) -> None:
        """See how far trainers agree, and settle what they do not."""
        from coach.tui.screens.agreement import AgreementScreen

        self.app.push_screen(AgreementScreen())

    def action_cohort(self) -> None:
        """Open the cohort's coverage."""
        from coach.tui.screens.cohort import CohortScreen

        self.app.push_screen(CohortScreen())

    def action_switch_person(self) -> None:
        """Let somebody else sign in."""
        self.coach.sign_out()


def _waiting(item: QueueItem) -> Content:
    desk = desk_in_words(item)
    return _item(item, facts_in_words(item), f" · {desk}" if desk else "")


def _look(item: OpenLook) -> Content:
    what = plain(f" · {item.method_title} · by {item.first_marker}, {item.sampled_at[:10]}")
    return joined(said(item.apprentice, "bold"), what)


def _reviewed(item: ReviewedItem) -> Content:
    by = f" by {item.reviewer}" if item.reviewer else ""
    return _item(item, [f"reviewed {ago(item.days)}{by}"])


def _item(item: QueueItem | ReviewedItem, facts: list[str], state: str = "") -> Content:
    about = ", ".join([item.cohort, *facts] if item.cohort else facts)
    what = plain(f" · {item.method_title} · {item.mode}")
    return joined(said(item.apprentice, "bold"), what, said(state, "bold"), "\n  ", said(about, "dim"))
