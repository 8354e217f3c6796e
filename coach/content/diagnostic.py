"""What is wrong with a content file, where, and what was probably meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coach.errors import ContentError

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding in one place; line and column count from 1."""

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}:{self.column}: {self.code} {self.message}"
        return f"{text} {self.hint}" if self.hint else text


class RefusedError(ContentError):
    """A content file that cannot be used; its diagnostics say why."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        first = self.diagnostics[0]
        super().__init__(f"{first.file}:{first.line}: {first.message}", first.hint)


def refuse(path: Path, code: str, message: str, hint: str = "", line: int = 1, column: int = 1) -> RefusedError:
    """Return the error that refuses a file for one reason."""
    return RefusedError([Diagnostic(str(path), line, column, code, "error", message, hint)])


def nearest(word: str, known: Sequence[str]) -> str:
    """Return a hint naming the known word most like this one, or an empty string."""
    from rapidfuzz import process

    best = process.extractOne(word, known, score_cutoff=60) if word else None
    return f"Did you mean {best[0]}?" if best else ""
