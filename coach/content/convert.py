"""Turn plain data into typed data, with messages that name file, line, field and what was meant."""

import re
from collections.abc import Sequence
from functools import reduce
from typing import Any, TypeVar

import msgspec

from coach.content.diagnostic import Diagnostic, RefusedError, nearest
from coach.content.yaml_source import KeyPath, YamlSource

T = TypeVar("T")

_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<field>[^`]+)`")
_MISSING = re.compile(r"Object missing required field `(?P<field>[^`]+)`")
_EXPECTED = re.compile(r"Expected `(?P<wanted>[^`]+)`, got `(?P<got>[^`]+)`")
_CHOICE = re.compile(r"Invalid enum value '(?P<value>[^']*)'")

_PLAIN_NAMES = {"str": "text", "int": "a whole number", "float": "a number", "bool": "true or false", "array": "a list"}
_PLAIN_NAMES |= {"object": "a mapping of keys to values", "null": "nothing", "date": "a date"}
_PLAIN_NAMES |= {"datetime": "a date and time"}


def convert(source: YamlSource, type_: type[T]) -> T:
    """Return the file's data as the type.

    Raises RefusedError naming file, line and column of the first thing that does not fit.
    """
    try:
        return msgspec.convert(source.data, type_)
    except msgspec.ValidationError as error:
        raise RefusedError([_diagnostic(source, str(error), type_)]) from None


def _diagnostic(source: YamlSource, error: str, type_: type[Any]) -> Diagnostic:
    reason, _, where = error.partition(" - at `")
    path = _path(source.data, error, where.rstrip("`"), type_)
    code, message, hint = "CK0020", f"{reason}.", ""
    if found := _UNKNOWN.match(reason):
        path = (*path, found["field"])
        code, message = "CK0021", f"the field {found['field']} is not known here."
        hint = nearest(found["field"], _fields(type_)) or "Remove it."
    elif found := _MISSING.match(reason):
        code, message, hint = "CK0022", f"the field {found['field']} is missing.", "Add it."
    elif _EXPECTED.match(reason) and source.quoted_would_be.get(path) == "":
        code, message, hint = "CK0024", "nothing stands here.", "Write what belongs here, or remove the field."
    elif (found := _EXPECTED.match(reason)) and path in source.quoted_would_be and "str" in found["wanted"]:
        written = source.quoted_would_be[path]
        code, message = "CK0023", f"YAML reads {written} as {_plain(found['got'])}, and text is wanted."
        hint = f'Write "{written}" in quotes.'
    elif found := _EXPECTED.match(reason):
        code, message = "CK0024", f"{_plain(found['wanted'])} is wanted here, not {_plain(found['got'])}."
    elif found := _CHOICE.match(reason):
        if where.startswith("key`"):
            path = (*path, found["value"])
        code, message = "CK0025", f"{found['value']} is not one of the words this field takes."
        hint = nearest(found["value"], _choices(type_))
    line, column = source.place(path)
    return Diagnostic(str(source.path), line, column, code, "error", message, hint)


def _plain(names: str) -> str:
    return " or ".join(_PLAIN_NAMES.get(name.strip(), name.strip()) for name in names.split("|"))


def _path(data: Any, error: str, where: str, type_: type[Any]) -> KeyPath:
    """Turn msgspec's `$.questions[3].text` into key-path steps; `[...]` stands for some key of a mapping."""
    steps: list[str | int] = []
    for match in _STEP.finditer(where):
        name, index = match.groups()
        if name is not None:
            steps.append(name)
        elif index != "...":
            steps.append(int(index))
        elif (key := _key_meant(data, error, steps, type_)) is not None:
            steps.append(key)
        else:
            break
    return tuple(steps)


def _key_meant(data: Any, error: str, steps: Sequence[str | int], type_: type[Any]) -> str | None:
    """Return the key of the mapping at some steps that the error is about: alone, it makes the same error."""
    for key in reduce(lambda inner, step: inner[step], steps, data):
        try:
            msgspec.convert(_with_only(data, steps, key), type_)
        except msgspec.ValidationError as again:
            if str(again) == error:
                return str(key)
    return None


def _with_only(data: Any, steps: Sequence[str | int], key: str) -> Any:
    """Return a copy of the data whose mapping at some steps has one key only."""
    if not steps:
        return {key: data[key]}
    copy = data.copy()
    copy[steps[0]] = _with_only(data[steps[0]], steps[1:], key)
    return copy


def _structs(type_: Any, seen: set[Any]) -> set[Any]:
    """Collect the struct types a type is made of."""
    if type_ in seen:
        return seen
    struct = getattr(type_, "__origin__", type_)
    if isinstance(struct, type) and issubclass(struct, msgspec.Struct):
        seen.add(struct)
        for field in msgspec.structs.fields(struct):
            _structs(field.type, seen)
    for part in getattr(type_, "__args__", ()):
        if part is not Ellipsis and not isinstance(part, str):
            _structs(part, seen)
    return seen


def _fields(type_: Any) -> list[str]:
    return sorted({field.encode_name for struct in _structs(type_, set()) for field in msgspec.structs.fields(struct)})


def _choices(type_: Any) -> list[str]:
    found: set[str] = set()
    for struct in _structs(type_, set()):
        for field in msgspec.structs.fields(struct):
            found.update(_words(field.type))
    return sorted(found)


def _words(type_: Any) -> set[str]:
    parts = getattr(type_, "__args__", ())
    words = {part for part in parts if isinstance(part, str)}
    for part in parts:
        if not isinstance(part, str) and part is not Ellipsis:
            words |= _words(part)
    return words
