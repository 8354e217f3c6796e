"""What any bytes at all are thrown at: each takes them, or refuses them in one sentence, and loses nothing it took.

The suite tries some with hypothesis, `make soak` very many with a fuzzer.
"""

import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from coach import paths
from coach.content.check import check_file
from coach.content.library import Library
from coach.content.people_csv import sheet_of
from coach.content.skills_england import read_skills_england
from coach.errors import CoachError
from coach.plain.session import session_in_lines
from coach.reports.render import rendered
from coach.services import reports
from coach.services.sessions import view_session
from tests.builders import METHOD, ScriptedClock, apprentice, hand_in, question, workspace
from tests.builders_edges import one_sentence
from tests.reports.reading import Page

CUT = b"--8<--"
"""Parts what goes into a file of the sample's at its place from what is cut out there."""


def answer(data: bytes) -> None:
    """Say it in an interview; read it back on screen, in lines and in a report."""
    text = _text(data)
    with tempfile.TemporaryDirectory() as folder:
        clock = ScriptedClock()
        ws = workspace(Path(folder), clock)
        ws.store._connection.execute("PRAGMA synchronous = OFF")
        ws.__dict__["mapper"] = shipped().mapper
        aisha = apprentice(ws)
        try:
            session = hand_in(ws, clock, aisha, [question("q1", "Tell me of it.", ("K1.4",))], [text])
        except CoachError as error:
            one_sentence(error)
        else:
            view = view_session(ws, aisha, session)
            assert view.questions[0].answer == text.strip()
            assert all("\x1b" not in line and "\0" not in line for line in session_in_lines(view))
            page = Page(rendered(reports.session_transcript(ws, aisha, session), "html").decode())
            assert "script" not in {tag for tag, _ in page.tags}
        ws.store.close()


def mapped(data: bytes) -> None:
    """Map it with the shipped lexicon; all evidence is words of it."""
    text = _text(data)
    levels = {c.ref: str(c.level) for c in shipped().standard("l3-css-1.1").criteria_of(METHOD)}
    for suggestion in shipped().mapper.suggest(text, levels):
        for evidence in suggestion.evidence:
            assert text[evidence.start : evidence.end] == evidence.text


def said_to_a_customer(data: bytes) -> None:
    """Read the moves of it."""
    reader = shipped().move_reader
    assert reader is not None
    reader.moves_of(_text(data), "How can I help?")


def asked_of_the_coach(data: bytes) -> None:
    """Read what it asks for."""
    assert len(shipped().intent_reader.understand(_text(data)).nearest) == 3


def content_file(data: bytes) -> None:
    """Check it as a file of content, alone and patched into a sample."""
    head, _, place = data.partition(CUT)
    sample = paths.SAMPLE_BANK.read_bytes()
    at = int.from_bytes(place[:4]) % len(sample)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.yaml"
        for raw in (head, sample[:at] + head + sample[at + len(place) :]):
            file.write_bytes(raw)
            for finding in check_file(file, shipped()):
                assert finding.line >= 1
                assert finding.message


def people_sheet(data: bytes) -> None:
    """Read it as a sheet of people."""
    try:
        sheet_of(data)
    except CoachError as error:
        one_sentence(error)


def standard_file(data: bytes) -> None:
    """Read it as a standard of Skills England."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.json"
        file.write_bytes(data)
        try:
            read_skills_england(file, "own-standard")
        except CoachError as error:
            one_sentence(error)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (
        answer,
        mapped,
        said_to_a_customer,
        asked_of_the_coach,
        content_file,
        people_sheet,
        standard_file,
    )
}


@cache
def shipped() -> Library:
    """All shipped content."""
    return Library()


def _text(data: bytes) -> str:
    """Return bytes as text, whatever they are; some of it half characters."""
    return data.decode("utf-8", "surrogateescape")
