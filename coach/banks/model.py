"""Questions as authors write them."""

from collections.abc import Mapping
from typing import Literal

import msgspec

Difficulty = Literal["easy", "medium", "hard"]
StoryPart = Literal["situation", "task", "action", "result"]
SECTORS = ("contact-centre", "retail", "public-service", "hospitality", "finance")
STORY_PARTS: tuple[StoryPart, ...] = ("situation", "task", "action", "result")


class Probe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A supplementary question, for a criterion or for a part of the story that is missing."""

    about: str = msgspec.field(name="for")
    text: str


class Strong(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"pass_": "pass"}):
    """What a strong answer holds; shown only after answering."""

    pass_: str
    distinction: str = ""


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A competency question and what it is meant to draw out, heaviest target first."""

    id: str
    text: str
    rephrasings: tuple[str, ...]
    targets: tuple[str, ...]
    probes: tuple[Probe, ...]
    strong: Strong
    seen: str = ""
    """For an observation: what was just seen at work and is asked about."""
    difficulty: Difficulty = "medium"
    standards: tuple[str, ...] = ()
    """The standards it belongs to; empty for all of its bank's."""
    sectors: Mapping[str, str] = {}
    """The same question with its example swapped, by sector."""


def worded_for(question: Question, sector: str) -> Question:
    """Return a question as it is put to somebody: after what was just seen, the example swapped for their sector."""
    text = question.sectors.get(sector, question.text)
    return msgspec.structs.replace(question, text=f"{question.seen} {text}" if question.seen else text)


class Bank(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The questions of one method.

    A bank that extends another takes over its standards and method, and may leave out questions of it.
    """

    kind: Literal["question-bank"]
    id: str
    title: str
    questions: tuple[Question, ...]
    standards: tuple[str, ...] = ()
    method: str = ""
    extends: str = ""
    without: tuple[str, ...] = ()

    def questions_for(self, standard: str) -> tuple[Question, ...]:
        """Return the questions that may be asked under a standard."""
        return tuple(q for q in self.questions if standard in (q.standards or self.standards))


class GlossaryEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A term of the trade in one plain sentence."""

    term: str
    meaning: str
    also: tuple[str, ...] = ()


class Glossary(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The terms an assessor can explain when asked."""

    kind: Literal["glossary"]
    id: str
    entries: tuple[GlossaryEntry, ...]
