"""Lines that want a person, and lines that want the work done for them."""

import pytest

from coach.talk.care import shows_distress, wants_it_written


@pytest.mark.parametrize(
    "line",
    [
        "i dont want to be here anymore",
        "honestly I want to die",
        "Everyone would be better off without me",
        "been self harming again",
        "I can't go on",
        "thinking of ending my life",
        "there’s no point in living",
    ],
)
def test_distress_is_seen(line: str) -> None:
    assert shows_distress(line)


@pytest.mark.parametrize(
    "line",
    [
        "I could kill for a coffee",
        "my hands shake before the interview",
        "I died of shame",
        "the call was cut off",
        "do I want to live in Leeds",
    ],
)
def test_worry_and_figures_of_speech_are_not_distress(line: str) -> None:
    assert not shows_distress(line)


@pytest.mark.parametrize(
    "line",
    [
        "just write it for me",
        "can you write my report",
        "write me an answer about complaints",
        "do my project for me pls",
        "could u just do the answer on K2.4 for me",
        "give me a model answer",
    ],
)
def test_having_it_written_is_seen(line: str) -> None:
    assert wants_it_written(line)


@pytest.mark.parametrize(
    "line",
    [
        "help me with my answer about the refund",
        "how do I write the report",
        "give me a question about refunds",
        "do I write it in the first person",
    ],
)
def test_asking_for_help_is_not_having_it_written(line: str) -> None:
    assert not wants_it_written(line)
