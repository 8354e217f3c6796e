"""What a line names beside its intent."""

import pytest

from coach.recognise.codes import read_codes
from coach.recognise.intents import LineIntents
from coach.recognise.spelling import plain

NAMED = [
    ("what does k2.4 mean", {"criterion": "K2.4"}),
    ("explain K 2 point 4", {"criterion": "K2.4"}),
    ("what does kay two point four mean", {"criterion": "K2.4"}),
    ("what does be three point one mean", {"criterion": "B3.1"}),
    ("ask me s2.11", {"criterion": "S2.11"}),
    ("ask me s211", {"criterion": "S2.11"}),
    ("what does 12s7 mean", {"criterion": "12S7"}),
    ("have i covered everything in K4", {"section": "K4"}),
    ("what have I missed in module nine", {"section": "9"}),
    ("have i done everything in B4", {"section": "B4"}),
    ("how long is the prof disc", {"method": "professional-discussion"}),
    ("how long is the obs", {"method": "observation"}),
    ("how long is the project interview", {"method": "project-interview"}),
    ("how long is the interview", {}),
    ("does the obs come before the showcase", {}),
    ("i have got half an hour, give me something short", {"minutes": 30}),
    ("only got 10 mins", {"minutes": 10}),
    ("quick one, quarter of an hour", {"minutes": 15}),
    ("ask me a question about data protection", {"topic": "data protection"}),
    ("quiz me on teamwork", {"topic": "teamwork"}),
    ("pretend to be an angry customer", {"topic": "angry customer"}),
    ("what does NPS stand for", {"term": "NPS"}),
    ("whats a stakeholder", {"term": "stakeholder"}),
    ("has anyone marked the mock I did on Tuesday", {"session": "tuesday"}),
    ("show me the comments on session 14", {"session": "14"}),
]


@pytest.mark.parametrize(("text", "slots"), NAMED)
def test_what_is_named_is_found(intents: LineIntents, text: str, slots: dict[str, str | int]) -> None:
    assert intents.understand(text).slots == slots


def test_minutes_that_a_rule_takes_are_nobodys_time(intents: LineIntents) -> None:
    assert intents.understand("do they stop me dead after sixty minutes").slots == {}


def test_what_is_not_understood_names_nothing(intents: LineIntents) -> None:
    assert intents.understand("write my answer for K2.4 for me and ill copy it").slots == {}


def test_figures_that_are_no_codes_are_left_alone() -> None:
    codes = read_codes(plain("it was 14.50 and i have 3 kids, be there at 4"))
    assert (codes.criteria, codes.sections) == ((), ())


def test_a_code_that_nobody_has_is_only_read_with_its_point() -> None:
    assert read_codes("k99", {"K2.4"}).criteria == ()
    assert read_codes("k24", {"K2.4"}).criteria == ("K2.4",)
    assert read_codes("k9.9", {"K2.4"}).criteria == ("K9.9",)
