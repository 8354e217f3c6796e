"""Every example in docs/diagnostics.md is run: the bad one earns its code, the mended one does not."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from coach.content.check import check_file
from coach.content.library import Library

ROOT = Path(__file__).parent.parent.parent
DOC = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
BASE = re.search(r"```yaml base\n(.*?)```", DOC, re.DOTALL)
EXAMPLES = [
    (section[:6], kind, text, quality == "bad")
    for section in re.split(r"^### ", DOC, flags=re.MULTILINE)[1:]
    for kind, quality, text in re.findall(r"```yaml (\w+) (bad|mended)\n(.*?)```", section, re.DOTALL)
]
HEAD = "kind: question-bank\nid: example\ntitle: Example\n"
OURS = "extends: l3-css-professional-discussion\n"
STANDARD = """kind: standard
id: example
title: Example
level: 3
plan_version: "1"
reference: EX1
source: Nowhere
content: example
methods: [{id: talk, title: Talk}]
"""


def fields(text: str) -> dict[str, str]:
    """Split YAML into its top-level fields, each with its own lines."""
    return {part.split(":")[0]: part for part in re.split(r"^(?=\w)", text, flags=re.MULTILINE) if part}


def question(shown: str) -> str:
    base = BASE.group(1) if BASE else ""
    lines = "".join((fields(base) | fields(shown)).values()).splitlines()
    return "\n".join(["  - " + lines[0], *("    " + line for line in lines[1:])]) + "\n"


def questions(shown: str) -> str:
    each = re.split(r"^- ", shown, flags=re.MULTILINE)[1:]
    return "questions:\n" + "".join(question(re.sub(r"^  ", "", text, flags=re.MULTILINE)) for text in each)


def lexicon(shown: str) -> str:
    given = fields(shown)
    wants = given.get("wants", "wants: [ex-limit]").partition(":")[2].strip()
    group = f"    groups: [{{wants: a limit, concepts: {wants}}}]\n"
    twin = f"  K2.3:\n{group}" if "twice" in given else ""
    return (
        "kind: lexicon\nid: example\nstandards: [l3-css-1.1]\nconcepts:\n  ex-limit:\n    label: a limit\n"
        f"    {given['cues'].strip()}\ncriteria:\n  K2.4:\n{group}{twin}"
    )


ROLE = re.search(r"```yaml scenario base\n(.*?)```", DOC, re.DOTALL)
EXPECTATIONS = """kind: scenario-expectations
scenario: example
plays:
  - {name: one, steps: [{say: "Shall I send it?", moves: [offer]}], ends: sent}
  - {name: two, steps: [{say: "Shall I send it on?", moves: [offer]}], ends: sent}
  - {name: three, steps: [{say: "I could send it.", moves: [offer]}], ends: sent}
"""


def over(base: Any, shown: Any) -> Any:
    """Lay what an example shows over what it is an example of."""
    if not (isinstance(base, dict) and isinstance(shown, dict)):
        return shown
    return {**base, **{key: over(base.get(key), value) for key, value in shown.items()}}


def laid_over(base: str, shown: str) -> str:
    both = over(yaml.safe_load(base), yaml.safe_load(shown) or {})
    return yaml.safe_dump(both, sort_keys=False, allow_unicode=True)


def scenario(shown: str) -> str:
    return laid_over(ROLE.group(1) if ROLE else "", shown)


WRITERS: Mapping[str, Callable[[str], str]] = {
    "file": lambda shown: shown,
    "question": lambda shown: f"{HEAD}{OURS}questions:\n{question(shown)}",
    "questions": lambda shown: f"{HEAD}{OURS}{questions(shown)}",
    "bank": lambda shown: f"{HEAD}{shown}questions:\n{question('')}",
    "lexicon": lexicon,
    "standard": lambda _shown: STANDARD,
    "scenario": scenario,
    "expectations": lambda shown: laid_over(EXPECTATIONS, shown),
}


@pytest.mark.parametrize(("code", "kind", "shown", "bad"), EXAMPLES, ids=[f"{e[0]}-{e[3]}" for e in EXAMPLES])
def test_an_example_earns_its_code_until_it_is_mended(
    code: str, kind: str, shown: str, bad: bool, tmp_path: Path, shipped: Library
) -> None:
    path = tmp_path / ("example.expect.yaml" if kind == "expectations" else "example.yaml")
    if kind == "expectations":
        (tmp_path / "example.yaml").write_text(scenario(""), encoding="utf-8")
    path.write_text(WRITERS[kind](shown), encoding="utf-8")
    if kind == "standard":
        head = "kind: criteria\nid: example\nsections: [{id: K1, title: One}]\n"
        (tmp_path / "criteria-example.yaml").write_text(head + shown, encoding="utf-8")
    found = check_file(path, shipped)
    assert (code in {diagnostic.code for diagnostic in found}) is bad, [str(diagnostic) for diagnostic in found]
    if not bad:
        assert [str(diagnostic) for diagnostic in found if diagnostic.severity == "error"] == []


def test_every_code_is_documented_and_there_are_more_than_twenty_five() -> None:
    said = set()
    for path in (ROOT / "coach" / "content").rglob("*.py"):
        said |= set(re.findall(r'"(CK\d{4})"', path.read_text(encoding="utf-8")))
    assert sorted(said - set(re.findall(r"CK\d{4}", DOC)) - {"CK0020"}) == []
    assert len({code for code, _, _, _ in EXAMPLES}) >= 25
