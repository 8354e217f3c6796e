from pathlib import Path

import pytest
import yaml

from coach import paths
from coach.content.schemas import FIRST_LINE, schema_files, schema_name, schema_text

FILES = [
    path
    for folder in (paths.STANDARDS, paths.LEXICONS, paths.GLOSSARY.parent, paths.VOICE.parent)
    for path in sorted(folder.rglob("*.yaml"))
] + [path for name in ("question_banks", "scenarios") for path in sorted(paths.shipped(name).glob("*.yaml"))]


@pytest.mark.parametrize(("path", "kind"), list(schema_files().items()), ids=lambda value: Path(value).name)
def test_a_schema_file_is_made_from_the_types_as_they_are_now(path: Path, kind: str) -> None:
    assert path.read_text(encoding="utf-8") == schema_text(kind)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_content_file_names_the_schema_beside_it_in_its_first_line(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    kind = yaml.load("\n".join(lines[:8]).split("\n\n")[0], Loader=yaml.CSafeLoader)["kind"]
    assert lines[0] == FIRST_LINE + schema_name(kind)
    assert (path.parent / schema_name(kind)).is_file()
