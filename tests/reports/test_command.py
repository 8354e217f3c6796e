"""coach report on the command line: formats, files, and its one sentence about trouble."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coach.cli import group
from coach.commands import report as command
from coach.errors import CoachError
from tests.builders_edges import one_sentence
from tests.reports.stage import Stage, build

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, Path]]:
    folder = tmp_path_factory.mktemp("built")
    stage = build(folder)
    yield stage, folder / "coach.db"
    stage.ws.store.close()


@pytest.fixture
def run(built: tuple[Stage, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    stage, file = built
    with stage.ws.store.write():
        for suffix in ("", "-wal"):
            original = Path(f"{file}{suffix}")
            if original.exists():
                shutil.copy(original, tmp_path / f"coach.db{suffix}")
    monkeypatch.setenv("COACH_STORE", str(tmp_path / "coach.db"))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(group, ["report", *arguments])


def refused(result: Result) -> str:
    assert isinstance(result.exception, CoachError), result.exception
    return one_sentence(result.exception)


COHORT = ("cohort", "--cohort", "Spring")


def test_without_a_file_it_is_markdown_on_stdout(run: Run) -> None:
    result = run(*COHORT)
    assert (result.exit_code, result.stdout[:18]) == (0, "# Cohort coverage\n")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.md", b"# Cohort"),
        ("a.html", b"<!doctype html>"),
        ("a.CSV", b"\xef\xbb\xbfCohort coverage"),
        ("a.xlsx", b"PK"),
        ("a.json", b"{"),
    ],
)
def test_the_name_of_the_file_tells_the_format(run: Run, name: str, begins: bytes) -> None:
    result = run(*COHORT, "--output", name)
    assert (result.exit_code, result.stdout) == (0, f"Written to {name}.\n")
    assert Path(name).read_bytes().startswith(begins)
    assert Path(name).stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in Path.cwd().iterdir() if path.name.startswith(".coach")) == []


def test_a_format_can_be_named_and_wins_over_the_file(run: Run) -> None:
    assert run(*COHORT, "--format", "json", "--output", "a.txt").exit_code == 0
    assert json.loads(Path("a.txt").read_text(encoding="utf-8"))["kind"] == "cohort"


def test_a_file_that_is_there_is_kept_unless_forced(run: Run) -> None:
    Path("a.md").write_text("mine", encoding="utf-8")
    assert (
        refused(run(*COHORT, "--output", "a.md"))
        == "a.md is there already. Name another file, or add --force to write over it."
    )
    assert Path("a.md").read_text(encoding="utf-8") == "mine"
    assert run(*COHORT, "--output", "a.md", "--force").exit_code == 0
    assert Path("a.md").read_text(encoding="utf-8").startswith("# Cohort")


@pytest.mark.parametrize(
    "arguments",
    [
        (*COHORT, "--output", "none/a.md"),
        (*COHORT, "--output", ".", "--format", "md", "--force"),
        (*COHORT, "--output", "a.docx"),
        (*COHORT, "--output", "a"),
        (*COHORT, "--format", "xlsx"),
        (*COHORT, "--table", "overview"),
        (*COHORT, "--format", "csv", "--table", "nothing"),
        (*COHORT, "--as", "Aisha Rahman"),
        (*COHORT, "--as-of", "yesterday"),
        ("cohort", "--cohort", "Summer"),
        ("mark-sheet",),
        ("mark-sheet", "--session", "id0005", "--apprentice", "Aisha Rahman"),
        ("mark-sheet", "--session", "id0005", "--method", "observation"),
        ("mark-sheet", "--session", "nothing"),
        ("feedback", "--session", "id0006"),
        ("project-map", "--apprentice", "Dev Patel"),
        ("portfolio", "--apprentice", "Marsha Delgado"),
        ("gateway", "--apprentice", "Nobody"),
        ("changes", "--since", "2026-03-03", "--apprentice", "Aisha Rahman", "--cohort", "Spring"),
        ("changes", "--since", "0001-01-01", "--as", "Callum Reid"),
    ],
)
def test_trouble_is_told_in_a_sentence(run: Run, arguments: tuple[str, ...]) -> None:
    refused(run(*arguments))


def test_one_table_of_a_csv(run: Run) -> None:
    result = run(*COHORT, "--format", "csv", "--table", "overview")
    assert result.stdout_bytes.decode("utf-8-sig").startswith("Apprentice,Cohort,Organisation,")


def test_without_its_library_a_workbook_is_refused_with_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter.workbook", None)
    assert "pip install 'coach[xlsx]'" in refused(run(*COHORT, "--output", "a.xlsx"))
    assert not Path("a.xlsx").exists()


@pytest.mark.parametrize("name", sorted(command.report.commands))
def test_every_report_says_how_with_an_example(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"Example: coach report {name} " in result.stdout
