"""What a line says."""

import pytest

from coach.roleplay.line import read_line


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("door", "Which doors do they knock on?", True),
        ("door", "outdoors", False),
        ("14a|14", "is it 14?", True),
        ("rang ... back", "I never rang you straight back", True),
        ("<money>", "that's thirty quid", True),
        ("<time>", "by four", True),
        ("=named", "what's the name?", False),
        ("didn't go", "it did not go", True),
        ("£25", "That's £25, is that all right?", True),
        ("25|twenty-five", "That's £25.", True),
        ("1200", "£1,200, all in", True),
    ],
)
def test_a_cue_is_said_whether_denied_or_not(cue: str, text: str, found: bool) -> None:
    assert read_line(text, []).mentions((cue,)) is found


@pytest.mark.parametrize("text", ["yes", "Yeah, of course", "I am, absolutely"])
def test_little_more_than_a_yes(text: str) -> None:
    assert read_line(text, []).agrees()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "yes maybe",
        "not really, sure",
        "it won't, yes",
        "yes but what about the seven other things that you never told me",
    ],
)
def test_more_or_less_than_a_yes(text: str) -> None:
    assert not read_line(text, []).agrees()


@pytest.mark.parametrize("text", ["\x00", "🙂" * 50, "a" * 1_000_000, "?!?!", "\ud800"])
def test_anything_can_be_read(text: str) -> None:
    assert read_line(text, ["greet", "greet"]).moves == ("greet",)
    assert not read_line(text, []).mentions(("door",))
