"""Reading text: one form for every spelling, places that lead back to the original."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.mapping.text import read_sentence, sentences, tidy


def normals(text: str) -> list[str]:
    return [word.normal for word in read_sentence(tidy(text).text).words]


def split(text: str) -> list[str]:
    clean = tidy(text).text
    return [clean[start:end].strip() for start, end in sentences(clean)]


def types(text: str) -> set[tuple[str, str]]:
    clean = tidy(text).text
    sentence = read_sentence(clean)
    return {
        (kind, clean[sentence.starts[start] : sentence.ends[end - 1]])
        for start, spans in sentence.spans.starting.items()
        for kind, end in spans.items()
    }


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("I'd rung", ["i", "rung"]),
        ("I\u2019ve RUNG", ["i", "rung"]),
        ("im sure thats it", ["i", "sure", "that", "it"]),
        ("the manager's desk, the customers' names", ["the", "manager", "desk", "the", "customers", "names"]),
        ("I did not ring", ["i", "didn't", "ring"]),
        ("cant, cannot and can not", ["can't", "can't", "and", "can't"]),
        ("a follow-up e-mail", ["a", "follow", "up", "e-mail"]),
        ("cafe\u0301 CAFÉ", ["cafe", "cafe"]),
        ("\ufb01xed it", ["fixed", "it"]),
        ("soft\u00adware", ["software"]),
    ],
)
def test_one_form_for_every_spelling(written: str, read: list[str]) -> None:
    assert normals(written) == read


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("refund", "refunded"),
        ("ring", "rang"),
        ("take", "took"),
        ("organise", "organized"),
        ("apologise", "APOLOGIZED"),
        ("woman", "women"),
    ],
)
def test_forms_of_a_word_share_a_stem(word: str, same: str) -> None:
    assert read_sentence(word).words[0].stem == read_sentence(same).words[0].stem


@pytest.mark.parametrize(("word", "other"), [("risk", "brisk"), ("person", "personally"), ("account", "accountable")])
def test_other_words_do_not(word: str, other: str) -> None:
    assert read_sentence(word).words[0].stem != read_sentence(other).words[0].stem


def test_sentences_end_at_stops_but_not_inside_names_and_figures() -> None:
    text = "Mr. Osei owed £4.50. I rang him at 3.30 p.m. e.g. after tea! Was he in? No"
    assert split(text) == ["Mr. Osei owed £4.50.", "I rang him at 3.30 p.m. e.g. after tea!", "Was he in?", "No"]


def test_a_blank_line_ends_a_sentence_and_a_line_break_does_not() -> None:
    assert split("rang her back\nthe same day\n\nmanager gave £50") == [
        "rang her back the same day",
        "manager gave £50",
    ]
    assert split("one\r\n\r\ntwo.\n \t\n\n three") == ["one", "two.", "three"]


def test_a_missing_space_after_a_stop_still_ends_a_sentence() -> None:
    assert split("I rang her.She was out") == ["I rang her.", "She was out"]


def test_dictated_text_is_cut_before_its_connectives() -> None:
    text = (
        "so a lady rang up about her boiler it had been off since the weekend and she had two little ones at home and "
        "i looked on the system and there was nothing booked so i rang the depot and asked them what was going on and "
        "they said the part was coming on thursday but i told them that was no good because she was on her own"
    )
    pieces = split(text)
    assert len(pieces) > 2
    assert " ".join(pieces) == text
    assert all(piece.split()[0] in {"so", "and", "but", "because"} for piece in pieces)


def test_a_wall_of_letters_is_cut_too() -> None:
    assert "".join(split("x" * 5000)) == "x" * 5000


@pytest.mark.parametrize(
    ("written", "kind", "words"),
    [
        ("it cost £40 all in", "<money>", "£40"),
        ("it cost fifty quid", "<money>", "fifty quid"),
        ("gave him a tenner", "<money>", "tenner"),
        ("two hundred pounds off", "<money>", "two hundred pounds"),
        ("within three working days", "<duration>", "three working days"),
        ("it took half an hour", "<duration>", "half an hour"),
        ("a couple of weeks", "<duration>", "couple of weeks"),
        ("20 mins later", "<duration>", "20 mins"),
        ("by half 4", "<time>", "half 4"),
        ("at quarter past ten", "<time>", "quarter past ten"),
        ("at 09:30 sharp", "<time>", "09:30"),
        ("about 4pm", "<time>", "4pm"),
        ("at 5 o'clock", "<time>", "5 o'clock"),
        ("next Tuesday", "<date>", "next Tuesday"),
        ("on 12 March", "<date>", "12 March"),
        ("back in may", "<date>", "may"),
        ("20% of them", "<percent>", "20%"),
        ("twenty per cent", "<percent>", "twenty per cent"),
        ("sixty-one of them", "<number>", "sixty-one"),
        ("asked priya", "<person>", "priya"),
        ("asked MR OSEI", "<person>", "MR OSEI"),
        ("the line manager", "<person>", "line manager"),
        ("told finance", "<team>", "finance"),
        ("the complaints team", "<team>", "complaints team"),
        ("on the spreadsheet", "<system>", "spreadsheet"),
    ],
)
def test_typed_stretches(written: str, kind: str, words: str) -> None:
    assert (kind, words) in types(written)


@pytest.mark.parametrize("written", ["I may go", "we will march on", "is it on", "mark it well"])
def test_words_with_another_everyday_sense_are_not_typed(written: str) -> None:
    assert types(written) == set()


@given(st.text())
def test_places_lead_back_into_the_original(text: str) -> None:
    clean = tidy(text)
    places = [clean.original(place) for place in range(len(clean.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


@given(st.text(alphabet="ab é\u0301£’\u00a0\n\t.½ﬁ"))
def test_tidy_text_is_normal_and_single_spaced(text: str) -> None:
    clean = tidy(text).text
    assert unicodedata.is_normalized("NFC", clean)
    assert not re.search(r"\s\s|[^\S \n]", clean)
    assert clean.count("\n") == len(re.findall(r"\n\s*\n\s*", text))


@given(st.text())
def test_sentences_lie_in_order_and_lose_no_word(text: str) -> None:
    clean = tidy(text).text
    spans = list(sentences(clean))
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(clean[start:end] for start, end in spans).split()) == "".join(clean.split())
