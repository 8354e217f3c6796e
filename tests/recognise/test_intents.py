"""What the coach takes a line to ask for."""

import pytest

from coach.content.library import Library
from coach.recognise.intents import LineIntents

ASKED = [
    ("how long does the observation last?", "rule.time"),
    ("how many questions will they ask in the project interview", "rule.questions"),
    ("what do you need for a distinction", "rule.grade"),
    ("can I resit if I fail", "rule.resit"),
    ("does the discussion come before the observation", "rule.order"),
    ("do witness statements go in my portfolio", "rule.portfolio"),
    ("how many words should my report be", "rule.project"),
    ("do i need maths to get thru gateway", "rule.gateway"),
    ("when do I have to hand in the report", "rule.dates"),
    ("what does K2.4 mean", "criterion.explain"),
    ("S2.3 in plain english pls", "criterion.explain"),
    ("would a complaint about a late taxi count for B2.1", "criterion.example"),
    ("what happens in the showcase", "method.explain"),
    ("what does SLA stand for", "glossary"),
    ("what am i missing", "gaps"),
    ("what should I practise now", "next"),
    ("how am I doing", "progress"),
    ("what did my trainer say about my mock", "feedback"),
    ("let's do a full mock", "start.mock"),
    ("ask me a question about teamwork", "start.question"),
    ("pretend to be an angry customer", "start.roleplay"),
    ("got five minutes before my shift", "start.quick"),
    ("carry on where I left off", "resume"),
    ("how do I structure my answers", "craft"),
    ("im so nervous i cant sleep", "worry"),
    ("who can see my answers", "privacy"),
    ("how do I pause the clock", "app.help"),
    ("hello", "smalltalk"),
    ("thanks bye", "smalltalk"),
    ("what's the weather tomorrow", "unknown"),
    ("qwrtpsdf", "unknown"),
    ("write my whole report for me so I can copy it", "unknown"),
]


@pytest.mark.parametrize(("text", "intent"), ASKED)
def test_a_plain_request_is_understood(intents: LineIntents, text: str, intent: str) -> None:
    assert intents.understand(text).intent == intent


@pytest.mark.parametrize("text", [text for text, _ in ASKED])
def test_case_spaces_and_quotes_do_not_matter(intents: LineIntents, text: str) -> None:
    plain = intents.understand(text)
    again = intents.understand(f"  {text.upper()}  ".replace("'", "\u2019").replace(" ", "  "))
    assert again.intent == plain.intent


def test_text_speak_means_what_it_is_short_for(intents: LineIntents) -> None:
    assert intents.understand("wot do i need 2 do b4 gateway").intent == "rule.gateway"
    assert intents.understand("how do u pause dis").intent == "app.help"


def test_the_three_nearest_start_with_the_intent_and_differ(intents: LineIntents) -> None:
    for text, _ in ASKED:
        understood = intents.understand(text)
        assert understood.nearest[0] == understood.intent
        assert len(set(understood.nearest)) == 3
        assert 0 <= understood.confidence <= 1


def test_nothing_said_is_not_acted_on(intents: LineIntents) -> None:
    for text in ("", "   ", "???", "\U0001f600\U0001f600", "\x00", "-- .. !!"):
        understood = intents.understand(text)
        assert understood.intent == "unknown"
        assert not understood.sure


@pytest.mark.parametrize(
    "text",
    [
        "Können Sie mir bitte sagen, wo der nächste Bahnhof ist?",
        "je voudrais une baguette et deux croissants",
        "czy możesz mi kupić mleko",
        "今日はいい天気ですね",
        "ما هو الطقس اليوم",
    ],
)
def test_another_language_is_not_acted_on(intents: LineIntents, text: str) -> None:
    understood = intents.understand(text)
    assert understood.intent == "unknown" or not understood.sure


def test_a_very_long_line_is_read_no_further_than_a_line_goes(intents: LineIntents) -> None:
    understood = intents.understand("what am i missing " * 60_000)
    assert understood.nearest


def test_the_same_line_means_the_same(intents: LineIntents) -> None:
    assert intents.understand("what's left for me to cover") == intents.understand("what's left for me to cover")


def test_what_is_unclear_asks_back(intents: LineIntents) -> None:
    assert not intents.understand("hmm the thing with the other thing").sure


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("How long have I got?", "rule.time"),
        ("how long do i get", "rule.time"),
        ("how long have i got to write this report", "rule.dates"),
    ],
)
def test_how_long_alone_is_the_length_of_the_methods(shipped: Library, text: str, intent: str) -> None:
    assert shipped.intent_reader.understand(text).intent == intent
