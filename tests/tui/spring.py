"""The spring cohort: two trainers, a few apprentices and one handed-in mock to review, the same every time."""

from dataclasses import dataclass
from pathlib import Path

from coach.services import review
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from tests.builders import Cue, ScriptedClock, apprentice, hand_in, question, trainer, workspace

HOSTILE = "[/foo] [bold]x"

CUES = (
    Cue("K4.5", "rang the warehouse", "a word with another department", 0.9),
    Cue("K4.5", "told the office what they had said", "passing it on", 0.9),
    Cue("K4.6", "the order had never reached their screen", "what caused it", 0.8, ("what follows for the customer",)),
    Cue("K4.4", "the warehouse packs and the office promises", "who does what", 0.45, ("a third department",)),
    Cue("S3.1", "called twenty customers back", "asking for feedback", 0.88),
    Cue("S3.3", "we changed the returns sheet", "a change in practice", 0.5, ("a change in policy",), "distinction"),
    Cue("S1.4", "now I ask for the order number first", "a change of your own", 0.7),
)

DEPARTMENTS = question(
    "departments",
    "Tell me about a time when a customer got what they needed because two departments talked to each other.",
    ("K4.5", "K4.6"),
    "One case, who told whom what, and what the customer had from it.",
)
ALONE = question("numbers", "Which figures about your customers do you work with, and what do they say?", ("S5.1",))
FEEDBACK = question("feedback", "How did you find out what customers thought of a service you give?", ("S3.1", "S3.3"))
QUESTIONS = (DEPARTMENTS, ALONE, FEEDBACK)

ANSWERS = (
    "A customer waited for a kettle that should have come on Monday. I rang the warehouse and it turned out that "
    "the order had never reached their screen. In our firm the warehouse packs and the office promises, so I told "
    "the office what they had said and they rang the customer before lunch. She had it the next morning. "
    f"Our chat wrote {HOSTILE} in the ticket, which nobody could read.",
    "",
    "Last winter I called twenty customers back who had sent things back to us. Most did not know which form to "
    "use, so we changed the returns sheet to one page. For my part, now I ask for the order number first.",
)


@dataclass
class Spring:
    """The store and who is in it."""

    ws: Workspace
    clock: ScriptedClock
    marsha: Actor
    aisha: Actor
    session: str


def spring(folder: Path, *, more: bool = False) -> Spring:
    """Return a store with one mock that waits for review; with `more`, a few apprentices and a reviewed mock too."""
    clock = ScriptedClock()
    ws = workspace(folder, clock, CUES)
    marsha = trainer(ws, "Marsha Delgado")
    aisha = apprentice(ws, "Aisha Rahman")
    if more:
        _others(ws, clock)
    ratings = {"K4.5": "passed", "K4.6": "passed", "S3.1": "attempted"}
    session = hand_in(ws, clock, aisha, QUESTIONS, ANSWERS, ratings)
    clock.advance(days=3)
    return Spring(ws, clock, marsha, aisha, session)


def _others(ws: Workspace, clock: ScriptedClock) -> None:
    owen = trainer(ws, "Owen Price")
    ben = apprentice(ws, "Ben Carter")
    apprentice(ws, "Chloe Fitzwilliam-Montgomery", cohort="Autumn")
    dev = apprentice(ws, "Dev Patel", cohort="Autumn", standard="l2-csp", organisation="innovate-awarding")
    assert dev
    first = hand_in(ws, clock, ben, QUESTIONS, ANSWERS)
    clock.advance(days=1)
    review.mark(ws, owen, first, 1, "K4.5", "passed", "Clear: who told whom.")
    review.mark(ws, owen, first, 1, "K4.6", "attempted", f"Say what followed. {HOSTILE}")
    review.mark(ws, owen, first, 3, "S3.1", "passed")
    review.sign_off(ws, owen, first, "A clear story. Next time say what the customer felt.")
    clock.advance(days=2)
    hand_in(ws, clock, ben, (FEEDBACK,), (ANSWERS[2],))
    clock.advance(days=1)
