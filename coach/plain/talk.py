"""A role-play line by line, kept as it goes: for screen readers and pipes."""

from collections.abc import Iterable, Iterator
from typing import Literal

from coach.errors import CoachError
from coach.interview.clock import in_words
from coach.plain.lookback import lookback_in_lines
from coach.plain.roleplay import Say, brief_in_lines
from coach.reports.foreign import one_line
from coach.roleplay.mood import IN_WORDS
from coach.services.roleplay import RoleplaySession
from coach.standards.model import Standard

Outcome = Literal["kept", "handed-in", "discarded", "questions"]
"""What became of a talk: kept to go on with, handed in, kept to oneself, or handed in to go on to the questions."""

HELP = (
    "Type what you would say; each line is said to the customer. /brief reads the brief again, /screen what your "
    "screen shows, /mood how they feel, /time how long you have talked, /note TEXT takes a note, /notes reads them, "
    "/end ends the talk."
)
CHOICE = (
    "Say h to hand it in to your trainer, q to hand it in and go on to the assessor's questions, or k to keep it to "
    "yourself. Without a word it waits."
)
_CHOICES: dict[str, Outcome] = {
    "h": "handed-in",
    "hand in": "handed-in",
    "hand it in": "handed-in",
    "q": "questions",
    "questions": "questions",
    "k": "discarded",
    "keep": "discarded",
    "keep it": "discarded",
    "keep it to myself": "discarded",
}


def talk(session: RoleplaySession, lines: Iterable[str], say: Say, standard: Standard) -> Outcome:
    """Play on from where it stands; after its end ask what is to be done with it. Where the lines run out it waits."""
    name = session.scenario.customer.name
    typed = iter(lines)
    for line in brief_in_lines(session.scenario):
        say(line)
    if session.state == "answering":
        say(f"Coach: {HELP}")
    for turn in session.transcript():
        say(f"{name if turn.speaker == 'customer' else 'You'}: {one_line(turn.text)}")
    if session.notes:
        _notes(session, say)
    if session.state == "answering" and not _played(session, typed, say, name):
        session.save_draft("")
        say("Coach: the talk is kept; start it again to go on.")
        return "kept"
    for line in lookback_in_lines(session.account(), standard.by_ref):
        say(line)
    if not session.play.turns:
        session.hand_in()
        say("Coach: nothing was said, so there is nothing to hand in.")
        return "discarded"
    return _chosen(session, typed, say)


def _played(session: RoleplaySession, typed: Iterator[str], say: Say, name: str) -> bool:
    """Say line after line to the customer; whether the talk has ended."""
    for line in typed:
        text = line.strip()
        if text.startswith("/"):
            if not _command(session, text, say):
                return True
            continue
        try:
            for turn in session.say(text):
                if turn.speaker == "customer":
                    say(f"{name}: {one_line(turn.text)}")
        except CoachError as error:
            say(f"Coach: {error}")
        if session.state != "answering":
            return True
    return False


def _chosen(session: RoleplaySession, typed: Iterator[str], say: Say) -> Outcome:
    """Ask what is to be done with a talk that is over, and do it."""
    say(f"Coach: {CHOICE}")
    for line in typed:
        answer = line.strip().lstrip("/").casefold().rstrip(".!")
        outcome = _CHOICES.get(answer)
        if outcome == "discarded":
            session.discard()
            say("Coach: kept to yourself. No trainer sees it.")
            return outcome
        if outcome:
            session.hand_in()
            say(f"Coach: handed in as {session.session_id}. See it with: coach show {session.session_id}")
            return outcome
        if answer:
            say(f"Coach: {CHOICE}")
    say("Coach: it is kept and not handed in; start it again to choose.")
    return "kept"


def _command(session: RoleplaySession, text: str, say: Say) -> bool:
    """Do what a slash command asks; return False where it ends the talk."""
    command, _, rest = text.partition(" ")
    if command in ("/end", "/quit"):
        session.end()
        return False
    if command == "/brief":
        for line in brief_in_lines(session.scenario):
            say(line)
    elif command == "/screen":
        for line in session.screen():
            say(f"Screen: {one_line(line)}")
    elif command == "/mood":
        say(f"Coach: {session.scenario.customer.name} is {IN_WORDS[session.play.mood]}.")
    elif command == "/time":
        say(f"Clock: {in_words(session.elapsed())}.")
    elif command == "/note" and rest.strip():
        _note(session, rest.strip(), say)
    elif command == "/notes":
        _notes(session, say)
    else:
        say(f"Coach: {HELP}")
    return True


def _note(session: RoleplaySession, text: str, say: Say) -> None:
    try:
        session.save_notes(f"{session.notes}\n{text}".strip())
    except CoachError as error:
        say(f"Coach: {error}")
    else:
        say("Coach: noted.")


def _notes(session: RoleplaySession, say: Say) -> None:
    for line in session.notes.splitlines() or ["none so far"]:
        say(f"Note: {one_line(line)}")
