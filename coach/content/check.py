"""The linter: every mistake in banks, scenarios, lexicons, standards, organisations, each with its place and mend."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from coach import paths
from coach.banks.model import Bank
from coach.content.convert import convert
from coach.content.diagnostic import Diagnostic, RefusedError, nearest
from coach.content.kinds import KINDS
from coach.content.library import Library
from coach.content.lint.banks import lint_bank
from coach.content.lint.cue_books import lint_cue_book
from coach.content.lint.expectations import lint_expectations
from coach.content.lint.finding import at
from coach.content.lint.lexicons import lint_lexicon
from coach.content.lint.organisations import lint_organisation
from coach.content.lint.scenarios import lint_scenario
from coach.content.standard_files import StandardFile, load_standard
from coach.content.yaml_source import YamlSource, read_yaml
from coach.mapping.lexicon import Lexicon
from coach.recognise.cuebook import CueBook
from coach.roleplay.expectations import Expectations
from coach.roleplay.model import Scenario
from coach.standards.organisation import Organisation

Lint = Callable[[YamlSource, Any, Library], Iterator[Diagnostic]]


def check_paths(named: Sequence[Path]) -> tuple[Diagnostic, ...]:
    """Check files and folders; with none named, everything shipped and the user's own.

    A scenario brings its expectations along.
    """
    if not named:
        named = [
            path
            for path in (
                paths.STANDARDS,
                paths.LEXICONS,
                paths.GLOSSARY,
                paths.VOICE,
                paths.COMMENTS,
                paths.REPLIES,
                paths.CUE_BOOKS,
                paths.shipped("question_banks"),
                paths.own_banks(),
                paths.shipped("scenarios"),
                paths.own_scenarios(),
            )
            if path.exists()
        ]
    library = Library()
    files = dict.fromkeys(file for path in named for file in _files(path))
    return tuple(sorted(finding for file in files for finding in check_file(file, library)))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.rglob("*.y*ml"))
    beside = paths.expectations_of(path)
    return [path, beside] if beside.is_file() else [path]


def check_file(path: Path, library: Library) -> tuple[Diagnostic, ...]:
    """Check one file by its kind."""
    try:
        source = read_yaml(path)
        kind = source.data.get("kind")
        if not isinstance(kind, str) or kind not in KINDS:
            hint = f"Write kind: and one of {', '.join(sorted(KINDS))}."
            if not isinstance(kind, str):
                return (at(source, ("kind",), "CK0012", "the file does not say of what kind it is.", hint),)
            hint = nearest(kind, sorted(KINDS)) or hint
            return (at(source, ("kind",), "CK0012", f"this is no kind of file coach reads: {kind}.", hint),)
        value: object = convert(source, KINDS[kind])
    except RefusedError as error:
        return error.diagnostics
    lint = _LINTS.get(type(value))
    return tuple(lint(source, value, library)) if lint else ()


def _lint_standard(source: YamlSource, _file: StandardFile, _library: Library) -> Iterator[Diagnostic]:
    """Read the files beside a standard with it: their refs have to fit together."""
    try:
        load_standard(source.path)
    except RefusedError as error:
        yield from error.diagnostics


_LINTS: Mapping[type, Lint] = {
    Bank: lint_bank,
    Lexicon: lint_lexicon,
    CueBook: lint_cue_book,
    Scenario: lint_scenario,
    Expectations: lint_expectations,
    Organisation: lint_organisation,
    StandardFile: _lint_standard,
}
