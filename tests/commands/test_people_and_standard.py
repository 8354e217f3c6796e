"""coach people and coach standard, as they are typed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from coach import cli
from coach.cli import main

DATA = Path(__file__).parent.parent / "data"
EVENTS = DATA / "skills_england" / "events.json"
HEAD = "name,role,cohort,standard,organisation,gateway,extra time\n"
ANN = "Ann Bee,apprentice,Spring,l3-css-1.0,highfield,2026-06-30,25\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_STORE", str(tmp_path / "coach.db"))
    monkeypatch.setitem(cli.COMMANDS, "standard", "coach.commands.standard_import:standard")

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(arguments)
            raise SystemExit(0)
        out, err = capsys.readouterr()
        assert "stopped by mistake" not in err
        return int(left.value.code or 0), out, err

    return run


def test_from_the_template_to_a_cohort(run: Run) -> None:
    code, out, err = run("people", "template", "people.csv")
    assert (code, err) == (0, "") and 'coach people import "people.csv" --dry-run' in out
    code, out, err = run("people", "import", "people.csv", "--dry-run")
    assert (code, err) == (0, "")
    assert out.startswith("Added: 6\n") and out.endswith("Nothing was written. To do it, leave out --dry-run.\n")
    assert run("people", "list", "--json") == (0, "[]\n", "")
    assert run("people", "import", "people.csv")[0] == 0
    code, out, _ = run("people", "list", "--cohort", "fairmead SPRING")
    assert out.splitlines() == [
        "Niamh Corrigan (apprentice): l3-css-1.1 · vtct-skills · Fairmead spring",
        "Zoë Lindqvist (apprentice): l3-css-1.1 · gateway-qualifications · Fairmead spring",
    ]
    assert run("people", "import", "people.csv")[1].startswith("Unchanged: 6\n")


def test_a_template_is_not_written_over_unless_forced(run: Run) -> None:
    Path("people.csv").write_text("mine")
    assert run("people", "template", "people.csv") == (
        2,
        "",
        "people.csv is there already. Name another file, or add --force to write over it.\n",
    )
    assert run("people", "template", "people.csv", "--force")[0] == 0
    assert Path("people.csv").read_bytes().startswith(b"\xef\xbb\xbfname,role,")


def test_every_mistake_is_a_line_and_the_exit_code_says_no(run: Run) -> None:
    Path("people.csv").write_text(HEAD + ANN + "Cy Dee,apprentice,,l3-css-1.0,highfeld,31/02/2026,1000\x1b\n")
    for more in ((), ("--dry-run",)):
        code, out, err = run("people", "import", "people.csv", *more)
        assert code == 1
        assert err.splitlines() == [
            "row 3, column organisation: no organisation goes by highfeld. Did you mean highfield?",
            "row 3, column gateway: 31/02/2026 is not a date. Write it as 2026-03-31.",
            "row 3, column extra time percent: this is no whole percentage. Write a number from 0 to 100.",
            "Nothing was written; places to mend: 3. Mend them and try again.",
        ]
        assert out.startswith("Added: 1\n") if more else out == ""
    code, out, err = run("people", "import", "people.csv", "--json")
    document = json.loads(out)
    assert (code, err, document["written"]) == (1, "", False)
    assert [(each["row"], each["column"]) for each in document["errors"]] == [
        (3, "organisation"),
        (3, "gateway"),
        (3, "extra time percent"),
    ]
    assert run("people", "list", "--json")[1] == "[]\n"


def test_what_changes_is_shown_as_old_and_new(run: Run) -> None:
    Path("people.csv").write_text(HEAD + ANN)
    assert run("people", "import", "people.csv")[0] == 0
    Path("people.csv").write_text(HEAD + ANN.replace("2026-06-30", "31/07/2026").replace(",25", ",10"))
    _, out, _ = run("people", "import", "people.csv", "--dry-run")
    assert out.splitlines()[:2] == ["Changed: 1", "  Ann Bee: gateway: 2026-06-30 → 2026-07-31"]
    document = json.loads(run("people", "import", "people.csv", "--json")[1])
    assert document["changed"] == [
        {"name": "Ann Bee", "fields": {"gateway": {"old": "2026-06-30", "new": "2026-07-31"}}}
    ]
    assert (document["written"], document["errors"], document["dry_run"]) == (True, [], False)


def test_a_guessed_encoding_is_said_aloud(run: Run) -> None:
    Path("people.csv").write_bytes("name,role\nZoë,trainer\n".encode("cp1252"))
    code, out, err = run("people", "import", "people.csv", "--dry-run")
    assert code == 0 and "Zoë (trainer)" in out
    assert err == "Note: The file is not UTF-8, so it was read as Windows-1252; check names with accents.\n"
    assert len(json.loads(run("people", "import", "people.csv", "--dry-run", "--json")[1])["notes"]) == 1


def test_an_apprentice_may_not_import(run: Run) -> None:
    Path("people.csv").write_text(HEAD + ANN)
    assert run("people", "import", "people.csv")[0] == 0
    code, out, err = run("people", "import", "people.csv", "--as", "Ann Bee")
    assert (code, out) == (
        1,
        "",
    ) and err == "Ann Bee may not add or change people. Only a trainer can; sign in as one.\n"


@pytest.mark.parametrize(
    "raw", [b"", b"\0\0", b"\xff", b'"', b"name", b"name\n\xed\xa0\x80", b",\n" * 9, b"\x1b[31m\n"]
)
def test_a_file_that_is_something_else_is_told_in_sentences(run: Run, raw: bytes) -> None:
    Path("people.csv").write_bytes(raw)
    code, out, err = run("people", "import", "people.csv")
    assert (code == 0) is not bool(err)
    assert "\x1b" not in out + err and "Traceback" not in out + err
    assert run("people", "import", "none.csv")[0] == 1


def test_changing_somebody(run: Run) -> None:
    Path("people.csv").write_text(HEAD + ANN)
    assert run("people", "import", "people.csv")[0] == 0
    code, out, _ = run("people", "change", "ann bee", "--cohort", "Autumn", "--gateway", "", "--not-face-to-face")
    assert (code, out) == (0, "Ann Bee (apprentice): l3-css-1.0 · highfield · Autumn · not face to face\n")
    document = json.loads(run("people", "change", "Ann Bee", "--started", "2025-02-03", "--json")[1])
    assert (document["started"], document["gateway"], document["cohort"]) == ("2025-02-03", None, "Autumn")
    assert run("people", "list", "--cohort", "Autum")[::2] == (
        1,
        "Nobody is in a cohort called Autum. Did you mean Autumn?\n",
    )


def test_a_standard_is_imported_and_what_it_lacks_is_said(run: Run, tmp_path: Path) -> None:
    code, out, err = run("standard", "import", str(EVENTS), "--id", "events-1.10")
    assert (code, err) == (0, "")
    assert "Statements: knowledge 3, skill 2, behaviour 1, duties 1." in out
    assert "criteria-events-1.10.yaml" in out and "organisations/" in out
    assert run("check", "statements-events-1.10.yaml") == (0, "Nothing to mend.\n", "")
    assert (tmp_path / "statements.schema.json").is_file()
    again = ("standard", "import", str(EVENTS), "--id", "events-1.10")
    assert run(*again)[0] == 2
    document = json.loads(run(*again, "--force", "--json")[1])
    assert document["statements"] == {"knowledge": 3, "skill": 2, "behaviour": 1} and document["missing"]
    assert run(*again, "--output", "mine.yaml")[0] == 0
    assert Path("mine.yaml").read_bytes() == Path("statements-events-1.10.yaml").read_bytes()


@pytest.mark.parametrize("id_", ["l3-css-1.0", "../x", "Events", "", "x" * 61, "a\nb", "a."])
def test_an_id_that_cannot_be_one_is_refused(run: Run, id_: str) -> None:
    code, out, err = run("standard", "import", str(EVENTS), "--id", id_)
    assert (code, out) == (2, "") and err.count("\n") == 1
    assert list(Path().glob("*.yaml")) == []
