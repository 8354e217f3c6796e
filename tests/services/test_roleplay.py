"""A role-play kept, gone on with, handed in and reviewed like an interview."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.errors import NotAllowedError, NotFoundError, UsageError
from coach.services import home, rehearse, review, roleplay, waiting
from coach.services.rights import Actor
from coach.services.sessions import view_session
from coach.services.workspace import Workspace
from tests.builders import ScriptedClock, apprentice, trainer, workspace

SCENARIO = "third-missed-visit"
HEARD = ("apologise", "empathise", "listen")
LINE = "I'm so sorry, Dawn. Three visits and nobody came, that's nine days."


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock()


@pytest.fixture
def ws(tmp_path: Path, clock: ScriptedClock) -> Workspace:
    return workspace(tmp_path, clock)


@pytest.fixture
def aisha(ws: Workspace) -> Actor:
    return apprentice(ws)


def test_each_line_is_kept_with_the_customers_answer(ws: Workspace, clock: ScriptedClock, aisha: Actor) -> None:
    talk = roleplay.start(ws, aisha, SCENARIO)
    clock.advance(seconds=40)
    said = talk.say(LINE, HEARD)
    assert [turn.speaker for turn in said] == ["apprentice", "customer"]
    assert talk.play.mood > talk.play.start_mood
    clock.advance(days=1)
    again = roleplay.take_up(ws, aisha, talk.session_id)
    assert again.transcript()[1:] == said
    assert again.play == talk.play
    assert again.elapsed() == pytest.approx(40)


def test_what_is_typed_and_the_notes_survive(ws: Workspace, aisha: Actor) -> None:
    talk = roleplay.start(ws, aisha, SCENARIO)
    talk.save_draft("Can I just ask")
    talk.save_notes("14A, not 14")
    again = roleplay.take_up(ws, aisha, talk.session_id)
    assert (again.draft(), again.notes) == ("Can I just ask", "14A, not 14")


def test_it_is_handed_in_with_what_its_lines_can_evidence(ws: Workspace, aisha: Actor) -> None:
    marsha = trainer(ws)
    talk = roleplay.start(ws, aisha, SCENARIO)
    talk.say(LINE, HEARD)
    talk.say("What happened on the days you waited in?", ("open-question",))
    talk.end()
    shown = set(talk.account().refs)
    assert shown
    talk.hand_in()
    (item,) = waiting.queue(ws, marsha)
    assert (item.method, item.questions) == ("observation", 1)
    view = view_session(ws, marsha, talk.session_id)
    (question,) = view.questions
    assert {suggestion.ref for suggestion in question.suggestions} == shown
    for suggestion in question.suggestions:
        for evidence in suggestion.evidence:
            assert question.answer[evidence.start : evidence.end] == evidence.text
    assert "customer" in {turn.speaker for turn in question.turns}
    review.mark(ws, marsha, talk.session_id, 1, sorted(shown)[0], "passed")
    review.sign_off(ws, marsha, talk.session_id)
    states = {c.ref: c.state for c in home.home_of(ws, aisha).coverage.criteria}
    assert states[sorted(shown)[0]] == "passed"


def test_one_kept_to_oneself_reaches_no_trainer(ws: Workspace, aisha: Actor) -> None:
    talk = roleplay.start(ws, aisha, SCENARIO)
    talk.say(LINE, HEARD)
    talk.end()
    talk.discard()
    assert waiting.queue(ws, trainer(ws)) == ()
    with pytest.raises(UsageError, match="over"):
        talk.say("Hello?", ())


def test_a_rude_apprentice_is_hung_up_on_and_can_look_back(ws: Workspace, aisha: Actor) -> None:
    talk = roleplay.start(ws, aisha, SCENARIO)
    for _ in range(5):
        if talk.state == "answering":
            talk.say("Not my problem, love.", ("rude",))
    assert talk.state == "rating"
    account = talk.account()
    assert not account.passes
    assert account.path[-1] <= account.path[0]


def test_it_is_no_interview_and_the_interview_does_not_take_it_up(ws: Workspace, aisha: Actor) -> None:
    talk = roleplay.start(ws, aisha, SCENARIO)
    assert rehearse.unfinished(ws, aisha) == ()
    assert [s.id for s in roleplay.unfinished(ws, aisha)] == [talk.session_id]
    with pytest.raises(UsageError, match="role-play"):
        rehearse.take_up(ws, aisha, talk.session_id)


def test_two_windows_cannot_both_go_on(ws: Workspace, aisha: Actor) -> None:
    one = roleplay.start(ws, aisha, SCENARIO)
    other = roleplay.take_up(ws, aisha, one.session_id)
    one.say(LINE, HEARD)
    with pytest.raises(UsageError, match="went on elsewhere"):
        other.say(LINE, HEARD)
    assert len(one.transcript()) == 3


def test_a_second_window_cannot_undo_what_a_trainer_did(ws: Workspace, aisha: Actor) -> None:
    marsha = trainer(ws)
    one = roleplay.start(ws, aisha, SCENARIO)
    one.say(LINE, HEARD)
    other = roleplay.take_up(ws, aisha, one.session_id)
    one.end()
    with pytest.raises(UsageError, match="went on elsewhere"):
        other.say(LINE, HEARD)
    one.hand_in()
    review.open_review(ws, marsha, one.session_id)
    tries: list[Callable[[], object]] = [
        lambda: other.say(LINE, HEARD),
        lambda: other.save_draft("Hello"),
        lambda: other.save_notes("14A"),
        other.end,
    ]
    for attempt in tries:
        with pytest.raises(UsageError, match="in review"):
            attempt()
    assert view_session(ws, marsha, one.session_id).state == "in-review"


def test_only_the_apprentice_plays_and_only_what_is_there(ws: Workspace, aisha: Actor) -> None:
    talk = roleplay.start(ws, aisha, SCENARIO)
    other = apprentice(ws, "Ben Carter")
    with pytest.raises(NotAllowedError):
        roleplay.take_up(ws, other, talk.session_id)
    with pytest.raises(NotFoundError, match="third-missed-visit"):
        roleplay.start(ws, aisha, "third-mised-visit")
    level_2 = apprentice(ws, "Cara Lowe", standard="l2-csp", organisation="innovate-awarding")
    with pytest.raises(UsageError, match="is not for l2-csp"):
        roleplay.start(ws, level_2, SCENARIO)


def test_those_never_played_are_offered_first(ws: Workspace, aisha: Actor) -> None:
    first = roleplay.offers(ws, aisha)[0]
    roleplay.start(ws, aisha, first.id)
    offers = roleplay.offers(ws, aisha)
    assert offers[-1].id == first.id and offers[-1].played == 1
    assert all(offer.refs for offer in offers)
