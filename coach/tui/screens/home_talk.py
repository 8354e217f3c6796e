"""The home screen's ears: a line is understood, answered, and what was agreed to is opened."""

import contextlib

from textual import on
from textual.events import DescendantFocus
from textual.widgets import Input, Static

from coach.coverage.today import Item
from coach.errors import CoachError
from coach.plain.chat import offered
from coach.services.acts import CHAT_ACTS
from coach.services.chat import Chat
from coach.services.home import Home
from coach.services.rehearse import Plan
from coach.services.second_try import find
from coach.services.today import method_for, next_drill, today_for
from coach.talk.understanding import Answer, Offer
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.scenarios import begin_roleplay, choose_scenario
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
            talk = self._talk()
            if text.isdecimal() and 1 <= int(text) <= len(self._offers) and not talk.asks:
                self._take(self._offers[int(text) - 1])
                return
            answers = talk.say(text)
        except CoachError as error:
            self.coach.tell(error)
            return
        self._show(text, answers)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Get ready to answer as soon as the line is gone to, so that the first one does not wait."""
        if event.widget.id == "line":
            self.call_after_refresh(self._get_ready)

    def _get_ready(self) -> None:
        with contextlib.suppress(CoachError):
            self._talk().get_ready()

    def _talk(self) -> Chat:
        if self._chat is None:
            self._chat = Chat(self.ws, self.actor, self.ws.library.intent_reader)
        return self._chat

    def _take(self, offer: Offer) -> None:
        if self._chat is not None and offer.command.partition(":")[0] in CHAT_ACTS:
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
        try:
            self._do(act)
        except CoachError as error:
            self.coach.tell(error)

    def _do(self, act: str) -> None:
        from coach.tui.screens.going_on import begin, begin_again, go_on

        kind, _, rest = act.partition(":")
        first, _, second = rest.partition(":")
        match kind:
            case "start":
                self.set_up(first, minutes=int(second) if second else None)
            case "roleplay":
                begin_roleplay(self, first)
            case "resume":
                go_on(self, first)
            case "open":
                self.action_go(first)
            case "read":
                from coach.tui.screens.session import SessionScreen

                self.app.push_screen(SessionScreen(first))
            case "quick":
                items = today_for(self.ws, self.actor, int(first))
                if items:
                    self.do_item(items[0])
            case "drill":
                questions, minutes, refs = second.split(":")
                focus = tuple(refs.split(","))
                begin(self, Plan(first, questions=int(questions), minutes=int(minutes), focus=focus))
            case "again":
                begin_again(self, first, int(second))
            case "speak":
                named = tuple(ref for ref in second.split(",") if ref)
                self._speak(*method_for(self.ws, self.actor, first or None, named))
            case "speak-again":
                self._speak("", (), rest)

    def do_item(self, item: Item) -> None:
        """Start what Today suggests: a whole mock is set up first, a drill begins at once."""
        from coach.tui.screens.going_on import begin, begin_again, go_on

        if item.kind == "resume":
            go_on(self, item.id)
        elif item.kind == "mock":
            self.set_up(item.method)
        elif item.again:
            session_id, _, number = item.again.partition(":")
            begin_again(self, session_id, int(number))
        else:
            begin(self, Plan(item.method, questions=item.questions, minutes=item.minutes, focus=item.refs))

    def speak(self, item: Item | None) -> None:
        """Have a question said out loud: one of what an item is about, else what Today would ask."""
        try:
            item = item or next_drill(self.ws, self.actor)
        except CoachError as error:
            self.coach.tell(error)
            return
        if item is None:
            self.do("speak")
        else:
            self._speak(item.method, item.refs, item.again)

    def try_again(self, topic: str) -> None:
        """Ask a question that was answered before once more: the newest that the words fit."""
        try:
            session_id, number = find(self.ws, self.actor, topic)
        except CoachError as error:
            self.coach.tell(error)
            return
        self.do(f"again:{session_id}:{number}")

    def set_up(self, method: str, refs: tuple[str, ...] = (), minutes: int | None = None) -> None:
        """Ask how a method is to be rehearsed."""
        from coach.tui.screens.setup import SetupScreen

        self.app.push_screen(SetupScreen(method, refs, minutes))

    def _speak(self, method: str, refs: tuple[str, ...], again: str = "") -> None:
        from coach.tui.screens.going_on import begin_speaking

        begin_speaking(self, method, refs, again)

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
