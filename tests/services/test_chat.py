"""A chat with the coach, the reading of lines in the test's hands: what it answers, asks and never does unasked."""

from pathlib import Path

import pytest

from coach.services import people, programme, rehearse, review
from coach.services.chat import Chat
from coach.services.people import NewPerson
from coach.services.rights import Actor, acting
from coach.services.workspace import Workspace
from coach.talk.understanding import Understood
from tests.builders import Cue, ScriptedClock, apprentice, hand_in, question, trainer, workspace

NEAREST = ("next", "progress", "feedback")
LIMIT = "I may refund fifty pounds on my own, so I rang Dev at nine, and by four the money was back."


class Reader:
    """Knows what the test says a line means."""

    def __init__(self, **meant: Understood) -> None:
        self.meant = meant

    def understand(self, text: str) -> Understood:
        for key, understood in self.meant.items():
            if key.replace("_", " ") in text.casefold():
                return understood
        return Understood("unknown", {}, 0.2, NEAREST)


def means(intent: str, *, sure: bool = True, **slots: str | int) -> Understood:
    return Understood(intent, slots, 0.9 if sure else 0.3, (intent, *NEAREST)[:3], sure)


READER = Reader(
    how_long=means("rule.time", method="project-interview"),
    observation=means("method.explain", sure=False, method="observation"),
    missing=means("gaps"),
    am_i_ready=means("progress"),
    explain_k2=means("criterion.explain", criterion="K2.4"),
    sla=means("glossary", term="SLA"),
    question_about=means("start.question", criterion="K2.4"),
    start_a_mock=means("start.mock", method="project-interview"),
    go_on_with=means("resume"),
    help_me_with=means("craft", topic="refund"),
    nervous=means("worry"),
    marked=means("feedback"),
    maybe=means("gaps", sure=False),
)


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    cues = [Cue("K2.4", "fifty pounds on my own", "the limit of your own authority")]
    return workspace(tmp_path, ScriptedClock(), cues)


@pytest.fixture
def aisha(ws: Workspace) -> Actor:
    return apprentice(ws, organisation="vtct-skills")


@pytest.fixture
def chat(ws: Workspace, aisha: Actor) -> Chat:
    return Chat(ws, aisha, READER, seed=1)


def said(chat: Chat, text: str) -> str:
    (answer,) = chat.say(text)
    return answer.reply


def test_a_rule_is_answered_from_their_own_organisations_document(ws: Workspace, chat: Chat) -> None:
    reply = said(chat, "how long have I got?")
    assert "60 minutes, give or take 10 %" in reply and "VTCT Skills" in reply
    level_2 = NewPerson("Cara Lowe", "apprentice", standard="l2-csp", organisation="innovate-awarding")
    cara = Chat(ws, acting(people.join(ws, level_2)), Reader(how_long=means("rule.time")), seed=1)
    assert "For the apprentice showcase the document gives no length." in said(cara, "how long is it")


def test_what_was_asked_is_carried_on_to_another_method(chat: Chat) -> None:
    said(chat, "how long have I got?")
    reply = said(chat, "and for the observation?")
    assert "practical observation takes 60 minutes" in reply
    assert "VTCT" in said(chat, "why?")


def test_gaps_are_told_with_one_thing_to_do_now(chat: Chat) -> None:
    (answer,) = chat.say("what am I missing?")
    assert "0 of 62" in answer.reply
    assert answer.offers and answer.offers[0].command.startswith("question:")


def test_readiness_is_an_account_and_never_a_promise(ws: Workspace, aisha: Actor, chat: Chat) -> None:
    assert "can't" in said(chat, "am I ready?")
    clock = ScriptedClock()
    asked = question("q1", "When did you stop at your limit?", ("K2.4",))
    session = hand_in(ws, clock, aisha, (asked,), (LIMIT,), method="professional-discussion")
    marsha = trainer(ws)
    review.mark(ws, marsha, session, 1, "K2.4", "passed")
    review.sign_off(ws, marsha, session, "Well told.")
    reply = said(chat, "am I ready?")
    assert "Professional discussion: 1 of 15 passed." in reply
    assert "pass" in reply and "you will" not in reply
    assert "K2.4" in said(chat, "has she marked it")
    assert programme.programme_of(ws, aisha, aisha.id).grades.overall == "fail"


def test_a_criterion_and_a_word_are_explained(chat: Chat) -> None:
    assert "K2.4" in said(chat, "explain K2.4")
    assert said(chat, "what's an SLA")


def test_a_question_is_asked_heard_and_kept(ws: Workspace, chat: Chat) -> None:
    assert said(chat, "give me a question about limits")
    assert chat.asks
    reply = said(chat, LIMIT)
    assert "K2.4" in reply and "fifty pounds on my own" in reply
    assert not chat.asks
    said(chat, "yes")
    (session,) = ws.store.rows("SELECT * FROM sessions")
    assert session["state"] == "waiting"
    texts = [row["text"] for row in ws.store.rows("SELECT text FROM turns WHERE kind = 'answer'")]
    assert texts == [LIMIT]


def test_what_was_answered_is_kept_also_where_no_trainer_sees_it(ws: Workspace, chat: Chat) -> None:
    said(chat, "give me a question about limits")
    said(chat, LIMIT)
    assert "stays with you" in said(chat, "no")
    assert [row["text"] for row in ws.store.rows("SELECT text FROM turns WHERE kind = 'answer'")] == [LIMIT]
    assert ws.store.row("SELECT count(*) AS n FROM sessions WHERE state = 'waiting'") == {"n": 0}


def test_no_clock_starts_without_a_yes(ws: Workspace, chat: Chat) -> None:
    (asked,) = chat.say("start a mock interview")
    assert asked.reply.endswith("?") and not asked.act
    assert ws.store.rows("SELECT * FROM sessions") == []
    (agreed,) = chat.say("yes")
    assert agreed.act == "start:project-interview"
    (again,) = chat.say("yes")
    assert not again.act


def test_a_line_not_understood_is_asked_back_about_with_the_nearest(chat: Chat) -> None:
    (answer,) = chat.say("maybe the thing")
    assert [offer.command for offer in answer.offers] == ["intent:gaps", "intent:next", "intent:progress"]
    assert not answer.act


def test_help_with_an_answer_asks_for_what_is_missing_and_writes_nothing(
    ws: Workspace, aisha: Actor, chat: Chat
) -> None:
    hand_in(ws, ScriptedClock(), aisha, (question("q1", "A refund?", ("K2.4",)),), ("We had a refund once.",))
    first = said(chat, "help me with my answer about the refund")
    assert first.endswith("?")
    told = [
        "It was a Saturday at the till.",
        "I had to decide on it.",
        "I rang Dev and asked him.",
        "She got it back by four.",
    ]
    replies = []
    for part in told:
        if not chat.asks:
            break
        replies.append(said(chat, part))
    given = told[: len(replies)]
    assert all(part in replies[-1] for part in given)
    words = set(" ".join(given).split())
    assert len([word for word in replies[-1].split() if word not in words]) < 12


def test_having_it_written_is_declined_kindly(chat: Chat) -> None:
    (answer,) = chat.say("just write it for me")
    assert answer.understood.intent == "unknown"
    assert "your own" in answer.reply


def test_distress_is_pointed_to_people_whatever_was_going_on(chat: Chat) -> None:
    said(chat, "give me a question about limits")
    (answer,) = chat.say("I don't want to be here anymore")
    assert "116 123" in answer.reply and not answer.offers and not chat.asks


def test_worry_is_met_with_one_small_step(chat: Chat) -> None:
    (answer,) = chat.say("I'm so nervous")
    assert [offer.label for offer in answer.offers] == ["One easy question"]
    assert said(chat, "ok")
    assert chat.asks


def test_two_requests_in_a_line_are_taken_one_after_the_other(chat: Chat) -> None:
    answers = chat.say("what am I missing? how long have I got?")
    assert [answer.understood.intent for answer in answers] == ["gaps", "rule.time"]


def test_going_on_offers_what_is_open(ws: Workspace, aisha: Actor, chat: Chat) -> None:
    assert "?" in said(chat, "go on with it")
    rehearse.start(ws, aisha, rehearse.Plan("project-interview", questions=1))
    (answer,) = chat.say("go on with it")
    assert answer.offers[0].command.startswith("resume:")
