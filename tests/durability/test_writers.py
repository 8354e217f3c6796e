"""Several windows, apprentices and trainers, on one store at once."""

from pathlib import Path

from tests.durability.writers import crowd
from tests.durability.zygote import Zygote


def test_eight_programs_write_at_once_and_nothing_is_lost(programs: Zygote, tmp_path: Path) -> None:
    written = crowd(programs, tmp_path / "coach.db", sittings=5, reviews=12)
    assert (written.answers, written.hand_ins) == (60, 20)
    assert written.marks >= 3
