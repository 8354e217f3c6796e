"""A trainer's first screen: what waits for review, and what was reviewed lately."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from coach.errors import CoachError
from coach.plain.standards import notes_in_lines
from coach.reports.views import QueueItem, ReviewedItem
from coach.reports.words import ago, counted
from coach.services import waiting
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.dialogs import Message
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner

_EMPTY = (
    "Nothing waits for you.\n\n"
    "When an apprentice hands in a mock, it turns up here. Press c to see where everybody stands."
)


class QueueScreen(CoachScreen):
    """Sessions handed in, the oldest first; Enter opens one."""

    NAME = "queue"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Reviews", id="banner")
        yield Static(plain(_EMPTY), id="empty", classes="page", markup=False)
        yield OptionList(id="queue", markup=False)
        yield Footer()

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
        """Read the queue again; the highlight stays on its session."""
        try:
            queued = waiting.queue(self.ws, self.actor)
            reviewed = waiting.reviewed_lately(self.ws, self.actor)
        except CoachError as error:
            self.coach.tell(error)
            return
        wait = f"{counted(len(queued), 'session')} {'waits' if len(queued) == 1 else 'wait'} for review"
        self.query_one("#banner", Banner).tell(f"{self.actor.name} · {wait if queued else 'nothing waits'}")
        self.query_one("#empty").display = not queued
        self._fill(queued, reviewed)

    def _fill(self, queued: tuple[QueueItem, ...], reviewed: tuple[ReviewedItem, ...]) -> None:
        listed = self.query_one("#queue", OptionList)
        kept = listed.highlighted_option.id if listed.highlighted_option else None
        listed.clear_options()
        if queued:
            listed.add_option(Option(said("Waiting for review, the oldest first", "bold"), disabled=True))
            listed.add_options([Option(_waiting(item), id=item.session_id) for item in queued])
        if reviewed:
            heading = said("\nReviewed lately" if queued else "Reviewed lately", "bold")
            listed.add_option(Option(heading, disabled=True))
            listed.add_options([Option(_reviewed(item), id=item.session_id) for item in reviewed])
        places = [index for index, option in enumerate(listed.options) if kept is not None and option.id == kept]
        if places:
            listed.highlighted = places[0]
        else:
            listed.action_first()

    def action_open(self) -> None:
        """Open the session under the highlight."""
        option = self.query_one("#queue", OptionList).highlighted_option
        if option is not None and option.id is not None:
            self._open(option.id)

    @on(OptionList.OptionSelected, "#queue")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self._open(event.option_id)

    def _open(self, session_id: str) -> None:
        from coach.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(session_id))

    def action_cohort(self) -> None:
        """Open the cohort's coverage."""
        from coach.tui.screens.cohort import CohortScreen

        self.app.push_screen(CohortScreen())

    def action_switch_person(self) -> None:
        """Let somebody else sign in."""
        self.coach.sign_out()


def _waiting(item: QueueItem) -> Content:
    facts = [
        f"handed in {ago(item.days)}",
        counted(item.questions, "answer"),
        f"{counted(item.suggested, 'criterion', 'criteria')} suggested",
    ]
    state = f" · in review by {item.reviewer}" if item.state == "in-review" else ""
    return _item(item, facts, state)


def _reviewed(item: ReviewedItem) -> Content:
    by = f" by {item.reviewer}" if item.reviewer else ""
    return _item(item, [f"reviewed {ago(item.days)}{by}"])


def _item(item: QueueItem | ReviewedItem, facts: list[str], state: str = "") -> Content:
    about = ", ".join([item.cohort, *facts] if item.cohort else facts)
    what = plain(f" · {item.method_title} · {item.mode}")
    return joined(said(item.apprentice, "bold"), what, said(state, "bold"), "\n  ", said(about, "dim"))
