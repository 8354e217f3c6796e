"""The telling of an answer: its parts, who acts in it, its figures and its hedging."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.mapping.craft import craft

STORY = (
    "Last March we had a lady whose card had been swallowed by our machine. My job was to get her some cash before the "
    "branch shut. I rang the card team and I checked her passport, then I ordered a new card and walked her to the "
    "till. In the end she went away happy with £60 and since then we keep the number by the desk."
)


def part(name: str, answer: str = STORY) -> str:
    return " ".join(answer[start:end] for start, end in craft(answer).star[name])  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("situation", "we had a lady"),
        ("task", "My job was"),
        ("action", "I rang the card team"),
        ("result", "she went away happy"),
    ],
)
def test_the_parts_of_a_story(name: str, words: str) -> None:
    assert words in part(name)
    assert craft(STORY).missing == ()


@pytest.mark.parametrize(
    "task",
    [
        "He wanted his deposit back by Friday.",
        "I said leave it with me and I'd ring her every day at four.",
        "We're meant to answer inside two hours.",
        "I can knock off £20 and no more than that.",
    ],
)
def test_a_task_is_a_wish_a_promise_or_a_rule_to_meet(task: str) -> None:
    story = f"Last week a man came in about his broken boiler. {task} I rang the engineer and checked the order."
    assert task.rstrip(".") in part("task", story)
    assert "task" in craft(story.replace(task, "")).missing


def test_a_story_without_its_end_is_told_so() -> None:
    assert "result" in craft(STORY[: STORY.index("In the end")]).missing


def test_i_against_we() -> None:
    assert craft("We rang her and we went round and I said sorry.").first_person_share == pytest.approx(1 / 3)
    assert craft("They rang her.").first_person_share == 0


def test_figures_and_hedges_are_counted() -> None:
    told = craft("Maybe it was £40, or something, perhaps 20% of 300.")
    assert (told.figures, told.hedges, told.words) == (3, 3, 10)


@given(st.text())
def test_any_text_has_a_craft_whose_spans_lie_in_it(answer: str) -> None:
    for spans in craft(answer).star.values():
        assert all(0 <= start < end <= len(answer) for start, end in spans)
        assert list(spans) == sorted(spans)
