"""The coach's words: short, plain, and never the same twice in a row."""

import re
from itertools import pairwise

import pytest

from coach.content.library import Library
from coach.talk.replies import Replies, Wordings

MOST_WORDS = 60
READING_GRADE = 7.0
"""US school grade of the Flesch-Kincaid formula: what a twelve-year-old reads."""
FILLED = {
    "facts": "It takes an hour.",
    "document": "the guide",
    "plain": "Say what you did.",
    "heard": "what you did",
    "starter": "When I saw it.",
    "meaning": "A short word for a thing.",
    "by_method": "two in the talk",
    "stands": "Two are left.",
    "story": "I was there. I saw it. I put it right.",
    "text": "When did you last put a thing right?",
    "words": "I rang her back",
    "why": "It is not shown yet.",
}


@pytest.fixture(scope="module")
def replies(shipped: Library) -> Replies:
    return shipped.replies


def filled(wording: str) -> str:
    """Return a wording with its places filled by short words."""
    return re.sub(r"\{([a-z_]+)\}", lambda found: FILLED.get(found[1], "one"), wording)


def syllables(word: str) -> int:
    """Return how many syllables a word is likely to have."""
    groups = len(re.findall(r"[aeiouy]+", word.casefold()))
    silent = word.casefold().endswith("e") and not word.casefold().endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.?!:]+(?=\s|$|”)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_every_reply_is_short_and_plain(replies: Replies) -> None:
    for key, wordings in replies.says.items():
        for wording in wordings:
            text = filled(wording)
            assert len(text.split()) < MOST_WORDS, (key, wording)
            assert grade(text) <= READING_GRADE, (key, round(grade(text), 1), wording)


def test_what_is_said_often_has_more_than_one_wording(replies: Replies) -> None:
    often = ("unsure", "unknown", "question", "answer.heard", "answer.missing", "answer.kept", "craft", "worry", "next")
    for key in (*often, "gaps", "progress", "no", "smalltalk.thanks", "criterion", "rules"):
        assert len(replies.says[key]) >= 2, key
        assert len(set(replies.says[key])) == len(replies.says[key]), key


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_said_the_same_way_twice_in_a_row(replies: Replies, seed: int) -> None:
    words = Wordings(replies, seed)
    for key, wordings in replies.says.items():
        said = [words.say(key) for _ in range(6)]
        if len(wordings) > 1:
            assert all(one != other for one, other in pairwise(said)), key


def test_the_same_seed_says_the_same(replies: Replies) -> None:
    one, other = Wordings(replies, 3), Wordings(replies, 3)
    assert [one.say("unknown") for _ in range(5)] == [other.say("unknown") for _ in range(5)]


def test_what_is_filled_in_is_never_read_as_a_place(replies: Replies) -> None:
    assert "{why}" in Wordings(replies, 1).say("craft.whole", story="{why} 1 < 2 [b]")
