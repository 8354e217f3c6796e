"""What an answer of a sitting shows: mapped to the criteria of its method, and written down so."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass

from coach.banks.model import Question, StoryPart
from coach.errors import ContentError
from coach.mapping.craft import craft
from coach.mapping.suggestion import Suggestion
from coach.mapping.telling import Craft
from coach.services.workspace import Workspace
from coach.standards.model import Criterion
from coach.store import coverage as stored_coverage
from coach.store import judgements
from coach.store import sessions as table
from coach.store.store import Writer


@dataclass(frozen=True, slots=True)
class Live:
    """What an answer under way shows so far."""

    suggestions: tuple[Suggestion, ...]
    craft: Craft

    @property
    def missing(self) -> tuple[StoryPart, ...]:
        """The parts of the story with no sign of them yet."""
        return self.craft.missing


@dataclass(frozen=True, slots=True)
class Mapped:
    """The whole answer to a question so far, and what the mapper makes of it."""

    number: int
    text: str
    suggestions: tuple[Suggestion, ...]


class AnswerMapper:
    """Maps answers to the criteria of a method."""

    def __init__(self, ws: Workspace, criteria: Iterable[Criterion]) -> None:
        self._ws = ws
        self._levels = {criterion.ref: str(criterion.level) for criterion in criteria}

    def suggestions(self, answer: str, question: Question | None) -> tuple[Suggestion, ...]:
        """Return what an answer to a question speaks for; nothing where no question is open."""
        if question is None:
            return ()
        targets = [ref for ref in question.targets if ref in self._levels]
        # An answer is taken whatever becomes of its mapping.
        with contextlib.suppress(ContentError):
            return self._ws.mapper.suggest(answer, self._levels, targets=targets, question=question.text)
        return ()

    def live(self, answer: str, question: Question | None) -> Live:
        """Return what an answer under way shows so far."""
        return Live(self.suggestions(answer, question), craft(answer))


def write_mapped(writer: Writer, session_id: str, apprentice_id: str, answer: Mapped, now: str) -> None:
    """Write down what a whole answer is mapped to, with the coverage that follows; it is no draft any more."""
    before = stored_coverage.refs_touched(writer, session_id)
    judgements.replace_suggestions(writer, session_id, apprentice_id, answer.number, answer.suggestions, now)
    refs = before | {suggestion.ref for suggestion in answer.suggestions}
    stored_coverage.refresh_coverage(writer, apprentice_id, refs, now)
    table.save_draft(writer, session_id, answer.number, "", now)
