"""The home screen's ears: a line is understood, answered, and what was agreed to is opened."""

from textual import on
from textual.widgets import Input, Static

from coach.coverage.today import Item
from coach.errors import CoachError
from coach.plain.chat import offered
from coach.services.chat import Chat
from coach.services.home import Home
from coach.services.rehearse import Plan, start, take_up
from coach.services.today import today_for
from coach.talk.understanding import Answer, Offer
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.scenarios import begin_roleplay, choose_scenario, resume_roleplay
from coach.tui.text import joined, plain, said

SHOWN = 6
"""Lines of talk in sight."""


class TalksAtHome(CoachScreen):
    """Opens what a key, a click or a sentence asks for."""

    _home: Home
    _chat: Chat | None = None
    _offers: tuple[Offer, ...] = ()

    def action_talk(self) -> None:
        """Go to the line."""
        self.query_one("#line", Input).focus()

    @on(Input.Submitted, "#line")
    def _said(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        event.input.value = ""
        if not text:
            return
        try:
            if self._chat is None:
                self._chat = Chat(self.ws, self.actor, self.ws.library.intent_reader)
            if text.isdecimal() and 1 <= int(text) <= len(self._offers) and not self._chat.asks:
                self._take(self._offers[int(text) - 1])
                return
            answers = self._chat.say(text)
        except CoachError as error:
            self.coach.tell(error)
            return
        self._show(text, answers)

    def _take(self, offer: Offer) -> None:
        if self._chat is not None and offer.command.partition(":")[0] in ("intent", "say", "question", "easy"):
            self._show(offer.label, (self._chat.agree(offer.command),))
        else:
            self._offers = ()
            self.do(offer.command)

    def _show(self, text: str, answers: tuple[Answer, ...]) -> None:
        """Show what was said and answered; a question that was asked goes on where there is room to answer it."""
        lines = [joined(said("You: ", "bold"), plain(text))]
        for answer in answers:
            lines.append(joined(said("Coach: ", "bold"), plain(answer.reply)))
        self._offers = answers[-1].offers if answers else ()
        if self._offers:
            lines.append(said("  ".join(offered(self._offers)) + "  (a number takes it)", "dim"))
        talk = self.query_one("#talk", Static)
        talk.display = True
        talk.update(joined(*(part for line in lines[-SHOWN:] for part in (line, "\n"))))
        question = self._chat.take_question() if self._chat else None
        if question is not None:
            from coach.tui.screens.interview import open_rehearsal

            open_rehearsal(self.coach, question)
            return
        act = next((answer.act for answer in answers if answer.act), "")
        if act:
            self.do(act)

    def do(self, act: str) -> None:
        """Open what an act stands for."""
        kind, _, rest = act.partition(":")
        first, _, second = rest.partition(":")
        match kind:
            case "start":
                self.set_up(first)
            case "roleplay":
                begin_roleplay(self, first)
            case "resume":
                self._resume(first)
            case "open":
                self.action_go(first)
            case "read":
                from coach.tui.screens.session import SessionScreen

                self.app.push_screen(SessionScreen(first))
            case "today":
                items = today_for(self.ws, self.actor, int(second or 20))
                if int(first) < len(items):
                    self.do_item(items[int(first)])
            case "quick":
                items = today_for(self.ws, self.actor, int(first))
                if items:
                    self.do_item(items[0])

    def do_item(self, item: Item) -> None:
        """Start what Today suggests: a whole mock is set up first, a drill begins at once."""
        if item.kind == "resume":
            self._resume(item.id)
            return
        if item.kind == "mock":
            self.set_up(item.method)
            return
        from coach.tui.screens.interview import open_rehearsal

        plan = Plan(item.method, questions=item.questions, minutes=item.minutes, focus=item.refs)
        try:
            open_rehearsal(self.coach, start(self.ws, self.actor, plan))
        except CoachError as error:
            self.coach.tell(error)

    def set_up(self, method: str, refs: tuple[str, ...] = ()) -> None:
        """Ask how a method is to be rehearsed."""
        from coach.tui.screens.setup import SetupScreen

        self.app.push_screen(SetupScreen(method, refs))

    def _resume(self, session_id: str) -> None:
        from coach.tui.screens.interview import open_rehearsal

        if any(s.id == session_id and s.scenario for s in self._home.unfinished):
            resume_roleplay(self, session_id)
            return
        try:
            open_rehearsal(self.coach, take_up(self.ws, self.actor, session_id))
        except CoachError as error:
            self.coach.tell(error)

    def action_go(self, where: str) -> None:
        """Open what a key names."""
        match where:
            case "coverage":
                from coach.tui.screens.coverage import CoverageScreen

                self.app.push_screen(CoverageScreen())
            case "sessions":
                from coach.tui.screens.sessions import SessionsScreen

                self.app.push_screen(SessionsScreen())
            case "roleplay":
                choose_scenario(self)
            case "programme":
                from coach.tui.screens.programme import ProgrammeScreen

                self.app.push_screen(ProgrammeScreen(self._home.person.id))
            case "portfolio":
                from coach.tui.screens.portfolio import PortfolioScreen

                self.app.push_screen(PortfolioScreen(self._home.person.id))
            case "details":
                from coach.tui.screens.profile import ProfileScreen

                self.app.push_screen(ProfileScreen(self._home.person))
            case _:
                wanted = [o.method for o in self._home.offers if (where == "discussion") == ("discussion" in o.method)]
                if wanted:
                    self.set_up(wanted[0])
                else:
                    self.notify("There is no question bank for that here yet.", markup=False)
