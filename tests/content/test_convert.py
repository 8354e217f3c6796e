from pathlib import Path

import msgspec
import pytest

from coach.banks.model import Bank
from coach.content.convert import convert
from coach.content.diagnostic import Diagnostic, RefusedError, nearest
from coach.content.yaml_source import read_yaml
from coach.interview.voice import Voice
from coach.standards.organisation import Organisation
from tests.builders_core import BANK, bank_with, first, write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.yaml"


def refusal(file: Path, text: str, type_: type[object] = Bank) -> Diagnostic:
    with pytest.raises(RefusedError) as refused:
        convert(read_yaml(write(file, text)), type_)
    found = first(refused.value)
    assert found.file == str(file)
    assert found.severity == "error"
    assert str(refused.value).startswith(f"{file}:{found.line}: ")
    assert str(found).startswith(f"{file}:{found.line}:{found.column}: {found.code} ")
    return found


def test_a_bank_without_a_mistake(file: Path) -> None:
    bank = convert(read_yaml(write(file, BANK)), Bank)
    (question,) = bank.questions
    assert (bank.id, bank.standards, question.id) == ("mine", ("l3-css-1.0",), "mine-1")
    assert question.targets == ("K2.4", "K2.3")
    assert [probe.about for probe in question.probes] == ["K2.4", "result"]
    assert question.strong.pass_ == "Says whose decision it was."
    assert question.sectors == {"retail": "What did you do when the tills were down?"}


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "message", "hint"),
    [
        # what YAML takes for something else
        ("id: mine-1", "id: 1.10", "CK0023", (7, 5), "reads 1.10 as a number", '"1.10"'),
        ("id: mine-1", "id: no", "CK0023", (7, 5), "reads no as true or false", '"no"'),
        ("id: mine-1", "id: 12:30", "CK0023", (7, 5), "reads 12:30 as a whole number", '"12:30"'),
        ("id: mine-1", "id: 007", "CK0023", (7, 5), "reads 007 as a whole number", '"007"'),
        ("K2.3]", "1.10]", "CK0023", (10, 21), "reads 1.10 as a number", '"1.10"'),
        ("title: My own questions", "title: 2024-05-01", "CK0023", (3, 1), "reads 2024-05-01 as a date", "2024-05-01"),
        ("title: My own questions", "title:", "CK0024", (3, 1), "nothing stands here", "remove the field"),
        ("- for: result", "- for:", "CK0024", (15, 9), "nothing stands here", "Write what belongs here"),
        ("retail: What did you do when the tills were down?", "retail: 12:30", "CK0023", (20, 7), "12:30", '"12:30"'),
        # fields
        ("difficulty:", "dificulty:", "CK0021", (11, 5), "field dificulty is not known", "difficulty?"),
        ("    strong:", "    stong:", "CK0021", (17, 5), "field stong is not known", "strong?"),
        ("      pass: Says", "      pas: Says", "CK0021", (18, 7), "field pas is not known", "pass?"),
        ("title:", "zzzqqq:", "CK0021", (3, 1), "field zzzqqq is not known", "Remove it"),
        ("title: My own questions\n", "", "CK0022", (1, 1), "field title is missing", "Add it"),
        ("    text: What did you do when the system was down?\n", "", "CK0022", (7, 5), "field text is miss", "Add it"),
        ("        text: How did it end?\n", "", "CK0022", (15, 9), "field text is missing", "Add it"),
        # types
        ("[K2.4, K2.3]", "K2.4", "CK0024", (10, 5), "a list is wanted here, not text", ""),
        ("text: How did it end?", "text: [a, b]", "CK0024", (16, 9), "text is wanted here, not a list", ""),
        ("standards: [l3-css-1.0]", "standards: {a: b}", "CK0024", (4, 1), "not a mapping", ""),
        ("retail: What did you do when the tills were down?", "retail: [a]", "CK0024", (20, 7), "text is wanted", ""),
        # words
        ("difficulty: easy", "difficulty: eazy", "CK0025", (11, 5), "eazy is not one of the words", "easy?"),
        ("kind: question-bank", "kind: lexicon", "CK0025", (1, 1), "lexicon is not one of the words", ""),
    ],
)
def test_a_refusal_says_where_what_and_what_was_meant(
    file: Path, old: str, new: str, code: str, place: tuple[int, int], message: str, hint: str
) -> None:
    found = refusal(file, bank_with(old, new))
    assert (found.code, (found.line, found.column)) == (code, place)
    assert message in found.message
    assert hint in found.hint


def test_only_quotes_are_needed_to_mend_what_yaml_changed(file: Path) -> None:
    for unquoted in ("1.10", "no", "12:30", "2024-05-01", "007", "~"):
        hint = refusal(file, bank_with("id: mine-1", f"id: {unquoted}")).hint
        quoted = hint.removeprefix("Write ").removesuffix(" in quotes.")
        bank = convert(read_yaml(write(file, bank_with("id: mine-1", f"id: {quoted}"))), Bank)
        assert bank.questions[0].id == unquoted


ORGANISATION = """\
kind: organisation
id: o
title: O
document: D
standards: [l3-css-1.0]
methods:
  project-interview:
    minutes: {value: 60, where: Page 3}
"""


def test_an_organisation_without_a_mistake(file: Path) -> None:
    found = convert(read_yaml(write(file, ORGANISATION)), Organisation)
    minutes = found.rules("project-interview").minutes
    assert minutes is not None
    assert (minutes.value, minutes.where) == (60, "Page 3")


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "hint"),
    [
        ("where: Page 3", "wher: Page 3", 8, "field wher is not known", "where?"),
        ("minutes: {", "minuets: {", 8, "field minuets is not known", "minutes?"),
        ("{value: 60, where: Page 3}", "60", 8, "a mapping of keys to values", ""),
        ("value: 60", "value: an hour", 8, "a whole number is wanted here, not text", ""),
    ],
)
def test_a_rule_with_a_mistake(file: Path, old: str, new: str, line: int, message: str, hint: str) -> None:
    found = refusal(file, ORGANISATION.replace(old, new), Organisation)
    assert message in found.message
    assert hint in found.hint
    assert found.line == line


VOICE = """\
kind: voice
names: [Ann]
says:
  half: [Half]
  time: [The time]
  closing: [Bye]
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "hint"),
    [("closing:", "closnig:", 6, "closing?"), ("[Bye]", "Bye", 6, ""), ("[The time]", "[12:30]", 5, '"12:30"')],
)
def test_a_mistake_under_one_of_many_keys_is_found_in_its_line(
    file: Path, old: str, new: str, line: int, hint: str
) -> None:
    found = refusal(file, VOICE.replace(old, new), Voice)
    assert found.line == line
    assert hint in found.hint


class Odd(msgspec.Struct):
    """Something with a rule that no message of its own exists for."""

    name: str = msgspec.field(default="")


def test_what_is_not_foreseen_is_still_told_with_its_place(file: Path) -> None:
    found = refusal(file, "name: {a: b}\n", Odd)
    assert (found.line, found.column) == (1, 1)
    assert found.message.endswith(".")


@pytest.mark.parametrize(
    ("word", "hint"),
    [("dificulty", "Did you mean difficulty?"), ("K2.44", "Did you mean K2.4?"), ("", ""), ("qqqqqq", "")],
)
def test_the_nearest_word_is_offered_only_where_one_is_near(word: str, hint: str) -> None:
    assert nearest(word, ["difficulty", "text", "K2.4"]) == hint
