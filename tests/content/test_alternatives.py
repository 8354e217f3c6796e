"""Cues whose alternatives were meant to have several words."""

import pytest

from coach.content.lint.alternatives import misread


@pytest.mark.parametrize(
    "cue", ["present|on the way", "ran out|expired|run out", "two places|two, twice", "a|b the c d"]
)
def test_a_cue_that_is_read_otherwise_than_it_looks_is_told(cue: str) -> None:
    assert misread(cue)


@pytest.mark.parametrize(
    "cue",
    ["each|every visit", "rang ... back", "rely|relies ... line|phone", "present|on-the-way", "what|whats is? it"],
)
def test_a_cue_that_is_read_as_it_looks_is_left_alone(cue: str) -> None:
    assert misread(cue) == ""
