import pytest

from coach.content.library import Library
from coach.mapping.repair import Repair
from coach.mapping.words import WORDS, stem

LISTENED_FOR = {stem(word) for word in ("limit", "complaint", "manager", "recommendation", "refund", "order", "charge")}
REAL = {stem(word) for word in ("complain", "older", "change", "manage")}


def meant(word: str) -> str:
    return Repair(LISTENED_FOR, REAL).word(WORDS[word]).stem


@pytest.mark.parametrize(
    ("typed", "word"),
    [("limmit", "limit"), ("complaitn", "complaint"), ("refnud", "refund"), ("recomended", "recommendation")],
)
def test_a_slip_is_taken_for_the_word_it_was_meant_to_be(typed: str, word: str) -> None:
    assert meant(typed) == stem(word)


@pytest.mark.parametrize("word", ["older", "change", "complain", "lemon", "rifle", "reorder", "abcde"])
def test_another_word_stays_itself(word: str) -> None:
    assert meant(word) == stem(word)


@pytest.mark.parametrize("word", ["oder", "limt", "odr"])
def test_short_words_and_two_slips_in_a_short_word_stay(word: str) -> None:
    assert meant(word) == stem(word)


def test_a_slip_between_two_words_is_left_alone() -> None:
    assert Repair({"table", "cable"}, ()).word(WORDS["aable"]).stem == stem("aable")


def test_an_answer_with_slips_shows_what_it_shows_without(shipped: Library) -> None:
    criteria = {"K2.4": "pass", "K2.3": "pass"}
    right = "My limit is fifty pounds so I asked my manager to authorise the refund."
    wrong = "My limmit is fifty pounds so I asked my manager to authorize the refnud."
    said = [shipped.mapper.suggest(text, criteria, targets=["K2.4"]) for text in (right, wrong)]
    assert [suggestion.ref for suggestion in said[0]] == [suggestion.ref for suggestion in said[1]] == ["K2.4"]
    evidence = said[1][0].evidence[0]
    assert wrong[evidence.start : evidence.end] == evidence.text


def test_a_name_is_no_slip(shipped: Library) -> None:
    criteria = {"K2.4": "pass"}
    assert not shipped.mapper.suggest("Then Limmit came in with Refnud and we had tea.", criteria)
