"""Files for and from other programs: written whole or not at all."""

from pathlib import Path

import pytest

from coach.content.outside_file import read_outside, write_outside
from coach.errors import ContentError, UsageError
from tests.builders_edges import one_sentence


def test_a_file_that_is_there_is_written_over_only_when_forced(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    write_outside(file, b"one")
    with pytest.raises(UsageError, match="is there already"):
        write_outside(file, b"two")
    assert file.read_bytes() == b"one"
    write_outside(file, b"two", force=True)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("people.csv", b"two")]


def test_a_place_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for place in (tmp_path / "none" / "people.csv", tmp_path / "folder", tmp_path / "a\0b"):
        with pytest.raises((UsageError, ValueError)) as refusal:
            write_outside(place, b"one", force=True)
        one_sentence(str(refusal.value).replace("\0", ""))
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        read_outside(tmp_path, 10)
    with pytest.raises(ContentError, match="cannot be read"):
        read_outside(Path("a\0b"), 10)
