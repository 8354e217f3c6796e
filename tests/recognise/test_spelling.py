"""Short and slurred words written out."""

from hypothesis import given
from hypothesis import strategies as st

from coach.recognise.amounts import minutes_in
from coach.recognise.spelling import plain


def test_text_speak_is_written_out() -> None:
    assert plain("wot do u need 2 know b4 the obs") == "what do you need to know before the obs"
    assert plain("Im gonna be laaaate tmrw") == "i am going to be laate tomorrow"
    assert plain("what's an I Q A") == "what is an iqa"


def test_a_number_stays_a_number() -> None:
    assert plain("2 kids and 4 pieces") == "2 kids and 4 pieces"


def test_minutes_are_counted_however_they_are_said() -> None:
    said = {
        "half an hour": 30,
        "10 minutes": 10,
        "a quarter of an hour": 15,
        "forty five minutes": 45,
        "two hours": 120,
    }
    assert {text: minutes_in(text) for text in said} == said
    assert minutes_in("one good answer") == 0


@given(st.text())
def test_whatever_is_typed_comes_out_as_one_tidy_line(text: str) -> None:
    found = plain(text)
    assert found == " ".join(found.split())
