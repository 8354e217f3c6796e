"""One step of a role-play: which reply, which fact, which mood, which ending."""

import msgspec
import pytest

from coach.errors import UsageError
from coach.roleplay.engine import Roleplay
from coach.roleplay.model import Reply, Scenario, When
from coach.roleplay.play import Piece, Turn
from tests.roleplay.plays import play, small


def test_the_customer_opens_and_knows_no_fact_aloud() -> None:
    start = play([])
    assert start.opening in small().customer.opening
    assert start.scene == "desk"
    assert start.mood == -2
    assert start.known == ()


def test_the_first_reply_that_holds_is_given() -> None:
    told = play([("Here's what I can do", "offer")]).turns[-1]
    assert told.rule == "desk 3"
    told = play([("Who is it for?", "open-question"), ("I'll send it", "offer")]).turns[-1]
    assert told.rule == "desk 2"


def test_moves_joined_by_a_plus_are_wanted_together() -> None:
    assert play([("Oh dear", "empathise")]).scene == "desk"
    assert play([("Oh dear, sorry", "empathise apologise")]).scene == "deal"


def test_a_reply_is_used_up_with_its_wordings_and_the_next_gets_its_turn() -> None:
    rules = [turn.rule for turn in play([("this", "offer"), ("that", "offer"), ("or this", "offer")]).turns]
    assert rules == ["desk 3", "desk 3", ""]


def test_a_fact_is_told_to_the_line_that_deserves_it_and_once() -> None:
    state = play([("Who is it for?", "open-question"), ("Who did you say it was for?", "closed-question")])
    assert [turn.told for turn in state.turns] == [("birthday",), ()]


def test_a_fact_the_line_names_comes_before_one_any_question_gets() -> None:
    calm = ("I can hear that", "listen")
    assert play([calm, ("Who is it for?", "open-question")]).known == ("birthday",)
    assert play([calm, ("What's wrong?", "open-question")]).known == ("any-reason",)


def test_a_fact_is_told_before_the_customer_asks_back() -> None:
    scenario = small()
    asking = Reply(when=When(does=("greet",)), says=("And you are?", "Who are you?"))
    desk = msgspec.structs.replace(scenario.scenes["desk"], replies=(asking,))
    scenario = msgspec.structs.replace(scenario, scenes={**scenario.scenes, "desk": desk})
    told = play([("Hello, who is it for?", "greet open-question")], scenario=scenario).turns[-1]
    assert [piece.pool for piece in told.said] == ["fact birthday", "desk 1"]


def test_a_reply_can_stand_alone() -> None:
    scenario = small()
    alone = Reply(when=When(does=("greet",)), says=("One second.", "Hold on."), alone=True)
    desk = msgspec.structs.replace(scenario.scenes["desk"], replies=(alone,))
    scenario = msgspec.structs.replace(scenario, scenes={**scenario.scenes, "desk": desk})
    assert play([("Hello, who is it for?", "greet open-question")], scenario=scenario).known == ()


def test_a_fact_waits_for_its_mood() -> None:
    assert play([("What's wrong?", "open-question")]).known == ()


def test_a_rude_line_deserves_no_fact() -> None:
    assert play([("Who is it for then?", "open-question rude")]).known == ()


def test_a_reply_can_tell_a_fact_in_its_own_words() -> None:
    state = play([("Oh no, sorry", "empathise apologise")])
    assert state.known == ("secret",)
    assert state.turns[-1].reply in small().scenes["desk"].replies[0].says


def test_a_line_without_a_move_gets_a_human_reaction_and_the_want() -> None:
    turn = play([("blah", "")]).turns[-1]
    assert [piece.pool for piece in turn.said] == ["lost_for_words", "comes_back"]
    assert turn.patience == 5


def test_a_mere_yes_is_not_held_against_anybody() -> None:
    turn = play([("Yes of course", "")]).turns[-1]
    assert [piece.pool for piece in turn.said] == ["desk nudges"]
    assert turn.patience == 6


def test_a_move_that_fits_nothing_gets_a_nudge_and_then_costs_patience() -> None:
    state = play([("hm", "adapt"), ("hm", "adapt"), ("hm", "adapt")])
    assert [turn.patience for turn in state.turns] == [6, 5, 4]


def test_a_move_nobody_knows_is_no_move() -> None:
    assert play([("hm", "juggle")]).turns[-1].moves == ()


def test_patience_warns_once_and_then_ends_it() -> None:
    state = play([("oi", "rude"), ("oi", "blame"), ("oi", "rude")])
    assert state.ending == "cross"
    assert [sum(piece.pool == "loses_patience" for piece in turn.said) for turn in state.turns] == [0, 1, 0]


def test_nothing_is_said_after_the_end() -> None:
    state = play([("oi", "rude"), ("oi", "rude")])
    with pytest.raises(UsageError, match="has ended"):
        Roleplay(small()).say(state, "sorry", ["apologise"])


def test_forty_lines_are_the_most() -> None:
    state = play([("Yes", "")] * 40)
    assert state.ending == "gone"
    assert len(state.turns) == 40


def test_the_screen_opens_with_verify() -> None:
    assert not play([("Hello", "greet")]).verified
    assert play([("Your name please", "verify")]).verified


def test_what_never_was_said_decides_the_ending() -> None:
    assert play([("Bye", "close")], scene="deal").ending == "sent"
    assert play([("Guaranteed", "over-promise"), ("Bye", "close")], scene="deal").ending == "gone"


def test_evidence_comes_of_moves_facts_replies_and_endings() -> None:
    state = play(
        [("Who is it for?", "open-question"), ("I'll send it, so that's that", "offer summarise"), ("Bye", "close")]
    )
    assert [turn.shows for turn in state.turns] == [("S2.3",), ("S2.5", "S2.4"), ("S1.2",)]


def test_a_reply_under_always_can_be_kept_to_some_scenes() -> None:
    scenario = small()
    reply = scenario.always[0]
    kept = msgspec.structs.replace(reply, when=msgspec.structs.replace(reply.when, scenes=("deal",)))
    scenario = msgspec.structs.replace(scenario, always=(kept,))
    assert play([("oi", "rude")], scenario=scenario).turns[-1].rule == ""
    assert play([("oi", "rude")], scenario=scenario, scene="deal").turns[-1].rule == "always 1"


def with_the_birthday_kept_for_later() -> Scenario:
    scenario = small()
    birthday = msgspec.structs.replace(scenario.facts["birthday"], scenes=("deal",))
    return msgspec.structs.replace(scenario, facts={**scenario.facts, "birthday": birthday})


def test_what_was_asked_too_soon_is_told_when_its_scene_comes() -> None:
    scenario = with_the_birthday_kept_for_later()
    asked = [("Who is it for?", "closed-question"), ("I'm so sorry", "empathise apologise"), ("Right", "adapt")]
    state = play(asked, scenario=scenario)
    assert [turn.told for turn in state.turns] == [(), ("secret",), ("birthday",)]
    assert play(asked[1:], scenario=scenario).turns[-1].told == ()


def test_a_question_that_names_more_of_a_fact_gets_that_one() -> None:
    scenario = small()
    other = msgspec.structs.replace(scenario.facts["birthday"], mentions=("desk", "collection"), label="the desk")
    facts = {"desk": other, **scenario.facts}
    scenario = msgspec.structs.replace(scenario, facts=facts)
    said = [("Who is it for, the present at the desk?", "open-question")]
    assert play(said, scenario=scenario).turns[-1].told == ("birthday",)


def test_a_question_is_answered_before_what_was_said_in_passing() -> None:
    reply = Reply(when=When(does=("explain",)), says=("Is it now.", "So you say."))
    scenario = small()
    desk = msgspec.structs.replace(scenario.scenes["desk"], replies=(reply, *scenario.scenes["desk"].replies))
    scenario = msgspec.structs.replace(scenario, scenes={**scenario.scenes, "desk": desk})
    turn = play([("It's at the back. Who is it for?", "explain closed-question")], scenario=scenario).turns[-1]
    assert [piece.pool for piece in turn.said] == ["fact birthday"]
    assert play([("It's at the back.", "explain")], scenario=scenario).turns[-1].rule == "desk 1"


def test_a_line_about_the_matter_is_not_taken_for_noise() -> None:
    turn = play([("so its the one that is a present then", "")]).turns[-1]
    assert [piece.pool for piece in turn.said] == ["desk nudges"]
    assert turn.patience == 6
    assert play([("mmm", "")]).turns[-1].patience == 5


def test_messages_without_a_full_stop_are_told_apart() -> None:
    said = (Piece("a", "ok thats good"), Piece("b", "you wont tell me mam?"), Piece("c", "cheers"))
    turn = Turn(number=1, line="", moves=(), scene="desk", said=said, mood=0, patience=1)
    assert turn.reply == "ok thats good. you wont tell me mam? cheers"
