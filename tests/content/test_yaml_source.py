from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.diagnostic import Diagnostic, RefusedError
from coach.content.yaml_source import MAX_BYTES, MAX_DEPTH, YamlSource, read_yaml
from tests.builders_core import first


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.yaml"


def read(file: Path, text: str | bytes) -> YamlSource:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_yaml(file)


def refusal(file: Path, text: str | bytes) -> Diagnostic:
    with pytest.raises(RefusedError) as refused:
        read(file, text)
    found = first(refused.value)
    assert found.file == str(file)
    assert found.severity == "error"
    assert found.message.endswith(".") and found.hint.endswith((".", "…"))
    return found


GOOD = """\
# a comment
kind: question-bank
questions:
  - id: q1
    text: >-
      What did
      you do?
  - {id: "1.10", count: 3}
"""


def test_plain_data_comes_out_with_the_place_of_everything(file: Path) -> None:
    source = read(file, GOOD)
    assert source.data == {
        "kind": "question-bank",
        "questions": [{"id": "q1", "text": "What did you do?"}, {"id": "1.10", "count": 3}],
    }
    assert source.place(("kind",)) == (2, 1)
    assert source.place(("questions", 0)) == (4, 5)
    assert source.place(("questions", 0, "text")) == (5, 5)
    assert source.place(("questions", 1, "count")) == (8, 18)


def test_what_has_no_place_has_that_of_what_it_is_in(file: Path) -> None:
    source = read(file, GOOD)
    assert source.place(("questions", 0, "targets", 2)) == (4, 5)
    assert source.place(("nowhere",)) == (2, 1)


@pytest.mark.parametrize(
    ("text", "code", "place", "message", "hint"),
    [
        ("", "CK0002", (1, 1), "empty", "delete it"),
        ("# only a comment\n", "CK0002", (1, 1), "empty", "delete it"),
        ("- a\n- b\n", "CK0003", (1, 1), "not a mapping", "kind:"),
        ("just words\n", "CK0003", (1, 1), "not a mapping", "kind:"),
        ("kind: a\nid: b\nkind: c\n", "CK0011", (3, 1), "the key kind stands twice", "Keep one"),
        ("a:\n  b: 1\n  c: 2\n  b: 3\n", "CK0011", (4, 3), "the key b stands twice", "Keep one"),
        ("a: b\nno: c\n", "CK0010", (2, 1), "the key no is not text", "quotes"),
        ("1.10: b\n", "CK0010", (1, 1), "the key 1.10 is not text", "quotes"),
        ("12:30: b\n", "CK0010", (1, 1), "the key 12:30 is not text", "quotes"),
        ("a: {[b]: c}\n", "CK0010", (1, 5), "a list or mapping is not text", "quotes"),
        ("a: {<<: {b: c}}\n", "CK0010", (1, 5), "the key << is not text", "quotes"),
        ("a: b\nc: !mine d\n", "CK0009", (2, 4), "the tag !mine", "Remove it"),
        ("a: !mine {b: c}\n", "CK0009", (1, 4), "the tag !mine", "Remove it"),
        ("a: !!set {b, c}\n", "CK0009", (1, 4), "set is not used", "Remove it"),
        ("a:\n  !!python/object/apply:os.system [ls]\n", "CK0009", (2, 3), "os.system", "Remove it"),
        ("a: &x b\nc: *x\n", "CK0008", (1, 4), "aliases", "Write it out"),
        ("a: &x {b: c}\nd: *x\n", "CK0008", (1, 4), "aliases", "Write it out"),
        ("a: &x [*x]\n", "CK0008", (1, 4), "aliases", "Write it out"),
        ("a: b\nc: 2024-13-45\n", "CK0013", (2, 4), "2024-13-45", "quotes"),
        ("a: !!bool perhaps\n", "CK0013", (1, 4), "perhaps", "quotes"),
        ("a: !!timestamp soon\n", "CK0013", (1, 4), "soon", "quotes"),
        ("a: !!int ''\n", "CK0013", (1, 4), "int", "quotes"),
        (f"a: {'9' * 5000}\n", "CK0013", (1, 4), "999", "quotes"),
        ("a: b\n---\nc: d\n", "CK0001", (2, 1), "another document", "indents and quotes"),
        ('a: "b\n', "CK0001", (2, 1), "unexpected end", "indents and quotes"),
        ("a: b: c\n", "CK0001", (1, 5), "mapping values", "indents and quotes"),
        ("a:\n  - b\n c: d\n", "CK0001", (3, 2), "did not find", "indents and quotes"),
        ("a:\n\t- b\n", "CK0001", (2, 1), "cannot start any token", "indents and quotes"),
        ("a: é\nb: c\x00d\n", "CK0001", (2, 5), "control character", "Remove it"),
        ("a: b\nc: d\x07\n", "CK0001", (2, 5), "control character", "Remove it"),
    ],
)
def test_a_refusal_says_where_what_and_how_to_mend_it(
    file: Path, text: str, code: str, place: tuple[int, int], message: str, hint: str
) -> None:
    found = refusal(file, text)
    assert (found.code, (found.line, found.column)) == (code, place)
    assert message in found.message
    assert hint in found.hint


def test_all_duplicates_tags_and_keys_are_told_at_once(file: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        read(file, "a: 1\na: 2\nno: 3\nb: !mine c\n")
    assert [(found.line, found.code) for found in refused.value.diagnostics] == [
        (2, "CK0011"),
        (3, "CK0010"),
        (4, "CK0009"),
    ]


@pytest.mark.parametrize("text", ["\ufeffkind: a\n", "kind: a\r\n", "kind: a", "---\nkind: a\n...\n"])
def test_a_byte_order_mark_windows_lines_and_no_last_line_end_are_fine(file: Path, text: str) -> None:
    assert read(file, text).data == {"kind": "a"}


def test_not_utf_8_is_refused_with_its_line(file: Path) -> None:
    found = refusal(file, b"a: b\nc: caf\xe9\n")
    assert (found.code, found.line) == ("CK0005", 2)
    assert "UTF-8" in found.message and "UTF-8" in found.hint


def test_utf_16_is_refused(file: Path) -> None:
    assert refusal(file, "a: b\n".encode("utf-16")).code == "CK0005"


def nested(levels: int) -> str:
    return f"a: {'[' * levels}x{']' * levels}\n"


def test_nesting_is_refused_where_it_gets_too_deep(file: Path) -> None:
    assert read(file, nested(MAX_DEPTH - 2)).data["a"]
    found = refusal(file, nested(MAX_DEPTH + 5))
    assert (found.code, found.line) == ("CK0007", 1)
    assert str(MAX_DEPTH) in found.message


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 200_000,
        nested(200_000),
        "a: " + "{b: " * 100_000,
        "- " * 100_000 + "x",
        "\n".join(" " * level + "a:" for level in range(2_000)),
    ],
    ids=["brackets", "closed brackets", "braces", "dashes", "indents"],
)
def test_a_bottomless_file_is_refused_and_ends_no_process(file: Path, text: str) -> None:
    assert refusal(file, text).code in ("CK0001", "CK0003", "CK0007")


def test_many_brackets_that_are_not_nested_are_fine(file: Path) -> None:
    text = "a:\n" + "  - [b, c]\n" * 6_000
    assert len(read(file, text).data["a"]) == 6_000


def test_a_file_too_large_is_not_read(file: Path) -> None:
    found = refusal(file, b"a: " + b"x" * MAX_BYTES)
    assert found.code == "CK0004"
    assert "4,000,000" in found.message


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        with pytest.raises(RefusedError) as refused:
            read_yaml(path)
        assert first(refused.value).code == "CK0006"
        assert str(path) in str(refused.value)


def test_what_yaml_changed_is_remembered_as_it_was_written(file: Path) -> None:
    source = read(file, "a: 1.10\nb: no\nc: 12:30\nd: [x, 2024-05-01]\ne: 'no'\nf:\n")
    assert source.quoted_would_be == {
        ("a",): "1.10",
        ("b",): "no",
        ("c",): "12:30",
        ("d", 1): "2024-05-01",
        ("f",): "",
    }
    assert source.data["e"] == "no"


@given(st.one_of(st.text(), st.text(alphabet="ab:-[]{}&*!#|>'\"%@` \n\t0123.,?~<="), st.binary()))
def test_whatever_is_in_a_file_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str | bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    try:
        raw = text if isinstance(text, bytes) else text.encode()
    except UnicodeEncodeError:
        return
    file.write_bytes(raw)
    try:
        assert isinstance(read_yaml(file).data, dict)
    except RefusedError as refused:
        assert refused.diagnostics
        assert all(found.line >= 1 and found.column >= 1 for found in refused.diagnostics)
