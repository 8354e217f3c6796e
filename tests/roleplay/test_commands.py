"""coach scenario and coach roleplay."""

import io
import json
import sys
from pathlib import Path

import pytest

from coach import paths
from coach.cli import main
from coach.content.library import Library
from tests.builders_core import write


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = 0
    try:
        main(arguments)
    except SystemExit as left:
        code = int(left.code or 0)
    out, err = capsys.readouterr()
    assert "stopped by mistake" not in err
    return code, out, err


@pytest.fixture
def own(capsys: pytest.CaptureFixture[str]) -> Path:
    """A scenario of the user's own, made from the sample."""
    assert run(capsys, "scenario", "new", "late-thing")[0] == 0
    return paths.own_scenarios() / "late-thing.yaml"


def test_the_sample_is_one_to_begin_with(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert paths.expectations_of(own).is_file()
    assert (own.parent / "scenario.schema.json").is_file()
    assert run(capsys, "check", "--strict", str(own.parent)) == (0, "Nothing to mend.\n", "")


def test_what_is_there_is_not_written_over(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = own.read_text(encoding="utf-8")
    code, _, err = run(capsys, "scenario", "new", "late-thing")
    assert code == 2
    assert "is there already" in err
    assert own.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("id_", ["../../late", "/tmp/late", "late\nmood: 3", "late\0", "", "a" * 300])
def test_an_id_leads_nowhere_else(id_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for beside in ([], ["--file", str(tmp_path / "late.yaml")]):
        code, out, err = run(capsys, "scenario", "new", *beside, "--", id_)
        assert (code, out) == (2, "")
        assert "cannot be an id" in err
    assert not paths.data_home().exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("own")
def test_scenarios_of_ones_own_stand_beside_the_shipped_ones(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "scenario", "list", "--json")
    listed = {each["id"]: each for each in json.loads(out)}
    assert code == 0
    assert {"late-thing", "third-missed-visit"} <= listed.keys()
    assert listed["late-thing"]["sector"] == "retail"
    assert "late-thing: The present that is late" in run(capsys, "scenario", "list")[1]


def test_a_scenario_with_an_error_is_left_out_and_told(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(own, own.read_text(encoding="utf-8").replace("to: agreeing", "to: agreing"))
    _, out, err = run(capsys, "scenario", "list")
    assert "late-thing" not in out
    assert "third-missed-visit" in out
    assert "Left out:" in err
    assert "Did you mean agreeing?" in err


def test_an_id_that_ships_cannot_be_taken(own: Path) -> None:
    text = own.read_text(encoding="utf-8").replace("id: late-thing", "id: third-missed-visit")
    write(own.with_name("third-missed-visit.yaml"), text)
    library = Library()
    assert library.scenario("third-missed-visit").title == "The third missed visit"
    assert any(found.code == "CK0109" for found in library.refused)


def test_a_scenario_brings_its_expectations_to_the_check(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    beside = paths.expectations_of(own)
    write(beside, beside.read_text(encoding="utf-8").replace("ends: walks-out", "ends: a-maybe"))
    code, out, _ = run(capsys, "check", str(own))
    assert code == 1
    assert "CK0116" in out
    assert "ends with walks-out, not with a-maybe" in out


def test_coverage_of_one_by_file_and_by_id(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "roleplay", str(own), "--coverage", "--json")
    document = json.loads(out)
    assert code == 0
    assert document["scenes"]["percent"] == document["endings"]["percent"] == 100
    assert document["replies"]["missing"] == []
    assert run(capsys, "roleplay", "late-thing", "--coverage")[1].startswith("late-thing: scenes 100 %")


def test_coverage_of_all_says_which_criteria_none_can_evidence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = {"third-missed-visit": Library().scenario("third-missed-visit")}
    monkeypatch.setattr(Library, "scenarios", one)
    _, out, _ = run(capsys, "roleplay", "--coverage", "--json")
    never = json.loads(out)["never"]
    assert "B5.2" in never["l3-css-1.1"]
    assert "S2.3" not in never["l3-css-1.1"]
    assert "8S1" in never["l2-csp"]


def test_a_preview_plays_and_looks_back(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "[empathise, listen] Nine days, that's awful\n\n/screen\n[rude] oh do shut up\n[rude] shut up\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    code, out, _ = run(capsys, "roleplay", "third-missed-visit", "--plain", "--preview", "--seed", "1")
    assert code == 0
    assert "Brief: You take calls for Larkwell Broadband." in out
    assert out.count("Screen: HEGARTY D") == 2
    assert "Mood: calm" in out
    assert "Ended: a complaint follows." in out
    assert "Can evidence S2.6, B4.1" in out


def test_a_preview_can_begin_in_any_scene(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("[close] Anything else?\n"))
    arguments = ("roleplay", "third-missed-visit", "--plain", "--preview", "--scene", "wrapping-up")
    assert "She leaves with another date." in run(capsys, *arguments)[1]
    code, _, err = run(capsys, *arguments[:-1], "wraping-up")
    assert code == 1
    assert "wrapping-up" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("roleplay",), "No scenario is named"),
        (("roleplay", "third-missed-visit"), "Add --plain"),
        (("roleplay", "third-mised-visit", "--coverage"), "Did you mean third-missed-visit?"),
        (("roleplay", "nowhere.yaml", "--coverage"), "no such file"),
        (("roleplay", "third-missed-visit", "--plain", "--json"), "--json goes with --coverage only"),
        (("roleplay", "third-missed-visit", "--plain", "--scene", "storm"), "--scene goes with --preview only"),
        (("roleplay", "third-missed-visit", "--plain", "--bound", "9"), "--bound goes with --coverage only"),
        (("roleplay", "--coverage", "--apprentice", "Bo"), "--coverage and --apprentice do not go together"),
        (("roleplay", "--plain", "--preview", "--apprentice", "Bo"), "--apprentice and --preview do not go together"),
        (("roleplay", "third-missed-visit", "--apprentice", "Bo"), "Add --plain"),
    ],
)
def test_what_cannot_be_done_is_told(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str) -> None:
    code, out, err = run(capsys, *arguments)
    assert code in (1, 2)
    assert out == ""
    assert told in err


def test_a_cue_that_cannot_be_read_is_told_with_its_place(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = "    does: [open-question]"
    text = own.read_text(encoding="utf-8")
    assert before in text
    write(own, text.replace(before, f"    mentions: [<monney>]\n{before}", 1))
    code, out, err = run(capsys, "roleplay", str(own), "--coverage")
    assert (code, out) == (1, "")
    assert "late-thing.yaml:" in err
    assert "<money> was perhaps meant" in err


def test_a_question_mark_that_yaml_takes_otherwise_is_told(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = "    does: [open-question]"
    text = own.read_text(encoding="utf-8")
    for cues in ("?, door", "door, ? who", "?"):
        write(own, text.replace(before, f"    mentions: [{cues}]\n{before}", 1))
        code, out, _ = run(capsys, "check", str(own))
        assert code == 1
        assert "a ? that stands alone" in out
        assert 'in quotes: "?"' in out


def test_the_same_seed_keeps_playing_the_same_customer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "people", "add", "Bo Lee", "--role", "apprentice", "--standard", "l3-css-1.1",
        "--organisation", "gateway-qualifications")  # fmt: skip
    openings = set()
    for _ in range(3):
        monkeypatch.setattr(sys, "stdin", io.StringIO("/end\n"))
        _, out, _ = run(capsys, "roleplay", "third-missed-visit", "--plain", "--seed", "0", "--apprentice", "Bo Lee")
        openings |= {line for line in out.splitlines() if line.startswith("Dawn Hegarty:")}
    assert len(openings) == 1
