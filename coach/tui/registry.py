"""Every command of the app in one place: key bindings, footer, palette and help are made from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does on a screen. `keys` may name several, the one shown first."""

    id: str
    keys: str
    action: str
    label: str
    help: str
    shown: bool = True
    priority: bool = False


EVERYWHERE: tuple[Command, ...] = (
    Command("app.help", "f1,question_mark", "show_keys", "Keys", "Show every key of this screen"),
    Command("app.theme", "f12", "next_theme", "Theme", "Change colours: dark, light, high contrast", shown=False),
    Command("app.lock", "ctrl+l", "lock", "Lock", "Lock coach until your passphrase", shown=False, priority=True),
    Command("app.quit", "ctrl+q", "leave", "Quit", "Leave coach; what is typed is kept", priority=True),
)

SCREENS: dict[str, tuple[Command, ...]] = {
    "sign-in": (
        Command("sign-in.new", "n", "new_person", "I'm new here", "Set yourself up"),
        Command("sign-in.search", "slash", "search", "Find", "Find a name by a part of it"),
        Command("sign-in.all", "escape", "show_all", "All", "Show every name again", shown=False),
    ),
    "lock": (),
    "profile": (
        Command("profile.save", "ctrl+s,f10", "save", "Save", "Save and go on", priority=True),
        Command("profile.back", "escape", "back", "Back", "Go back without saving"),
    ),
    "home": (
        Command("home.talk", "slash", "talk", "Tell me", "Say what you want, or ask anything"),
        Command(
            "home.minutes",
            "m",
            "next_minutes",
            "Minutes",
            "Say how long you have today: 5, 20, 60 minutes",
            shown=False,
        ),
        Command("home.speak", "v", "speak", "Speak it", "Say a question out loud, then note your points", shown=False),
        Command("home.again", "a", "again", "Again", "Answer the last question once more", shown=False),
        Command("home.interview", "i", "go('interview')", "Interview", "Start a mock project interview or showcase"),
        Command("home.discussion", "d", "go('discussion')", "Discussion", "Start a mock professional discussion"),
        Command("home.roleplay", "r", "go('roleplay')", "Role-play", "Rehearse with a simulated customer"),
        Command("home.portfolio", "o", "go('portfolio')", "Portfolio", "Your pieces of evidence", shown=False),
        Command("home.programme", "g", "go('programme')", "Gateway", "Readiness, gateway and dates", shown=False),
        Command("home.coverage", "c", "go('coverage')", "Coverage", "See your criteria and gaps"),
        Command("home.sessions", "s", "go('sessions')", "Sessions", "See what you sat and the marks", shown=False),
        Command(
            "home.details", "e", "go('details')", "Details", "Change your standard, dates, extra time", shown=False
        ),
        Command("home.passphrase", "k", "passphrase", "Passphrase", "Choose or change it", shown=False),
        Command("home.switch", "w", "switch_person", "Switch", "Let somebody else sign in", shown=False),
    ),
    "setup": (
        Command("setup.start", "ctrl+s,f10", "start", "Start", "Start with these settings", priority=True),
        Command("setup.back", "escape", "back", "Back", "Go back without starting"),
    ),
    "interview": (
        Command("interview.send", "ctrl+j,ctrl+enter", "send", "Send", "Send your answer"),
        Command("interview.repeat", "f2", "ask('repeat')", "Repeat", "Hear the question again"),
        Command("interview.rephrase", "f3", "ask('rephrase')", "Rephrase", "Hear it in other words"),
        Command("interview.later", "f4", "ask('later')", "Later", "Come back to this question later"),
        Command("interview.hint", "f9", "ask('hint')", "Hint", "Read what the question is after, and how to start"),
        Command("interview.time", "f5", "ask('time')", "Time", "Ask how long is left", shown=False),
        Command("interview.pause", "f6", "pause", "Pause", "Stop or start the clock; practice mode only"),
        Command("interview.finished", "f7", "ask('finished')", "Finished", "Say that is all", shown=False),
        Command("interview.skip", "f8", "skip", "Skip", "Leave this question unanswered", shown=False),
        Command("interview.end", "f10", "end", "End", "End the interview"),
        Command("interview.leave", "escape", "leave_for_now", "Leave", "Go home; you can go on later", shown=False),
        Command("interview.scroll-up", "pageup", "scroll(-1)", "Up", "Look back in the conversation", shown=False),
        Command("interview.scroll-down", "pagedown", "scroll(1)", "Down", "Look on in the conversation", shown=False),
    ),
    "speak": (
        Command("speak.said", "enter,f7", "said", "Finished", "Say that you have finished speaking"),
        Command("speak.send", "ctrl+j,ctrl+enter", "send", "Send", "Send your notes", priority=True),
        Command("speak.leave", "escape", "leave_for_now", "Leave", "Go home; you can go on later", priority=True),
    ),
    "second-try": (
        Command("second-try.next", "n,right", "step(1)", "Next", "Next question"),
        Command("second-try.previous", "p,left", "step(-1)", "Previous", "Question before"),
        Command("second-try.back", "escape,q", "back", "Back", "Go back"),
    ),
    "roleplay": (
        Command("roleplay.send", "enter,ctrl+j", "send", "Say", "Say your line to the customer"),
        Command("roleplay.brief", "f2", "brief", "Brief", "Read who you are, your limits, what the screen shows"),
        Command("roleplay.notes", "f3", "notes", "Notes", "Take notes beside the talk"),
        Command("roleplay.end", "f10", "end", "End", "End the talk"),
        Command("roleplay.leave", "escape", "leave_for_now", "Leave", "Go home; you can go on later"),
        Command("roleplay.scroll-up", "pageup", "scroll(-1)", "Up", "Look back in the talk", shown=False),
        Command("roleplay.scroll-down", "pagedown", "scroll(1)", "Down", "Look on in the talk", shown=False),
    ),
    "lookback": (
        Command("lookback.hand-in", "ctrl+s,f10", "hand_in", "Hand in", "Hand it in to your trainer", priority=True),
        Command("lookback.questions", "a", "questions", "Questions", "Hand in, then the assessor's questions"),
        Command("lookback.again", "r", "again", "Again", "Keep this one to yourself and play it again"),
        Command("lookback.discard", "x", "discard", "Keep it", "Keep it to yourself and go home"),
        Command("lookback.back", "escape", "back", "Later", "Decide later", shown=False),
    ),
    "rating": (
        Command("rating.passed", "p", "rate('passed')", "Passed", "I showed this"),
        Command("rating.attempted", "a", "rate('attempted')", "Attempted", "I tried, it fell short"),
        Command("rating.none", "n", "rate('none')", "None", "I said nothing about it"),
        Command("rating.clear", "space,backspace,delete", "rate('')", "Clear", "Take a rating back"),
        Command("rating.later", "escape,q", "back", "Later", "Go home; your ratings are kept"),
        Command("rating.done", "ctrl+s,f10", "done", "Hand in", "Hand in to your trainer", priority=True),
    ),
    "session": (
        Command("session.next", "n,right", "step(1)", "Next", "Next question"),
        Command("session.previous", "p,left", "step(-1)", "Previous", "Question before"),
        Command("session.compare", "c", "compare", "Compare", "See what changed since you answered it before"),
        Command("session.again", "a", "again", "Again", "Answer this question once more"),
        Command("session.back", "escape,q", "back", "Back", "Go back"),
    ),
    "sessions": (Command("sessions.back", "escape,q", "back", "Back", "Go back"),),
    "coverage": (
        Command("coverage.rehearse", "r", "rehearse", "Rehearse", "Start a rehearsal of this criterion"),
        Command("coverage.card", "k,space", "card", "Card", "Read the coaching card of this criterion"),
        Command("coverage.back", "escape,q", "back", "Back", "Go back"),
    ),
    "queue": (
        Command("queue.open", "enter", "open", "Open", "Open the review under the highlight", priority=True),
        Command("queue.agreement", "a", "agreement", "Agreement", "See how far trainers agree, and settle the rest"),
        Command("queue.group", "g", "next_cohort", "Cohort", "Only the next cohort", shown=False),
        Command("queue.method", "t", "next_method", "Method", "Only the next method", shown=False),
        Command("queue.filter", "slash", "filter", "Filter", "Only one apprentice, cohort or method"),
        Command("queue.coverage", "c", "cohort", "Coverage", "See apprentices and criteria on one screen"),
        Command("queue.refresh", "r", "refresh_queue", "Refresh", "Look for new sessions"),
        Command("queue.notes", "o", "notes", "Notes", "Read where the assessment documents disagree", shown=False),
        Command("queue.passphrase", "k", "passphrase", "Passphrase", "Choose or change it", shown=False),
        Command("queue.switch", "w", "switch_person", "Switch", "Let somebody else sign in"),
    ),
    "review": (
        Command("review.passed", "p", "mark('passed')", "Pass", "Mark the criterion as passed"),
        Command("review.attempted", "a", "mark('attempted')", "Attempt", "Mark it attempted, not passed"),
        Command("review.none", "x", "mark('none')", "None", "Mark it as no evidence"),
        Command("review.comment", "c", "comment", "Comment", "Write a comment beside the mark"),
        Command("review.read", "enter", "read", "Read", "Read the criterion in full", priority=True),
        Command("review.words", "w", "words", "Words", "Attach words of the answer to the criterion", shown=False),
        Command("review.next", "n,right", "step(1)", "Next", "Next question with an answer", shown=False),
        Command("review.previous", "b,left", "step(-1)", "Before", "The one before", shown=False),
        Command("review.all", "m", "toggle_all", "All", "Show every criterion of the method, or fewer", shown=False),
        Command("review.evidence", "e", "toggle_evidence", "Evidence", "Show all evidence, or only this", shown=False),
        Command("review.fails", "f", "fails", "Fails", "Read what makes a fail, and the documents' notes", shown=False),
        Command("review.history", "h", "history", "History", "See every mark given, replaced ones too", shown=False),
        Command("review.scroll-up", "pageup", "scroll(-1)", "Up", "Look back in it", shown=False, priority=True),
        Command("review.scroll-down", "pagedown", "scroll(1)", "Down", "Read on in it", shown=False, priority=True),
        Command("review.sign-off", "s,f10", "sign_off", "Sign off", "Write feedback and close the review"),
        Command("review.back", "escape,q", "back", "Later", "Leave it for later; marks given are kept"),
    ),
    "second-look": (
        Command("second-look.passed", "p", "mark('passed')", "Passed", "Mark it as passed"),
        Command("second-look.attempted", "a", "mark('attempted')", "Attempted", "Mark it attempted, not passed"),
        Command("second-look.none", "x", "mark('none')", "None", "Mark it as no evidence"),
        Command("second-look.scroll-up", "pageup", "scroll(-1)", "Up", "Look back", shown=False, priority=True),
        Command("second-look.scroll-down", "pagedown", "scroll(1)", "Down", "Read on", shown=False, priority=True),
        Command("second-look.finish", "s,f10", "finish", "Finish", "Finish, and see how far you agree"),
        Command("second-look.back", "escape,q", "back", "Later", "Leave it for later; marks given are kept"),
    ),
    "agreement": (
        Command("agreement.settle", "enter", "settle", "Settle", "Settle the one under the highlight", priority=True),
        Command("agreement.scroll-up", "pageup", "scroll(-1)", "Up", "Look back in the answer", False, True),
        Command("agreement.scroll-down", "pagedown", "scroll(1)", "Down", "Read on in the answer", False, True),
        Command("agreement.back", "escape,q", "back", "Back", "Go back"),
    ),
    "programme": (
        Command("programme.tick", "enter,space", "tick", "Tick", "Tick a gateway item, or take the tick away"),
        Command("programme.date", "d", "date", "Dates", "Set the day of each method"),
        Command("programme.portfolio", "o", "portfolio", "Portfolio", "See the portfolio"),
        Command("programme.scroll-up", "pageup", "scroll(-1)", "Up", "Look back", shown=False, priority=True),
        Command("programme.scroll-down", "pagedown", "scroll(1)", "Down", "Read on", shown=False, priority=True),
        Command("programme.back", "escape,q", "back", "Back", "Go back"),
    ),
    "portfolio": (
        Command("portfolio.add", "n", "add", "New", "Add a piece of evidence"),
        Command("portfolio.change", "enter", "change", "Change", "Change the piece under the highlight", priority=True),
        Command("portfolio.remove", "delete,x", "remove", "Remove", "Take the piece out"),
        Command("portfolio.scroll-up", "pageup", "scroll(-1)", "Up", "Look back in the objections", False, True),
        Command("portfolio.scroll-down", "pagedown", "scroll(1)", "Down", "Read on in the objections", False, True),
        Command("portfolio.back", "escape,q", "back", "Back", "Go back"),
    ),
    "weakest": (
        Command("weakest.questions", "enter", "questions", "Questions", "Read the questions after it", priority=True),
        Command("weakest.assign", "a", "assign", "Assign", "Assign a rehearsal of it to all who lack it"),
        Command("weakest.back", "escape,q", "back", "Back", "Go back"),
    ),
    "grid": (
        Command("grid.open", "enter", "open", "Open", "See the sessions and marks behind a cell"),
        Command("grid.up", "up", "move(-1, 0)", "Up", "Go to the apprentice above", shown=False),
        Command("grid.down", "down", "move(1, 0)", "Down", "Go to the apprentice below", shown=False),
        Command("grid.left", "left", "move(0, -1)", "Left", "Go to the criterion before", shown=False),
        Command("grid.right", "right", "move(0, 1)", "Right", "Go to the next criterion", shown=False),
        Command("grid.page-up", "pageup", "page(-1)", "Page up", "Go up a page", shown=False),
        Command("grid.page-down", "pagedown", "page(1)", "Page down", "Go down a page", shown=False),
        Command("grid.first", "home", "edge(-1)", "First", "Go to the first criterion", shown=False),
        Command("grid.last", "end", "edge(1)", "Last", "Go to the last criterion", shown=False),
    ),
    "cohort": (
        Command("cohort.next-standard", "n", "next_standard", "Standard", "Next standard", shown=False),
        Command("cohort.group", "g", "next_cohort", "Cohort", "Next cohort", shown=False),
        Command("cohort.by", "v", "next_by", "View", "Columns: criteria, statements, sections"),
        Command(
            "cohort.filter",
            "slash",
            "filter",
            "Filter",
            "Only a name, cohort, organisation, method, level, time",
        ),
        Command("cohort.weakest", "t", "weakest", "Weakest", "Which criteria the cohort does not reach"),
        Command("cohort.apprentice", "p", "apprentice", "Apprentice", "One apprentice: readiness, gateway, dates"),
        Command("cohort.assign", "a", "assign", "Assign", "Assign a rehearsal of this criterion"),
        Command("cohort.back", "escape,q", "back", "Back", "Go back"),
    ),
}

PARTS: dict[str, str] = {"cohort": "grid"}
"""Screens with a widget that has keys of its own."""


TYPED_ON: frozenset[str] = frozenset({"interview", "roleplay"})
"""Screens with an answer box: their keys come before its editing keys."""


def bindings(screen: str) -> list[BindingType]:
    """Return a screen's key bindings."""
    return [_binding(command, before_editing=screen in TYPED_ON) for command in SCREENS[screen]]


def app_bindings() -> list[BindingType]:
    """Return the bindings that work on every screen."""
    return [_binding(command) for command in EVERYWHERE]


def commands_of(screen: str) -> Sequence[Command]:
    """Return all that can be done on a screen, its own commands first."""
    return (*SCREENS.get(screen, ()), *SCREENS.get(PARTS.get(screen, ""), ()), *EVERYWHERE)


def key_in_words(keys: str) -> str:
    """Write a binding's keys as printed on a keyboard: `Ctrl+J or Ctrl+Enter`."""
    names = {"question_mark": "?", "slash": "/", "escape": "Esc", "pageup": "Page Up", "pagedown": "Page Down"}
    names |= {"left": "←", "right": "→", "up": "↑", "down": "↓"}
    shown = []
    for key in keys.split(","):
        parts = [names.get(part, part.capitalize() if len(part) > 1 else part.upper()) for part in key.split("+")]
        shown.append("+".join(parts) if len(parts) > 1 or len(key) > 1 else key)
    return " or ".join(shown)


def _binding(command: Command, *, before_editing: bool = False) -> Binding:
    return Binding(
        command.keys,
        command.action,
        command.label,
        show=command.shown,
        tooltip=command.help,
        id=command.id,
        priority=command.priority or before_editing,
    )
