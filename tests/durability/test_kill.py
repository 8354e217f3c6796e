"""Killed at any moment, an interview and a review keep all that was acknowledged, and go on where they stood."""

import random
from pathlib import Path

from tests.durability.kills import KilledInterview, KilledReview
from tests.durability.zygote import Zygote

INTERVIEWS_KILLED, REVIEWS_KILLED = 10, 10
SEED = 20260302


def test_a_killed_interview_loses_nothing_that_was_acknowledged(programs: Zygote, tmp_path: Path) -> None:
    interview = KilledInterview(programs, tmp_path / "coach.db", random.Random(SEED))
    for _ in range(INTERVIEWS_KILLED):
        interview.once_more()
    interview.end()
    assert len(interview.memory.acknowledged) >= INTERVIEWS_KILLED


def test_a_killed_review_loses_no_mark_that_was_acknowledged(programs: Zygote, tmp_path: Path) -> None:
    review = KilledReview(programs, tmp_path / "coach.db", random.Random(SEED))
    for _ in range(REVIEWS_KILLED):
        review.once_more()
    review.end()
    assert len(review.acknowledged) >= REVIEWS_KILLED
