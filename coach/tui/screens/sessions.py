"""An apprentice's sessions, the newest first."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.interview.clock import in_words
from coach.interview.states import IN_WORDS, UNFINISHED
from coach.services.sessions import list_sessions
from coach.store.sessions import Session
from coach.tui.refill import refill
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine


class SessionsScreen(CoachScreen):
    """Each session with its state in words; Enter opens it or goes on with it."""

    NAME = "sessions"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("Your sessions", id="banner")
        with VerticalScroll(classes="page"):
            yield Static(plain("No sessions yet. Go back and start a first one; ten minutes are enough."), id="none")
            yield OptionList(id="sessions", markup=False)
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Read the sessions as they are now."""
        self.refresh_from_store()
        self.query_one("#sessions", OptionList).focus()

    def refresh_from_store(self) -> None:
        """Show sessions begun elsewhere and marks that came in. Raises CoachError."""
        self._sessions = {s.id: s for s in list_sessions(self.ws, self.actor, self.actor.id)}
        rows = [Option(_row(session), id=session.id) for session in self._sessions.values()]
        refill(self.query_one("#sessions", OptionList), rows)
        self.query_one("#none").display = not self._sessions
        self.query_one("#banner", Banner).tell(f"{len(self._sessions)} in all")

    @on(OptionList.OptionSelected, "#sessions")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        from coach.tui.screens.going_on import go_on
        from coach.tui.screens.session import SessionScreen

        session = self._sessions[event.option_id or ""]
        if session.state not in UNFINISHED:
            self.app.push_screen(SessionScreen(session.id))
            return
        go_on(self, session.id)


def _row(session: Session) -> Content:
    about = f"{len(session.progress.answered)} of {session.terms.questions} answered in {in_words(session.elapsed)}"
    method = session.method.replace("-", " ")
    return joined(
        f"{session.started_at[:10]}  ",
        said(f"{method} ({session.mode})", "bold"),
        f"  {IN_WORDS[session.state]}",
        said(f"  {about}", "dim"),
    )
