"""Opening a practice from a list or a sentence, whatever kind it is of."""

from coach.errors import CoachError
from coach.services import second_try, speaking
from coach.services.rehearse import Plan, start, take_up
from coach.services.sessions import session_row
from coach.tui.screens.base import CoachScreen
from coach.tui.screens.interview import open_rehearsal
from coach.tui.screens.rating import RatingScreen
from coach.tui.screens.scenarios import resume_roleplay
from coach.tui.screens.speak import SpeakScreen


def go_on(screen: CoachScreen, session_id: str) -> None:
    """Open an unfinished sitting where it was left: a role-play, a question answered aloud, or a mock."""
    try:
        if session_row(screen.ws, session_id).scenario:
            resume_roleplay(screen, session_id)
        elif speaking.is_spoken(screen.ws, session_id):
            open_speaking(screen, speaking.take_up(screen.ws, screen.actor, session_id))
        else:
            open_rehearsal(screen.coach, take_up(screen.ws, screen.actor, session_id))
    except CoachError as error:
        screen.coach.tell(error)


def begin(screen: CoachScreen, plan: Plan) -> None:
    """Start a practice of questions that are drawn."""
    try:
        open_rehearsal(screen.coach, start(screen.ws, screen.actor, plan))
    except CoachError as error:
        screen.coach.tell(error)


def begin_again(screen: CoachScreen, session_id: str, number: int) -> None:
    """Start a practice of a question that was answered before."""
    try:
        open_rehearsal(screen.coach, second_try.start_again(screen.ws, screen.actor, session_id, number))
    except CoachError as error:
        screen.coach.tell(error)


def begin_speaking(screen: CoachScreen, method: str, focus: tuple[str, ...], again: str = "") -> None:
    """Start a question that is answered aloud; `again` (session:question) has it be one answered before."""
    try:
        if again:
            session_id, _, number = again.partition(":")
            method, question = second_try.question_again(screen.ws, screen.actor, session_id, int(number))
            begun = speaking.start(screen.ws, screen.actor, method, questions=(question,))
        else:
            begun = speaking.start(screen.ws, screen.actor, method, focus=focus)
    except CoachError as error:
        screen.coach.tell(error)
        return
    open_speaking(screen, begun)


def open_speaking(screen: CoachScreen, spoken: speaking.Speaking) -> None:
    """Show a question answered aloud where it stands."""
    screen.app.push_screen(RatingScreen(spoken) if spoken.phase == "done" else SpeakScreen(spoken))
