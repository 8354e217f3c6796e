"""All content a session may need, each part loaded once and only when asked for."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from coach import paths
from coach.banks.model import Bank, Glossary, GlossaryEntry, Question
from coach.content.cache import cached, cached_from, kept_bytes
from coach.content.diagnostic import Diagnostic, RefusedError, nearest, refuse
from coach.content.joining import join_banks
from coach.errors import ContentError, NotFoundError
from coach.interview.voice import Voice
from coach.mapping.lexicon import Lexicon, merge
from coach.mapping.weights import Weights
from coach.recognise.cuebook import CueBook
from coach.recognise.model import LineModel
from coach.review.comments import Comments
from coach.review.marks import MarkValue
from coach.roleplay.model import Scenario
from coach.roleplay.moves import MoveReader
from coach.standards.model import Standard
from coach.standards.organisation import Organisation
from coach.talk.replies import Replies
from coach.talk.understanding import IntentReader

if TYPE_CHECKING:
    from coach.mapping.suggest import Mapper

T = TypeVar("T")

STANDARD_IDS = ("l3-css-1.0", "l3-css-1.1", "l2-csp")


class Library:
    """Standards, organisations, banks, lexicon and words, from the shipped files and the user's own beside them."""

    def __init__(self, extra_banks: Sequence[Path] = ()) -> None:
        self._extra_banks = tuple(extra_banks)
        self._standards: dict[str, Standard] = {}
        self.refused: list[Diagnostic] = []
        """What was left out because its file cannot be used."""

    def standard(self, id_: str) -> Standard:
        """Return a standard. Raises NotFoundError for an id that no standard has."""
        if id_ not in STANDARD_IDS:
            hint = nearest(id_, STANDARD_IDS) or f"The standards are {', '.join(STANDARD_IDS)}."
            raise NotFoundError(f"No standard goes by {id_}.", hint)
        if id_ not in self._standards:
            self._standards[id_] = self._read_standard(paths.STANDARDS / f"{id_}.yaml")
        return self._standards[id_]

    def _read_standard(self, path: Path) -> Standard:
        def read() -> Standard:
            from coach.content.standard_files import load_standard

            return load_standard(path)

        return cached_from([path, *sorted(path.parent.glob("*-*.yaml"))], Standard, read)

    @property
    def standards(self) -> tuple[Standard, ...]:
        """Every standard, level 3 first."""
        return tuple(self.standard(id_) for id_ in STANDARD_IDS)

    @cached_property
    def organisations(self) -> Mapping[str, Organisation]:
        """Every organisation by id."""
        found = [cached(path, Organisation) for path in sorted(paths.ORGANISATIONS.glob("*.yaml"))]
        return {organisation.id: organisation for organisation in found}

    def organisation(self, id_: str) -> Organisation:
        """Return an organisation. Raises NotFoundError for an id that none has."""
        if id_ not in self.organisations:
            known = sorted(self.organisations)
            hint = nearest(id_, known) or f"The organisations are {', '.join(known)}."
            raise NotFoundError(f"No organisation goes by {id_}.", hint)
        return self.organisations[id_]

    def organisations_of(self, standard: str) -> tuple[Organisation, ...]:
        """Return the organisations whose document is for a standard."""
        return tuple(o for o in self.organisations.values() if standard in o.standards)

    @cached_property
    def shipped_banks(self) -> tuple[Bank, ...]:
        """The banks that come with coach."""
        files = sorted(paths.shipped("question_banks").glob("*.yaml"))
        joined, problems = join_banks([(path, bank) for path in files for bank in self._usable([path], Bank)])
        self.refused.extend(problems)
        return joined

    @cached_property
    def banks(self) -> tuple[Bank, ...]:
        """Every bank that can be used; the diagnostics of the others are added to `refused`.

        One of the user's own that the linter finds an error in is left out whole.
        """
        own = [path for folder in (paths.own_banks(), *self._extra_banks) for path in sorted(folder.glob("*.y*ml"))]
        if not own:
            return self.shipped_banks
        shipped = [(paths.shipped("question_banks"), bank) for bank in self.shipped_banks]
        joined, problems = join_banks([*shipped, *self._own(own, Bank)])
        self.refused.extend(problems)
        return joined

    def _own(self, files: Sequence[Path], type_: type[T]) -> list[tuple[Path, T]]:
        """Load those of the user's own files in which the linter finds no error."""
        from coach.content.check import check_file

        usable: list[tuple[Path, T]] = []
        for path in files:
            errors = [found for found in check_file(path, self) if found.severity == "error"]
            self.refused.extend(errors)
            usable += [] if errors else [(path, value) for value in self._usable([path], type_)]
        return usable

    def _usable(self, files: Sequence[Path], type_: type[T]) -> list[T]:
        """Load the files that can be used; one with a mistake is left out and the rest still loads."""
        values = []
        for path in files:
            try:
                values.append(cached(path, type_))
            except RefusedError as error:
                self.refused.extend(error.diagnostics)
        return values

    def questions(self, standard: str, method: str) -> tuple[Question, ...]:
        """Return the questions of every bank for a standard and a method."""
        return tuple(
            question for bank in self.banks if bank.method == method for question in bank.questions_for(standard)
        )

    @cached_property
    def shipped_scenarios(self) -> Mapping[str, Scenario]:
        """The scenarios that come with coach, by id."""
        files = scenario_files(paths.shipped("scenarios"))
        return {scenario.id: scenario for scenario in self._usable(files, Scenario)}

    def cue_book(self, id_: str) -> CueBook:
        """The cues by which moves or intents are recognised."""
        return cached(paths.CUE_BOOKS / f"{id_}.yaml", CueBook)

    @cached_property
    def glossary_names(self) -> Mapping[str, str]:
        """Every name of a glossary entry as it is written, by the same in lower case."""
        entries = cached(paths.GLOSSARY, Glossary).entries
        return {name.casefold(): name for entry in entries for name in (entry.term, *entry.also)}

    @cached_property
    def refs(self) -> frozenset[str]:
        """The ref of every criterion of every standard."""
        return frozenset(criterion.ref for standard in self.standards for criterion in standard.criteria)

    @cached_property
    def move_reader(self) -> MoveReader | None:
        """Whatever tells the moves of a line; None where nothing does, so that moves have to be given."""
        from coach.recognise.moves import LineMoves

        return LineMoves(self.cue_book("moves"), _line_model(paths.MOVE_WEIGHTS))

    @cached_property
    def intent_reader(self) -> IntentReader:
        """Whatever tells what a line asks the coach for."""
        from coach.recognise.intents import LineIntents

        book = self.cue_book("intents")
        return LineIntents(book, _line_model(paths.INTENT_WEIGHTS), self.glossary_names, self.refs)

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """Every scenario that can be used, by id.

        One of the user's own that the linter finds an error in is left out.
        """
        found = dict(self.shipped_scenarios)
        for path, scenario in self._own(scenario_files(paths.own_scenarios()), Scenario):
            if scenario.id in found:
                message = f"another scenario has the id {scenario.id}."
                self.refused.extend(refuse(path, "CK0109", message, "Give it one of its own.").diagnostics)
                continue
            found[scenario.id] = scenario
        return found

    def scenario(self, id_: str) -> Scenario:
        """Return a scenario. Raises NotFoundError for an id that none has."""
        if id_ not in self.scenarios:
            hint = nearest(id_, sorted(self.scenarios)) or "coach scenario list shows the ids."
            raise NotFoundError(f"No scenario goes by {id_}.", hint)
        return self.scenarios[id_]

    @cached_property
    def lexicon(self) -> Lexicon:
        """The mapper's lexicon, all files together."""
        concepts = {name for each in self.lexicons for name in each.concepts}
        try:
            return merge([_answerable(each, concepts) for each in self.lexicons])
        except ValueError as error:
            raise ContentError(f"The lexicons do not fit together: {error}.", "Run coach check.") from None

    @cached_property
    def lexicons(self) -> tuple[Lexicon, ...]:
        """Each lexicon file that can be used."""
        return tuple(self._usable(sorted(paths.LEXICONS.glob("*.yaml")), Lexicon))

    @cached_property
    def mapper(self) -> "Mapper":
        """The mapper, with what is slow to make of the lexicon kept under the hash of all it is made of."""
        from coach.mapping.suggest import Mapper

        files = sorted(paths.LEXICONS.glob("*.yaml"))
        keep = kept_bytes([*files, paths.WEIGHTS, *sorted((paths.PACKAGE / "mapping").glob("*.py"))])
        lines = paths.REAL_WORDS.read_text(encoding="utf-8").splitlines()
        return Mapper(lambda: self.lexicon, self.weights, keep, frozenset(line for line in lines if line.isalpha()))

    @cached_property
    def weights(self) -> Weights:
        """The mapper's numbers."""
        return msgspec.json.decode(paths.WEIGHTS.read_bytes(), type=Weights)

    @cached_property
    def glossary(self) -> Mapping[str, GlossaryEntry]:
        """Glossary entries by each of their names, in lower case."""
        entries = cached(paths.GLOSSARY, Glossary).entries
        return {name.casefold(): entry for entry in entries for name in (entry.term, *entry.also)}

    @cached_property
    def replies(self) -> Replies:
        """The coach's words in a chat."""
        return cached(paths.REPLIES, Replies)

    @cached_property
    def comments(self) -> Mapping[MarkValue, tuple[str, ...]]:
        """Comments to start from, by mark."""
        ours = cached(paths.COMMENTS, Comments)
        return {"passed": ours.passed, "attempted": ours.attempted, "none": ours.none}

    @cached_property
    def voice(self) -> Voice:
        """The assessor's words."""
        return cached(paths.VOICE, Voice)


def scenario_files(folder: Path) -> list[Path]:
    """Return the scenarios in a folder, without their expectations."""
    return [path for path in sorted(folder.glob("*.y*ml")) if not path.stem.endswith(".expect")]


def _line_model(path: Path) -> LineModel:
    return msgspec.json.decode(path.read_bytes(), type=LineModel)


def _answerable(lexicon: Lexicon, concepts: Collection[str]) -> Lexicon:
    """Return a lexicon without the criteria that name a concept of a file left out."""
    whole = {ref: wishes for ref, wishes in lexicon.criteria.items() if set(wishes.concepts()) <= set(concepts)}
    return msgspec.structs.replace(lexicon, criteria=whole)
