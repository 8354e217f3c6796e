"""A question asked in the chat: what counts as its answer, what is kept of it, what is never left behind."""

from pathlib import Path

import pytest

from coach.plain.chat import command_for
from coach.services import rehearse, roleplay, speaking
from coach.services.chat import Chat
from coach.services.home import home_of
from coach.services.rights import Actor
from coach.services.today import next_drill
from coach.services.workspace import Workspace
from coach.talk.understanding import Answer, Understood
from tests.builders import Cue, ScriptedClock, apprentice, hand_in, question, workspace
from tests.services.test_chat import LIMIT, Reader, means

ASKED = question("limits", "When did you stop at the limit of your authority?", ("K2.4",))
READER = Reader(
    question_on_k2=means("start.question", criterion="K2.4"),
    question_on_k9=means("start.question", criterion="K9.9"),
    explain_k9=means("criterion.explain", criterion="K9.9"),
    section_k2=means("start.question", section="K2"),
    section_z=means("start.question", section="Z7"),
    one_again=means("start.question", topic="kettle"),
    out_loud=means("app.help", sure=False),
    what_is_an_sla=means("glossary", term="SLA"),
    missing=means("gaps"),
    go_on_with=means("resume"),
    maybe_this=means("rule.time", sure=True),
    hello=means("smalltalk"),
)


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock()


@pytest.fixture
def ws(tmp_path: Path, clock: ScriptedClock) -> Workspace:
    return workspace(tmp_path, clock, [Cue("K2.4", "fifty pounds on my own", "the limit of your own authority")])


@pytest.fixture
def aisha(ws: Workspace) -> Actor:
    return apprentice(ws, organisation="vtct-skills")


@pytest.fixture
def chat(ws: Workspace, aisha: Actor) -> Chat:
    return Chat(ws, aisha, READER, seed=1)


def said(chat: Chat, text: str) -> Answer:
    (answer,) = chat.say(text)
    return answer


def answers(ws: Workspace) -> list[str]:
    return [row["text"] for row in ws.store.rows("SELECT text FROM turns WHERE kind = 'answer' ORDER BY id")]


def states(ws: Workspace) -> list[str]:
    return [row["state"] for row in ws.store.rows("SELECT state FROM sessions ORDER BY started_at")]


def test_nothing_is_written_down_before_there_is_an_answer(ws: Workspace, clock: ScriptedClock, chat: Chat) -> None:
    said(chat, "give me a question on K2.4")
    assert chat.asks and chat.open_act.startswith("practise:")
    said(chat, "never mind")
    assert not chat.asks and states(ws) == []
    said(chat, "give me a question on K2.4")
    clock.advance(minutes=3)
    said(chat, LIMIT)
    (row,) = ws.store.rows("SELECT elapsed, state FROM sessions")
    assert (row["elapsed"], row["state"]) == (180.0, "rating")
    said(chat, "nah keep it")
    assert states(ws) == ["dropped"] and answers(ws) == [LIMIT]


def test_another_question_is_never_stored_as_the_answer(ws: Workspace, chat: Chat) -> None:
    said(chat, "give me a question on K2.4")
    said(chat, "actually can you give me a question on K2.4 instead")
    assert chat.asks and answers(ws) == []


def test_a_word_is_explained_while_the_question_stays_open(ws: Workspace, chat: Chat) -> None:
    said(chat, "give me a question on K2.4")
    aside = said(chat, "what is an sla?")
    assert aside.understood.intent == "glossary" and chat.asks
    said(chat, LIMIT)
    assert answers(ws) == [LIMIT]


def test_a_line_that_may_be_either_is_asked_about_once_and_kept(ws: Workspace, chat: Chat) -> None:
    said(chat, "give me a question on K2.4")
    assert [offer.command for offer in said(chat, "maybe this").offers] == ["keep-answer", "do-instead"]
    assert answers(ws) == []
    said(chat, "yes")
    assert answers(ws) == ["maybe this"]
    said(chat, "no")
    said(chat, "give me a question on K2.4")
    said(chat, "maybe this")
    said(chat, LIMIT)
    assert answers(ws)[-1] == f"maybe this\n\n{LIMIT}"


def test_who_is_stuck_gets_a_way_in_and_then_another(chat: Chat) -> None:
    said(chat, "give me a question on K2.4")
    first, second = said(chat, "i dont know"), said(chat, "no idea sorry")
    assert "“" in first.reply and first.reply.partition("“")[2] != second.reply.partition("“")[2]
    assert chat.asks


def test_an_answer_given_after_the_question_was_left_is_not_lost(ws: Workspace, chat: Chat) -> None:
    said(chat, "give me a question on K2.4")
    said(chat, "stop")
    late = said(chat, f"{LIMIT} She rang me to say thank you and I told my manager what we had done for her.")
    assert late.offers[0].command == "keep-answer"
    said(chat, "yes")
    assert answers(ws)[0].startswith(LIMIT)


def test_a_code_that_is_not_theirs_gets_no_card_and_no_question(chat: Chat) -> None:
    for line in ("explain k9.9", "give me a question on K9.9"):
        answer = said(chat, line)
        assert "K9.9" in answer.reply and not chat.asks
        assert answer.offers and all("K9.9" not in offer.label for offer in answer.offers)
    assert "Z7" in said(chat, "drill me on section z").reply


def test_a_question_is_said_aloud_and_its_notes_are_the_answer(ws: Workspace, clock: ScriptedClock, chat: Chat) -> None:
    said(chat, "give me a question on K2.4")
    said(chat, "let me say it out loud")
    clock.advance(minutes=2)
    assert "K2.4" in said(chat, "over the limit, may give fifty pounds on my own, asked Dev").reply
    (session,) = ws.store.rows("SELECT id, elapsed FROM sessions")
    assert speaking.is_spoken(ws, session["id"]) and session["elapsed"] == 120.0


def test_speaking_and_a_section_wait_for_a_yes(ws: Workspace, chat: Chat) -> None:
    for line, act in (("let me say it out loud", "speak:"), ("drill me on section k2", "drill:")):
        proposed = said(chat, line)
        assert proposed.reply.endswith("?") and not proposed.act
        assert said(chat, "yes").act.startswith(act)
    assert states(ws) == []


def test_the_same_question_again_says_what_changed(
    ws: Workspace, clock: ScriptedClock, aisha: Actor, chat: Chat
) -> None:
    hand_in(ws, clock, aisha, (ASKED,), ("The kettle was broken.",), method="professional-discussion")
    clock.advance(days=1)
    assert ASKED.text in said(chat, "try the kettle one again").reply
    reply = said(chat, LIMIT).reply
    assert "4 on 2 March" in reply and "New: K2.4" in reply


def test_what_is_told_after_an_answer_is_whose_word_counts(chat: Chat) -> None:
    said(chat, "give me a question on K2.4")
    said(chat, LIMIT)
    verdict = said(chat, "bet thats a pass").reply
    assert "K2.4" in verdict and "trainer" in verdict


def test_gaps_are_told_in_the_order_of_today(ws: Workspace, aisha: Actor, chat: Chat) -> None:
    drill = next_drill(ws, aisha)
    assert drill is not None
    assert said(chat, "what am i missing?").offers[0].command == f"question:{drill.refs[0]}"


def test_what_was_left_last_is_gone_on_with_by_its_own_command(
    ws: Workspace, clock: ScriptedClock, aisha: Actor, chat: Chat
) -> None:
    rehearse.start(ws, aisha, rehearse.Plan("project-interview", questions=1))
    clock.advance(minutes=1)
    roleplay.start(ws, aisha, "third-missed-visit")
    act = said(chat, "go on with it").offers[0].command
    assert command_for(act, "Aisha Rahman") == "coach roleplay third-missed-visit --plain --apprentice 'Aisha Rahman'"
    clock.advance(minutes=1)
    rehearse.start(ws, aisha, rehearse.Plan("professional-discussion", questions=1))
    act = said(chat, "go on with it").offers[0].command
    assert command_for(act, "Aisha") == "coach interview --plain --apprentice Aisha --method professional-discussion"
    clock.advance(minutes=1)
    speaking.start(ws, aisha, "project-interview").open()
    assert command_for(said(chat, "go on with it").offers[0].command, "Aisha") == "coach speak --apprentice Aisha"


def test_a_yes_or_a_no_out_of_the_blue_does_nothing(ws: Workspace, chat: Chat) -> None:
    for line in ("yes", "no thanks", "keep it", "hello mate", "ta"):
        answer = said(chat, line)
        assert not answer.act and answer.understood == Understood("smalltalk", {}, 1.0, ("smalltalk",))
    assert states(ws) == []


def test_the_greeting_knows_where_they_stand(ws: Workspace, aisha: Actor, chat: Chat) -> None:
    assert home_of(ws, aisha).unfinished == ()
    assert "five minutes" in chat.greet(None)
    rehearse.start(ws, aisha, rehearse.Plan("project-interview", questions=1))
    assert "project interview" in chat.greet(None) and "2 March" in chat.greet(None)


def test_getting_ready_writes_nothing_and_takes_no_turn(ws: Workspace, chat: Chat) -> None:
    chat.get_ready()
    said(chat, "give me a question on K2.4")
    chat.get_ready()
    assert chat.asks and states(ws) == []
    assert "K2.4" in said(chat, LIMIT).reply
    chat.get_ready()
    said(chat, "nah keep it")
    assert answers(ws) == [LIMIT] and states(ws) == ["dropped"]
