"""The moves that a line to a customer makes."""

import pytest

from coach.recognise.moves import LineMoves

HARM = {"blame", "rude"}
LATE = "My parcel never came."
SAID = [
    (LATE, "Good morning, you're through to Priya, how can I help?", {"greet"}),
    (LATE, "I'm really sorry about that, it's our mistake.", {"apologise"}),
    ("I've lost my job.", "Oh no, that must be so hard for you.", {"empathise"}),
    (LATE, "What happened when you rang the depot?", {"open-question"}),
    (LATE, "Which day did you order it?", {"closed-question"}),
    (LATE, "I'll ring you tomorrow at ten with an answer.", {"promise"}),
    (LATE, "I can send you a new one or refund your card, which would you prefer?", {"offer-options"}),
    ("Can I speak to somebody else?", "I'll fetch my manager for you now.", {"escalate"}),
    ("What's my balance?", "Can I take your name and postcode first please?", {"verify"}),
    ("Thanks, that's all.", "Thank you for calling, have a lovely day.", {"close"}),
    ("So I send it back?", "That's it. Does that make sense?", {"check-understanding"}),
    ("I can't read this.", "I'll send it to you in large print.", {"adapt"}),
    ("Can I have a refund?", "no chance", {"refuse"}),
    ("When will it be fixed?", "erm dunno", {"stall"}),
    (LATE, "that's your own fault, you should have read the email", {"blame"}),
    ("Will it come today?", "I guarantee it one hundred percent, trust me", {"over-promise"}),
    ("Why is my line slow?", "the DLM has banded your SNR on the DSLAM", {"jargon"}),
    ("I want a manager.", "calm down, stop shouting at me", {"rude"}),
    (
        "Can you just refund me?",
        "I'm afraid I can't refund that myself because it's over my limit.",
        {"set-limit", "explain"},
    ),
    (
        "I don't want to tell it all again.",
        "I've told Sam everything and it's all in the notes, so you won't have to repeat it.",
        {"hand-over"},
    ),
]


@pytest.mark.parametrize(("customer", "line", "made"), SAID)
def test_a_plain_move_is_recognised(moves: LineMoves, customer: str, line: str, made: set[str]) -> None:
    assert made <= set(moves.moves_of(line, customer))


@pytest.mark.parametrize(("customer", "line", "made"), SAID)
def test_shouting_it_makes_the_same_move(moves: LineMoves, customer: str, line: str, made: set[str]) -> None:
    if "jargon" not in made:
        assert made & set(moves.moves_of(line.upper(), customer))


def test_a_line_may_make_several(moves: LineMoves) -> None:
    line = "Hello, I'm so sorry about that. I'll send a new one out and ring you by four today."
    assert {"greet", "apologise", "promise"} <= set(moves.moves_of(line, LATE))


def test_taking_up_what_was_said_needs_what_was_said(moves: LineMoves) -> None:
    line = "so you ordered a blue one and a red one came"
    assert "listen" in moves.moves_of(line, "I ordered a blue one and a red one came.")


@pytest.mark.parametrize("line", ["", "   ", "...", "\x00", "\U0001f600", "\n\n"])
def test_nothing_said_makes_no_move(moves: LineMoves, line: str) -> None:
    assert moves.moves_of(line, LATE) == ()


@pytest.mark.parametrize(
    "line", ["今日はいい天気ですね", "ما هو الطقس اليوم", "1 2 3 4 5", "\u202eabc\u0000def", "a" * 1_000_000]
)
def test_whatever_is_said_is_read(moves: LineMoves, line: str) -> None:
    assert len(moves.moves_of(line, line)) < 8


def test_the_same_line_makes_the_same_moves(moves: LineMoves) -> None:
    for customer, line, _ in SAID:
        assert moves.moves_of(line, customer) == moves.moves_of(line, customer)


def test_every_move_is_one_that_role_plays_know(moves: LineMoves) -> None:
    from coach.roleplay.moves import MOVES

    assert {name for customer, line, _ in SAID for name in moves.moves_of(line, customer)} <= MOVES.keys()


@pytest.mark.parametrize(
    ("customer", "line", "one_of", "never"),
    [
        (
            "It's Orla. I've an interview.",
            "Thanks Orla. What did you order?",
            {"open-question", "closed-question"},
            HARM,
        ),
        ("I ordered some trainers.", "Can I have your collection code please?", {"verify"}, HARM),
        ("I gave them the number.", "You don't have to tell me how it happened", {"empathise", "adapt"}, HARM),
        ("I don't know what to do.", "Are you worried about telling anyone at home?", {"closed-question"}, HARM),
        ("When will it be done?", "It'll be done by 12 tomorrow", {"promise"}, {"over-promise"}),
        ("And when do I get it?", "I'll bring it up in twenty minutes", {"promise"}, {"over-promise"}),
        ("So I've got to pay?", "it isn't your fault, but that's not us", {"empathise", "set-limit"}, HARM),
        ("Just give it me.", "I can't let you have it", {"set-limit", "refuse"}, {"promise"}),
        ("Nobody came.", "ok so i can book you another one for tomorrow 8 till 1", {"offer"}, HARM),
    ],
)
def test_an_everyday_line_is_not_turned_against_its_speaker(
    moves: LineMoves, customer: str, line: str, one_of: set[str], never: set[str]
) -> None:
    made = set(moves.moves_of(line, customer))
    assert made & one_of
    assert not made & never
