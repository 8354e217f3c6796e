"""A standard as Skills England publishes it in JSON, turned into a statements file of ours."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from coach.content.diagnostic import nearest
from coach.content.outside_file import decoded, read_outside
from coach.content.schemas import FIRST_LINE, schema_name
from coach.content.standard_files import Duty, StatementsFile
from coach.errors import ContentError
from coach.reports.foreign import one_line
from coach.standards.model import Statement, StatementType

MAX_BYTES = 2_000_000
MAX_TEXT = 4_000
MAX_ITEMS = 500

_LISTS: Sequence[tuple[str, str, str, StatementType]] = (
    ("knowledges", "knowledgeId", "knowledge", "knowledge"),
    ("skills", "skillId", "skills", "skill"),
    ("behaviours", "behaviourId", "behaviours", "behaviour"),
)
"""Each list with the key of its GUIDs, the section its statements stand in, and their type."""

_FIELDS = ("referenceNumber", "version", "knowledges", "skills", "behaviours", "duties")
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_INLINE = re.compile(r"</?(?:a|b|em|font|i|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>", re.IGNORECASE)
_BETWEEN_ITEMS = re.compile(r"</li\s*>\s*<li\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?]?[A-Za-z][^<>]*>")


def read_skills_england(path: Path, id_: str) -> StatementsFile:
    """Read a standard's JSON as statements; their codes come from their order, their GUIDs are kept.

    Raises ContentError that says what is wrong and where.
    """
    top = _standard(path, _document(path))
    problems: list[str] = []
    statements = [
        Statement(code, section, kind, text, (), guid)
        for name, guid_key, section, kind in _LISTS
        for code, text, guid in _items(top, name, guid_key, kind[0].upper(), problems)
    ]
    duties = [Duty(*item) for item in _items(top, "duties", "dutyId", "D", problems)]
    if not problems and not statements:
        problems.append("it has no knowledge, skill or behaviour statement.")
    if problems:
        more = f" There are {len(problems) - 1} more places like that." if len(problems) > 1 else ""
        raise ContentError(f"{path}: {problems[0]}{more}", "Take the file from Skills England again, or mend it.")
    return StatementsFile(
        kind="statements",
        id=id_,
        title=_plain(_word(top, "title")),
        reference=_plain(_word(top, "referenceNumber")),
        version=_plain(_word(top, "version")),
        statements=tuple(statements),
        duties=tuple(duties),
    )


def statements_yaml(file: StatementsFile) -> str:
    """Return a statements file as its YAML, without the fields that say nothing."""
    document: dict[str, Any] = {"kind": file.kind, "id": file.id}
    document |= _said({"title": file.title, "reference": file.reference, "version": file.version})
    document["statements"] = [
        {"id": each.id, "section": each.section, "type": each.type, "text": each.text, "criteria": list(each.criteria)}
        | _said({"guid": each.guid})
        for each in file.statements
    ]
    if file.duties:
        document["duties"] = [{"id": duty.id, "text": duty.text} | _said({"guid": duty.guid}) for duty in file.duties]
    body = yaml.dump(document, Dumper=_Indented, sort_keys=False, allow_unicode=True, width=110)
    return f"{FIRST_LINE}{schema_name(file.kind)}\n{body}"


class _Indented(yaml.SafeDumper):
    """Writes lists one step further in than their key, as people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _said(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}


def _document(path: Path) -> Any:
    text, _ = decoded(read_outside(path, MAX_BYTES))
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        told = f"{path}:{error.lineno}: this is not JSON ({error.msg})."
        raise ContentError(told, "Save what Skills England sent as it is.") from None
    except RecursionError:
        raise ContentError(f"{path}: this is nested too deeply.", "Save what Skills England sent as it is.") from None


def _standard(path: Path, document: Any) -> dict[str, Any]:
    """Return the one standard of a document, its field names in lower case."""
    if isinstance(document, list) and len(document) == 1:
        document = document[0]
    if isinstance(document, list):
        raise ContentError(f"{path} holds {len(document)} standards.", "Keep one of them in the file.")
    if not isinstance(document, dict):
        raise ContentError(f"{path} holds no standard.", f"A standard has the fields {', '.join(_FIELDS)}.")
    top = {str(key).casefold(): value for key, value in document.items()}
    for name in ("referenceNumber", "version"):
        if not _plain(_word(top, name)):
            near = nearest(name.casefold(), [key for key in top if key not in map(str.casefold, _FIELDS)])
            raise ContentError(f"{path}: the field {name} is missing.", one_line(near or "Add it as text."))
    return top


def _items(
    top: dict[str, Any], name: str, guid_key: str, letter: str, problems: list[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield code, text and GUID of each item of a list."""
    items = top.get(name)
    if items is None:
        items = []
    if not isinstance(items, list) or len(items) > MAX_ITEMS:
        problems.append(f"{name} is not a list of at most {MAX_ITEMS}.")
        return
    for number, item in enumerate(items, 1):
        code = f"{letter}{number}"
        fields = {str(key).casefold(): value for key, value in item.items()} if isinstance(item, dict) else {}
        text = _word(fields, "detail") or _word(fields, "dutyDetail")
        if len(text) > MAX_TEXT:
            problems.append(f"{name}, item {number}: its text has {len(text):,} characters; at most {MAX_TEXT:,} fit.")
            continue
        plain = _without_code(_plain(text), code)
        if not plain:
            problems.append(f"{name}, item {number}: it has no text under detail.")
            continue
        yield code, plain, _plain(_word(fields, guid_key))[:80]


def _word(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name.casefold())
    return value if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """Return foreign text on one line, without tags, entities and control characters."""
    text = text[:MAX_TEXT]
    for _ in range(2):
        text = _BETWEEN_ITEMS.sub("; ", _UNSEEN.sub(" ", text))
        text = _TAG.sub(" ", _INLINE.sub("", text))
        text = html.unescape(text)
    return one_line(_TAG.sub(" ", _INLINE.sub("", text)))


def _without_code(text: str, code: str) -> str:
    """Return a text without its own code before it, as some standards repeat it."""
    return re.sub(rf"^{code}\s*[:.)–-]\s*", "", text)
