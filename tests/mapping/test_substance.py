"""What counts as the speaker's own doing."""

import pytest

from coach.mapping.substance import signs
from coach.mapping.text import read_sentence


@pytest.mark.parametrize(
    ("sentence", "own", "others"),
    [
        ("I rang him and told the yard.", 2, 0),
        ("Rang him back, checked the file, sorted by four.", 3, 0),
        ("So just rang the depot.", 1, 0),
        ("Then went upstairs, asked the engineer, wrote it on the board.", 3, 0),
        ("She rang, so I went, checked it.", 2, 1),
        ("They were told, and went home.", 0, 2),
        ("A lady came in, asked for a refund.", 0, 2),
        ("Shows the records, analysed against the standard.", 0, 1),
    ],
)
def test_a_past_verb_without_a_subject_is_done_by_whoever_did_the_last_one(
    sentence: str, own: int, others: int
) -> None:
    found = signs(read_sentence(sentence))
    assert (found.own_actions, found.events) == (own, others)
