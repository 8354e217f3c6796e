"""What a trainer can decide about a criterion."""

from typing import Literal, get_args

MarkValue = Literal["passed", "attempted", "none"]
MARKS: tuple[MarkValue, ...] = get_args(MarkValue)

IN_WORDS: dict[MarkValue, str] = {
    "passed": "passed",
    "attempted": "attempted, not passed",
    "none": "no evidence",
}
