"""What the trainer's screens show, worked out without a screen."""

from coach.plain.marking import criterion_in_full, criterion_in_lines, history_in_lines
from coach.reports.cohort import split_ref
from coach.reports.marking import criterion_rows, next_unmarked, not_answered, passages, unmarked_suggestions
from coach.reports.views import SessionView
from coach.reports.words import ago, counted, listed
from coach.services import review
from coach.services.sessions import view_session
from tests.builders import hand_in
from tests.tui.spring import ANSWERS, DEPARTMENTS, Spring


def viewed(small: Spring) -> SessionView:
    return view_session(small.ws, small.marsha, small.session)


def test_rows_come_as_asked_suggested_and_rest(small: Spring) -> None:
    view = viewed(small)
    assert [(row.ref, row.why) for row in criterion_rows(view, view.questions[0])] == [
        ("K4.5", "asked"),
        ("K4.6", "asked"),
        ("K4.4", "suggested"),
    ]
    every = criterion_rows(view, view.questions[0], everything=True)
    assert len(every) == len(view.criteria)
    assert [row.ref for row in every[3:]] == [c.ref for c in view.criteria if c.ref not in ("K4.5", "K4.6", "K4.4")]


def test_a_mark_on_anything_else_keeps_its_row(small: Spring) -> None:
    review.mark(small.ws, small.marsha, small.session, 1, "S5.5", "none")
    review.mark(small.ws, small.marsha, small.session, 3, "K4.5", "passed")
    view = viewed(small)
    rows = {row.ref: row for row in criterion_rows(view, view.questions[0])}
    assert rows["S5.5"].why == "rest"
    assert rows["K4.5"].mark is None
    assert rows["K4.5"].self_rating is None
    assert rows["K4.5"].elsewhere == ((3, "passed"),)


def test_the_next_to_mark_goes_on_then_round(small: Spring) -> None:
    view = viewed(small)
    assert next_unmarked(view, 1) == (1, "K4.5")
    assert next_unmarked(view, 1, "K4.5") == (1, "K4.6")
    assert next_unmarked(view, 1, "K4.4") == (1, "K4.5")
    assert next_unmarked(view, 2) == (3, "S3.1")
    for ref in ("K4.6", "K4.4"):
        review.mark(small.ws, small.marsha, small.session, 1, ref, "passed")
    assert next_unmarked(viewed(small), 1, "K4.4") == (1, "K4.5")
    review.mark(small.ws, small.marsha, small.session, 1, "K4.5", "none")
    assert next_unmarked(viewed(small), 1, "K4.5") == (3, "S3.1")
    for ref in ("S3.1", "S3.3", "S1.4"):
        review.mark(small.ws, small.marsha, small.session, 3, ref, "passed")
    assert next_unmarked(viewed(small), 3, "S1.4") is None


def test_unmarked_suggestions_are_counted_in_each_answer(small: Spring) -> None:
    assert unmarked_suggestions(viewed(small)) == 6
    review.mark(small.ws, small.marsha, small.session, 1, "K4.5", "attempted")
    assert unmarked_suggestions(viewed(small)) == 5
    assert not_answered(viewed(small)) == (2,)


def test_evidence_is_cut_to_the_turn_it_lies_in(small: Spring) -> None:
    session = hand_in(small.ws, small.clock, small.aisha, (DEPARTMENTS, DEPARTMENTS), (ANSWERS[0], "It ended well."))
    for question in view_session(small.ws, small.marsha, session).questions:
        for passage in passages(question):
            for suggestion in passage.suggestions:
                for evidence in suggestion.evidence:
                    assert passage.turn.text[evidence.start : evidence.end] == evidence.text
    assert sum(1 for p in passages(question) if p.turn.kind == "answer") >= 1


def test_lines_of_a_criterion_and_of_its_history(small: Spring) -> None:
    review.mark(small.ws, small.marsha, small.session, 1, "K4.6", "attempted", "What\nfollowed?")
    review.mark(small.ws, small.marsha, small.session, 1, "K4.6", "passed")
    view = viewed(small)
    row = criterion_rows(view, view.questions[0])[1]
    lines = criterion_in_lines(row)
    assert lines[0] == (
        "K4.6 Service failure, causes and consequences: passed, by Marsha Delgado. They say of themself: passed."
    )
    assert lines[1] == "Suggested, likely, by what caused it. No sign yet of what follows for the customer."
    assert "  “the order had never reached their screen” (what caused it)" in criterion_in_full(row)
    assert history_in_lines(review.history(small.ws, small.marsha, small.session)) == [
        "2026-03-05 09:36 Marsha Delgado: K4.6 in question 1, attempted, not passed. “What followed?” Replaced later.",
        "2026-03-05 09:36 Marsha Delgado: K4.6 in question 1, passed.",
    ]
    assert history_in_lines(()) == ["No mark has been given in this session yet."]


def test_refs_split_before_their_last_number() -> None:
    assert split_ref("K2.10") == ("K2", "10")
    assert split_ref("10S1") == ("10S", "1")
    assert split_ref("odd") == ("odd", "")


def test_small_words() -> None:
    assert (counted(1, "criterion", "criteria"), counted(2, "answer")) == ("1 criterion", "2 answers")
    assert (ago(0), ago(1), ago(9)) == ("under a day ago", "1 day ago", "9 days ago")
    assert (listed(["a"]), listed(["a", "b", "c"]), listed(["a", "b"], "and")) == ("a", "a, b or c", "a and b")
