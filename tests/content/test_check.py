from pathlib import Path

import pytest

from coach import paths
from coach.content.check import check_file, check_paths
from coach.content.diagnostic import Diagnostic
from coach.content.library import Library
from tests.builders_core import BANK, bank_with, write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.yaml"


def errors(found: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    return [each for each in found if each.severity == "error"]


def check(file: Path, text: str, library: Library) -> list[Diagnostic]:
    return errors(check_file(write(file, text), library))


def only(found: list[Diagnostic]) -> Diagnostic:
    assert len(found) == 1, found
    return found[0]


def test_a_bank_without_a_mistake_has_no_errors(file: Path, shipped: Library) -> None:
    assert check(file, BANK, shipped) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "hint"),
    [
        ("[K2.4, K2.3]", "[K2.4, K2.33]", (10, 21), "K2.33", "K2.3?"),
        ("[K2.4, K2.3]", "[K2.4, k2.3]", (10, 21), "k2.3", "K2.3?"),
        ("[K2.4, K2.3]", "[K2.4, K1.1]", (10, 21), "K1.1 is not a criterion of professional-discussion", ""),
        ("[l3-css-1.0]", "[l3-css-1.0, l3-css-1.9]", (4, 25), "no standard goes by l3-css-1.9", "l3-css-1."),
        ("[l3-css-1.0]", "[l2-cps]", (4, 13), "no standard goes by l2-cps", "l2-csp?"),
        ("- for: result", "- for: resullt", (15, 9), "the probe is for resullt", "result"),
        (
            "- for: result",
            "- for: K2.2",
            (15, 9),
            "the probe is for K2.2",
            "K2.4, K2.3, situation, task, action, result",
        ),
        ("kind: question-bank", "kind: question-bnak", (1, 1), "no kind of file", "question-bank?"),
        ("kind: question-bank", "kind:", (1, 1), "does not say of what kind", "question-bank"),
        ("kind: question-bank", "kind: [question-bank]", (1, 1), "does not say of what kind", "question-bank"),
        ("kind: question-bank\n", "", (1, 1), "does not say of what kind", "question-bank"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_mend(
    file: Path, shipped: Library, old: str, new: str, place: tuple[int, int], message: str, hint: str
) -> None:
    found = only(check(file, bank_with(old, new), shipped))
    assert (found.file, (found.line, found.column)) == (str(file), place)
    assert message in found.message
    assert hint in found.hint


def test_a_method_the_standard_does_not_have(file: Path, shipped: Library) -> None:
    found = check(file, bank_with("method: professional-discussion", "method: profesional-discussion"), shipped)
    (method,) = [each for each in found if each.line == 5]
    assert "no method profesional-discussion" in method.message
    assert method.hint == "Did you mean professional-discussion?"


def test_an_id_that_stands_twice_is_told_where_it_stands_again(file: Path, shipped: Library) -> None:
    question = BANK.partition("questions:\n")[2]
    found = only(check(file, BANK + question, shipped))
    assert (found.line, found.column) == (21, 5)
    assert "the id mine-1 stands twice" in found.message


def test_a_question_about_nothing(file: Path, shipped: Library) -> None:
    found = check(file, bank_with("[K2.4, K2.3]", "[]"), shipped)
    assert any("target" in each.message and "criteria" in each.hint and each.line == 10 for each in found)


def test_every_mistake_of_a_bank_is_told_at_once(file: Path, shipped: Library) -> None:
    text = bank_with("[K2.4, K2.3]", "[K2.44, K2.33]").replace("for: result", "for: resullt")
    assert {each.line for each in check(file, text, shipped)} == {10, 13, 15}


def test_a_criterion_that_no_question_reaches_is_a_warning(file: Path, shipped: Library) -> None:
    found = check_file(write(file, BANK), shipped)
    warned = [each for each in found if each.severity == "warning" and "K1.5" in each.message]
    assert warned
    assert all(each.line == 6 and each.hint for each in warned)
    assert all("K2.4" not in each.message for each in warned)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("kind: question-bank\nid: a\nid: b\n", "stands twice"),
        (BANK.replace("mine-1", "1.10"), "reads 1.10 as a number"),
        (BANK.replace("difficulty", "dificulty"), "dificulty is not known"),
    ],
)
def test_what_cannot_even_be_read_is_told_in_the_same_way(
    file: Path, shipped: Library, text: str, message: str
) -> None:
    assert message in only(check(file, text, shipped)).message


def test_a_bank_that_adds_to_a_shipped_one(file: Path, shipped: Library) -> None:
    adding = BANK.replace(
        "standards: [l3-css-1.0]\nmethod: professional-discussion\n", "extends: l3-css-professional-discussion\n"
    )
    assert check(file, adding, shipped) == []
    found = only(check(file, adding.replace("[K2.4, K2.3]", "[K2.4, K2.33]"), shipped))
    assert "K2.33" in found.message
    found = only(check(file, adding.replace("extends: l3-css-pro", "extends: l3-css-por"), shipped))
    assert "to extend" in found.message
    assert found.hint == "Did you mean l3-css-professional-discussion?"
    known = shipped.questions("l3-css-1.0", "professional-discussion")[0].id
    leaving_out = adding.replace("questions:\n", f"without: [{known}, {known}0]\nquestions:\n")
    found = only(check(file, leaving_out, shipped))
    assert f"{known}0" in found.message
    assert known in found.hint


def test_a_bank_that_neither_stands_alone_nor_adds_to_another(file: Path, shipped: Library) -> None:
    found = only(check(file, bank_with("method: professional-discussion\n", ""), shipped))
    assert "no method" in found.message
    assert "extends" in found.hint


def test_the_sample_bank_is_one_to_begin_with(shipped: Library) -> None:
    assert errors(check_file(paths.SAMPLE_BANK, shipped)) == []


def test_a_folder_is_looked_through_and_findings_come_in_order(tmp_path: Path) -> None:
    write(tmp_path / "b.yaml", bank_with("K2.3]", "K2.33]"))
    write(tmp_path / "a" / "deep.yaml", "")
    write(tmp_path / "c.yaml", bank_with("easy", "eazy"))
    write(tmp_path / "notes.txt", "not ours")
    found = errors(check_paths([tmp_path]))
    assert [Path(each.file).name for each in found] == ["deep.yaml", "b.yaml", "c.yaml"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    found = only(errors(check_paths([tmp_path / "nowhere.yaml"])))
    assert "no such file" in found.message


def test_with_nothing_named_the_users_own_banks_are_checked_too() -> None:
    own = write(paths.own_banks() / "mine.yaml", bank_with("K2.3]", "K2.33]"))
    found = only([each for each in errors(check_paths(())) if each.file == str(own)])
    assert found.line == 10


LEXICON = """\
kind: lexicon
id: mine
standards: [l3-css-1.0]
concepts:
  called-back-again:
    label: a call back
    cues:
      - rang her back
criteria:
  K2.4:
    groups:
      - wants: a call back
        concepts: [called-back-again]
"""


def test_a_lexicon_without_a_mistake(file: Path, shipped: Library) -> None:
    assert check(file, LEXICON, shipped) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "hint"),
    [
        ("K2.4:", "K2.44:", 10, "no criterion goes by K2.44", "K2.4?"),
        ("[called-back-again]", "[called-bakc-again]", 10, "called-bakc-again", "called-back-again?"),
        ("- rang her back", "- rang <nobody-knows> back", 8, "rang <nobody-knows> back", ""),
        ("wants:", "want:", 12, "the field want is not known", "wants?"),
    ],
)
def test_a_lexicon_with_a_mistake(
    file: Path, shipped: Library, old: str, new: str, line: int, message: str, hint: str
) -> None:
    found = only(check(file, LEXICON.replace(old, new), shipped))
    assert found.line == line
    assert message in found.message
    assert hint in found.hint


@pytest.mark.parametrize("kind", ["glossary", "voice", "organisation", "standard", "criteria", "statements", "cards"])
def test_every_kind_of_file_is_known(file: Path, shipped: Library, kind: str) -> None:
    found = only(check(file, f"kind: {kind}\n", shipped))
    assert "is missing" in found.message
