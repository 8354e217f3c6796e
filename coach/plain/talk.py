"""A role-play line by line, kept as it goes: for screen readers and pipes."""

from collections.abc import Iterable

from coach.errors import CoachError
from coach.interview.clock import in_words
from coach.plain.lookback import lookback_in_lines
from coach.plain.roleplay import Say, brief_in_lines
from coach.reports.foreign import one_line
from coach.roleplay.mood import IN_WORDS
from coach.services.roleplay import RoleplaySession
from coach.standards.model import Standard

HELP = (
    "Type what you would say; each line is said to the customer. /brief reads the brief again, /screen what your "
    "screen shows, /mood how they feel, /time how long you have talked, /note TEXT takes a note, /end ends the talk."
)


def talk(session: RoleplaySession, lines: Iterable[str], say: Say, standard: Standard) -> None:
    """Play on from where it stands; where it ends it is handed in, where the lines run out it waits."""
    name = session.scenario.customer.name
    for line in brief_in_lines(session.scenario):
        say(line)
    say(f"Coach: {HELP}")
    for turn in session.transcript():
        say(f"{name if turn.speaker == 'customer' else 'You'}: {one_line(turn.text)}")
    if session.state == "answering":
        for typed in lines:
            text = typed.strip()
            if text.startswith("/"):
                if not _command(session, text, say):
                    break
                continue
            try:
                for turn in session.say(text):
                    if turn.speaker == "customer":
                        say(f"{name}: {one_line(turn.text)}")
            except CoachError as error:
                say(f"Coach: {error}")
            if session.state != "answering":
                break
        else:
            session.save_draft("")
            say("Coach: the talk is kept; start it again to go on.")
            return
    for line in lookback_in_lines(session.account(), standard.by_ref):
        say(line)
    session.hand_in()
    say(f"Coach: handed in as {session.session_id}. See it with: coach show {session.session_id}")


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
        session.save_notes(f"{session.notes}\n{rest.strip()}".strip())
        say("Coach: noted.")
    else:
        say(f"Coach: {HELP}")
    return True
