"""Read one YAML file into plain data, remembering where everything stands.

Stricter than YAML: no duplicate keys, no tags, no aliases, keys are text. What YAML would turn into another type
keeps its place, so that the message about it can name the line.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from coach.content.diagnostic import Diagnostic, RefusedError, refuse

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
SURELY_SHALLOW = 5_000
"""No more than so many nested levels can be told from a file's brackets and indents, and libyaml bears them."""

Place = tuple[int, int]
KeyPath = tuple[str | int, ...]

_QUESTION_MARK = "a ? that stands alone begins a key to YAML, so this is no text."
_IN_QUOTES = 'Write what begins with the ? in quotes: "?".'
_LONE = re.compile(r"(?:^|[\[,{\s-])\?(?=[\s,\]}]|$)")

_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
)


@dataclass(frozen=True, slots=True)
class YamlSource:
    """Plain data and the place (line, column; both from 1) of every key path in it."""

    path: Path
    data: Any
    places: Mapping[KeyPath, Place]
    quoted_would_be: Mapping[KeyPath, str]
    """The text of each scalar that YAML turned into something other than text."""

    def place(self, path: KeyPath) -> Place:
        """Return the place of a key path, or of its nearest parent that has one."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.places:
                return self.places[path[:end]]
        return (1, 1)


def read_yaml(path: Path) -> YamlSource:
    """Read a file of one YAML document whose top is a mapping.

    Raises RefusedError with file, line and column for anything that is not that.
    """
    text = _text(path)
    loader = yaml.CSafeLoader(text)
    try:
        _refuse_the_bottomless(path, text)
        node = loader.get_single_node()
        if node is None:
            raise refuse(path, "CK0002", "the file is empty.", "Write content in it or delete it.")
        if not isinstance(node, yaml.MappingNode):
            raise refuse(path, "CK0003", "the file is not a mapping of keys to values.", "Begin it with kind: …")
        builder = _Builder(path, loader, text.splitlines())
        data = builder.build(node, (), 0)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if lone := _lone_question_mark(text, line):
            raise refuse(path, "CK0001", _QUESTION_MARK, _IN_QUOTES, *lone) from None
        problem = error.problem or "it cannot be read"
        raise refuse(path, "CK0001", f"not valid YAML: {problem}.", "Check indents and quotes.", line, column) from None
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position].decode(errors="ignore")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"a control character (number {error.character}) is not text."
        raise refuse(path, "CK0001", message, "Remove it.", line, column) from None
    except yaml.YAMLError as error:
        reason = str(error).partition("\n")[0]
        raise refuse(path, "CK0001", f"not valid YAML: {reason}.", "Check indents and quotes.") from None
    finally:
        loader.dispose()
    if builder.problems:
        raise RefusedError(builder.problems)
    return YamlSource(path, data, builder.places, builder.changed)


def _lone_question_mark(text: str, line: int) -> Place | None:
    """Return where a ? stands alone in the line that cannot be read, or in the one before it."""
    lines = text.splitlines()
    for number in (line, line - 1):
        if 1 <= number <= len(lines) and (found := _LONE.search(lines[number - 1])):
            return number, found.end()
    return None


def _refuse_the_bottomless(path: Path, text: str) -> None:
    """Refuse what is nested so deeply that composing it would run out of stack and end the process."""
    longest = max(map(len, text.splitlines()), default=0)
    if text.count("[") + text.count("{") + longest < SURELY_SHALLOW:
        return
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH + 1:
            mark = event.start_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            raise refuse(path, "CK0007", f"nested more than {MAX_DEPTH} levels deep.", "Flatten it.", *place)


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise refuse(path, "CK0004", f"the file has {size:,} bytes; at most {MAX_BYTES:,} are read.", "Split it.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise refuse(path, "CK0005", "the file is not UTF-8 text.", "Save it as UTF-8.", line) from None
    except FileNotFoundError:
        raise refuse(path, "CK0006", "there is no such file.", "Check its name and folder.") from None
    except OSError as error:
        raise refuse(path, "CK0006", f"the file cannot be read: {error.strerror}.", "Check its permissions.") from None


class _Builder:
    def __init__(self, path: Path, loader: yaml.CSafeLoader, lines: Sequence[str]) -> None:
        self._path = path
        self._lines = lines
        self._loader = loader
        self._seen: set[int] = set()
        self.places: dict[KeyPath, Place] = {}
        self.changed: dict[KeyPath, str] = {}
        self.problems: list[Diagnostic] = []

    def build(self, node: yaml.Node, path: KeyPath, depth: int) -> Any:
        place = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.places.setdefault(path, place)
        if depth > MAX_DEPTH:
            raise refuse(self._path, "CK0007", f"nested more than {MAX_DEPTH} levels deep.", "Flatten it.", *place)
        self._once(node, place)
        if node.tag not in _PLAIN_TAGS:
            self._problem("CK0009", f"the tag {node.tag} is not used here.", "Remove it.", place)
            return None
        if isinstance(node, yaml.MappingNode):
            if self._lines[place[0] - 1][place[1] - 1 :].startswith("?"):
                self._problem("CK0001", _QUESTION_MARK, _IN_QUOTES, place)
                return None
            return self._mapping(node, path, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, index), depth + 1) for index, child in enumerate(node.value)]
        if node.tag == "tag:yaml.org,2002:str":
            return node.value
        self.changed[path] = str(node.value)
        try:
            return self._loader.construct_object(node)
        except (ValueError, LookupError, AttributeError):
            shown = node.value[:40]
            kind = node.tag.rpartition(":")[2]
            message = f"YAML takes {shown} for a value of the kind {kind} and cannot read it."
            self._problem("CK0013", message, "Write it in quotes.", place)
            return None

    def _mapping(self, node: yaml.MappingNode, path: KeyPath, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            self._once(key_node, place)
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag != "tag:yaml.org,2002:str":
                shown = key_node.value if isinstance(key_node, yaml.ScalarNode) else "a list or mapping"
                self._problem("CK0010", f"the key {shown} is not text to YAML.", "Put it in quotes.", place)
                continue
            key = key_node.value
            if key in result:
                self._problem("CK0011", f"the key {key} stands twice here.", "Keep one of them.", place)
                continue
            self.places[(*path, key)] = place
            result[key] = self.build(value_node, (*path, key), depth + 1)
        return result

    def _once(self, node: yaml.Node, place: Place) -> None:
        if id(node) in self._seen:
            raise refuse(self._path, "CK0008", "aliases (*name) are not used here.", "Write it out.", *place)
        self._seen.add(id(node))

    def _problem(self, code: str, message: str, hint: str, place: Place) -> None:
        self.problems.append(Diagnostic(str(self._path), place[0], place[1], code, "error", message, hint))
