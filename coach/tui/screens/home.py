"""An apprentice's first screen: where they stand, and what to do now."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from coach.coverage.assignment import Assignment
from coach.errors import CoachError
from coach.interview.clock import in_words
from coach.reports.foreign import one_line
from coach.services.home import Home, home_of
from coach.store.sessions import Session
from coach.tui.registry import bindings
from coach.tui.screens.base import CoachScreen
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner


class HomeScreen(CoachScreen):
    """Greets by name, says what is open, offers the next step."""

    NAME = "home"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("coach", id="banner")
        with VerticalScroll(classes="page"):
            yield Static(id="greeting", markup=False)
            yield Static(plain("What would you like to do?"), classes="heading")
            yield OptionList(id="doors", markup=False)
            yield Static(plain("What to rehearse next"), classes="heading", id="next-heading")
            yield Static(id="next", markup=False)
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Begin on the list."""
        self.query_one("#doors", OptionList).focus()

    def on_screen_resume(self) -> None:
        """Show the state as it is now."""
        try:
            self._home = home_of(self.ws, self.actor)
        except CoachError as error:
            self.coach.tell(error)
            return
        home = self._home
        self.query_one("#banner", Banner).tell(f"{home.person.name} · {home.organisation.title}")
        self.query_one("#greeting", Static).update(plain(" ".join(_greeting(home))))
        self._fill_doors(home)
        steps = [joined(said(step.ref, "bold"), f" {step.title}: {step.why}") for step in home.coverage.next_steps[:4]]
        self.query_one("#next", Static).update(plain("\n").join(steps))
        self.query_one("#next-heading").display = bool(steps)

    def _fill_doors(self, home: Home) -> None:
        doors = self.query_one("#doors", OptionList)
        kept = doors.highlighted
        doors.clear_options()
        for session in home.unfinished[:3]:
            doors.add_option(Option(_unfinished(session), id=f"resume:{session.id}"))
        for assignment in home.assigned[:3]:
            doors.add_option(Option(_assigned(assignment), id=f"assigned:{assignment.id}"))
        for session in home.newly_reviewed[:2]:
            line = f"Read your trainer's marks on the {session.method.replace('-', ' ')} of {session.started_at[:10]}"
            doors.add_option(Option(plain(line), id=f"read:{session.id}"))
        for offer in home.offers:
            line = f"Rehearse the {offer.title.lower()}"
            about = f"  {offer.minutes} minutes, {offer.passed} of {offer.of} criteria passed"
            doors.add_option(Option(joined(line, said(about, "dim")), id=f"start:{offer.method}"))
        doors.add_option(Option(plain("Role-play with a simulated customer, for the observation"), id="roleplay"))
        doors.add_option(Option(plain("See your coverage and gaps"), id="coverage"))
        doors.add_option(Option(plain("See your sessions and marks"), id="sessions"))
        doors.add_option(Option(plain("See your way to gateway: what is ready, what is due"), id="programme"))
        doors.add_option(Option(plain("Your portfolio: pieces of evidence and what they serve"), id="portfolio"))
        doors.add_option(Option(plain("Change your details: standard, organisation, dates, extra time"), id="details"))
        doors.highlighted = min(kept or 0, doors.option_count - 1)

    @on(OptionList.OptionSelected, "#doors")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        kind, _, rest = (event.option_id or "").partition(":")
        if kind == "resume":
            self._resume(rest)
        elif kind == "read":
            from coach.tui.screens.session import SessionScreen

            self.app.push_screen(SessionScreen(rest))
        elif kind == "assigned":
            found = next(each for each in self._home.assigned if each.id == rest)
            self._set_up(found.method, found.refs)
        elif kind == "start":
            self._set_up(rest)
        else:
            self.action_go(kind)

    def action_go(self, where: str) -> None:
        """Open what a key names."""
        if where == "coverage":
            from coach.tui.screens.coverage import CoverageScreen

            self.app.push_screen(CoverageScreen())
        elif where == "sessions":
            from coach.tui.screens.sessions import SessionsScreen

            self.app.push_screen(SessionsScreen())
        elif where == "roleplay":
            from coach.tui.screens.scenarios import choose_scenario

            choose_scenario(self)
        elif where == "programme":
            from coach.tui.screens.programme import ProgrammeScreen

            self.app.push_screen(ProgrammeScreen(self._home.person.id))
        elif where == "portfolio":
            from coach.tui.screens.portfolio import PortfolioScreen

            self.app.push_screen(PortfolioScreen(self._home.person.id))
        elif where == "details":
            from coach.tui.screens.profile import ProfileScreen

            self.app.push_screen(ProfileScreen(self._home.person))
        else:
            wanted = [o.method for o in self._home.offers if (where == "discussion") == ("discussion" in o.method)]
            if wanted:
                self._set_up(wanted[0])
            else:
                self.notify("There is no question bank for that here yet.", markup=False)

    def action_switch_person(self) -> None:
        """Let somebody else sign in."""
        self.coach.sign_out()

    def _set_up(self, method: str, refs: tuple[str, ...] = ()) -> None:
        from coach.tui.screens.setup import SetupScreen

        self.app.push_screen(SetupScreen(method, refs))

    def _resume(self, session_id: str) -> None:
        if any(s.id == session_id and s.scenario for s in self._home.unfinished):
            from coach.tui.screens.scenarios import resume_roleplay

            resume_roleplay(self, session_id)
            return
        from coach.services.rehearse import take_up
        from coach.tui.screens.interview import open_rehearsal

        try:
            open_rehearsal(self.coach, take_up(self.ws, self.actor, session_id))
        except CoachError as error:
            self.coach.tell(error)


def _assigned(assignment: Assignment) -> Content:
    due = f", by {assignment.due_on}" if assignment.due_on else ""
    note = f" “{one_line(assignment.note)}”" if assignment.note else ""
    what = f" asks you to rehearse {', '.join(assignment.refs)}{due}.{note}"
    return joined(said(assignment.assigned_by, "bold"), plain(what))


def _unfinished(session: Session) -> Content:
    if session.scenario:
        what = " to look back on your role-play" if session.state == "rating" else " with your role-play"
        return joined(said("Go on", "bold"), f"{what} of {session.started_at[:10]}")
    if session.state == "rating":
        return joined(said("Hand in", "bold"), f" the {session.method.replace('-', ' ')} of {session.started_at[:10]}")
    left = in_words(max(0.0, session.terms.allowed - session.elapsed))
    at = f", question {session.progress.current} of {session.terms.questions}" if session.progress.current else ""
    return joined(said("Go on", "bold"), f" with your {session.method.replace('-', ' ')}{at}, {left} left")


def _greeting(home: Home) -> list[str]:
    lines = [f"Hello {home.person.name.split()[0]}. {home.standard_title}, assessed by {home.organisation.title}."]
    if home.expired:
        lines.append("This organisation's document is out of force; its rules stay here for practice.")
    days = home.days_to_gateway
    if days is not None and days >= 0:
        lines.append(f"Gateway is in {days} day{'' if days == 1 else 's'}.")
    if home.unfinished:
        lines.append("You have a session to go on with.")
    if home.newly_reviewed:
        lines.append("Marks have come in.")
    if home.waiting:
        lines.append(f"{home.waiting} session{'' if home.waiting == 1 else 's'} with your trainer.")
    return lines
