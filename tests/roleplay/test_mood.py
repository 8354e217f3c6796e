"""What a line does to a customer who is angry, calm or pleased."""

import pytest

from coach.roleplay.mood import Felt, felt, on_the_scale


@pytest.mark.parametrize(
    ("moves", "mood", "made", "wanted"),
    [
        (["rude"], 0, {}, Felt(-2, -3)),
        (["blame"], 0, {}, Felt(-1, -2)),
        (["refuse"], 0, {}, Felt(-1, -1)),
        (["refuse", "empathise"], 0, {}, Felt(0, -1)),
        (["blame", "apologise"], 0, {}, Felt(-1, -2)),
        (["empathise"], -2, {}, Felt(2, 1)),
        (["empathise"], -1, {}, Felt(1, 1)),
        (["empathise"], -2, {"offer": 1}, Felt(1, 1)),
        (["empathise"], -2, {"listen": 1}, Felt(1, 0)),
        (["empathise"], 0, {}, Felt(0, 1)),
        (["empathise"], -2, {"empathise": 2}, Felt(0, 0)),
        (["offer"], -2, {}, Felt(0, -1)),
        (["offer", "apologise"], -2, {}, Felt(2, 1)),
        (["offer"], -2, {"apologise": 1}, Felt(1, 0)),
        (["offer"], 0, {}, Felt(1, 0)),
        (["offer"], 2, {}, Felt(0, 0)),
        (["offer"], 0, {"offer": 2}, Felt(0, 0)),
        (["over-promise"], 0, {}, Felt(1, 0)),
        (["greet"], 0, {}, Felt(0, 0)),
        ([], -3, {}, Felt(0, 0)),
    ],
)
def test_what_a_line_does(moves: list[str], mood: int, made: dict[str, int], wanted: Felt) -> None:
    assert felt(moves, mood, made, {}) == wanted


def test_a_customer_can_take_a_move_otherwise_than_most() -> None:
    assert felt(["closed-question"], 0, {}, {"closed-question": -1}) == Felt(-1, 0)
    assert felt(["greet"], 1, {}, {"greet": 2}) == Felt(2, 0)
    assert felt(["jargon"], 0, {}, {"jargon": 0}) == Felt(0, -1)


def test_a_mood_stays_on_the_scale() -> None:
    assert [on_the_scale(mood) for mood in (-9, -3, 0, 3, 9)] == [-3, -3, 0, 3, 3]
