"""What is said on coming in: marks since the last visit, what is asked for, how far off gateway is."""

from pathlib import Path

from coach.services import assign, people, review
from coach.services.greeting import ahead, greeting, visit
from coach.services.home import home_of
from coach.services.people import Changes
from coach.talk.replies import Wordings
from tests.builders import ScriptedClock, apprentice, hand_in, question, trainer, workspace

ASKED = question("limits", "When did you stop at the limit of your authority?", ("K2.4",))


def test_marks_are_news_once_and_what_is_asked_for_stays(tmp_path: Path) -> None:
    clock = ScriptedClock()
    ws = workspace(tmp_path, clock)
    aisha, marsha = apprentice(ws), trainer(ws)

    def greeted() -> str:
        since = visit(ws, aisha)
        clock.advance(minutes=1)
        return " ".join(greeting(home_of(ws, aisha), since, ws.now().date(), Wordings(ws.library.replies, 1)))

    assert visit(ws, aisha) is None
    people.change(ws, marsha, aisha.id, Changes(gateway_on="2026-04-20"))
    session = hand_in(ws, clock, aisha, (ASKED,), ("I asked my manager.",))
    assert "1 session with your trainer" in greeted() and "in 7 weeks" in greeted()
    review.mark(ws, marsha, session, 1, "K2.2", "attempted")
    review.sign_off(ws, marsha, session)
    assign.assign(ws, marsha, [aisha.id], "project-interview", ["K2.2"], due_on="2026-03-06")
    first = greeted()
    assert "project interview of 2 March" in first and "mark" in first.casefold()
    assert "Marsha Delgado asks for K2.2 by 6 March." in first
    second = greeted()
    assert "project interview of 2 March" not in second and "K2.2" in second
    clock.advance(days=5)
    assert "it can still be done" in greeted()


def test_days_ahead_are_said_as_people_say_them() -> None:
    said = [ahead(days) for days in (0, 1, 5, 13, 14, 45)]
    assert said == ["today", "tomorrow", "in 5 days", "in 13 days", "in 2 weeks", "in 6 weeks"]
