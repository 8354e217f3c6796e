"""A small store with something in it for every kind of report, and every report made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coach.coverage.portfolio import Piece
from coach.reports.report import Report
from coach.services import assign, people, programme, reports, review
from coach.services.people import NewPerson
from coach.services.rights import Actor, acting
from coach.services.workspace import Workspace
from coach.store import programme as table
from tests.builders import METHOD, ORGANISATION, STANDARD, Cue, ScriptedClock, hand_in, question, trainer, workspace

QUESTIONS = (
    question("one", "Tell me about an improvement you brought about.", ("K1.2", "K2.1")),
    question("two", "Which risks did you weigh up?", ("K1.4",)),
    question("three", "How did you gather what customers think?", ("S3.1",)),
)
ANSWERS = (
    "I saw that call backs were late, so I drew up a rota.\nAfter a month 9 in 10 came on time.",
    "The risk was cover at lunch, and I asked two colleagues first.",
    "",
)
CUES = (Cue("K1.2", "drew up a rota", "an improvement of one's own"), Cue("K1.4", "The risk was", "risk"))


@dataclass
class Stage:
    """The store, its clock, and who is in it."""

    ws: Workspace
    clock: ScriptedClock
    aisha: Actor
    callum: Actor
    marsha: Actor
    reviewed: str
    waiting: str


def build(folder: Path, aisha: str = "Aisha Rahman", words: str = "") -> Stage:
    """Return a store with two apprentices of a cohort and one outside it; `words` are added to all that is written."""
    clock = ScriptedClock()
    ws = workspace(folder, clock, CUES)
    new = NewPerson(
        aisha,
        "apprentice",
        standard=STANDARD,
        organisation=ORGANISATION,
        cohort="Spring",
        started_on="2025-01-06",
        gateway_on="2026-04-01",
        extra_time_percent=87,
    )
    first = acting(people.join(ws, new))
    second = acting(people.join(ws, NewPerson("Callum Reid", "apprentice", STANDARD, "vtct-skills", "Spring")))
    people.join(ws, NewPerson("Dev Patel", "apprentice", "l2-csp", "innovate-awarding", "Autumn"))
    marsha = trainer(ws)
    said = tuple(f"{answer} {words}".strip() if answer else "" for answer in ANSWERS)
    reviewed = hand_in(ws, clock, first, QUESTIONS, said, {"K1.2": "passed", "K1.4": "passed"})
    clock.advance(days=1)
    review.mark(ws, marsha, reviewed, 1, "K1.2", "passed", f"The rota is yours, with a figure. {words}")
    review.mark(ws, marsha, reviewed, 1, "K2.1", "none", "")
    review.mark(ws, marsha, reviewed, 2, "K1.4", "none", "Whose risk?")
    review.mark(ws, marsha, reviewed, 2, "K1.4", "attempted", f"One risk only. {words}", "Heard again")
    review.mark(ws, marsha, reviewed, 2, "K1.2", "attempted", "Told better in the first answer.")
    review.sign_off(
        ws,
        marsha,
        reviewed,
        f"A clear start, Aisha.\n\nKeep the figures. {words}",
        strengths=f"Figures at the end of each story. {words}",
        next_steps="A second risk, and what you did about it.",
    )
    clock.advance(days=4)
    waiting = hand_in(ws, clock, second, QUESTIONS[:2], said[:2])
    title = f"Call-back rota {words}".strip()
    evidence = (
        Piece("p1", 1, title, "work-product", "2025-11-03", f"Week 44. {words}", ("K1.5", "K2.4")),
        Piece("p2", 2, "A day filmed", "video", "2024-12-20", "", (), 12),
    )
    with ws.store.write() as writer:
        for piece in evidence:
            table.save_piece(writer, first.id, piece, ws.timestamp())
    programme.set_day(ws, marsha, first.id, "professional-discussion", "2026-06-10")
    programme.tick(ws, marsha, first.id, "english", note="Certificate seen")
    assign.assign(ws, marsha, [first.id], METHOD, ["K1.4"], due_on="2026-03-20", note=f"Before Friday. {words}")
    return Stage(ws, clock, first, second, marsha, reviewed, waiting)


MADE: Mapping[str, Callable[[Stage, Actor], Report]] = {
    "mark-sheet": lambda s, a: reports.session_marks(s.ws, a, s.reviewed),
    "mark-sheet-apprentice": lambda s, a: reports.apprentice_marks(s.ws, a, s.aisha.id),
    "feedback": lambda s, a: reports.feedback_letter(s.ws, a, s.reviewed),
    "transcript": lambda s, a: reports.session_transcript(s.ws, a, s.reviewed),
    "portfolio": lambda s, a: reports.portfolio_of_evidence(s.ws, a, s.aisha.id),
    "project-map": lambda s, a: reports.project_report_map(s.ws, a, s.aisha.id),
    "gateway": lambda s, a: reports.gateway_of(s.ws, a, s.aisha.id),
    "cohort": lambda s, a: reports.cohort_overview(s.ws, a, cohort="spring"),
    "cohort-all": lambda s, a: reports.cohort_overview(s.ws, a),
    "changes": lambda s, a: reports.what_changed(s.ws, a, "2026-03-03"),
}
"""Every kind of report, by a name for its golden."""
