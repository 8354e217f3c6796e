"""An apprentice's first screen: a coach who knows them, what to do today, and a line to say anything."""

from copy import deepcopy
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coach.coverage.assignment import Assignment
from coach.coverage.today import Item
from coach.errors import CoachError
from coach.interview.clock import in_words
from coach.reports.foreign import one_line
from coach.reports.words import on_day
from coach.services.greeting import greeting, visit
from coach.services.home import Home, home_of
from coach.services.speaking import is_spoken
from coach.services.today import today_for
from coach.store.sessions import Session
from coach.talk.replies import Wordings
from coach.tui.refill import refill
from coach.tui.registry import bindings
from coach.tui.screens.home_talk import TalksAtHome
from coach.tui.text import joined, plain, said
from coach.tui.widgets.banner import Banner
from coach.tui.widgets.key_line import KeyLine

MINUTES = (5, 20, 60)


class HomeScreen(TalksAtHome):
    """Greets by name, says what is open, offers the next step, and listens."""

    NAME = "home"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self) -> None:
        super().__init__()
        self._minutes = MINUTES[1]
        self._today: dict[str, Item] = {}
        self._since: str | None = None

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Banner("coach", id="banner")
        yield Static(id="greeting", markup=False)
        with VerticalScroll(classes="page home-page"):
            yield OptionList(id="doors", markup=False)
        yield Static(id="talk", markup=False)
        yield Input(placeholder="/ and then: tell me what you want, or ask me anything", id="line", compact=True)
        yield KeyLine(compact=True)

    def on_mount(self) -> None:
        """Begin on the list."""
        try:
            self._since = visit(self.ws, self.actor)
        except CoachError as error:
            self.coach.tell(error)
        self._words = Wordings(self.ws.library.replies, self.ws.new_seed())
        self.query_one("#talk").display = False
        self.query_one("#doors", OptionList).focus()

    def on_screen_resume(self) -> None:
        """Show the state as it is now."""
        self._read()

    def refresh_from_store(self) -> None:
        """Show what came in, in the words it was greeted with. Raises CoachError."""
        self._words = deepcopy(self._words_then)
        self._show_home()

    def _read(self) -> None:
        self._words_then = deepcopy(self._words)
        try:
            self._show_home()
        except CoachError as error:
            self.coach.tell_in_passing(error)

    def _show_home(self) -> None:
        home = home_of(self.ws, self.actor)
        today = today_for(self.ws, self.actor, self._minutes)
        self._home = home
        self._today = {_key(item): item for item in today if item.kind not in ("resume", "assignment")}
        self.query_one("#banner", Banner).tell(f"{home.person.name} · {home.organisation.title}")
        said_first = greeting(home, self._since, self.ws.now().date(), self._words)
        self.query_one("#greeting", Static).update(plain(" ".join((*said_first, *_rules_of(home)))))
        self._fill_doors(home)

    def _fill_doors(self, home: Home) -> None:
        doors = self.query_one("#doors", OptionList)
        rows: list[Option] = []
        for session in home.unfinished[:3]:
            aloud = session.state != "rating" and is_spoken(self.ws, session.id)
            rows.append(Option(_unfinished(session, aloud=aloud), id=f"resume:{session.id}"))
        for assignment in home.assigned[:3]:
            rows.append(Option(_assigned(assignment), id=f"assigned:{assignment.id}"))
        for session in home.newly_reviewed[:2]:
            what = "role-play" if session.scenario else session.method.replace("-", " ")
            line = f"Read your trainer's marks on the {what} of {on_day(session.started_at)}"
            rows.append(Option(plain(line), id=f"read:{session.id}"))
        if self._today:
            heading = (
                f"Today, with {self._minutes} minutes (m: {' or '.join(str(m) for m in MINUTES if m != self._minutes)})"
            )
            rows.append(Option(said(heading, "bold"), disabled=True))
            rows += [Option(_item(item), id=key) for key, item in self._today.items()]
            rows.append(Option(joined(said("Say it out loud", "bold"), _SPEAK), id="speak"))
        rows.append(Option(said("Or", "bold"), disabled=True))
        for offer in home.offers:
            line = f"Rehearse the {offer.title.lower()}"
            about = f"  {offer.minutes} minutes, {offer.passed} of {offer.of} criteria passed"
            rows.append(Option(joined(line, said(about, "dim")), id=f"start:{offer.method}"))
        for id_, line in _DOORS:
            rows.append(Option(plain(line), id=id_))
        refill(doors, rows)

    @on(OptionList.OptionSelected, "#doors")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        kind, _, rest = (event.option_id or "").partition(":")
        if kind == "assigned":
            found = next(each for each in self._home.assigned if each.id == rest)
            self.set_up(found.method, found.refs)
        elif kind == "today":
            self.do_item(self._today[event.option_id or ""])
        elif kind == "start":
            self.set_up(rest)
        elif kind == "speak":
            self.action_speak()
        elif kind in ("resume", "read"):
            self.do(event.option_id or "")
        else:
            self.action_go(kind)

    def action_next_minutes(self) -> None:
        """Say how long you have today."""
        self._minutes = MINUTES[(MINUTES.index(self._minutes) + 1) % len(MINUTES)]
        self._read()
        if not self._today:
            self.notify(f"With {self._minutes} minutes, too, there is nothing to rehearse today.")

    def action_speak(self) -> None:
        """Say a question of Today's out loud: the one under the highlight, else the first."""
        chosen = self.query_one("#doors", OptionList).highlighted_option
        item = self._today.get(chosen.id or "") if chosen else None
        self.speak(item if item is not None and item.refs else None)

    def action_again(self) -> None:
        """Answer the last question once more."""
        self.try_again("")

    def action_switch_person(self) -> None:
        """Let somebody else sign in."""
        self.coach.sign_out()


_SPEAK = ": the question and a clock, then you note the points you made (v)"
_DOORS = (
    ("roleplay", "Role-play with a simulated customer, for the observation"),
    ("coverage", "See your coverage and gaps"),
    ("sessions", "See your sessions and marks"),
    ("programme", "See your way to gateway: what is ready, what is due"),
    ("portfolio", "Your portfolio: pieces of evidence and what they serve"),
    ("details", "Change your details: standard, organisation, dates, extra time"),
)


def _key(item: Item) -> str:
    """Return what an item is known by, whatever its place."""
    return f"today:{item.kind}:{item.method}:{','.join(item.refs)}:{item.again}"


def _item(item: Item) -> Content:
    return joined(said(item.title, "bold"), f", {item.minutes} min", "\n  ", said(item.why, "dim"))


def _assigned(assignment: Assignment) -> Content:
    due = f", by {on_day(assignment.due_on)}" if assignment.due_on else ""
    note = f" “{one_line(assignment.note)}”" if assignment.note else ""
    what = f" asks you to rehearse {', '.join(assignment.refs)}{due}.{note}"
    return joined(said(assignment.assigned_by, "bold"), plain(what))


def _unfinished(session: Session, *, aloud: bool) -> Content:
    if aloud:
        return joined(said("Go on", "bold"), f" with the question you answer out loud, of {on_day(session.started_at)}")
    if session.scenario:
        what = " to look back on your role-play" if session.state == "rating" else " with your role-play"
        return joined(said("Go on", "bold"), f"{what} of {on_day(session.started_at)}")
    if session.state == "rating":
        return joined(
            said("Hand in", "bold"), f" the {session.method.replace('-', ' ')} of {on_day(session.started_at)}"
        )
    left = in_words(max(0.0, session.terms.allowed - session.elapsed))
    at = f", question {session.progress.current} of {session.terms.questions}" if session.progress.current else ""
    return joined(said("Go on", "bold"), f" with your {session.method.replace('-', ' ')}{at}, {left} left")


def _rules_of(home: Home) -> list[str]:
    lines = [f"{home.standard_title}, assessed by {home.organisation.title}."]
    if home.expired:
        lines.append("This organisation's document is out of force; its rules stay here for practice.")
    return lines
