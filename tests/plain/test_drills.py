"""coach speak, coach again and coach ask, line by line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from coach.cli import group

NAME = "Aisha Rahman"
NOTES = "\nmay give fifty pounds on my own\nasked Dev, he said yes\nshe had it by four\n\n"


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("COACH_STORE", str(tmp_path / "coach.db"))
    runner = CliRunner()
    added = ["people", "add", NAME, "--role", "apprentice", "--standard", "l3-css-1.1", "--organisation", "vtct-skills"]
    assert runner.invoke(group, added).exit_code == 0
    return runner


def ran(runner: CliRunner, *arguments: str, typed: str = "") -> str:
    result = runner.invoke(group, [*arguments, "--apprentice", NAME], input=typed)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_question_is_said_noted_left_gone_on_with_and_tried_again(runner: CliRunner) -> None:
    left = ran(runner, "speak", "--focus", "K2.4", typed="\nmay give fifty pounds on my own\n")
    assert "Press Enter when you have finished" in left and "Now note the points" in left
    assert f'Go on with: coach speak --apprentice "{NAME}"' in left
    done = ran(runner, "speak", typed="asked Dev, he said yes\n\np\n/skip\n")
    assert "You had noted: may give fifty pounds on my own" in done
    session = json.loads(ran(runner, "sessions", "--json"))[0]["id"]
    shown = runner.invoke(group, ["show", session]).output
    assert "What follows are notes of it" in shown and "> asked Dev, he said yes." in shown

    again = ran(
        runner, "again", "fifty", typed="I had to ask Dev, since fifty pounds is my limit.\n\n/finished\n/skip\n"
    )
    assert "You answered this before" in again and "Gained:" in again and "said aloud" in again
    newest = json.loads(ran(runner, "sessions", "--json"))[0]["id"]
    assert "You answered this before" in runner.invoke(group, ["show", newest]).output
    assert "Answered aloud" not in ran(runner, "speak", "--again", f"{session}:1", typed="")


def test_a_single_line_leaves_nothing_behind_and_says_how_to_answer(runner: CliRunner) -> None:
    told = ran(runner, "ask", "give me a question on K2.4")
    assert "coach interview --plain" in told and "--focus K2.4 --seed" in told
    document = json.loads(ran(runner, "ask", "what does K9.9 mean", "--json"))
    assert document["intent"] == "criterion.explain" and "K9.9" in document["reply"]
    assert json.loads(ran(runner, "sessions", "--json")) == []


def test_a_code_that_nobody_has_is_refused_in_one_sentence(runner: CliRunner) -> None:
    for arguments, told in ((["speak", "--focus", "K9.9"], "K9.9"), (["again"], "no question yet")):
        result = runner.invoke(group, [*arguments, "--apprentice", NAME])
        assert result.exit_code != 0 and told in str(result.exception)


def test_the_chat_greets_and_ends_with_an_empty_line(runner: CliRunner) -> None:
    output = ran(runner, "ask", typed="what does K2.4 mean\n1\nI had to stop at fifty pounds, so I asked Dev.\nno\n\n")
    assert "Aisha" in output.splitlines()[0]
    assert "It stays with you" in output or "it stays with you" in output
    assert [row["state"] for row in json.loads(ran(runner, "sessions", "--json"))] == ["dropped"]
