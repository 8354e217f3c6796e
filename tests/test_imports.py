"""What a fresh interpreter loads: no screen where none is shown, and a domain that stands alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from coach import paths
from tests.builders_edges import LIMIT_ANSWER, METHOD, STANDARD

ROOT = paths.PACKAGE.parent
DOMAIN = ("standards", "banks", "interview", "mapping", "recognise", "talk", "roleplay", "review", "coverage")
SCREENS = ("textual", "rich")
EDGES = (*SCREENS, "yaml", "sqlite3", "sqlite_utils", "click")

RUNS_A_COMMAND = """
import atexit, json, sys
def tell():
    print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
atexit.register(tell)
from coach.cli import main
main(sys.argv[1:])
"""

IMPORTS_ONE_BY_ONE = """
import importlib, json, os, sys
import msgspec, rapidfuzz, snowballstemmer  # others' modules, read once for all of ours
for name in sys.argv[1:]:
    if os.fork() == 0:
        importlib.import_module(name)
        print(json.dumps([name, sorted({each.partition(".")[0] for each in sys.modules})]), flush=True)
        os._exit(0)
    os.wait()
"""

IMPORTS_TOGETHER = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted({each.partition(".")[0] for each in sys.modules})))
"""


def fresh(code: str, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run code in an interpreter of its own, as the package's users would."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("draw", "--standard", STANDARD, "--method", METHOD, "--seed", "1"),
        ("map", "--standard", STANDARD, "--method", METHOD),
        ("standards",),
        ("sessions",),
        ("people", "list"),
    ],
)
def test_a_command_that_shows_no_screen_loads_none(arguments: tuple[str, ...]) -> None:
    ran = fresh(RUNS_A_COMMAND, *arguments, stdin=LIMIT_ANSWER)
    assert ran.returncode == 0
    assert ran.stdout
    loaded = set(json.loads(ran.stderr))
    assert "coach" in loaded
    assert not loaded & {*SCREENS, "argon2"}


def test_the_version_loads_no_store_and_no_content() -> None:
    loaded = set(json.loads(fresh(RUNS_A_COMMAND, "--version").stderr))
    assert not loaded & {"yaml", "sqlite3", "sqlite_utils", "rapidfuzz", "msgspec"}


def modules(*packages: str) -> list[str]:
    """Return every module of some of coach's packages, by name."""
    files = [file for package in packages for file in sorted((paths.PACKAGE / package).rglob("*.py"))]
    names = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]
    return [name.removesuffix(".__init__") for name in names]


def test_every_module_of_the_domain_can_be_imported_alone() -> None:
    names = modules(*DOMAIN)
    assert len(names) > 30
    ran = fresh(IMPORTS_ONE_BY_ONE, *names)
    assert ran.stderr == ""
    loaded = dict(json.loads(line) for line in ran.stdout.splitlines())
    assert list(loaded) == names
    assert {name: found for name in names if (found := set(loaded[name]) & set(EDGES))} == {}


def test_the_services_and_the_line_mode_load_no_screen() -> None:
    ran = fresh(IMPORTS_TOGETHER, *modules("services", "store", "content", "reports", "plain", "commands"))
    assert ran.stderr == ""
    assert not set(json.loads(ran.stdout)) & set(SCREENS)


def test_nothing_is_made_or_written_by_an_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    ran = fresh(IMPORTS_TOGETHER, *modules("services", "store", "content", "plain", "commands", "tui"))
    assert ran.stderr == ""
    assert list(home.iterdir()) == []
