"""What a second look shows: what waits for one, how far two trainers agree, what they have to settle."""

import msgspec

from coach.review.marks import MarkValue
from coach.review.second_look import Agreement


class OpenLook(msgspec.Struct, frozen=True):
    """A review that waits for another trainer's eyes; `sampled_at` is ISO 8601 UTC."""

    session_id: str
    apprentice: str
    method_title: str
    first_marker: str
    sampled_at: str


class PlaceToSettle(msgspec.Struct, frozen=True):
    """A criterion in an answer that two trainers marked differently; `handed_in_at` is ISO 8601 UTC."""

    session_id: str
    apprentice: str
    handed_in_at: str
    question: int
    question_text: str
    answer: str
    ref: str
    title: str
    first: MarkValue
    first_by: str
    second: MarkValue
    second_by: str


class AgreementView(msgspec.Struct, frozen=True):
    """Agreement over finished second looks, None before the first; and what is still to be settled."""

    looks: int
    agreement: Agreement | None
    to_settle: tuple[PlaceToSettle, ...]
