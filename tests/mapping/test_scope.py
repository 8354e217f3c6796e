"""Negation, things left undone, hypotheticals and quoted questions: what is said but not claimed."""

import pytest

from coach.mapping.lexicon import Concept
from coach.mapping.match import CompiledLexicon
from coach.mapping.reading import Reader, Reading
from coach.mapping.rules import Rule, compile_lexicon

CALL_BACK = "rang|ring her back"


def read(text: str, cue: str = CALL_BACK, question: str = "") -> tuple[Rule, Reading]:
    (rule,), _ = compile_lexicon({"c": Concept("c", (cue,))})
    return rule, Reader(CompiledLexicon([rule]), platitudes_from=1).read(text, question)


def strength(text: str, cue: str = CALL_BACK, question: str = "") -> float:
    """1 for a full claim, 0.5 for a hypothetical, 0 for none."""
    rule, reading = read(text, cue, question)
    return max((found.weight for place in reading.places for found in place.reading.found), default=0.0) / rule.weight


@pytest.mark.parametrize(
    "text",
    [
        "I rang her back",
        "I'd already rung her back by then",
        "I couldn't help. I rang her back",
        "I didn't panic, I rang her back",
        "I didn't panic and rang her back",
        "I didn't wait but rang her back",
        "no problem, I rang her back",
        "It was not only that I rang her back",
        "I told her I would ring her back",
        "he asked if I rang her back",
        "I rang her back because nobody had",
        "I could see it was late so I rang her back",
        "Did I wait? No. I rang her back",
    ],
)
def test_claimed(text: str) -> None:
    assert strength(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I didn't ring her back",
        "I did not in the end ring her back",
        "I never rang her back",
        "nobody rang her back",
        "we went home without ringing her back",
        "I forgot to ring her back",
        "I failed to ring her back",
        "I was meant to ring her back",
        "I should have rung her back",
        "I could of rung her back",
        "I'd have rung her back",
        "Did I ring her back? No, I was off.",
        "Have we rung her back? Never.",
    ],
)
def test_denied(text: str) -> None:
    assert strength(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "I would ring her back",
        "I'd ring her back",
        "if I ring her back she is happy",
        "you should ring her back",
        "we might ring her back",
    ],
)
def test_supposed(text: str) -> None:
    assert strength(text) == 0.5


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("never rang her back", "we never rang her back"),
        ("nobody rang her", "and nobody rang her"),
        ("can't authorise", "I can't authorise it"),
        ("would rang her back", "she would ring her back"),
        ("if we ... close", "if we have to close"),
    ],
)
def test_a_cue_that_says_the_negation_or_condition_keeps_its_force(cue: str, text: str) -> None:
    assert strength(text, cue) == 1


def test_the_question_quoted_back_is_no_evidence() -> None:
    question = "Tell me about a time when you rang her back after a complaint."
    assert strength("A time when I, you rang her back after a complaint, hmm.", question=question) == 0
    assert strength("Well, I rang her back at four.", question=question) == 1


def test_a_sentence_said_again_adds_nothing() -> None:
    assert len(read("I rang her back. " * 100 + "i RANG her back!")[1].places) == 1


def test_could_have_is_denied_even_where_the_cue_says_could() -> None:
    assert strength("I could have asked my manager", "could|can have|only asked ... manager") == 0
    assert strength("they should have asked my manager", "should have asked ... manager") == 1
