"""What a trainer can decide about a criterion."""

from typing import Literal, get_args

MarkValue = Literal["passed", "attempted", "none"]
MARKS: tuple[MarkValue, ...] = get_args(MarkValue)

RANK: dict[MarkValue, int] = {"none": 0, "attempted": 1, "passed": 2}
"""Marks in order: of several on a criterion the highest decides."""

IN_WORDS: dict[MarkValue, str] = {
    "passed": "passed",
    "attempted": "attempted, not passed",
    "none": "no evidence",
}
