"""What a line is while a question is open: the answer, a request, or unclear."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.content.library import Library
from coach.talk.turning import tells_a_case, turn_of
from coach.talk.understanding import Understood
from coach.talk.wishes import again_about, to_drill, to_have_it_easy, to_speak, to_try_again

DATA = Path(__file__).parents[1] / "data"
FEWEST_ANSWERS_KEPT = 0.99
MOST_REQUESTS_SWALLOWED = 0.12


def lines(folder: str) -> Iterator[dict[str, Any]]:
    for file in sorted((DATA / folder).glob("*.jsonl")):
        yield from map(json.loads, file.read_text().splitlines())


def heard(intent: str, *, sure: bool = True, confidence: float = 0.95) -> Understood:
    return Understood(intent, {}, confidence, (intent,), sure)


@pytest.mark.parametrize(
    ("line", "intent", "sure", "turn"),
    [
        ("give me a question on K2.4", "start.question", True, "request"),
        ("actually can you ask me about complaints instead", "start.question", True, "request"),
        ("what happens if i run over", "rule.time", False, "request"),
        ("K2.4", "criterion.explain", True, "request"),
        ("i dont know", "worry", True, "stuck"),
        ("um, my mind's gone blank", "worry", True, "stuck"),
        ("portfolio stuff", "rule.portfolio", True, "unclear"),
        ("what's the weather like", "unknown", True, "unclear"),
        ("I gave him a refund and he left happy.", "rule.resit", True, "answer"),
        ("He didn't do it again.", "rule.resit", True, "answer"),
        ("A customer wanted a tenner of phone credit, so I rang my manager.", "start.roleplay", True, "answer"),
    ],
)
def test_a_line_is_told_by_its_form_and_how_surely_it_means_something(
    line: str, intent: str, sure: bool, turn: str
) -> None:
    assert turn_of(line, heard(intent, sure=sure, confidence=0.95 if sure else 0.6)) == turn


def test_answers_are_kept_and_requests_seldom_taken_for_them(shipped: Library) -> None:
    reader = shipped.intent_reader
    answers = [turn_of(a["answer"], reader.understand(a["answer"])) for a in lines("answers")]
    assert answers.count("answer") / len(answers) >= FEWEST_ANSWERS_KEPT
    assert "request" not in answers
    asked = [a["text"] for a in lines("ask") if a["intent"] not in ("unknown", "smalltalk", "worry")]
    requests = [turn_of(text, reader.understand(text)) for text in asked]
    assert requests.count("answer") / len(requests) <= MOST_REQUESTS_SWALLOWED


def test_a_case_told_at_length_is_no_request() -> None:
    case = "our emails go to three teams and nobody owns them. I put a name on every one and we went from nine to two"
    assert tells_a_case(case)
    assert not tells_a_case("I told my manager and she said it counts, would that do for the conflict one")


def test_wishes_that_words_make_plain() -> None:
    assert to_speak("let me say it out loud") and to_speak("can i speak instead") and not to_speak("say it again")
    assert not to_speak("am I aloud cue cards")
    assert to_try_again("try the refund one again") and again_about("try the refund one again") == "refund"
    assert to_try_again("same question again") and again_about("same question again") == ""
    assert again_about("another go at the boiler one") == "boiler"
    assert to_have_it_easy("something easy") and not to_have_it_easy("easy, as hard as you like")
    assert to_drill("drill me on k2") and not to_drill("what is in section K2")
