"""Make a diagnostic of a place in a file."""

from coach.content.diagnostic import Diagnostic, Severity
from coach.content.yaml_source import KeyPath, YamlSource


def at(
    source: YamlSource, path: KeyPath, code: str, message: str, hint: str = "", severity: Severity = "error"
) -> Diagnostic:
    """Return a diagnostic at a key path of a file."""
    line, column = source.place(path)
    return Diagnostic(str(source.path), line, column, code, severity, message, hint)


def warn(source: YamlSource, path: KeyPath, code: str, message: str, hint: str = "") -> Diagnostic:
    """Return a warning at a key path of a file."""
    return at(source, path, code, message, hint, "warning")
