"""What holds for every file: none too long, none that names what only its authors have."""

import re
import subprocess
from pathlib import Path

import pytest

from coach import paths

ROOT = paths.PACKAGE.parent
LONGEST_FILE = 350
NOT_TEXT = {".png", ".ico", ".woff2", ".db", ".zip", ".gif"}
NAMES_OF_ELSEWHERE = re.compile(
    "|".join([r"\.\./" + "shared", "/" + "work/", "/tmp/" + "spec", r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b"])
)


def kept_files() -> list[Path]:
    """Return every file that is, or would be, kept under version control."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a working copy")
    arguments = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = [ROOT / name for name in listed.split("\0") if name]
    return [file for file in files if file.is_file() and file.suffix not in NOT_TEXT]


def test_no_module_is_too_long() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in paths.PACKAGE.rglob("*.py")
    }
    assert len(lengths) > 50
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_every_file_is_text_that_names_nothing_of_elsewhere() -> None:
    found = []
    for file in kept_files():
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if NAMES_OF_ELSEWHERE.search(line):
                found.append(f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


def test_every_file_of_python_and_data_ends_its_lines_alike() -> None:
    wrong = []
    for file in kept_files():
        if file.suffix in (".py", ".yaml", ".toml", ".tcss"):
            text = file.read_bytes()
            if b"\r" in text or (b"\t" in text and file.suffix == ".yaml") or (text and not text.endswith(b"\n")):
                wrong.append(str(file.relative_to(ROOT)))
    assert wrong == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in paths.PACKAGE.rglob("*.py")
        if file.read_text(encoding="utf-8").strip() and not file.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []
