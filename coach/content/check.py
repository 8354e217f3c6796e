"""The linter: every mistake in banks, lexicons, standards and organisations, each with its place and its mend."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from coach import paths
from coach.banks.draw import draw
from coach.banks.model import STORY_PARTS, Bank, Glossary
from coach.content.convert import convert
from coach.content.diagnostic import Diagnostic, RefusedError, Severity, nearest
from coach.content.library import STANDARD_IDS, Library
from coach.content.standard_files import CardsFile, CriteriaFile, DescriptorsFile, StandardFile, StatementsFile
from coach.content.yaml_source import KeyPath, YamlSource, read_yaml
from coach.interview.voice import Voice
from coach.mapping.cues import parse
from coach.mapping.lexicon import Lexicon
from coach.standards.organisation import Organisation

_KINDS: Mapping[str, type[Any]] = {
    "question-bank": Bank,
    "lexicon": Lexicon,
    "glossary": Glossary,
    "voice": Voice,
    "organisation": Organisation,
    "standard": StandardFile,
    "criteria": CriteriaFile,
    "statements": StatementsFile,
    "fail-descriptors": DescriptorsFile,
    "cards": CardsFile,
}


def check_paths(named: Sequence[Path]) -> tuple[Diagnostic, ...]:
    """Check files and folders; with none named, everything shipped and the user's own banks."""
    if not named:
        named = [
            path
            for path in (
                paths.STANDARDS,
                paths.LEXICONS,
                paths.GLOSSARY,
                paths.VOICE,
                paths.shipped("question_banks"),
                paths.own_banks(),
            )
            if path.exists()
        ]
    library = Library()
    found: list[Diagnostic] = []
    for path in named:
        files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        for file in files:
            found.extend(check_file(file, library))
    return tuple(sorted(found))


def check_file(path: Path, library: Library) -> tuple[Diagnostic, ...]:
    """Check one file by its kind."""
    try:
        source = read_yaml(path)
        kind = source.data.get("kind")
        if not isinstance(kind, str) or kind not in _KINDS:
            hint = f"Write kind: and one of {', '.join(sorted(_KINDS))}."
            if not isinstance(kind, str):
                return (_at(source, ("kind",), "CK0012", "the file does not say of what kind it is.", hint),)
            hint = nearest(kind, sorted(_KINDS)) or hint
            return (_at(source, ("kind",), "CK0012", f"this is no kind of file coach reads: {kind}.", hint),)
        value: object = convert(source, _KINDS[kind])
    except RefusedError as error:
        return error.diagnostics
    checks: Mapping[type, Callable[..., Iterator[Diagnostic]]] = {Bank: _bank, Lexicon: _lexicon}
    check = checks.get(type(value))
    return tuple(check(source, value, library)) if check else ()


def _bank(source: YamlSource, bank: Bank, library: Library) -> Iterator[Diagnostic]:
    for place, id_ in enumerate(bank.standards):
        if id_ not in STANDARD_IDS:
            hint = nearest(id_, STANDARD_IDS)
            yield _at(source, ("standards", place), "CK0031", f"no standard goes by {id_}.", hint)
            return
    seen: dict[str, int] = {}
    for row, question in enumerate(bank.questions):
        at: KeyPath = ("questions", row)
        if question.id in seen:
            yield _at(source, (*at, "id"), "CK0032", f"the id {question.id} stands twice.", "Ids are never shared.")
        seen[question.id] = row
        known = {
            criterion.ref
            for id_ in question.standards or bank.standards
            for criterion in library.standard(id_).criteria
            if criterion.method == bank.method
        }
        for place, target in enumerate(question.targets):
            if target not in known:
                message = f"{target} is not a criterion of {bank.method}."
                yield _at(source, (*at, "targets", place), "CK0033", message, nearest(target, sorted(known)))
        if not question.targets:
            yield _at(source, (*at, "targets"), "CK0034", "the question has no target.", "Name 1 to 3 criteria.")
        for place, probe in enumerate(question.probes):
            if probe.about not in (*question.targets, *STORY_PARTS):
                message = f"the probe is for {probe.about}, which is neither a target nor a part of the story."
                hint = f"Take one of {', '.join((*question.targets, *STORY_PARTS))}."
                yield _at(source, (*at, "probes", place, "for"), "CK0035", message, hint)
    yield from _cover(source, bank, library)


def _cover(source: YamlSource, bank: Bank, library: Library) -> Iterator[Diagnostic]:
    """Say which pass criteria no ten questions of the bank can cover together."""
    for id_ in bank.standards:
        standard = library.standard(id_)
        if bank.method not in standard.methods_by_id:
            hint = nearest(bank.method, sorted(standard.methods_by_id))
            yield _at(source, ("method",), "CK0036", f"{id_} has no method {bank.method}.", hint)
            continue
        if standard.methods_by_id[bank.method].conversation == "observed":
            continue
        drawn = draw(bank.questions_for(id_), standard.criteria_of(bank.method), seed=0)
        if drawn.uncovered:
            message = f"no ten questions cover {', '.join(drawn.uncovered)} of {id_} with all the others."
            yield _at(source, ("questions",), "CK0037", message, "Add questions for them.", "warning")


def _lexicon(source: YamlSource, lexicon: Lexicon, library: Library) -> Iterator[Diagnostic]:
    refs = {criterion.ref for id_ in lexicon.standards for criterion in library.standard(id_).criteria}
    for name, concept in lexicon.concepts.items():
        for place, cue in enumerate(concept.cues):
            try:
                parse(cue)
            except ValueError as error:
                yield _at(source, ("concepts", name, "cues", place), "CK0038", f"the cue {cue} is not one: {error}.")
    known = set(library.lexicon.concepts) | set(lexicon.concepts)
    for ref, cues in lexicon.criteria.items():
        if ref not in refs:
            yield _at(source, ("criteria", ref), "CK0031", f"no criterion goes by {ref}.", nearest(ref, sorted(refs)))
        for name in cues.concepts():
            if name not in known:
                message = f"{ref} names the concept {name}, which is not there."
                yield _at(source, ("criteria", ref), "CK0039", message, nearest(name, sorted(known)))


def _at(
    source: YamlSource, path: KeyPath, code: str, message: str, hint: str = "", severity: Severity = "error"
) -> Diagnostic:
    line, column = source.place(path)
    return Diagnostic(str(source.path), line, column, code, severity, message, hint)
