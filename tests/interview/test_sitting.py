from typing import get_args

import pytest

from coach.content.library import Library
from coach.interview.sitting import Mode, Turn, seconds_per_question, terms_for
from coach.interview.voice import Moment
from coach.standards.organisation import MethodRules, Organisation, Sourced
from tests.builders_core import terms, voice

INTERVIEW = "project-interview"


def organisation(rules: MethodRules | None = None) -> Organisation:
    methods = {INTERVIEW: rules} if rules else {}
    return Organisation(
        kind="organisation", id="o", title="O", document="d", standards=("l3-css-1.0",), methods=methods
    )


@pytest.mark.parametrize(
    ("name", "method", "minutes", "tolerance", "questions", "probes"),
    [
        ("highfield", INTERVIEW, 60, 6, 10, 1),
        ("highfield", "professional-discussion", 60, 6, 10, 2),
        ("achieve-partners", INTERVIEW, 60, 0, 10, 2),
        ("achieve-partners", "professional-discussion", 60, 0, 10, 2),
        ("gateway-qualifications", INTERVIEW, 60, 6, 10, 2),
        ("vtct-skills", INTERVIEW, 60, 6, 10, 2),
        ("vtct-skills", "professional-discussion", 60, 6, 10, 2),
        ("innovate-awarding", "professional-discussion", 60, 0, 10, 2),
    ],
)
def test_terms_are_the_organisations(
    shipped: Library, name: str, method: str, minutes: int, tolerance: int, questions: int, probes: int
) -> None:
    held = terms_for(shipped.organisation(name), method, "exam")
    assert (held.minutes_by_rule, held.allowed) == (minutes, minutes * 60)
    assert held.tolerance == tolerance * 60
    assert (held.questions, held.probes, held.mode) == (questions, probes, "exam")


@pytest.mark.parametrize("mode", get_args(Mode))
def test_where_the_document_is_silent_the_plans_length_and_number_hold(mode: Mode) -> None:
    held = terms_for(organisation(), INTERVIEW, mode)
    assert (held.allowed, held.tolerance, held.questions) == (3600, 0, 10)


@pytest.mark.parametrize(("minutes", "questions"), [(3, 1), (6, 1), (15, 2), (30, 5), (60, 10), (120, 10)])
def test_a_shorter_practice_asks_fewer_questions(minutes: int, questions: int) -> None:
    held = terms_for(organisation(), INTERVIEW, "practice", minutes=minutes)
    assert (held.questions, held.allowed, held.minutes_by_rule) == (questions, minutes * 60, minutes)


def test_a_shorter_exam_still_asks_them_all() -> None:
    assert terms_for(organisation(), INTERVIEW, "exam", minutes=15).questions == 10


def test_a_number_of_questions_that_was_asked_for_stands() -> None:
    assert terms_for(organisation(), INTERVIEW, "practice", minutes=15, questions=7).questions == 7


def test_extra_time_lengthens_what_is_allowed_and_nothing_that_is_said() -> None:
    rules = MethodRules(minutes=Sourced(60, "w"), tolerance_percent=Sourced(10, "w"))
    plain = terms_for(organisation(rules), INTERVIEW, "exam")
    longer = terms_for(organisation(rules), INTERVIEW, "exam", extra_time_percent=25)
    assert (longer.allowed, longer.tolerance) == (4500, 450)
    assert (longer.minutes_by_rule, longer.tolerance_by_rule) == (60, 360)
    assert (plain.minutes_by_rule, plain.tolerance_by_rule) == (60, 360)
    assert longer.questions == plain.questions


@pytest.mark.parametrize(
    "name", ["highfield", "achieve-partners", "gateway-qualifications", "vtct-skills", "innovate-awarding"]
)
def test_of_an_observation_only_the_questions_are_sat(shipped: Library, name: str) -> None:
    held = terms_for(shipped.organisation(name), "observation", "exam", observed=True)
    assert (held.minutes_by_rule, held.questions) == (9, 5)


@pytest.mark.parametrize(("minutes", "questions"), [(1, 1), (4, 2), (9, 5), (30, 5)])
def test_a_shorter_practice_for_the_observation(shipped: Library, minutes: int, questions: int) -> None:
    held = terms_for(shipped.organisation("highfield"), "observation", "practice", minutes=minutes, observed=True)
    assert held.questions == questions


def test_a_tolerance_by_rule_of_nothing() -> None:
    assert terms(tolerance_percent=0, extra_time_percent=50).tolerance_by_rule == 0


def turn(kind: str, at: float, question: int | None) -> Turn:
    return Turn("assessor", kind, "", at, question)


def test_a_questions_time_runs_to_the_last_word_about_it_and_again_when_it_is_come_back_to() -> None:
    turns = [
        turn("introduction", 0, None),
        turn("question", 0, 1),
        turn("answer", 100, 1),
        turn("probe", 100, 1),
        turn("answer", 130, 1),
        turn("question", 130, 2),
        turn("acknowledgement", 150, 2),
        turn("question", 150, 3),
        turn("answer", 400, 3),
        turn("question", 400, 2),
        turn("answer", 460, 2),
    ]
    assert seconds_per_question(turns) == {1: 130, 2: 80, 3: 250}


def test_nothing_asked_takes_no_time() -> None:
    assert seconds_per_question([]) == {}
    assert seconds_per_question([turn("introduction", 5, None)]) == {}


@pytest.mark.parametrize("moment", get_args(Moment))
def test_the_assessor_has_words_for_every_moment(moment: Moment) -> None:
    wordings = voice().says[moment]
    assert wordings
    assert all(wording.strip() for wording in wordings)
    assert len(set(wordings)) == len(wordings)


def test_the_words_name_no_value_that_nobody_fills_in() -> None:
    filled = {"assessor", "apprentice", "method", "minutes", "questions", "tolerance", "follow_ups", "question"}
    filled |= {"elapsed", "left", "open", "pace", "term", "meaning", "open_note", "gap", "pause"}
    for wordings in voice().says.values():
        for wording in wordings:
            named = {part.partition("}")[0] for part in wording.split("{")[1:]}
            assert named <= filled


def test_one_interview_has_one_assessor_and_other_interviews_have_others() -> None:
    assert voice().name(5) == voice().name(5)
    assert {voice().name(seed) for seed in range(60)} == set(voice().names)
