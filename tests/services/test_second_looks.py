"""Second looks: what is sampled, that the look is blind, how agreement comes about and how the rest is settled."""

from collections.abc import Mapping

import pytest

from coach.errors import CoachError, NotAllowedError, NotFoundError, UsageError
from coach.plain.desk import agreement_in_lines
from coach.reports.second_look import AgreementView
from coach.review.marks import MarkValue
from coach.review.second_look import Place, agreement, wants_second_look
from coach.services import review, second_looks, sessions, waiting, watch
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from coach.store.second_looks import settlements_of
from tests.builders_edges import Place as Stage
from tests.builders_edges import a_trainer, finish, one_sentence, sit

ON_BOTH_ENGINES = True

FIRST: Mapping[Place, MarkValue] = {(1, "K2.4"): "passed", (1, "B2.1"): "attempted", (2, "K2.4"): "none"}


@pytest.fixture
def stage(place: Stage) -> Stage:
    return place


@pytest.fixture
def priya(ws: Workspace) -> Actor:
    return a_trainer(ws, "Priya Nair")


def reviewed(
    stage: Stage, ws: Workspace, aisha: Actor, trainer: Actor, marks: Mapping[Place, MarkValue] = FIRST
) -> str:
    rehearsal = sit(ws, aisha)
    finish(rehearsal, "This shows K2.4 B2.1 in one go")
    rehearsal.hand_in({})
    for (question, ref), value in marks.items():
        review.mark(ws, trainer, rehearsal.session_id, question, ref, value, f"On {ref}.")
    review.sign_off(ws, trainer, rehearsal.session_id, "Well told.")
    stage.clock.advance(minutes=10)
    return rehearsal.session_id


@pytest.fixture
def session(stage: Stage, ws: Workspace, aisha: Actor, omar: Actor) -> str:
    return reviewed(stage, ws, aisha, omar)


def look_again(
    stage: Stage, ws: Workspace, trainer: Actor, session: str, marks: Mapping[Place, MarkValue], *, close: bool = True
) -> None:
    for (question, ref), value in marks.items():
        second_looks.mark_again(ws, trainer, session, question, ref, value)
    if close:
        second_looks.finish(ws, trainer, session)
    stage.clock.advance(minutes=10)


def sampled(ws: Workspace, trainer: Actor) -> list[str]:
    return [look.session_id for look in second_looks.open_looks(ws, trainer)]


# The sample


def test_all_of_every_trainers_first_ten_reviews_and_then_those_that_are_drawn(
    stage: Stage, ws: Workspace, aisha: Actor, omar: Actor, priya: Actor
) -> None:
    marked = [reviewed(stage, ws, aisha, omar, {(1, "K2.4"): "passed"}) for _ in range(30)]
    expected = marked[:10] + [id_ for id_ in marked[10:] if wants_second_look(10, id_)]
    assert sampled(ws, priya) == expected
    assert len(expected) < 20
    by_another = reviewed(stage, ws, aisha, priya)
    assert sampled(ws, omar) == [by_another]


def test_a_review_signed_off_again_is_sampled_once(ws: Workspace, session: str, omar: Actor, priya: Actor) -> None:
    review.open_review(ws, priya, session)
    review.sign_off(ws, priya, session)
    (look,) = second_looks.open_looks(ws, priya)
    assert (look.session_id, look.apprentice, look.first_marker) == (session, "Aisha Rahman", "Omar Haddad")
    assert (look.method_title, look.sampled_at) == ("Professional discussion", "2026-03-02T09:30:00Z")
    assert sampled(ws, omar) == []


def test_a_review_without_a_mark_of_its_trainer_is_not_looked_at_again(
    stage: Stage, ws: Workspace, aisha: Actor, omar: Actor, priya: Actor
) -> None:
    reviewed(stage, ws, aisha, omar, {})
    assert sampled(ws, priya) == []


# Looking


def test_a_second_look_is_blind(ws: Workspace, session: str, priya: Actor) -> None:
    assert second_looks.places(ws, priya, session) == ((1, "B2.1"), (1, "K2.4"), (2, "K2.4"))
    assert second_looks.own_marks(ws, priya, session) == {}
    second_looks.mark_again(ws, priya, session, 1, "K2.4", "attempted")
    assert second_looks.own_marks(ws, priya, session) == {(1, "K2.4"): "attempted"}
    assert second_looks.agreement_of(ws, priya).agreement is None


def test_nobody_looks_again_at_their_own_marks(ws: Workspace, session: str, omar: Actor) -> None:
    with pytest.raises(NotAllowedError) as refusal:
        second_looks.mark_again(ws, omar, session, 1, "K2.4", "passed")
    assert one_sentence(refusal.value).startswith("A second look at one's own marks shows nothing.")


def test_whoever_begins_a_second_look_has_it_to_themselves(ws: Workspace, session: str, priya: Actor) -> None:
    lena = a_trainer(ws, "Lena Fox")
    second_looks.mark_again(ws, priya, session, 1, "K2.4", "passed")
    assert sampled(ws, lena) == []
    assert sampled(ws, priya) == [session]
    assert second_looks.own_marks(ws, lena, session) == {}
    with pytest.raises(NotAllowedError) as refusal:
        second_looks.mark_again(ws, lena, session, 1, "K2.4", "passed")
    assert one_sentence(refusal.value) == "Priya Nair has begun this second look. Take another."


@pytest.mark.parametrize(
    ("question", "ref", "value", "told"),
    [
        (1, "K2.4", "excellent", "excellent is not a mark. Marks are passed, attempted, none."),
        (3, "K2.4", "passed", "K2.4 has no first mark in question 3. Take one of the places listed."),
    ],
)
def test_a_second_mark_that_cannot_be(
    ws: Workspace, session: str, priya: Actor, question: int, ref: str, value: MarkValue, told: str
) -> None:
    with pytest.raises(CoachError) as refusal:
        second_looks.mark_again(ws, priya, session, question, ref, value)
    assert one_sentence(refusal.value) == told
    assert second_looks.own_marks(ws, priya, session) == {}


def test_it_is_finished_when_every_place_is_marked(stage: Stage, ws: Workspace, session: str, priya: Actor) -> None:
    look_again(stage, ws, priya, session, {(1, "K2.4"): "passed"}, close=False)
    with pytest.raises(UsageError) as refusal:
        second_looks.finish(ws, priya, session)
    assert one_sentence(refusal.value).startswith("2 of the marks are still to be given.")
    look_again(stage, ws, priya, session, {(1, "B2.1"): "attempted", (2, "K2.4"): "passed"})
    assert sampled(ws, priya) == []
    with pytest.raises(UsageError) as refusal:
        second_looks.mark_again(ws, priya, session, 1, "K2.4", "none")
    assert one_sentence(refusal.value).startswith("This second look is finished.")
    with pytest.raises(NotFoundError) as missing:
        second_looks.places(ws, priya, "nowhere")
    assert one_sentence(missing.value).startswith("Session nowhere is not up for a second look.")


def test_second_marks_count_for_agreement_only(
    stage: Stage, ws: Workspace, session: str, aisha: Actor, priya: Actor
) -> None:
    before = watch.coverage_of(ws, priya, aisha.id)
    look_again(stage, ws, priya, session, dict.fromkeys(FIRST, "passed"))
    assert watch.coverage_of(ws, priya, aisha.id) == before


# Agreement


def test_agreement_over_all_finished_looks(
    stage: Stage, ws: Workspace, aisha: Actor, omar: Actor, priya: Actor, session: str
) -> None:
    look_again(stage, ws, priya, session, {**FIRST, (2, "K2.4"): "passed"})
    second = reviewed(stage, ws, aisha, omar, {(1, "K2.4"): "passed"})
    look_again(stage, ws, priya, second, {(1, "K2.4"): "passed"})
    third = reviewed(stage, ws, aisha, omar)
    look_again(stage, ws, priya, third, {(1, "K2.4"): "none"}, close=False)
    view = second_looks.agreement_of(ws, omar)
    assert view.looks == 2
    assert view.agreement and (view.agreement.places, view.agreement.agreed) == (4, 3)
    lines = agreement_in_lines(view)
    assert lines[0] == "2 second looks: 3 of 4 marks agree, too few to say how far."
    assert len(lines) == 2
    assert session not in lines[1] and agreement_in_lines(view, ids=True)[1] == f"{session}  {lines[1]}"
    assert lines[1].startswith("Aisha Rahman, 2 March, question 2, K2.4 ")


def test_figures_are_told_from_ten_marks_on() -> None:
    def told(agreed: int, of: int) -> str:
        pairs: list[tuple[MarkValue, MarkValue]] = [("passed", "passed"), ("none", "passed")] * (of - agreed)
        pairs += [("none", "none")] * (of - len(pairs))
        return agreement_in_lines(AgreementView(1, agreement(pairs), ()))[0]

    assert told(8, 9) == "1 second look: 8 of 9 marks agree, too few to say how far."
    # kappa from 8/10 observed and (2*4 + 8*6) / 100 by chance
    assert told(8, 10) == "1 second look: 8 of 10 marks agree, 80 %, Cohen's kappa 0.55 (moderate)."


def test_the_last_word_of_each_at_a_place_is_compared(
    stage: Stage, ws: Workspace, session: str, omar: Actor, priya: Actor
) -> None:
    review.mark(ws, omar, session, 2, "K2.4", "passed")
    look_again(stage, ws, priya, session, {(2, "K2.4"): "attempted"}, close=False)
    look_again(stage, ws, priya, session, {**FIRST, (2, "K2.4"): "passed"})
    assert second_looks.agreement_of(ws, priya).to_settle == ()


def test_changing_ones_mind_after_the_look_does_not_better_the_agreement(
    stage: Stage, ws: Workspace, session: str, omar: Actor, priya: Actor
) -> None:
    look_again(stage, ws, priya, session, dict.fromkeys(FIRST, "passed"))
    before = second_looks.agreement_of(ws, priya)
    for question, ref in FIRST:
        review.mark(ws, omar, session, question, ref, "passed")
    assert second_looks.agreement_of(ws, priya) == before
    assert len(before.to_settle) == 2


# Settling


@pytest.fixture
def disputed(stage: Stage, ws: Workspace, session: str, priya: Actor) -> str:
    """A finished look that differs on K2.4 in question 2: Omar says none, Priya passed."""
    look_again(stage, ws, priya, session, {**FIRST, (2, "K2.4"): "passed"})
    return session


def test_what_is_to_be_settled_shows_both_views(ws: Workspace, disputed: str, omar: Actor) -> None:
    (place,) = second_looks.agreement_of(ws, omar).to_settle
    assert (place.session_id, place.question, place.ref) == (disputed, 2, "K2.4")
    assert (place.first, place.first_by, place.second, place.second_by) == (
        "none",
        "Omar Haddad",
        "passed",
        "Priya Nair",
    )
    assert place.answer == "This shows K2.4 B2.1 in one go"
    assert place.question_text and place.title


def test_settling_keeps_both_marks_and_the_reason(ws: Workspace, disputed: str, omar: Actor, priya: Actor) -> None:
    before = second_looks.agreement_of(ws, omar).agreement
    second_looks.settle(ws, omar, disputed, 2, "K2.4", "passed", "  She names the limit in the second sentence. ")
    view = second_looks.agreement_of(ws, omar)
    assert (view.to_settle, view.agreement) == ((), before)
    assert second_looks.own_marks(ws, priya, disputed)[2, "K2.4"] == "passed"
    history = [m for m in review.history(ws, omar, disputed) if (m.question, m.ref) == (2, "K2.4")]
    assert [(m.mark, m.comment, m.why) for m in history] == [
        ("none", "On K2.4.", ""),
        ("passed", "On K2.4.", "She names the limit in the second sentence."),
    ]
    (settled,) = settlements_of(ws.store, disputed)
    assert (settled.mark, settled.settled_by) == ("passed", "Omar Haddad")


def test_a_settled_mark_that_changes_something_is_told_with_the_next_sign_off(
    stage: Stage, ws: Workspace, disputed: str, aisha: Actor, omar: Actor
) -> None:
    def seen() -> list[MarkValue]:
        return [mark.mark for mark in sessions.view_session(ws, aisha, disputed).questions[1].marks]

    second_looks.settle(ws, omar, disputed, 2, "K2.4", "attempted", "Half of it is there.")
    assert [item.session_id for item in waiting.queue(ws, omar)] == [disputed]
    assert seen() == ["none"]
    stage.clock.advance(minutes=1)
    review.sign_off(ws, omar, disputed)
    assert seen() == ["attempted"]


def test_a_mark_that_is_upheld_leaves_the_review_closed(ws: Workspace, disputed: str, priya: Actor) -> None:
    second_looks.settle(ws, priya, disputed, 2, "K2.4", "none", "Nothing of it is said.")
    assert sessions.session_row(ws, disputed).state == "reviewed"
    assert second_looks.agreement_of(ws, priya).to_settle == ()


@pytest.mark.parametrize(
    ("question", "ref", "value", "why", "told"),
    [
        (2, "K2.4", "passed", "  ", "A settled mark needs its reason."),
        (2, "K2.4", "excellent", "Because.", "excellent is not a mark."),
        (1, "K2.4", "passed", "Because.", "Nothing is to be settled at K2.4 in question 1."),
        (9, "K9.9", "passed", "Because.", "Nothing is to be settled at K9.9 in question 9."),
    ],
)
def test_what_cannot_be_settled(
    ws: Workspace, disputed: str, omar: Actor, question: int, ref: str, value: MarkValue, why: str, told: str
) -> None:
    before = review.history(ws, omar, disputed)
    with pytest.raises(CoachError) as refusal:
        second_looks.settle(ws, omar, disputed, question, ref, value, why)
    assert one_sentence(refusal.value).startswith(told)
    assert review.history(ws, omar, disputed) == before


def test_only_what_a_finished_look_left_open_is_settled_and_that_once(
    stage: Stage, ws: Workspace, aisha: Actor, omar: Actor, priya: Actor, disputed: str
) -> None:
    second_looks.settle(ws, omar, disputed, 2, "K2.4", "passed", "Once.")
    unfinished = reviewed(stage, ws, aisha, omar)
    look_again(stage, ws, priya, unfinished, {(2, "K2.4"): "passed"}, close=False)
    for session in (disputed, unfinished):
        with pytest.raises(NotFoundError):
            second_looks.settle(ws, omar, session, 2, "K2.4", "none", "Again, or too early.")
