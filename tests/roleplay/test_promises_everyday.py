"""Times as people say them, in a promise."""

import pytest

from coach.roleplay.line import read_line
from coach.roleplay.promises import promise_in


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("I'll pay it today", "today"),
        ("I'll ring you back this afternoon", "this afternoon"),
        ("We'll have it sorted by close of business", "by close of business"),
        ("It will be with you by the end of the day", "by the end of the day"),
        ("I'll have it there on the 14th", "on the 14th"),
        ("We'll call tomorrow before 10", "tomorrow before 10"),
    ],
)
def test_a_time_in_words_is_a_time(line: str, when: str) -> None:
    promised = promise_in(read_line(line, ["promise"]), 1)
    assert promised is not None and promised.when == when


@pytest.mark.parametrize("line", ["I'll ring you", "We'll look into it", "It was the first of many"])
def test_no_time_is_no_promise_to_hold_to(line: str) -> None:
    assert promise_in(read_line(line, ["promise"]), 1) is None
