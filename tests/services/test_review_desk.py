"""The desk: words attached to criteria, comments to start from, what a sign-off says."""

import pytest

from coach.errors import CoachError, NotFoundError, UsageError
from coach.plain.session import session_in_lines
from coach.review.marks import MarkValue
from coach.services import review, sessions, waiting
from coach.services.rights import Actor
from coach.services.workspace import Workspace
from tests.builders_edges import Place, an_apprentice, finish, one_sentence, sit

ON_BOTH_ENGINES = True

ANSWER = "This shows K2.4 B2.1 in one go"


def handed_in(ws: Workspace, actor: Actor, answer: str = ANSWER) -> str:
    rehearsal = sit(ws, actor)
    finish(rehearsal, answer)
    rehearsal.hand_in({})
    return rehearsal.session_id


@pytest.fixture
def session(ws: Workspace, aisha: Actor) -> str:
    return handed_in(ws, aisha)


# Words attached to a criterion


def attached(ws: Workspace, actor: Actor, session: str) -> list[tuple[int, str, int, int, str, str]]:
    return [
        (question.number, each.ref, each.start, each.end, each.text, each.attached_by)
        for question in sessions.view_session(ws, actor, session).questions
        for each in question.attached
    ]


def test_words_the_mapper_missed_are_attached_by_offset(ws: Workspace, session: str, marsha: Actor) -> None:
    start = ANSWER.index("in one go")
    review.attach(ws, marsha, session, 1, "K4.1", start, start + 6)
    review.attach(ws, marsha, session, 1, "K4.1", 0, 4)
    review.attach(ws, marsha, session, 2, "K4.1", 5, 10)
    assert attached(ws, marsha, session) == [
        (1, "K4.1", 0, 4, "This", "Marsha Delgado"),
        (1, "K4.1", start, start + 6, "in one", "Marsha Delgado"),
        (2, "K4.1", 5, 10, "shows", "Marsha Delgado"),
    ]
    assert waiting.queue(ws, marsha)[0].state == "in-review"
    assert review.history(ws, marsha, session) == ()


def test_offsets_count_characters_whatever_they_are(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    answer = "Zoë said 👍🏽 and left happy"
    session = handed_in(ws, aisha, answer)
    review.attach(ws, marsha, session, 1, "K4.1", answer.index("left"), len(answer))
    assert attached(ws, marsha, session)[0][4] == "left happy"


@pytest.mark.parametrize(
    ("start", "end"), [(0, 0), (4, 5), (5, 4), (-1, 4), (0, len(ANSWER) + 1), (500, 600)]
)  # fmt: skip
def test_a_passage_that_is_not_in_the_answer_is_refused(
    ws: Workspace, session: str, marsha: Actor, start: int, end: int
) -> None:
    with pytest.raises(UsageError) as refusal:
        review.attach(ws, marsha, session, 1, "K4.1", start, end)
    assert one_sentence(refusal.value) == "No words of the answer are chosen. Choose some of its 30 characters."
    assert attached(ws, marsha, session) == []
    assert waiting.queue(ws, marsha)[0].state == "waiting"


@pytest.mark.parametrize(("question", "ref"), [(9, "K4.1"), (0, "K4.1"), (1, "K1.1"), (1, "nonsense")])
def test_words_are_attached_to_a_criterion_of_the_method_in_an_answer(
    ws: Workspace, session: str, marsha: Actor, question: int, ref: str
) -> None:
    with pytest.raises(NotFoundError) as refusal:
        review.attach(ws, marsha, session, question, ref, 0, 4)
    one_sentence(refusal.value)


def test_what_was_attached_can_be_taken_away(ws: Workspace, session: str, marsha: Actor) -> None:
    for ref, start in (("K4.1", 0), ("K4.1", 5), ("B3.1", 0)):
        review.attach(ws, marsha, session, 1, ref, start, start + 4)
    assert review.detach(ws, marsha, session, 1, "K4.1") == 2
    assert review.detach(ws, marsha, session, 1, "K4.1") == 0
    assert [ref for _, ref, *_ in attached(ws, marsha, session)] == ["B3.1"]


def test_taking_words_away_after_the_sign_off_opens_the_review_again(
    ws: Workspace, session: str, marsha: Actor
) -> None:
    review.attach(ws, marsha, session, 1, "K4.1", 0, 4)
    review.sign_off(ws, marsha, session)
    assert review.detach(ws, marsha, session, 1, "B3.1") == 0
    assert sessions.session_row(ws, session).state == "reviewed"
    assert review.detach(ws, marsha, session, 1, "K4.1") == 1
    assert sessions.session_row(ws, session).state == "in-review"


def test_what_a_trainer_attached_is_told_with_the_sign_off(
    place: Place, ws: Workspace, session: str, aisha: Actor, marsha: Actor
) -> None:
    review.attach(ws, marsha, session, 1, "K4.1", 0, 4)
    assert attached(ws, aisha, session) == []
    review.sign_off(ws, marsha, session)
    assert attached(ws, aisha, session) == attached(ws, marsha, session) != []
    place.clock.advance(minutes=1)
    review.attach(ws, marsha, session, 1, "B3.1", 0, 4)
    assert [ref for _, ref, *_ in attached(ws, aisha, session)] == ["K4.1"]


# Comments to start from


def offers(ws: Workspace, actor: Actor, session: str, value: MarkValue = "attempted") -> list[tuple[str, int, str]]:
    return [(each.text, each.uses, each.why) for each in review.comments_for(ws, actor, session, "K2.4", value)]


def test_what_the_apprentice_was_told_comes_before_what_others_were_and_that_before_ours(
    ws: Workspace, aisha: Actor, marsha: Actor
) -> None:
    callum = an_apprentice(ws, "Callum Reid")
    for actor, comment in ((callum, "Name the limit."), (callum, "Name the limit."), (aisha, "Whose limit was it?")):
        session = handed_in(ws, actor)
        review.mark(ws, marsha, session, 1, "K2.4", "attempted", comment)
        review.sign_off(ws, marsha, session)
    ours = ws.library.comments["attempted"]
    review.mark(ws, marsha, handed_in(ws, callum), 1, "B2.1", "attempted", ours[-1])
    found = offers(ws, marsha, handed_in(ws, aisha))
    assert found[:3] == [
        ("Whose limit was it?", 1, "Aisha was told this before"),
        ("Name the limit.", 2, "used on K2.4"),
        (ours[-1], 1, "to start from"),
    ]
    assert sorted(text for text, _, why in found if why == "to start from") == sorted(ours)


def test_nobody_was_told_what_is_not_signed_off(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    first, second = handed_in(ws, aisha), handed_in(ws, aisha)
    review.mark(ws, marsha, first, 1, "K2.4", "attempted", "Whose limit was it?")
    assert offers(ws, marsha, second)[0] == ("Whose limit was it?", 1, "used on K2.4")
    review.sign_off(ws, marsha, first)
    assert offers(ws, marsha, second)[0] == ("Whose limit was it?", 1, "Aisha was told this before")


def test_what_was_told_where_it_passed_or_in_this_session_is_no_earlier_shortfall(
    ws: Workspace, aisha: Actor, marsha: Actor
) -> None:
    first, second = handed_in(ws, aisha), handed_in(ws, aisha)
    review.mark(ws, marsha, first, 1, "K2.4", "passed", "Well said.")
    review.sign_off(ws, marsha, first)
    review.mark(ws, marsha, second, 1, "K2.4", "attempted", "Here and now.")
    assert {why for text, _, why in offers(ws, marsha, second) if text in ("Well said.", "Here and now.")} == {
        "used on K2.4"
    }


def test_a_comment_that_was_replaced_is_offered_no_more(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    first = handed_in(ws, aisha)
    review.mark(ws, marsha, first, 1, "K2.4", "attempted", "A slip of the pen")
    review.mark(ws, marsha, first, 1, "K2.4", "attempted", "Say whose limit it was.")
    texts = [text for text, *_ in offers(ws, marsha, handed_in(ws, aisha))]
    assert texts[0] == "Say whose limit it was."
    assert "A slip of the pen" not in texts


@pytest.mark.parametrize("value", ["passed", "attempted", "none"])
def test_each_mark_has_comments_to_start_from_and_no_comment_is_offered_twice(
    ws: Workspace, session: str, marsha: Actor, value: MarkValue
) -> None:
    ours = ws.library.comments[value]
    review.mark(ws, marsha, session, 1, "K2.4", value, ours[0])
    texts = [text for text, *_ in offers(ws, marsha, session, value)]
    assert sorted(texts) == sorted(ours)
    assert texts[0] == ours[0]


# Signing off


def test_strengths_and_next_steps_are_kept_where_they_are_not_written_anew(
    ws: Workspace, session: str, aisha: Actor, marsha: Actor
) -> None:
    review.sign_off(ws, marsha, session, "Good.", strengths="Names people.", next_steps=" Say your limit. ")
    seen = sessions.view_session(ws, aisha, session)
    assert (seen.feedback, seen.strengths, seen.next_steps) == ("Good.", "Names people.", "Say your limit.")
    review.open_review(ws, marsha, session)
    review.sign_off(ws, marsha, session, next_steps="Tell the end as well.")
    seen = sessions.view_session(ws, aisha, session)
    assert (seen.feedback, seen.strengths, seen.next_steps) == ("Good.", "Names people.", "Tell the end as well.")


@pytest.mark.parametrize("what", ["feedback", "strengths", "next_steps"])
def test_what_is_too_long_is_refused_and_nothing_is_signed(
    ws: Workspace, session: str, marsha: Actor, what: str
) -> None:
    review.sign_off(ws, marsha, handed_in(ws, an_apprentice(ws, "Callum Reid")), **{what: "x" * 4000})
    with pytest.raises(CoachError) as refusal:
        review.sign_off(ws, marsha, session, **{what: "x" * 4001})
    assert "has 4001 characters; at most 4000 fit." in one_sentence(refusal.value)
    assert sessions.session_row(ws, session).state == "waiting"


def test_the_apprentice_reads_why_a_mark_was_changed(ws: Workspace, aisha: Actor, marsha: Actor, session: str) -> None:
    review.mark(ws, marsha, session, 1, "K2.4", "attempted")
    review.mark(ws, marsha, session, 1, "K2.4", "passed", why="Priya is named.")
    review.sign_off(ws, marsha, session)
    lines = list(session_in_lines(sessions.view_session(ws, aisha, session)))
    marked = lines.index("  Marked by Marsha Delgado: K2.4 passed.")
    assert lines[marked + 1] == "    Changed since it was first marked: Priya is named."


def test_the_history_says_who_changed_what_when_and_why(
    place: Place, ws: Workspace, session: str, marsha: Actor, omar: Actor
) -> None:
    review.mark(ws, marsha, session, 1, "K2.4", "attempted", "Whose limit?")
    place.clock.advance(minutes=30)
    review.mark(ws, omar, session, 1, "K2.4", "passed", why="  She names Priya.  ")
    assert [(m.mark, m.comment, m.marked_by, m.marked_at, m.why) for m in review.history(ws, omar, session)] == [
        ("attempted", "Whose limit?", "Marsha Delgado", "2026-03-02T09:30:00Z", ""),
        ("passed", "", "Omar Haddad", "2026-03-02T10:00:00Z", "She names Priya."),
    ]


# How far suggestions held


def test_what_became_of_suggestions(ws: Workspace, aisha: Actor, marsha: Actor) -> None:
    first, second = handed_in(ws, aisha), handed_in(ws, aisha)
    for session, question, ref, value in (
        (first, 1, "K2.4", "none"),
        (first, 1, "K2.4", "passed"),
        (first, 2, "K2.4", "attempted"),
        (second, 1, "K2.4", "none"),
        (first, 1, "K4.1", "passed"),
        (first, 2, "K4.1", "attempted"),
        (first, 3, "K4.1", "none"),
    ):
        review.mark(ws, marsha, session, question, ref, value)  # type: ignore[arg-type]
    found = review.suggestion_quality(ws, marsha, "l3-css-1.0")
    assert set(found) == {"K2.4", "K4.1"}
    suggested, missed = found["K2.4"], found["K4.1"]
    assert (suggested.passed, suggested.attempted, suggested.refused, suggested.missed) == (1, 1, 1, 0)
    assert (missed.passed, missed.attempted, missed.refused, missed.missed) == (0, 0, 0, 2)
    assert review.suggestion_quality(ws, marsha, "l3-css-1.1") == {}
