"""Comments written before: which can be used again, and how often they were."""

import pytest

from coach.review.comments import WrittenComment, calls_by_name, to_use_again


@pytest.mark.parametrize(
    ("text", "name", "calls"),
    [
        ("Well told, Al. Now say what it cost.", "Al Green", True),
        ("Also say what it cost.", "Al Green", False),
        ("Green bins were the point here.", "Al Green", True),
        ("ZOË, slow down.", "Zoë O'Neill", True),
        ("A clear story, well told.", "A Patel", False),
        ("Say who decided.", "", False),
    ],
)
def test_a_name_is_called_by_whole_words(text: str, name: str, calls: bool) -> None:
    assert calls_by_name(text, name) is calls


def test_the_most_used_come_first_and_those_with_a_name_stay_where_they_are() -> None:
    written = [
        WrittenComment("Say what it cost.", "Ann Bee"),
        WrittenComment("Ann, whose limit was it?", "Ann Bee"),
        WrittenComment("Whose limit was it?", "Cy Dee"),
        WrittenComment("Whose limit was it?", "Ann Bee"),
    ]
    assert to_use_again(written) == {"Whose limit was it?": 2, "Say what it cost.": 1}
    assert list(to_use_again(written)) == ["Whose limit was it?", "Say what it cost."]
