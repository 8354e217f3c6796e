"""What is typed: each door takes any text, or refuses it in one sentence, and loses nothing it took."""

from coach.errors import CoachError
from coach.plain.chat import answer_document, answer_in_lines
from coach.plain.roleplay import account_in_lines
from coach.plain.session import session_in_lines
from coach.services import reports, review, roleplay
from coach.services.chat import Chat
from coach.services.sessions import view_session
from tests.builders import METHOD, hand_in, question
from tests.hostile.shown import in_every_format
from tests.hostile.stages import refused, shipped, stage

QUESTION = question("q1", "Tell me of it.", ("K1.4",))
SCENARIO = "third-missed-visit"


def answer(data: bytes) -> None:
    """Say it in an interview; read it back on screen, in lines and in a report."""
    text = as_text(data)
    with stage() as on:
        try:
            session = hand_in(on.ws, on.clock, on.aisha, [QUESTION], [text])
        except CoachError as error:
            refused(error)
        else:
            view = view_session(on.ws, on.aisha, session)
            assert view.questions[0].answer == text.strip()
            nothing_steers(session_in_lines(view))
            in_every_format(reports.session_transcript(on.ws, on.aisha, session))


def words_of_a_trainer(data: bytes) -> None:
    """Write it as a comment, as the reason of a change and as feedback; the apprentice reads it."""
    text = as_text(data)
    with stage() as on:
        session = hand_in(on.ws, on.clock, on.aisha, [QUESTION], ["I rang her back by four."])
        try:
            review.mark(on.ws, on.marsha, session, 1, "K1.4", "none", text)
            review.mark(on.ws, on.marsha, session, 1, "K1.4", "passed", text, text)
            review.sign_off(on.ws, on.marsha, session, text, strengths=text, next_steps=text)
        except CoachError as error:
            refused(error)
        else:
            view = view_session(on.ws, on.aisha, session)
            assert [mark.comment for mark in view.questions[0].marks] == [text.strip()]
            nothing_steers(session_in_lines(view))
            for made in (reports.feedback_letter, reports.session_marks):
                in_every_format(made(on.ws, on.aisha, session))


def line_to_a_customer(data: bytes) -> None:
    """Say it in a role-play that is kept, twice, with a note; end it and read the account."""
    text = as_text(data)
    with stage() as on:
        talk = roleplay.start(on.ws, on.aisha, SCENARIO)
        try:
            for _ in range(2):
                talk.say(text)
            talk.save_notes(text)
            talk.save_draft(text)
        except CoachError as error:
            refused(error)
        kept = roleplay.take_up(on.ws, on.aisha, talk.session_id)
        assert kept.transcript() == talk.transcript()
        assert kept.play == talk.play
        nothing_steers(account_in_lines(kept.account()))
        if kept.state == "answering":
            kept.end()
        kept.hand_in()
        if kept.play.turns:
            in_every_format(reports.session_transcript(on.ws, on.aisha, talk.session_id))


def line_to_the_coach(data: bytes) -> None:
    """Say it to the coach: first of all, while a question is open, and after an answer."""
    text = as_text(data)
    assert len(shipped().intent_reader.understand(text).nearest) == 3
    with stage() as on:
        talk = Chat(on.ws, on.aisha, shipped().intent_reader, seed=7)
        for line in (text, "ask me a question", text, "ask me a question", "I rang her back by four, as I said.", text):
            _chat(talk, line)


def _chat(talk: Chat, line: str) -> None:
    try:
        answers = talk.say(line)
    except CoachError as error:
        refused(error)
        return
    for each in answers:
        nothing_steers(answer_in_lines(each, "Aisha Rahman", commands=True))
        assert answer_document(each, "Aisha Rahman")["reply"]


def mapped(data: bytes) -> None:
    """Map it with the shipped lexicon; all evidence is words of it."""
    text = as_text(data)
    levels = {c.ref: str(c.level) for c in shipped().standard("l3-css-1.1").criteria_of(METHOD)}
    for suggestion in shipped().mapper.suggest(text, levels):
        for evidence in suggestion.evidence:
            assert text[evidence.start : evidence.end] == evidence.text


def as_text(data: bytes) -> str:
    """Return bytes as text, whatever they are; some of it half characters."""
    return data.decode("utf-8", "surrogateescape")


def nothing_steers(lines: list[str]) -> None:
    """Check that lines for a terminal are text and nothing else."""
    for line in lines:
        assert "\x1b" not in line and "\0" not in line, ascii(line)
